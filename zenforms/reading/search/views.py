"""A text as programs write it, and the same as people read it: each step of undoing, in turn."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from itertools import islice
from urllib.parse import unquote

from zenforms.reading.formats.textcode import text_encoding
from zenforms.reading.mail.headers import decode_charset, decode_words

WINDOW = 1_000_000
"""Characters looked at together: a text of any length costs no more memory."""
OVERLAP = 4_000

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAGS = re.compile(r"<[A-Za-z/!?][^<>]{0,20000}>")
_TAGS_TOGETHER = re.compile(r"(?:<[A-Za-z/!?][^<>]{0,20000}>\s*)+")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|[uU]([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_ESCAPED = re.compile(r"\\([nrtbf/\"'])")
_QUOTED = re.compile(r"=[0-9A-Fa-f]{2}|=\r?\n")
_RTF_UNICODE = re.compile(r"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")
_RTF_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_WORD = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|\\[*~_-]|[{}]")
_ROUNDS = 2
_BASE64 = re.compile(
    rb"[A-Za-z0-9+/_-]{16,}(?:[ \t]{0,4}\r?\n[> \t]{0,4}[A-Za-z0-9+/_-]{2,}){0,200000}={0,2}"
)
_NARROW = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\xff]\0|[\x50-\x61\xac]\x01|[\0-\x3f]\x20){4,}")
_WIDE_BIG = re.compile(rb"(?:\0[\t\n\r\x20-\xff]|\x01[\x50-\x61\xac]|\x20[\0-\x3f]){4,}")
_ONE_ALPHABET = bytes.maketrans(b"-_", b"+/")
_MOST_STARTS = 4
_WESTERN = ("utf-8", "cp1252")


def windows(text: str) -> Iterator[str]:
    """`text` in pieces that overlap by more than any person's name is long."""
    for start in range(0, max(len(text), 1), WINDOW):
        yield text[max(0, start - OVERLAP) : start + WINDOW]


def readings(data: bytes, charset: str = "") -> Iterator[str]:
    """`data` as text in every way in which it may be meant."""
    if charset:
        yield decode_charset(data, charset)
    codec = text_encoding(data[:65_536])
    if codec and codec not in _WESTERN:
        yield data.decode(codec, "replace")
    yield data.decode("utf-8", "replace")
    if not data.isascii():
        yield data.decode("cp1252", "replace")
    if b"\0" in data:  # also the other way round: what is odd for one is even for the other
        yield data.decode("utf-16-le", "replace")
        yield data[1:].decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")


def binary_readings(data: bytes) -> Iterator[str]:
    """The texts that stand among the numbers of a binary file, in every usual encoding."""
    narrow = b"\n".join(_NARROW.findall(data))
    yield narrow.decode("utf-8", "replace")
    if not narrow.isascii():
        yield narrow.decode("cp1252", "replace")
    for pattern, codec in ((_WIDE, "utf-16-le"), (_WIDE_BIG, "utf-16-be")):
        yield "\n".join(match.decode(codec, "replace") for match in pattern.findall(data))


def views(text: str) -> Iterator[str]:
    """`text`, then what is left of it when one writing after the other is undone."""
    yield text
    if text.lstrip("\ufeff\0 \r\n\t").startswith("{\\rt"):
        yield rtf_text(text)
    for _ in range(_ROUNDS):
        before = text
        for undo in (_unquoted, unescape, _unescaped, _unpercented, _unworded):
            undone = undo(text)
            if undone != text:
                text = undone
                yield text
        if "<" in text:
            bare = _COMMENT.sub("", text)
            yield _TAGS.sub("", bare)
            yield _TAGS_TOGETHER.sub(" ", bare)
        if text == before:
            return


def hidden_bytes(data: bytes) -> Iterator[bytes]:
    """What stands as base64 in the midst of a text: a picture of a page, a message in a log."""
    for match in _BASE64.finditer(data):
        lines = [re.sub(rb"[\s>=]", b"", line) for line in match[0].splitlines()]
        # a line of letters above it may be none of it: it is another length, as is the last
        changes = (n for n in range(1, len(lines)) if len(lines[n]) != len(lines[n - 1]))
        for start in (0, *islice(changes, _MOST_STARTS)):
            clean = b"".join(lines[start:]).translate(_ONE_ALPHABET)
            clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
            with suppress(binascii.Error, ValueError):
                yield base64.b64decode(clean + b"=" * (-len(clean) % 4))


def rtf_text(text: str) -> str:
    """The words of a rich text, its control words taken out."""
    text = _RTF_UNICODE.sub(lambda m: chr(int(m[1]) % 65_536), text)
    text = _RTF_BYTE.sub(lambda m: bytes.fromhex(m[1]).decode("cp1252", "replace"), text)
    return _RTF_WORD.sub("", text)


def _unquoted(text: str) -> str:
    if not _QUOTED.search(text):
        return text
    raw = text.encode("utf-8", "surrogateescape" if _is_repairable(text) else "replace")
    return decode_charset(quopri.decodestring(raw), "utf-8")


def _is_repairable(text: str) -> bool:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(lambda m: _char(int(m[1] or m[2] or m[3], 16)), text)
    return _ESCAPED.sub(lambda m: m[1] if m[1] in "/\"'" else " ", text)


def _char(number: int) -> str:
    return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point


def _unpercented(text: str) -> str:
    return unquote(text, errors="replace") if "%" in text else text


def _unworded(text: str) -> str:
    if "=?" not in text:
        return text
    lines = re.sub(r"\?=\s+=\?", "?==?", text)
    return "".join(decode_words(lines[at : at + 16_000]) for at in range(0, len(lines), 16_000))
