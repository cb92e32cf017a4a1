"""E-mails as mail programs write them: every header, every boundary and every date is fixed."""

import hashlib
from base64 import encodebytes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from quopri import encodestring

SUPPORT = "support@editions.example"

_CRLF = "\r\n"


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes."""

    name: str
    address: str

    @property
    def mailbox(self) -> str:
        """The name and the address as a header has them."""
        return formataddr((Header(self.name).encode(), self.address))


CAMILLE = Person("Camille Exemple", "camille.exemple@societe.example")
DOMINIQUE = Person("Dominique Modèle", "dominique.modele@societe.example")
SACHA = Person("Sacha Modèle", "sacha.modele@ateliers.example")
NOELLE = Person("Noëlle Cigogne", "atelier@cigogne.example")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: its header lines and its body as it stands in the message."""

    heads: Sequence[str]
    body: bytes

    def to_bytes(self) -> bytes:
        """Header, blank line, body."""
        return _CRLF.join((*self.heads, "", "")).encode() + self.body


@dataclass(frozen=True, slots=True)
class Heads:
    """The headers of a message; `more` are further lines, `answers` what it replies to."""

    sender: Person
    subject: str
    at: datetime
    to: str = SUPPORT
    answers: str | None = None
    more: tuple[str, ...] = ()

    @property
    def message_id(self) -> str:
        """A message id, without its angle brackets, that follows from the rest."""
        said = f"{self.sender.address}|{self.subject}|{self.at.isoformat()}"
        digest = hashlib.sha256(said.encode()).hexdigest()
        return f"{digest[:24]}@{self.sender.address.partition('@')[2]}"

    def lines(self) -> Iterable[str]:
        """The header lines, in the usual order."""
        yield from self.more
        yield f"From: {self.sender.mailbox}"
        yield f"To: {self.to}"
        yield f"Subject: {Header(self.subject).encode(linesep=_CRLF)}"
        yield f"Date: {format_datetime(self.at)}"
        yield f"Message-ID: <{self.message_id}>"
        if self.answers:
            yield f"In-Reply-To: <{self.answers}>"
            yield f"References: <{self.answers}>"
        yield "MIME-Version: 1.0"


def message(heads: Heads, content: Part) -> bytes:
    """A whole message."""
    return Part((*heads.lines(), *content.heads), content.body).to_bytes()


def together(kind: str, parts: Sequence[Part], *, more: str = "") -> Part:
    """A multipart; its boundary follows from what it holds."""
    inside = [part.to_bytes() for part in parts]
    edge = f"=_{hashlib.sha256(b''.join(inside)).hexdigest()[:20]}"
    opening, closing = f"--{edge}{_CRLF}".encode(), f"--{edge}--{_CRLF}".encode()
    body = b"".join(opening + one + _CRLF.encode() for one in inside) + closing
    return Part((f'Content-Type: multipart/{kind}; boundary="{edge}"{more}',), body)


def plain(text: str, charset: str = "utf-8") -> Part:
    """A text, as quoted-printable."""
    return _text("plain", text, charset)


def rich(html: str) -> Part:
    """A page, as quoted-printable."""
    return _text("html", html, "utf-8")


def attached(name: str, content: bytes, kind: str = "application/octet-stream") -> Part:
    """A file, its name in ASCII or as RFC 2231 has it, as base64."""
    said = f'filename="{name}"' if name.isascii() else f"filename*=UTF-8''{_percent(name)}"
    heads = (
        f"Content-Type: {kind}",
        f"Content-Disposition: attachment; {said}",
        "Content-Transfer-Encoding: base64",
    )
    return Part(heads, based(content))


def based(content: bytes) -> bytes:
    """Base64 in lines."""
    return encodebytes(content).replace(b"\n", b"\r\n")


def _text(kind: str, text: str, charset: str) -> Part:
    heads = (
        f"Content-Type: text/{kind}; charset={charset}",
        "Content-Transfer-Encoding: quoted-printable",
    )
    body = encodestring(text.encode(charset)).replace(b"\n", b"\r\n")
    return Part(heads, body)


def _percent(name: str) -> str:
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in name.encode())
