"""Opens a message: every header and every part of it, whatever it is encoded in."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from itertools import pairwise

from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import beyond_bounds, without_preamble
from zenforms.reading.mail.headers import (
    Headers,
    decode_transfer,
    decode_words,
    encoding_name,
    parameters,
    repair,
)
from zenforms.reading.mail.smime import signed_content
from zenforms.reading.search.piece import Found, Piece, Why

_NEXT = re.compile(rb"(?m)^From [^\r\n]*\r?\n")
_ERRORS = (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError)
_NAMED = ("content-type", "content-disposition")
_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def open_message(piece: Piece, limits: Limits) -> Iterator[Found]:
    """One message or, from a mailbox file, several."""
    if piece.data.startswith(b"From "):
        ends = [match.start() for match in _NEXT.finditer(piece.data)] + [len(piece.data)]
        messages = [piece.data[a:b] for a, b in pairwise(ends)]
    else:
        messages = [piece.data]
    for data in messages:
        yield from _one(piece, without_preamble(data), limits)


def _one(piece: Piece, data: bytes, limits: Limits) -> Iterator[Found]:
    if beyond_bounds(data, limits):
        yield piece.not_searched(Why.TOO_LARGE)
        return
    try:
        yield from _parts(piece, BytesParser().parsebytes(data))
    except _ERRORS:
        yield piece.not_searched(Why.DAMAGED)


def _parts(piece: Piece, message: Message) -> Iterator[Found]:
    for count, part in enumerate(message.walk()):
        headers = Headers(part)
        kind = headers.token("content-type") or part.get_default_type()
        yield from _heads(piece, part)
        if kind == "multipart/encrypted":
            yield piece.not_searched(Why.ENCRYPTED)
        if part.is_multipart():
            for text in (part.preamble, part.epilogue):
                if text:
                    yield piece.words(repair(text))
            continue
        encoding = encoding_name(headers.raw("content-transfer-encoding"))
        charset = headers.parameters("content-type").get("charset", "")
        name = _name(headers) or f"{count}"
        del part["content-transfer-encoding"]  # what really stands there is undone by us
        raw = part.get_payload(decode=True)
        content = decode_transfer(raw if isinstance(raw, bytes) else b"", encoding)
        inside = Piece(content.data, (*piece.way, name), charset)
        if content.damaged:
            yield inside.not_searched(Why.DAMAGED)
        if kind in _SMIME:
            opened = signed_content(content.data)
            yield (
                inside.not_searched(Why.ENCRYPTED) if opened is None else piece.inside(name, opened)
            )
        elif kind == "message/external-body":
            yield inside.not_searched(Why.UNREADABLE)
        yield inside


def _name(headers: Headers) -> str:
    disposition = headers.parameters("content-disposition")
    return disposition.get("filename") or headers.parameters("content-type").get("name", "")


def _heads(piece: Piece, part: Message) -> Iterator[Piece]:
    """Every header, decoded; of those that name a file, its name put together."""
    lines = []
    for name, value in part.raw_items():
        text = re.sub(r"\r?\n[ \t]?", " ", str(value))
        lines.append(f"{name}: {repair(text)}")
        lines += [decode_words(text[at : at + 16_000]) for at in range(0, len(text), 16_000)]
        if name.lower() in _NAMED:
            names = parameters(text).values()
            lines += [*names, *(one.rpartition(".")[0] for one in names)]
    yield piece.words("\n".join(lines))
