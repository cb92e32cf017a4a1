"""One byte of the lines that hold a message together is wrong: no attachment is lost in silence."""

import quopri
import random
import re
from base64 import encodebytes
from collections.abc import Iterator

import pytest

from tests.making.mails import HEADERS, PLAIN, attachment, multipart, part
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import looks_like_mail
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.mail import read_mail

_PDF = b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"\n%%EOF\n"
_ZIP = b"PK\3\4" + bytes(range(255, -1, -1)) * 5
_LOG = b"2026-05-12 09:00:00 INFO start\r\n" * 30
_NOTE = "Relevé du 12 mai : écart de 3 €.\r\n".encode() * 12

_PAGE = part("Content-Type: text/html; charset=utf-8", b"<p>Bonjour, voici le formulaire.</p>")


def _quoted(name: str, data: bytes) -> bytes:
    head = (
        f"Content-Type: text/plain; charset=utf-8;\n name={name}\n"
        f"Content-Disposition: attachment;\n filename={name}\n"
        "Content-Transfer-Encoding: quoted-printable"
    )
    return part(head, quopri.encodestring(data))


def _folded(name: str, kind: str, data: bytes) -> bytes:
    head = (
        f'Content-Type: {kind};\n\tname="{name}"\nContent-Description: {name}\n'
        f'Content-Disposition: attachment;\n\tfilename="{name}"; size={len(data)}\n'
        "Content-Transfer-Encoding: base64"
    )
    return part(head, encodebytes(data))


def _plain() -> bytes:
    return HEADERS + multipart(
        [PLAIN, attachment("demande.pdf", _PDF, "application/pdf"), attachment("a.zip", _ZIP)]
    )


def _nested() -> bytes:
    words = multipart([PLAIN, _PAGE], kind="alternative", edge="----=_Part_2_7F3A")
    files = [_folded("demande.pdf", "application/pdf", _PDF), _folded("s.log", "text/plain", _LOG)]
    return HEADERS + multipart([words, *files], edge="----=_Part_1_7F3A")


def _forwarded() -> bytes:
    inner = HEADERS.replace(b"<1@", b"<2@") + multipart(
        [PLAIN, attachment("demande.pdf", _PDF, "application/pdf")], edge="Apple-Mail=_6C1"
    )
    parts = [PLAIN, part("Content-Type: message/rfc822", inner), _quoted("note.txt", _NOTE)]
    return HEADERS + multipart(parts, edge="_004_AM0PR01")


MAILS = {"plain": _plain(), "nested": _nested(), "forwarded": _forwarded()}
_BODY = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}|[^:\r\n]*=(?:[0-9A-F]{2}|\r?$)[^:]*")


def _places(data: bytes) -> list[int]:
    """Every byte of the header lines and the lines between parts, their line ends included."""
    found = list[int]()
    at, in_heads = 0, True
    for line in data.splitlines(keepends=True):
        if line.startswith(b"--"):
            in_heads = True
        if in_heads:
            found += range(at, at + len(line))
        if not line.strip():
            in_heads = b"message/rfc822" in data[max(0, at - 60) : at]
        at += len(line)
    return found


def _attached(letter: Letter) -> Iterator[bytes]:
    for one in letter.enclosures:
        yield one.data
        if looks_like_mail(one.data):  # a message by its content, as it is opened later
            yield from _attached(read_mail(one.data, Limits()))
    for inner in (*letter.letters, *letter.beside):
        yield from _attached(inner)


def _problems(letter: Letter) -> Iterator[str]:
    yield from (problem.code for problem in letter.problems)
    for inner in (*letter.letters, *letter.beside):
        yield from _problems(inner)


def _variants(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    dice = random.Random(seed)  # noqa: S311 - the same variants in every run
    for place in dice.sample(_places(data) * 4, count):
        sign = dice.choice(
            (dice.randrange(256), dice.randrange(33, 127), dice.choice(b'\n\r -=;:"'))
        )
        if sign != data[place]:
            yield data[:place] + bytes([sign]) + data[place + 1 :]


@pytest.mark.parametrize("name", MAILS)
def test_no_byte_of_a_mime_line_loses_or_alters_an_attachment_in_silence(name: str) -> None:
    data = MAILS[name]
    whole = set(_attached(read_mail(data, Limits())))
    silent = []
    for variant in _variants(data, 300, seed=len(name)):
        letter = read_mail(variant, Limits())
        if not whole <= set(_attached(letter)) and not any(_problems(letter)):
            silent.append(variant)
    assert not silent, [_shown(data, one) for one in silent]


def _shown(data: bytes, variant: bytes) -> bytes:
    at = next(i for i, (a, b) in enumerate(zip(data, variant, strict=True)) if a != b)
    return variant[max(0, at - 60) : at + 40]


@pytest.mark.parametrize("name", MAILS)
def test_an_ordinary_message_has_nothing_to_mend(name: str) -> None:
    assert not list(_problems(read_mail(MAILS[name], Limits())))
