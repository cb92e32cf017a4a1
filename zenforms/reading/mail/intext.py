"""Files that stand in the text of a message: uuencoded, yEnc, BinHex, or bare base64.

Old gateways write them there, and a message whose frame is broken shows its parts so.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from zenforms.reading.formats.media import HEAD_BYTES, UNKNOWN, media_type
from zenforms.reading.mail.headers import Decoded, decode_transfer, parameters
from zenforms.reading.names import sent_name

_MOST = 50
_UU = re.compile(rb"(?m)^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n")
_UU_END = re.compile(rb"\n(?:end|====)[ \t]*(?=\r?\n|\Z)")
_UU_LINE = re.compile(rb"M[ -`]{60}\r?\n")
_YENC = re.compile(
    rb"(?m)^=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,200})\r?\n(?:=ypart [^\r\n]*\r?\n)?"
)
_YENC_END = re.compile(rb"\n=yend([^\r\n]{0,200})")
_YENC_SIZE = re.compile(rb"\bsize=(\d{1,12})")
_HQX = re.compile(rb"\(This file must be converted with BinHex[^\r\n]{0,80}\r?\n\s{0,9}:")
_HQX_END = re.compile(rb":")
_HQX_SIGNS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_BASE64_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BASE64 = bytes.maketrans(_HQX_SIGNS, _BASE64_SIGNS)
_RUN = re.compile(
    rb"(?:\n[A-Za-z0-9+/]{40,1000}\r?(?=\n)){3,}"
    rb"(?:\n[A-Za-z0-9+/]{1,1000}={0,2}[ \t]*\r?(?=\n|\Z))?"
)
_HEADS = re.compile(
    rb"(?im)(?:^--[^\r\n]{1,200}\r?\n)?"
    rb"(?:^(?:content|mime)-[a-z-]{1,30}:[^\r\n]{0,1000}\r?\n"
    rb"(?:[ \t]+\S[^\r\n]{0,1000}\r?\n){0,9}){1,12}"
    rb"[ \t]*\r?\n?\Z"
)
_HEADS_BYTES = 3_000
_DATA_ADDRESS = re.compile(
    r"(?i)\bdata:(application/[a-z0-9.+-]{1,80})(;[a-z0-9=;.+%_-]{0,200})?;base64,([a-z0-9+/=%\s]{100,})"
)
_LEAST = 24
_RLE = 0x90
_YENC_SHIFT = bytes((sign - 42) % 256 for sign in range(256))
_MARKS = (b"begin", b"=ybegin ", b"with BinHex")


@dataclass(frozen=True, slots=True)
class FileInText:
    """One file that a text held."""

    name: str
    content: Decoded


@dataclass(slots=True)
class InText:
    """A text without the files in it, which are named where they stood.

    `is_left` says that lines remain in it that hold something which nobody can read.
    """

    text: bytes
    files: list[FileInText] = field(default_factory=list)
    is_left: bool = False


def files_in_text(text: bytes) -> InText:
    """Take out what a text of a message holds encoded."""
    found = InText(b"\n" + text)
    if any(mark in text for mark in _MARKS):
        _take(found, _between(found, _UU, _UU_END, _uu))
        _take(found, _between(found, _YENC, _YENC_END, _yenc))
        _take(found, _between(found, _HQX, _HQX_END, _hqx))
        opened = _UU.search(found.text)
        found.is_left = bool(opened and _UU_LINE.match(found.text, opened.end()))
    _take(found, _runs(found))
    found.text = found.text[1:]
    return found


def files_in_page(page: str) -> Iterator[FileInText]:
    """The files that a page of HTML holds in its links; pictures stay where they are."""
    for count, match in enumerate(_DATA_ADDRESS.finditer(page), start=1):
        if count > _MOST:
            return
        data = decode_transfer(unquote_to_bytes(match[3]), "base64")
        name = parameters(f"x{match[2] or ''}").get("name", "")
        yield FileInText(sent_name(name) or f"piece-{count}.{_tail(data.data) or 'bin'}", data)


def whole_base64(raw: bytes) -> bytes | None:
    """The file that a text is nothing but the base64 of; None when it is none that we know."""
    body = raw.strip()
    if len(body) < _LEAST or not re.fullmatch(rb"[A-Za-z0-9+/=\s]+", body[:4_000]):
        return None
    head = decode_transfer(body[:400], "base64").data
    if not _tail(head) or not re.fullmatch(rb"[A-Za-z0-9+/\s]+[=\s]*", body):
        return None
    return decode_transfer(body, "base64").data


_Piece = tuple[int, int, FileInText]
"""Where a file stands in a text, and what it is."""
_Reader = Callable[[bytes, re.Match[bytes], re.Match[bytes]], FileInText | None]


def _take(found: InText, pieces: Iterator[_Piece]) -> None:
    kept, at = [], 0
    for start, stop, told in pieces:
        if len(found.files) >= _MOST:
            break
        found.files.append(told)
        kept += [found.text[at:start], b"\n[" + told.name.encode() + b"]\n"]
        at = stop
    found.text = b"".join([*kept, found.text[at:]])


def _between(
    found: InText, opening: re.Pattern[bytes], closing: re.Pattern[bytes], read: _Reader
) -> Iterator[_Piece]:
    text, at = found.text, 0
    while opened := opening.search(text, at):
        closed = closing.search(text, opened.end())
        if closed is None:
            return
        told = read(text[opened.end() : closed.start() + 1], opened, closed)
        if told:
            yield opened.start(), closed.end(), told
        at = closed.end()


def _uu(body: bytes, opened: re.Match[bytes], _: re.Match[bytes]) -> FileInText:
    if opened[0].startswith(b"begin-base64"):
        content = decode_transfer(body, "base64")
    else:
        content = decode_transfer(opened[0] + body + b"end\n", "x-uuencode")
    return FileInText(_named(opened[1], content.data), content)


def _yenc(body: bytes, opened: re.Match[bytes], closed: re.Match[bytes]) -> FileInText:
    raw = body.replace(b"\r", b"").replace(b"\n", b"")
    first, *others = raw.split(b"=")
    raw = b"".join([first, *(bytes([(one[0] - 64) % 256]) + one[1:] for one in others if one)])
    data = raw.translate(_YENC_SHIFT)
    size = _YENC_SIZE.search(closed[1])
    is_damaged = size is not None and int(size[1]) != len(data)
    return FileInText(_named(opened[1], data), Decoded(data, damaged=is_damaged))


def _hqx(body: bytes, _: re.Match[bytes], __: re.Match[bytes]) -> FileInText | None:
    """BinHex: the data of the file; what else a Macintosh kept of it is left."""
    signs = b"".join(body.rstrip(b":").split()).translate(_TO_BASE64)
    try:
        plain = _repeated(base64.b64decode(signs + b"=" * (-len(signs) % 4)))
    except (binascii.Error, ValueError):
        return None
    start = plain[0] + 2 if plain else 0
    head = plain[start : start + 18]
    if len(head) < 18:  # noqa: PLR2004 - type, creator, flags, two sizes
        return None
    size = int.from_bytes(head[10:14], "big")
    data = plain[start + 20 : start + 20 + size]
    name = plain[1 : 1 + plain[0]]
    return FileInText(_named(name, data), Decoded(data, damaged=len(data) < size))


def _repeated(data: bytes) -> bytes:
    first, *others = data.split(bytes([_RLE]))
    out = bytearray(first)
    for one in others:
        count = one[0] if one else 0
        if count == 0:
            out.append(_RLE)
        elif out:
            out += out[-1:] * (count - 1)
        out += one[1:]
    return bytes(out)


def _runs(found: InText) -> Iterator[_Piece]:
    """Lines of base64, with the headers above them: a file when they hold one that we know."""
    text = found.text
    for run in _RUN.finditer(text):
        start = run.start() + 1
        before = text[max(0, start - _HEADS_BYTES) : start]
        heads = _HEADS.search(before)
        said = heads[0].decode("utf-8", "replace") if heads else ""
        name, is_said = _name_in(said), "base64" in said.lower()
        content = decode_transfer(run[0], "base64")
        kind = _tail(content.data)
        if kind or (is_said and name):
            stands = start - len(heads[0]) if heads else start
            called = name or f"piece-{len(found.files) + 1}.{kind or 'bin'}"
            yield stands, run.end(), FileInText(called, content)
        else:
            found.is_left = True


def _name_in(heads: str) -> str:
    lines = re.sub(r"\r?\n[ \t]+", " ", heads).splitlines()
    values = [parameters(line.partition(":")[2]) for line in lines]
    names = (value.get(key) for key in ("filename", "name") for value in values)
    return sent_name(next(filter(None, names), ""))


def _named(name: bytes, data: bytes) -> str:
    said = sent_name(name.strip().strip(b'"').decode("utf-8", "replace"))
    return said or f"piece.{_tail(data) or 'bin'}"


_TAILS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/x-ole-storage": "doc",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "application/gzip": "gz",
}


def _tail(data: bytes) -> str:
    """How a file is called that begins so; empty for a text or what nobody knows."""
    kind = media_type(data[:HEAD_BYTES], "")
    if kind == UNKNOWN or kind.startswith("text/"):
        return ""
    return _TAILS.get(kind, "bin")
