"""A first form, read before any client's: what Python looks up and tunes at first is then done.

A reader has a process of its own, forked from one that has loaded everything but run nothing;
without this each would do that for itself, which takes as long as the reading.
"""

import zlib
from collections.abc import Iterator

from zenforms.desk.handling.glance import ANSWER_BYTES, glance_of
from zenforms.desk.setup.maps import form_maps
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMap, MappedField
from zenforms.reading.submission import FieldKind, Submission
from zenforms.reading.wire.schema import pack

_NAME = "repetition.pdf"
_FIRST_FIELD = 7
_STATES = "/AP<</N<</%s 6 0 R/Off 6 0 R>>>>"


def rehearse() -> None:
    """Read a small form of our own, and make an answer of it; no file is opened or written."""
    document = read_document(rehearsed_form(), name=_NAME, maps=form_maps())
    read = Submission(_NAME, "0" * 64, documents=(document,))
    pack(read, Submission, most=ANSWER_BYTES)
    glance_of(read)


def rehearsed_form() -> bytes:
    """A PDF by hand with every field of the first form that is known, most of them filled in."""
    known = form_maps().maps[0]
    fields = [_field(field, known) for field in known.fields]
    kids = " ".join(f"{_FIRST_FIELD + number} 0 R" for number in range(len(fields)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[{kids}]>>".encode(),
        _stream(b"BT /F1 10 Tf (zenforms) Tj ET", ""),
        f"<</Fields[{kids}]/DA(/F1 10 Tf 0 g)>>".encode(),
        _stream(b"/Tx BMC q BT (x) Tj ET Q EMC", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        *fields,
    ]
    return b"".join(_file(bodies))


def _field(field: MappedField, known: FormMap) -> bytes:
    box = "/Type/Annot/Subtype/Widget/P 3 0 R/Rect[50 50 200 70]/F 4"
    return f"<<{box}/T({field.name}){_value(field, known)}>>".encode("latin-1", "replace")


def _value(field: MappedField, known: FormMap) -> str:
    if field.kind is FieldKind.TEXT:
        said = {"form_id": known.form.id, "form_revision": str(known.form.revision)}
        text = said.get(field.name, r"R\351p\351tition (une fois)")
        return f"/FT/Tx/V({text})/DA(/F1 10 Tf 0 g)/AP<</N 6 0 R>>"
    if field.kind is FieldKind.CHOICE:
        return "/FT/Ch/Ff 131072/Opt[[(a)(A)][(b)(B)]]/V(a)/AP<</N 6 0 R>>"
    flags = 49152 if field.kind is FieldKind.RADIO else 0
    state = next(iter(field.states), "Yes")
    return f"/FT/Btn/Ff {flags}/V/{state}/AS/{state}" + _STATES % state


def _stream(content: bytes, entries: str) -> bytes:
    packed = zlib.compress(content)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>"
    return head.encode() + b"stream\n" + packed + b"\nendstream"


def _file(bodies: list[bytes]) -> Iterator[bytes]:
    yield (head := b"%PDF-1.7\n")
    at, places = len(head), []
    for number, body in enumerate(bodies, start=1):
        places.append(at)
        piece = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        at += len(piece)
        yield piece
    yield b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    yield from (b"%010d 00000 n \n" % place for place in places)
    yield b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, at)
