"""The syntax of PDF objects (ISO 32000-2, 7.3), read strictly: what breaks it is not guessed at.

pypdf's own tokenizer reads broken objects as if they were shorter, often without a word, and
byte by byte. This one refuses them, reads a whole token at a time, and never recurses.
"""

import codecs
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
_MAX_TOKENS = 300_000  # in one object
_NAMES_KEPT = 4096

# NUL counts as white space, but a run of NULs is a hole where something has been
_BLANKS = rb"[\0\t\n\f\r\x20]"
_REGULAR = rb"[^\0\t\n\f\r\x20()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?:[\t\n\f\r\x20]++|\0(?!\0\0\0)|%[^\r\n]*+)*+(?:"
    rb"/(?P<name>" + _REGULAR + rb"*+)"
    rb"|(?P<number>[0-9]{1,10})" + _BLANKS + rb"++(?P<reference>[0-9]{1,5})"
    rb"" + _BLANKS + rb"++R(?!" + _REGULAR + rb")"
    rb"|(?P<integer>[+-]?[0-9]++)(?!" + _REGULAR + rb")"
    rb"|\((?P<string>(?:[^()\\]++|\\[\s\S])*+)\)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<close>>>|\])"
    rb"|(?P<real>[+-]?(?:[0-9]++\.[0-9]*+|\.[0-9]++))(?!" + _REGULAR + rb")"
    rb"|<(?P<hexadecimal>(?:[0-9A-Fa-f]|" + _BLANKS + rb")*+)>"
    rb"|(?P<quoted>\()"
    rb"|(?P<constant>true|false|null)(?!" + _REGULAR + rb")"
    rb")"
)
_BRACKET = re.compile(rb"(?:[^()\\]++|\\[\s\S])*+([()])")
_TO_REPLACE = re.compile(rb"\\([0-7]{1,3})|\\(?:\r\n?|\n)|\\([^0-7])|\r\n?")
_ONLY_OCTAL = re.compile(rb"(?:[^\\\r]++|\\[0-3][0-7]{2})*+")
_ESCAPED_BYTE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WHITE_SPACE = b"\0\t\n\f\r "

_ONLY_NAMES = frozenset({NameObject})

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
    for _ in range(_MAX_TOKENS):
        token = match(data, position)
        if token is None:
            break
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
    """Raises when a key is no name, has no value, or is repeated with another value."""
    made = DictionaryObject()
    keys, values = items[::2], items[1::2]
    if len(keys) != len(values) or not _ONLY_NAMES.issuperset(map(type, keys)):
        raise SyntaxDamageError
    dict.update(made, zip(keys, values, strict=True))
    if len(made) != len(keys) and any(
        dict.get(made, key) != value for key, value in zip(keys, values, strict=True)
    ):
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


def _quoted(data: bytes, position: int) -> tuple[ByteStringObject, int]:
    """A literal string from behind its first bracket, with brackets nested in it."""
    start, depth = position, 1
    while (bracket := _BRACKET.match(data, position)) is not None:
        position = bracket.end()
        depth += 1 if bracket[1] == b"(" else -1
        if depth == 0:
            return _string(data[start : position - 1]), position
    raise SyntaxDamageError


def _string(raw: bytes) -> ByteStringObject:
    if b"\\" in raw or b"\r" in raw:
        if _ONLY_OCTAL.fullmatch(raw):
            raw = codecs.escape_decode(raw)[0]  # Python's escapes say the same, and are quick
        else:
            raw = _TO_REPLACE.sub(_replaced, raw)
    return ByteStringObject(raw)


def _replaced(found: re.Match[bytes]) -> bytes:
    """What an escape stands for; a line end inside a string is always one LF (7.3.4.2)."""
    octal, escaped = found.groups()
    if octal:
        return bytes((int(octal, 8) & 0xFF,))  # high-order overflow is ignored
    if escaped:
        return _ESCAPES.get(escaped, escaped)
    return b"" if found[0].startswith(b"\\") else b"\n"


_SCALARS: dict[str, Callable[[bytes], PdfObject]] = {
    "name": _name,
    "integer": _integer,
    "string": _string,
    "real": lambda raw: FloatObject(raw.decode("ascii")),
    "hexadecimal": _hexadecimal,
    "constant": _constant,
}
