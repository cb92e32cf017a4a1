"""How the values of any known type are written and read, composed from its annotation."""

import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from zenforms.reading.wire.values import (
    PLAIN_SCALARS,
    SCALARS,
    TEXT,
    Form,
    In,
    Out,
    WireError,
    be,
    be_exactly,
)

_PLAIN_DEPTH = 32

_RECORDS: dict[type, Form] = {}


def form_of(annotation: object) -> Form:
    """How values of this type are written and read; raises TypeError for a type not known here."""
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return form_of(arguments[0])
    if origin in {Union, types.UnionType}:
        return _union(arguments)
    if origin is Literal:
        return _one_of(arguments)
    if isinstance(origin, type):
        return _collection(origin, arguments)
    if isinstance(annotation, type):
        return _class(annotation)
    raise TypeError(annotation)


def _class(kind: type) -> Form:
    if issubclass(kind, Enum):
        return _one_of(tuple(kind))
    if is_dataclass(kind):
        return _record(kind, tuple(field.name for field in fields(kind) if field.init))
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _record(kind, kind._fields)
    raise TypeError(kind)


def _record(kind: type, names: tuple[str, ...]) -> Form:
    if kind in _RECORDS:
        return _RECORDS[kind]
    members: list[tuple[str, Form]] = []

    def write(value: object, out: Out) -> None:
        be_exactly(kind, value)
        out.spend(1)
        for name, form in members:
            form.write(getattr(value, name), out)

    def read(source: In) -> object:
        source.spend(1)
        return kind(**{name: form.read(source) for name, form in members})

    _RECORDS[kind] = Form(write, read)  # first: a record may hold records of its own kind
    try:
        hints = get_type_hints(kind, include_extras=True)
        members.extend((name, form_of(hints[name])) for name in names)
    except BaseException:
        del _RECORDS[kind]
        raise
    return _RECORDS[kind]


def _one_of(members: tuple[object, ...]) -> Form:
    numbers = {(type(member), member): number for number, member in enumerate(members)}

    def write(value: object, out: Out) -> None:
        number = numbers.get((type(value), value))
        if number is None:
            raise TypeError(type(value))
        out.data.append(number)

    return Form(write, lambda source: members[source.number_below(len(members))])


def _union(arguments: Iterable[object]) -> Form:
    members = sorted(arguments, key=repr)  # a union equals itself in any order
    forms = [form_of(member) for member in members]

    def write(value: object, out: Out) -> None:
        start = len(out.data)
        for number, form in enumerate(forms):
            out.data.append(number)
            try:
                form.write(value, out)
            except TypeError:
                del out.data[start:]
            else:
                return
        raise TypeError(type(value))

    return Form(write, lambda source: forms[source.number_below(len(forms))].read(source))


def _collection(origin: type, arguments: tuple[Any, ...]) -> Form:
    if issubclass(origin, Mapping):
        return _mapping(form_of(arguments[0]), form_of(arguments[1]))
    if origin is tuple and arguments[-1:] != (...,):
        return _row(tuple(map(form_of, arguments)))
    if issubclass(origin, AbstractSet):
        made = frozenset if origin is frozenset else set
        return _items(form_of(arguments[0]), AbstractSet, made)
    if issubclass(origin, Sequence):
        taken = tuple if origin is tuple else Sequence
        return _items(form_of(arguments[0]), taken, list if origin is list else tuple)
    raise TypeError(origin)


def _mapping(key: Form, item: Form) -> Form:
    def write(value: Mapping[object, object], out: Out) -> None:
        be(Mapping, value)
        out.count(len(value))
        for name, member in value.items():
            key.write(name, out)
            item.write(member, out)

    def read(source: In) -> dict[object, object]:
        number = source.count()
        found = {key.read(source): item.read(source) for _ in range(number)}
        if len(found) != number:
            raise WireError
        return found

    return Form(write, read)


def _row(forms: tuple[Form, ...]) -> Form:
    def write(value: tuple[object, ...], out: Out) -> None:
        be(tuple, value)
        if len(value) != len(forms):
            raise TypeError(len(value))
        for form, member in zip(forms, value, strict=True):
            form.write(member, out)

    return Form(write, lambda source: tuple(form.read(source) for form in forms))


def _items(item: Form, taken: type, made: Callable[[Iterable[object]], Collection[object]]) -> Form:
    def write(value: Collection[object], out: Out) -> None:
        if isinstance(value, str | bytes):
            raise TypeError(type(value))
        be(taken, value)
        out.count(len(value))
        for member in value:
            item.write(member, out)

    def read(source: In) -> Collection[object]:
        number = source.count()
        found = made([item.read(source) for _ in range(number)])
        if len(found) != number:
            raise WireError
        return found

    return Form(write, read)


def _plain(depth: int) -> Form:
    """Plain JSON values, `depth` collections deep."""

    @cache
    def forms() -> tuple[Form, ...]:
        if not depth:
            return PLAIN_SCALARS
        inner = _plain(depth - 1)
        return (*PLAIN_SCALARS, _items(inner, list, list), _mapping(TEXT, inner))

    def write(value: object, out: Out) -> None:
        for number, form in enumerate(forms()):
            start = len(out.data)
            out.data.append(number)
            try:
                form.write(value, out)
            except TypeError:
                del out.data[start:]
            else:
                return
        raise TypeError(type(value))

    def read(source: In) -> object:
        return forms()[source.number_below(len(forms()))].read(source)

    return Form(write, read)


_PLAIN = _plain(_PLAIN_DEPTH)
_SIMPLE: dict[object, Form] = {**SCALARS, object: _PLAIN, Any: _PLAIN}


# Values of declared types as bytes, and back: what a worker may say to its parent.
#
# The annotation is the schema, so bytes name no class and no function: nothing runs on arrival.
# A record is its fields in order, a union the number of the member and its value, an enumeration
# the number of the member; texts, bytes and collections begin with their length (four bytes).
# Known are dataclasses, named tuples, enumerations, tuples, lists, sets, mappings, unions, None,
# bool, int of 64 bits, finite float, str, bytes, datetime, date, timedelta, Path, and `object` for
# plain JSON values.


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
