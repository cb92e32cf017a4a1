"""An e-mail as bytes → a `Letter`: bounded before it is parsed, decoded by us, never raising."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.errors import (
    CloseBoundaryNotFoundDefect,
    MessageError,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from email.message import Message
from email.parser import BytesParser
from urllib.parse import unquote

from zenforms import drop_problems, frame_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.mail.automatic import calendar_method, is_calendar_answer
from zenforms.reading.mail.bounds import (
    beyond_bounds,
    looks_like_mht,
    looks_like_recording,
    parts_behind,
    without_preamble,
)
from zenforms.reading.mail.envelope import Enclosure, Letter, read_envelope
from zenforms.reading.mail.frames import is_entity
from zenforms.reading.mail.headers import (
    Decoded,
    Headers,
    decode_charset,
    decode_transfer,
    encoding_name,
)
from zenforms.reading.mail.htmltext import PLACEHOLDER_CHARS, html_text, is_placeholder
from zenforms.reading.mail.intext import files_in_page, files_in_text, whole_base64
from zenforms.reading.mail.mending import Mend, mended
from zenforms.reading.mail.missing import missing_files
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
_MACHINES = frozenset({"text/vnd.google.email-reaction+json", "application/x-sharing-metadata-xml"})
_INVITING = frozenset({"REQUEST", "ADD", "PUBLISH"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification"})
_SHOWN = re.compile(
    r"""(?i)\bcid:([^"'\s>)]{1,200})|\b(?:src|background)\s{0,9}=\s{0,9}["']?([^"'\s>]{1,300})"""
)
_MENDS = {
    Mend.SURELY: (frame_problems.MENDED_MESSAGE,),
    Mend.PERHAPS: (drop_problems.DAMAGED_MESSAGE,),
}
_UNWHOLE = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect, NoBoundaryInMultipartDefect)
_HEAD = 65_536
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


def opened_seal(letter: Letter, limits: Limits) -> Letter:
    """The message with what its signature wraps, when that is a file of it.

    Outlook keeps a signed message so: all of it, its text too, is one attachment.
    """
    kept: list[Enclosure] = []
    for enclosure in letter.enclosures:
        data = enclosure.data
        is_cms = extension(enclosure.name) == "p7m"
        content = data if is_entity(data[:_HEAD]) else signed_content(data) if is_cms else None
        if content is None:
            kept.append(enclosure)
            continue
        inner = read_mail(content, limits)
        kept += inner.enclosures
        body = letter.envelope.body or inner.envelope.body
        letter = replace(
            letter,
            envelope=replace(letter.envelope, body=body),
            letters=(*letter.letters, *inner.letters),
            problems=(*letter.problems, *inner.problems),
        )
    return replace(letter, enclosures=tuple(kept))


@dataclass(slots=True)
class _Found:
    """What one message yields while it is walked; enclosures stand with what their text calls them.

    `beside` are the parts that belong to a text beside them; `item` is what a part makes of the
    whole message, as an answer to an invitation does.
    """

    depth: int
    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    enclosures: list[tuple[Enclosure, tuple[str, ...]]] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)
    item: Envelope = field(default_factory=Envelope)
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
        meant = mended(data)
        try:
            # the library's default, compat32, is the policy that costs least: the others parse
            # every header into a tree
            message = BytesParser().parsebytes(meant.data)
            letter = self._letter(message, depth)
            told = tuple(Problem(code) for code in _MENDS.get(meant.how, ()))
            return replace(letter, problems=(*letter.problems, *told))
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
        envelope = read_envelope(headers, body=body, mail_server=self._server)
        if not envelope.automatic:
            found.problems += missing_files(found.pages, body)
        return Letter(
            _as_item(envelope, found.item),
            tuple(_with_shown(found)),
            tuple(found.letters),
            tuple(found.problems),
        )

    def _take(self, part: Message, found: _Found) -> None:
        headers = Headers(part)
        kind = headers.token("content-type")
        kind = kind if "/" in kind else part.get_default_type()
        if any(isinstance(defect, _UNWHOLE) for defect in part.defects):
            found.problems.append(Problem(drop_problems.DAMAGED_MESSAGE))
        if kind == "multipart/encrypted":
            found.problems.append(Problem(drop_problems.ENCRYPTED_MESSAGE))
        elif part.is_multipart():
            self._take_inner(part, kind, found)
        else:
            self._take_leaf(part, headers, kind, found)

    def _take_inner(self, part: Message, kind: str, found: _Found) -> None:
        """A multipart says nothing but what belongs together; an inner message is opened."""
        if kind == "multipart/related":
            found.beside.update(map(id, part.get_payload()))
        if not kind.startswith("message/") or kind in _REPORTS:
            return
        inner = part.get_payload(0)
        archive = _web_archive(inner, Headers(part)) if isinstance(inner, Message) else None
        if archive:
            name = _sent_name(Headers(part)) or f"piece-{len(found.enclosures) + 1}.mht"
            found.enclosures.append((Enclosure(name, archive), ()))
        elif kind == "message/external-body":
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
            self._take_text(content.data, headers, kind, found)
            return
        found.item = _as_item(found.item, _item(headers, kind, content.data))
        name = _name(headers, kind, found)
        if content.damaged:
            found.problems.append(Problem(drop_problems.DAMAGED_ATTACHMENT, {"file": name}))
        if not content.data and headers.raw("x-apple-content-length"):
            found.problems.append(Problem(drop_problems.BY_REFERENCE, {"file": name}))
            return
        if is_tnef(content.data):
            self._take_tnef(content.data, name, found)
        elif kind in _SMIME or extension(name) == "p7m":
            self._take_smime(content.data, name, found)
        else:
            called = _called(headers)
            is_beside = id(part) in found.beside and bool(called)
            found.enclosures.append((Enclosure(name, content.data, shown=is_beside), called))

    def _take_text(self, data: bytes, headers: Headers, kind: str, found: _Found) -> None:
        """The words of a text; the files that some programs write into it lie beside it."""
        charset = headers.parameters("content-type").get("charset", "")
        if kind == "text/html":
            page = decode_charset(data[:_PAGE_CHARS], charset)
            found.pages.append(page)
            files = list(files_in_page(page)) if len(data) <= _PAGE_CHARS else []
        else:
            held = files_in_text(data)
            files = held.files
            found.plain.append(decode_charset(held.text[:_PAGE_CHARS], charset))
            if held.is_left:
                found.problems.append(Problem(frame_problems.ENCODED_TEXT))
        for file in files:
            if file.content.damaged:
                about = {"file": file.name}
                found.problems.append(Problem(drop_problems.DAMAGED_ATTACHMENT, about))
            found.enclosures.append((Enclosure(file.name, file.content.data), ()))

    def _take_tnef(self, data: bytes, name: str, found: _Found) -> None:
        letter = read_tnef(data, self._limits)
        found.problems += letter.problems
        found.letters += letter.letters
        found.enclosures += [(enclosure, ()) for enclosure in letter.enclosures]
        if letter.problems:
            found.enclosures.append((Enclosure(name, data), ()))
        found.item = _as_item(found.item, letter.envelope)
        if letter.envelope.body:
            found.plain.append(letter.envelope.body)

    def _take_smime(self, data: bytes, name: str, found: _Found) -> None:
        content = signed_content(data)
        if content is None:
            found.problems.append(Problem(drop_problems.ENCRYPTED_MESSAGE))
            found.enclosures.append((Enclosure(name, data), ()))
            return
        letter = self.read(content, found.depth + 1)
        found.problems += letter.problems
        found.letters += letter.letters
        found.enclosures += [(enclosure, ()) for enclosure in letter.enclosures]
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
    raw = raw if isinstance(raw, bytes) else b""
    if encoding != "base64" and (whole := whole_base64(raw)):
        return Decoded(whole)  # the header that says so was lost, or says otherwise
    return decode_transfer(raw, encoding)


def _web_archive(inner: Message, about: Headers) -> bytes | None:
    """The web archive that a program called a message: by its name, or because nobody sent it.

    Windows' own table of types says of every .mht that it is a message.
    """
    encoding = encoding_name(about.raw("content-transfer-encoding"))
    is_packed = encoding in {"base64", "quoted-printable"} and not inner.keys()
    if not is_packed and inner.get_content_type() != "multipart/related":
        return None
    try:
        data = _content(inner, encoding).data if is_packed else inner.as_bytes()
    except (MessageError, *_PARSER_ERRORS):
        return None
    is_named = extension(_sent_name(about)) in {"mht", "mhtml"}
    return data if looks_like_recording(data) or (is_named and looks_like_mht(data)) else None


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
    text = plain
    if len(plain) <= PLACEHOLDER_CHARS:  # it may only say that the page says all
        page = "\n".join(html_text(page) for page in found.pages)
        text = page if page and is_placeholder(plain, page) else plain
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _item(headers: Headers, kind: str, data: bytes) -> Envelope:
    """What a part makes of its message: programs answer invitations, and press thumbs up."""
    if kind in _MACHINES:
        return Envelope(automatic=True, automatic_reason=kind)
    if kind != "text/calendar" or headers.token("content-disposition") == "attachment":
        return Envelope()
    method = calendar_method(headers.parameters("content-type").get("method", ""), data)
    if is_calendar_answer(method):
        return Envelope(automatic=True, automatic_reason=f"text/calendar; method={method}")
    return Envelope(is_invitation=method in _INVITING)


def _as_item(envelope: Envelope, item: Envelope) -> Envelope:
    """The envelope of a message that a part of it makes an answer or an invitation."""
    if not (item.automatic or item.is_invitation):
        return envelope
    return replace(
        envelope,
        automatic=envelope.automatic or item.automatic,
        automatic_reason=envelope.automatic_reason or item.automatic_reason,
        is_invitation=envelope.is_invitation or item.is_invitation,
    )


def _called(headers: Headers) -> tuple[str, ...]:
    """How a page may name the part: by its Content-ID or its Content-Location."""
    names = (headers.raw("content-id").strip("<> "), headers.raw("content-location").strip())
    return tuple(filter(None, names))


def _with_shown(found: _Found) -> Iterator[Enclosure]:
    named = {name for page in found.pages for pair in _SHOWN.findall(page) for name in pair}
    shown = named | {unquote(name) for name in named if "%" in name}
    for enclosure, called in found.enclosures:
        is_shown = enclosure.shown or not shown.isdisjoint(called)
        yield replace(enclosure, shown=is_shown)
