"""The syntax of PDF objects (ISO 32000-2, 7.3), read strictly: what breaks it is not guessed at.

Readers that repair read broken objects as if they were shorter, often without a word. This one
refuses them, reads a whole token at a time, and never recurses.
"""

import codecs
import re
from collections.abc import Callable

from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    HoleError,
    Name,
    Reference,
    Stream,
    SyntaxDamageError,
    is_integer,
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
_HOLE = re.compile(_BLANKS + rb"{0,64}?\0{4}")
_BRACKET = re.compile(rb"(?:[^()\\]++|\\[\s\S])*+([()])")
_TO_REPLACE = re.compile(rb"\\([0-7]{1,3})|\\(?:\r\n?|\n)|\\([^0-7])|\r\n?")
_ONLY_OCTAL = re.compile(rb"(?:[^\\\r]++|\\[0-3][0-7]{2})*+")
_ESCAPED_BYTE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WHITE_SPACE = b"\0\t\n\f\r "

_FEW_BLANKS = _BLANKS + rb"{0,64}+"  # a table may point half a million times at one run of blanks
_HEADER = re.compile(
    _FEW_BLANKS + rb"([0-9]{1,10})" + _BLANKS + _FEW_BLANKS + rb"([0-9]{1,5})"
    rb"" + _FEW_BLANKS + rb"obj" + _FEW_BLANKS
)
_STREAM = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+stream *+(?:\r\n|\n|\r)")
_END_OF_STREAM = re.compile(rb"[\0\t\n\f\r ]{0,4}endstream")

_ONLY_NAMES = frozenset({Name})

_names: dict[bytes, Name] = {}


def read_object(data: bytes, position: int) -> tuple[object, int]:
    """The object at `position` and the offset behind it; raises SyntaxDamageError."""
    outer: list[tuple[bytes, list[object]]] = []
    bracket, items = b"", list[object]()
    match = _TOKEN.match
    for _ in range(_MAX_TOKENS):
        token = match(data, position)
        if token is None:
            break
        position = token.end()
        kind = token.lastindex or 0
        found: object
        if kind == _NAME:
            found = _names.get(token[kind]) or _name(token[kind])
        elif kind in _SCALARS:
            found = _SCALARS[kind](token[kind])
        elif kind == _REFERENCE:
            found = Reference(int(token[kind - 1]), int(token[kind]))
        elif kind == _OPEN:
            outer.append((bracket, items))
            bracket, items = token[kind], []
            if len(outer) > _MAX_NESTING:
                break
            continue
        elif kind == _CLOSE:
            found = _closed(bracket, token[kind], items)
            bracket, items = outer.pop()
        else:
            found, position = _quoted(data, position)
        if not outer:
            return found, position
        items.append(found)
    raise HoleError if _HOLE.match(data, position) else SyntaxDamageError


def header_at(data: bytes, offset: int) -> tuple[Reference, int] | None:
    """Which object starts at an offset, and where its value starts; None when none does."""
    header = _HEADER.match(data, offset)
    return (Reference(int(header[1]), int(header[2])), header.end()) if header else None


def stream_at(
    data: bytes, offset: int, entries: Dictionary, resolve: Callable[[object], object] | None = None
) -> Stream | None:
    """The stream of a dictionary that ends at `offset`; None when no stream follows it.

    `resolve` finds the length behind a reference. A wrong length gives a stream without data.
    """
    start = _STREAM.match(data, offset)
    if start is None:
        return None
    begin, length = start.end(), entries.get("/Length")
    if resolve is not None:
        length = resolve(length)
    if not is_integer(length) or not _END_OF_STREAM.match(data, begin + max(length, 0)):
        return Stream(entries, None)
    return Stream(entries, data[begin : begin + length])


def _closed(bracket: bytes, close: bytes, items: list[object]) -> object:
    if bracket == b"[" and close == b"]":
        return items
    if bracket == b"<<" and close == b">>":
        return _dictionary(items)
    raise SyntaxDamageError


def _dictionary(items: list[object]) -> Dictionary:
    """Raises when a key is no name, has no value, or is repeated with another value."""
    keys, values = items[::2], items[1::2]
    if len(keys) != len(values) or not _ONLY_NAMES.issuperset(map(type, keys)):
        raise SyntaxDamageError
    made = Dictionary(zip(keys, values, strict=True))  # type: ignore[arg-type]  # names, see above
    if len(made) != len(keys) and not all(
        _same(made[key], value)  # type: ignore[index]  # likewise
        for key, value in zip(keys, values, strict=True)
    ):
        raise SyntaxDamageError
    return made


def _same(one: object, other: object) -> bool:
    """Whether two objects are equal, and of one kind: for Python 1, 1.0 and true are equal."""
    return type(one) is type(other) and one == other


def _name(raw: bytes) -> Name:
    """UTF-8, else latin-1; the same few hundred names occur again and again."""
    known = _names.get(raw)
    if known is not None:
        return known
    data = _ESCAPED_BYTE.sub(lambda m: bytes((int(m[1], 16),)), raw) if b"#" in raw else raw
    try:
        name = Name("/" + data.decode("utf-8"))
    except UnicodeDecodeError:
        name = Name("/" + data.decode("latin-1"))
    if len(_names) < _NAMES_KEPT:
        _names[raw] = name
    return name


def _hexadecimal(raw: bytes) -> bytes:
    digits = raw.translate(None, _WHITE_SPACE)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _integer(raw: bytes) -> int:
    if len(raw) > len("-2147483648") + 9:
        raise SyntaxDamageError
    return int(raw)


def _constant(raw: bytes) -> bool | None:
    return None if raw == b"null" else raw == b"true"


def _quoted(data: bytes, position: int) -> tuple[bytes, int]:
    """A literal string from behind its first bracket, with brackets nested in it."""
    start, depth = position, 1
    while (bracket := _BRACKET.match(data, position)) is not None:
        position = bracket.end()
        depth += 1 if bracket[1] == b"(" else -1
        if depth == 0:
            return _string(data[start : position - 1]), position
    raise SyntaxDamageError


def _string(raw: bytes) -> bytes:
    if b"\\" in raw or b"\r" in raw:
        if _ONLY_OCTAL.fullmatch(raw):
            return codecs.escape_decode(raw)[0]  # Python's escapes say the same, and are quick
        return _TO_REPLACE.sub(_replaced, raw)
    return raw


def _replaced(found: re.Match[bytes]) -> bytes:
    """What an escape stands for; a line end inside a string is always one LF (7.3.4.2)."""
    octal, escaped = found.groups()
    if octal:
        return bytes((int(octal, 8) & 0xFF,))  # high-order overflow is ignored
    if escaped:
        return _ESCAPES.get(escaped, escaped)
    return b"" if found[0].startswith(b"\\") else b"\n"


_NAME, _REFERENCE, _OPEN, _CLOSE = (
    _TOKEN.groupindex[kind] for kind in ("name", "reference", "open", "close")
)
_SCALARS: dict[int, Callable[[bytes], object]] = {
    _TOKEN.groupindex["integer"]: _integer,
    _TOKEN.groupindex["string"]: _string,
    _TOKEN.groupindex["real"]: float,
    _TOKEN.groupindex["hexadecimal"]: _hexadecimal,
    _TOKEN.groupindex["constant"]: _constant,
}
