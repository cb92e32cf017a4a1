"""The data of a form without its form, as viewers send it: FDF (ISO 32000) and XFDF (ISO 19444)."""

import re
from collections.abc import Iterator

from zenforms.reading.formats.xmltree import ForbiddenXmlError, Node, parse_xml
from zenforms.reading.formmap import FormMaps, MappedField
from zenforms.reading.pdf.identity import identify
from zenforms.reading.pdf.syntax.objects import Dictionary, Name, Reference, SyntaxDamageError
from zenforms.reading.pdf.syntax.tokens import read_object
from zenforms.reading.pdf.texts import decode_name, decode_text, is_blank
from zenforms.reading.submission import FieldKind, FieldValue, Flag, Value

_FDF = b"%FDF-"
_XFDF = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<xfdf[\s>]")
_OBJECT = re.compile(rb"\b([0-9]{1,10})\s+([0-9]{1,5})\s+obj\b")
_MOST_OBJECTS, _MOST_FIELDS, _DEEPEST = 5_000, 5_000, 20
_OFF = "Off"
_FOUND = tuple[str, Value, tuple[Flag, ...]]


def is_form_data(head: bytes) -> bool:
    """Whether a file that begins with `head` is the data of a form."""
    return head[:1024].lstrip().startswith(_FDF) or bool(_XFDF.match(head[:2048]))


def read_form_data(data: bytes, maps: FormMaps) -> tuple[FieldValue, ...] | None:
    """The fields whose values the data tells; None when it is no data of a form.

    Of a form of ours all fields are there, those without a value empty: what is blank is not sent.
    """
    if not is_form_data(data[:2048]):
        return None
    said = list(_of_xfdf(data) if _XFDF.match(data[:2048]) else _of_fdf(data))[:_MOST_FIELDS]
    fields = tuple(FieldValue(name, FieldKind.TEXT, value, flags) for name, value, flags in said)
    form = identify(fields, maps)
    known = maps.find(form) if form else None
    if known is None:
        return fields
    told = {name: (value, flags) for name, value, flags in said}
    mapped = tuple(_mapped(one, *told.get(one.name, (None, ()))) for one in known.fields)
    names = {one.name for one in known.fields}
    return mapped + tuple(one for one in fields if one.name not in names)


def _mapped(field: MappedField, value: Value, flags: tuple[Flag, ...]) -> FieldValue:
    is_off = field.kind in {FieldKind.CHECKBOX, FieldKind.RADIO} and value == _OFF
    return FieldValue(
        field.name, field.kind, None if is_off else value, flags, read_only=field.locked
    )


def _of_xfdf(data: bytes) -> Iterator[_FOUND]:
    try:
        root = parse_xml(data).root
    except ForbiddenXmlError:
        return
    if root is not None:
        for fields in (one for one in root.children if one.name == "fields"):
            yield from _nodes(fields, "")


def _nodes(node: Node, above: str) -> Iterator[_FOUND]:
    for field in (one for one in node.children if one.name == "field"):
        name = f"{above}{field.attributes.get('name', '')}"
        values = [one.text for one in field.children if one.name == "value"]
        texts = [decode_text(b"\xfe\xff" + one.encode("utf-16-be", "replace")) for one in values]
        if texts:
            yield name, *_value([(one.text, one.flags) for one in texts])
        yield from _nodes(field, f"{name}.")


def _value(texts: list[tuple[str, tuple[Flag, ...]]]) -> tuple[Value, tuple[Flag, ...]]:
    flags = tuple(dict.fromkeys(flag for _, some in texts for flag in some))
    said = [text for text, _ in texts if not is_blank(text)]
    return (tuple(said) if len(said) > 1 else said[0] if said else None), flags


def _of_fdf(data: bytes) -> Iterator[_FOUND]:
    objects = dict(_objects(data))
    for one in objects.values():
        whole = _resolved(one.get("/FDF") if isinstance(one, Dictionary) else None, objects)
        if isinstance(whole, Dictionary):
            yield from _kids(whole.get("/Fields"), "", objects, 0)
            return


_Objects = dict[int, object]


def _objects(data: bytes) -> Iterator[tuple[int, object]]:
    at = 0
    for _ in range(_MOST_OBJECTS):
        header = _OBJECT.search(data, at)
        if header is None:
            return
        at = header.end()
        try:
            found, at = read_object(data, at)
        except SyntaxDamageError:
            continue
        yield int(header[1]), found


def _resolved(value: object, objects: _Objects) -> object:
    for _ in range(_DEEPEST):
        if not isinstance(value, Reference):
            return value
        value = objects.get(value.number)
    return None


def _kids(value: object, above: str, objects: _Objects, depth: int) -> Iterator[_FOUND]:
    kids = _resolved(value, objects)
    if not isinstance(kids, list) or depth > _DEEPEST:
        return
    for kid in kids:
        field = _resolved(kid, objects)
        if not isinstance(field, Dictionary):
            continue
        title = _resolved(field.get("/T"), objects)
        name = above + (decode_text(title).text if isinstance(title, bytes) else "")
        said = _resolved(field.get("/V"), objects)
        items = said if isinstance(said, list) else [said]
        texts = [_text(_resolved(item, objects)) for item in items]
        if "/V" in field:
            yield name, *_value([one for one in texts if one])
        yield from _kids(field.get("/Kids"), f"{name}.", objects, depth + 1)


def _text(value: object) -> tuple[str, tuple[Flag, ...]] | None:
    if isinstance(value, Name):
        return decode_name(value), ()
    if isinstance(value, bytes):
        found = decode_text(value)
        return found.text, found.flags
    return None
