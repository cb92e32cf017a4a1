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
_SURELY_SHORT = 10  # digits of an integer

# NUL counts as white space, but a run of NULs is a hole where something has been
_BLANKS = rb"[\0\t\n\f\r\x20]"
_REGULAR = rb"[^\0\t\n\f\r\x20()<>\[\]{}/%]"
_SPACE = rb"[\t\n\f\r\x20]*+"
_GAP = _SPACE + rb"(?:(?:\0(?!\0\0\0)|%[^\r\n]*+)" + _SPACE + rb")*+"
_NUMBER = rb"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)"
_INDIRECT = rb"[0-9]{1,10}[\t\n\f\r\x20]++[0-9]{1,5}[\t\n\f\r\x20]++R"
_SEPARATED = rb"[\t\n\f\r\x20]++"
_END = rb"(?!" + _REGULAR + rb")"
_SCALAR = (
    rb"/(?P<name>" + _REGULAR + rb"*+)"
    rb"|(?P<number>[0-9]{1,10})" + _BLANKS + rb"++(?P<reference>[0-9]{1,5})"
    rb"" + _BLANKS + rb"++R" + _END + rb""
    rb"|(?P<integer>[+-]?[0-9]++)" + _END + rb""
    rb"|\((?P<string>(?:[^()\\]++|\\[\s\S])*+)\)"
    rb"|(?P<real>[+-]?(?:[0-9]++\.[0-9]*+|\.[0-9]++))" + _END + rb""
    rb"|<(?P<hexadecimal>(?:[0-9A-Fa-f]|" + _BLANKS + rb")*+)>"
    rb"|(?P<constant>true|false|null)" + _END + rb""
)
_TOKEN = re.compile(
    _GAP + rb"(?:" + _SCALAR + rb"|(?P<open><<|\[)|(?P<close>>>|\])|(?P<quoted>\())"
)
# a key and what belongs to it, taken in one piece where that has no pieces of its own
_ENTRY = re.compile(
    _GAP + rb"/(?P<key>" + _REGULAR + rb"*+)(?:" + _GAP + rb"(?:" + _SCALAR + rb""
    rb"|\[[\t\n\f\r\x20]*+(?P<numbers>(?:" + _NUMBER + rb"(?:" + _SEPARATED + _NUMBER + rb")*+)?+)"
    rb"[\t\n\f\r\x20]*+\]"
    rb"|\[[\t\n\f\r\x20]*+(?P<references>" + _INDIRECT + rb"(?:" + _SEPARATED + _INDIRECT + rb")*+)"
    rb"[\t\n\f\r\x20]*+\]"
    rb"))?+"
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

_names: dict[bytes, Name] = {}


def read_object(data: bytes, position: int) -> tuple[object, int]:
    """The object at `position` and the offset behind it; raises SyntaxDamageError."""
    outer: list[tuple[list[object] | Dictionary | None, Name | None]] = []
    holder: list[object] | Dictionary | None = None
    key: Name | None = None  # of a dictionary, whose value comes next
    for _ in range(_MAX_TOKENS):
        if key is None and type(holder) is Dictionary:
            key, position = _entries(data, position, holder)
        token = _TOKEN.match(data, position)
        if token is None:
            break
        position, kind = token.end(), token.lastindex or 0
        if kind == _OPEN:
            outer.append((holder, key))
            holder, key = (Dictionary(), None) if token[kind] == b"<<" else ([], None)
            if len(outer) > _MAX_NESTING:
                break
            continue
        found: object
        if kind == _CLOSE:
            found = _closed(holder, token[kind], key)
            holder, key = outer.pop()
        elif kind == _QUOTED:
            found, position = _quoted(data, position)
        else:
            found = _scalar(token, kind)
        if holder is None:
            return found, position
        _put(holder, key, found)
        key = None
    raise HoleError if _HOLE.match(data, position) else SyntaxDamageError


def _entries(data: bytes, position: int, holder: Dictionary) -> tuple[Name | None, int]:
    """Note the entries from `position` on whose values have no pieces; the offset behind them.

    And the key of the entry that follows, if any: its value has pieces.
    """
    match, names, wholes = _ENTRY.match, _names, _WHOLE
    for _ in range(_MAX_TOKENS):
        entry = match(data, position)
        if entry is None:
            return None, position
        position, kind = entry.end(), entry.lastindex or 0
        raw = entry[_KEY]
        key = names.get(raw) or _name(raw)
        if kind == _KEY:
            return key, position
        if kind == _INTEGER + 1 and len(entry[kind]) < _SURELY_SHORT:
            found: object = int(entry[kind])
        elif kind == _REFERENCE + 1:
            found = Reference(int(entry[kind - 1]), int(entry[kind]))
        else:
            raw = entry[kind]
            found = (kind == _NAME + 1 and names.get(raw)) or wholes[kind](raw)
        if key in holder:
            _put(holder, key, found)
        else:
            holder[key] = found
    raise SyntaxDamageError


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


def _numbers(raw: bytes) -> list[object]:
    return [float(one) if b"." in one else _integer(one) for one in raw.split()]


def _references(raw: bytes) -> list[object]:
    pieces = raw.split()
    return [
        Reference(int(number), int(generation))
        for number, generation in zip(pieces[::3], pieces[1::3], strict=True)
    ]


def _closed(holder: list[object] | Dictionary | None, close: bytes, key: Name | None) -> object:
    """Raises when another bracket was opened, or a key has no value."""
    if holder is None or key is not None or (type(holder) is Dictionary) != (close == b">>"):
        raise SyntaxDamageError
    return holder


def _put(holder: list[object] | Dictionary, key: Name | None, value: object) -> None:
    """Raises for a value without a key, and when a key is repeated with another value."""
    if isinstance(holder, list):
        holder.append(value)
    elif key is None or (key in holder and not _same(holder[key], value)):
        raise SyntaxDamageError
    else:
        holder[key] = value


def _scalar(token: re.Match[bytes], kind: int) -> object:
    if kind == _REFERENCE:
        return Reference(int(token[kind - 1]), int(token[kind]))
    return _SCALARS[kind](token[kind])


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


_NAME, _REFERENCE, _OPEN, _CLOSE, _QUOTED = (
    _TOKEN.groupindex[kind] for kind in ("name", "reference", "open", "close", "quoted")
)
_KEY = _ENTRY.groupindex["key"]
_INTEGER = _TOKEN.groupindex["integer"]
_SCALARS: dict[int, Callable[[bytes], object]] = {
    _NAME: _name,
    _TOKEN.groupindex["integer"]: _integer,
    _TOKEN.groupindex["string"]: _string,
    _TOKEN.groupindex["real"]: float,
    _TOKEN.groupindex["hexadecimal"]: _hexadecimal,
    _TOKEN.groupindex["constant"]: _constant,
}
_WHOLE: dict[int, Callable[[bytes], object]] = {
    **{kind + 1: make for kind, make in _SCALARS.items()},
    _ENTRY.groupindex["numbers"]: _numbers,
    _ENTRY.groupindex["references"]: _references,
}
