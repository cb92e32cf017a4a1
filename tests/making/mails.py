"""E-mails written line by line, so that they can be as wrong as real ones."""

import base64
from collections.abc import Sequence

HEADERS = (
    b"From: Camille Exemple <camille.exemple@client.example>\r\n"
    b"To: support@desk.example\r\n"
    b"Subject: Demande d'assistance\r\n"
    b"Date: Tue, 24 Nov 2026 10:15:00 +0100\r\n"
    b"Message-ID: <1@client.example>\r\n"
    b"MIME-Version: 1.0\r\n"
)
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\nvoici le formulaire.\r\n"


def part(headers: str | bytes, body: bytes = b"") -> bytes:
    """One part: its headers, one a line, and its raw body."""
    raw = headers if isinstance(headers, bytes) else headers.replace("\n", "\r\n").encode()
    return raw + b"\r\n\r\n" + body + b"\r\n"


def attachment(name: str, data: bytes, kind: str = "application/octet-stream") -> bytes:
    """An ordinary base64 attachment with an ASCII name."""
    head = (
        f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n"
        f'Content-Disposition: attachment; filename="{name}"'
    )
    return part(head, base64.encodebytes(data))


def multipart(parts: Sequence[bytes], *, kind: str = "mixed", edge: str = "edge") -> bytes:
    """The content header and body of a multipart."""
    inner = b"".join(b"--" + edge.encode() + b"\r\n" + one for one in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{edge}"\r\n\r\n'
    return head.encode() + inner + b"--" + edge.encode() + b"--\r\n"


def mail(*parts: bytes, headers: bytes = HEADERS, edge: str = "edge") -> bytes:
    """A message with the usual text and these further parts."""
    return headers + multipart([PLAIN, *parts], edge=edge)
