"""Values of declared types as bytes, and back: what a worker may say to its parent.

The annotation is the schema, so bytes name no class and no function: nothing runs on arrival.
A record is its fields in order, a union the number of the member and its value, an enumeration
the number of the member; texts, bytes and collections begin with their length (four bytes).
Known are dataclasses, named tuples, enumerations, tuples, lists, sets, mappings, unions, None,
bool, int of 64 bits, finite float, str, bytes, datetime, date, timedelta, Path, and `object` for
plain JSON values.
"""

from typing import Any

from zenforms.reading.wire.flow import In, Out, WireError
from zenforms.reading.wire.schema import form_of


def prepare(annotation: object) -> None:
    """Look up now how values of this type are written; raises TypeError when they cannot be."""
    form_of(annotation)


def pack(value: object, annotation: object, *, most: int) -> bytes:
    """`value` as bytes, at most `most`; raises TooMuchError, TypeError for what is not declared."""
    out = Out(most)
    form_of(annotation).write(value, out)
    return bytes(out.data)


def unpack(data: bytes, annotation: object) -> Any:  # noqa: ANN401 - of the annotation's type
    """The value that `data` is; whatever else the bytes are, and by whomever, is a WireError."""
    source = In(data)
    try:
        value = form_of(annotation).read(source)
    except WireError:
        raise
    except Exception as error:  # a constructor's own check, endless nesting, a broken text
        raise WireError(type(error).__name__) from error
    if source.at != len(data):
        raise WireError
    return value
