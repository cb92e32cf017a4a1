"""What is a message, and what it may cost, told before anything parses it."""

import pytest

from tests.making.mails import HEADERS, PLAIN, attachment, mail, multipart
from zenforms import drop_problems
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import beyond_bounds, looks_like_mail, without_preamble


@pytest.mark.parametrize(
    "head",
    [
        HEADERS + PLAIN,
        b"\xef\xbb\xbf" + HEADERS,
        b"From camille@client.example Tue Nov 24 10:15:00 2026\n" + HEADERS,
        b"Received: by x\r\n\tfor y\r\nFrom: a@x.example\r\n\r\n",
        b"X-Priority: 1\nSubject: a\n\nb",
    ],
)
def test_a_message_is_known_by_its_headers(head: bytes) -> None:
    assert looks_like_mail(head)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"%PDF-1.7",
        b"Bonjour,\nDe : Camille\nObjet : x\n",
        b"Subject: seul\n\n",
        b"cle: valeur\nautre: valeur\n",
        b"2026-11-24 10:00:00 INFO From: a To: b\n",
        b"From: a\0\nTo: b\n",
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Camille\nX-AIM:camille\nX-ICQ:1\nEND:VCARD\n",
    ],
)
def test_other_files_are_no_messages(head: bytes) -> None:
    assert not looks_like_mail(head)


def test_what_stands_before_the_headers_is_taken_off() -> None:
    assert without_preamble(b"\xef\xbb\xbf\r\n>From x\r\nA: b\r\n\r\n") == b"A: b\r\n\r\n"
    assert without_preamble(b"From: a@x.example\r\n") == b"From: a@x.example\r\n"


def test_an_ordinary_message_is_within_bounds() -> None:
    assert beyond_bounds(mail(attachment("x.pdf", bytes(10_000))), Limits()) is None


def test_dashes_in_a_text_are_no_parts() -> None:
    raw = HEADERS + PLAIN + b"--------\r\n-- \r\n" * 5_000
    assert beyond_bounds(raw, Limits()) is None


def test_parts_side_by_side_do_not_nest() -> None:
    inner = [multipart([PLAIN], edge=f"e{n}", kind="alternative") for n in range(50)]
    assert beyond_bounds(HEADERS + multipart(inner), Limits()) is None


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(mail_bytes=100), drop_problems.MAIL_TOO_LARGE),
        (Limits(mail_header_bytes=50), drop_problems.MAIL_TOO_LARGE),
        (Limits(mail_parts=2), drop_problems.TOO_MANY_PARTS),
        (Limits(mail_depth=0), drop_problems.NESTED_TOO_DEEP),
    ],
)
def test_each_bound_is_said(limits: Limits, code: str) -> None:
    problem = beyond_bounds(mail(attachment("x.pdf", bytes(1_000))), limits)
    assert problem is not None
    assert problem.code == code
