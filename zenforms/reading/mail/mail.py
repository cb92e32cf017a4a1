"""An e-mail as bytes → a `Letter`: bounded before it is parsed, decoded by us, never raising."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from email.parser import BytesParser

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import beyond_bounds, parts_behind, without_preamble
from zenforms.reading.mail.envelope import Enclosure, Letter, read_envelope
from zenforms.reading.mail.headers import (
    Decoded,
    Headers,
    decode_charset,
    decode_transfer,
    encoding_name,
)
from zenforms.reading.mail.htmltext import html_text
from zenforms.reading.mail.smime import signed_content
from zenforms.reading.mail.tnef import is_tnef, read_tnef
from zenforms.reading.names import extension, sent_name
from zenforms.reading.submission import Envelope

_EXTENSIONS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/pgp-signature": "asc",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "text/calendar": "ics",
    "text/html": "html",
    "text/plain": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
}
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification"})
_CID = re.compile(r"""(?i)\bcid:([^"'\s>)]{1,200})""")
_PAGE_CHARS = 2_000_000
_PARSER_ERRORS = (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError)


def read_mail(
    data: bytes, limits: Limits, *, mail_server: str | None = None, depth: int = 0
) -> Letter:
    """The message in `data` with all its files and the messages inside it.

    `mail_server` is the host name of the desk's own server, for `received_at`; `depth` says how
    many messages it already lies in.
    """
    return _Reader(limits, mail_server).read(data, depth)


@dataclass(slots=True)
class _Found:
    """What one message yields while it is walked; enclosures stand with their Content-ID."""

    depth: int
    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    enclosures: list[tuple[Enclosure, str]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Reader:
    def __init__(self, limits: Limits, mail_server: str | None) -> None:
        self._limits = limits
        self._server = mail_server
        self._parts_left = limits.mail_parts

    def read(self, data: bytes, depth: int) -> Letter:
        data = without_preamble(data)
        problem = beyond_bounds(data, self._limits)
        if problem:
            return Letter(Envelope(), problems=(problem,))
        try:
            # the library's default, compat32, is the policy that costs least: the others parse
            # every header into a tree
            message = BytesParser().parsebytes(data)
            return self._letter(message, depth)
        except _PARSER_ERRORS:
            return Letter(Envelope(), problems=(Problem(drop_problems.DAMAGED_MESSAGE),))

    def _letter(self, message: Message, depth: int) -> Letter:
        if depth > self._limits.mail_depth:
            problem = Problem(
                drop_problems.NESTED_TOO_DEEP, {"limit": str(self._limits.mail_depth)}
            )
            return Letter(Envelope(), problems=(problem,))
        found = _Found(depth)
        for part in _own_parts(message):
            self._parts_left -= 1
            if self._parts_left < 0:
                found.problems.append(
                    Problem(drop_problems.TOO_MANY_PARTS, {"limit": str(self._limits.mail_parts)})
                )
                break
            self._take(part, found)
        headers = Headers(message)
        body = _body(found)[: self._limits.body_chars]
        return Letter(
            read_envelope(headers, body=body, mail_server=self._server),
            tuple(_with_shown(found)),
            tuple(found.letters),
            tuple(found.problems),
        )

    def _take(self, part: Message, found: _Found) -> None:
        headers = Headers(part)
        kind = headers.token("content-type")
        kind = kind if "/" in kind else part.get_default_type()
        if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
            found.problems.append(Problem(drop_problems.DAMAGED_MESSAGE))
        if kind == "multipart/encrypted":
            found.problems.append(Problem(drop_problems.ENCRYPTED_MESSAGE))
        elif part.is_multipart():
            self._take_inner(part, kind, found)
        else:
            self._take_leaf(part, headers, kind, found)

    def _take_inner(self, part: Message, kind: str, found: _Found) -> None:
        """A multipart says nothing by itself; an inner message is opened."""
        if not kind.startswith("message/") or kind in _REPORTS:
            return
        inner = part.get_payload(0)
        if kind == "message/external-body":
            found.problems.append(
                Problem(drop_problems.BY_REFERENCE, {"file": _name(Headers(part), kind, found)})
            )
        elif isinstance(inner, Message):
            encoding = encoding_name(Headers(part).raw("content-transfer-encoding"))
            if encoding in {"base64", "quoted-printable"} and not inner.keys():
                found.letters.append(self.read(_content(inner, encoding).data, found.depth + 1))
            else:
                found.letters.append(self._letter(inner, found.depth + 1))

    def _take_leaf(self, part: Message, headers: Headers, kind: str, found: _Found) -> None:
        content = _content(part, encoding_name(headers.raw("content-transfer-encoding")))
        if _is_body(headers, kind):
            charset = headers.parameters("content-type").get("charset", "")
            text = decode_charset(content.data[:_PAGE_CHARS], charset)
            (found.pages if kind == "text/html" else found.plain).append(text)
            return
        name = _name(headers, kind, found)
        if content.damaged:
            found.problems.append(Problem(drop_problems.DAMAGED_ATTACHMENT, {"file": name}))
        if is_tnef(content.data):
            self._take_tnef(content.data, name, found)
        elif kind in _SMIME or extension(name) == "p7m":
            self._take_smime(content.data, name, found)
        else:
            cid = headers.raw("content-id").strip("<> ")
            found.enclosures.append((Enclosure(name, content.data), cid))

    def _take_tnef(self, data: bytes, name: str, found: _Found) -> None:
        letter = read_tnef(data, self._limits)
        found.problems += letter.problems
        found.letters += letter.letters
        found.enclosures += [(enclosure, "") for enclosure in letter.enclosures]
        if letter.problems:
            found.enclosures.append((Enclosure(name, data), ""))
        if letter.envelope.body:
            found.plain.append(letter.envelope.body)

    def _take_smime(self, data: bytes, name: str, found: _Found) -> None:
        content = signed_content(data)
        if content is None:
            found.problems.append(Problem(drop_problems.ENCRYPTED_MESSAGE))
            found.enclosures.append((Enclosure(name, data), ""))
            return
        letter = self.read(content, found.depth + 1)
        found.problems += letter.problems
        found.letters += letter.letters
        found.enclosures += [(enclosure, "") for enclosure in letter.enclosures]
        found.plain.append(letter.envelope.body)


def _own_parts(message: Message) -> Iterator[Message]:
    """The message and its parts in order, without those of the messages inside it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        payload = part.get_payload() if part.is_multipart() else None
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            behind = parts_behind(part)
            waiting.extend([behind] if behind else [])
            waiting.extend(one for one in reversed(payload) if isinstance(one, Message))


def _content(part: Message, encoding: str) -> Decoded:
    """The part's bytes, its encoding undone by us."""
    del part["content-transfer-encoding"]  # so that the library hands over what really stands there
    raw = part.get_payload(decode=True)
    return decode_transfer(raw if isinstance(raw, bytes) else b"", encoding)


def _is_body(headers: Headers, kind: str) -> bool:
    if headers.token("content-disposition") == "attachment" or _sent_name(headers):
        return False
    return kind in {"text/plain", "text/html"} or kind.startswith("multipart/")


def _sent_name(headers: Headers) -> str:
    raw = headers.parameters("content-disposition").get("filename")
    return sent_name(raw or headers.parameters("content-type").get("name", ""))


def _name(headers: Headers, kind: str, found: _Found) -> str:
    tail = _EXTENSIONS.get(kind, "bin")
    return _sent_name(headers) or f"piece-{len(found.enclosures) + 1}.{tail}"


def _body(found: _Found) -> str:
    plain = "\n".join(text.strip() for text in found.plain if text.strip())
    text = plain or "\n".join(html_text(page) for page in found.pages)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _with_shown(found: _Found) -> Iterator[Enclosure]:
    shown = {cid for page in found.pages for cid in _CID.findall(page)}
    for enclosure, cid in found.enclosures:
        yield Enclosure(enclosure.name, enclosure.data, shown=bool(cid) and cid in shown)
