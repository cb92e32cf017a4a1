"""The syntax of PDF objects (ISO 32000-2, 7.3), read strictly: what breaks it is not guessed at.

pypdf's own tokenizer reads broken objects as if they were shorter, often without a word, and
byte by byte. This one refuses them, reads a whole token at a time, and never recurses.
"""

import re
from collections.abc import Callable

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
)

_MAX_NESTING = 100
_NAMES_KEPT = 4096

_BLANKS = rb"[\0\t\n\f\r\x20]"
_REGULAR = rb"[^\0\t\n\f\r\x20()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?:" + _BLANKS + rb"++|%[^\r\n]*+)*+(?:"
    rb"/(?P<name>" + _REGULAR + rb"*+)"
    rb"|(?P<number>[0-9]{1,10})" + _BLANKS + rb"++(?P<reference>[0-9]{1,5})"
    rb"" + _BLANKS + rb"++R(?!" + _REGULAR + rb")"
    rb"|(?P<integer>[+-]?[0-9]++)(?!" + _REGULAR + rb")"
    rb"|\((?P<string>[^()\\\r]*+)\)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<close>>>|\])"
    rb"|(?P<real>[+-]?(?:[0-9]++\.[0-9]*+|\.[0-9]++))(?!" + _REGULAR + rb")"
    rb"|<(?P<hexadecimal>(?:[0-9A-Fa-f]|" + _BLANKS + rb")*+)>"
    rb"|(?P<quoted>\()"
    rb"|(?P<constant>true|false|null)(?!" + _REGULAR + rb")"
    rb")"
)
_IN_STRING = re.compile(
    rb"(?P<plain>[^()\\\r]++)|(?P<end>\r\n?)|\\(?P<octal>[0-7]{1,3})"
    rb"|(?P<continued>\\(?:\r\n?|\n))|\\(?P<escaped>[^0-7\r\n])|(?P<bracket>[()])",
)
_ESCAPED_BYTE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WHITE_SPACE = b"\0\t\n\f\r "

_names: dict[bytes, NameObject] = {}


class SyntaxDamageError(Exception):
    """What stands here is no PDF object."""


def read_object(data: bytes, position: int, document: object) -> tuple[PdfObject, int]:
    """The object at `position` and the offset behind it; raises SyntaxDamageError.

    References belong to `document`, which must offer `get_object`. Strings come as bytes.
    """
    outer: list[tuple[bytes, list[PdfObject]]] = []
    bracket, items = b"", list[PdfObject]()
    match = _TOKEN.match
    while (token := match(data, position)) is not None:
        position = token.end()
        kind = token.lastgroup
        if kind == "open":
            outer.append((bracket, items))
            bracket, items = token["open"], []
            if len(outer) > _MAX_NESTING:
                break
            continue
        if kind == "close":
            found = _closed(bracket, token["close"], items)
            bracket, items = outer.pop()
        elif kind == "reference":
            number, generation = token.group("number", "reference")
            found = IndirectObject(int(number), int(generation), document)
        elif kind == "quoted":
            found, position = _quoted(data, position)
        else:
            found = _SCALARS[kind or ""](token[kind or 0])
        if not outer:
            return found, position
        items.append(found)
    raise SyntaxDamageError


def _closed(bracket: bytes, close: bytes, items: list[PdfObject]) -> PdfObject:
    if bracket == b"[" and close == b"]":
        return ArrayObject(items)
    if bracket == b"<<" and close == b">>":
        return _dictionary(items)
    raise SyntaxDamageError


def _dictionary(items: list[PdfObject]) -> DictionaryObject:
    """Raises when a key is no name, is repeated, or has no value."""
    made = DictionaryObject()
    keys = items[::2]
    if len(items) % 2 or not all(type(key) is NameObject for key in keys):
        raise SyntaxDamageError
    dict.update(made, zip(keys, items[1::2], strict=True))
    if len(made) != len(keys):
        raise SyntaxDamageError
    return made


def _name(raw: bytes) -> NameObject:
    """UTF-8, else latin-1; the same few hundred names occur again and again."""
    known = _names.get(raw)
    if known is not None:
        return known
    data = _ESCAPED_BYTE.sub(lambda m: bytes((int(m[1], 16),)), raw) if b"#" in raw else raw
    try:
        name = NameObject("/" + data.decode("utf-8"))
    except UnicodeDecodeError:
        name = NameObject("/" + data.decode("latin-1"))
    if len(_names) < _NAMES_KEPT:
        _names[raw] = name
    return name


def _hexadecimal(raw: bytes) -> ByteStringObject:
    digits = raw.translate(None, _WHITE_SPACE)
    return ByteStringObject(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def _integer(raw: bytes) -> NumberObject:
    if len(raw) > len("-2147483648") + 9:
        raise SyntaxDamageError
    return NumberObject(int(raw))


def _constant(raw: bytes) -> PdfObject:
    return NullObject() if raw == b"null" else BooleanObject(raw == b"true")


_SCALARS: dict[str, Callable[[bytes], PdfObject]] = {
    "name": _name,
    "integer": _integer,
    "string": ByteStringObject,
    "real": lambda raw: FloatObject(raw.decode("ascii")),
    "hexadecimal": _hexadecimal,
    "constant": _constant,
}


def _quoted(data: bytes, position: int) -> tuple[ByteStringObject, int]:
    """A literal string from behind its first bracket, with escapes and nested brackets."""
    pieces: list[bytes] = []
    depth = 1
    while (part := _IN_STRING.match(data, position)) is not None:
        position = part.end()
        kind = part.lastgroup
        if kind == "bracket":
            depth += 1 if part["bracket"] == b"(" else -1
            if depth == 0:
                return ByteStringObject(b"".join(pieces)), position
        pieces.append(_piece(kind or "", part[kind or 0]))
    raise SyntaxDamageError


def _piece(kind: str, raw: bytes) -> bytes:
    if kind == "end":
        return b"\n"
    if kind == "continued":
        return b""
    if kind == "octal":
        return bytes((int(raw, 8) & 0xFF,))  # high-order overflow is ignored
    if kind == "escaped":
        return _ESCAPES.get(raw, raw)
    return raw
