"""Files with several messages: each is opened, and no line of a text is taken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.mails import HEADERS, PLAIN, attachment, mail
from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.mbox import messages_in, read_messages

FROM = b"From camille@client.example Tue Nov 24 10:15:00 2026\n"


def read(data: bytes, limits: Limits | None = None) -> Letter:
    return read_messages(data, limits or Limits())


@pytest.mark.parametrize("line", [b"From \n", b"From - \n", b"From - Tue Nov 24 10:15:00 2026\r\n"])
def test_the_lines_that_thunderbird_writes_part_messages_too(line: bytes) -> None:
    assert len(messages_in(b"\n".join([line + HEADERS + PLAIN] * 3))) == 3


def test_blank_lines_before_an_mbox_change_nothing() -> None:
    raw = b"\n".join([FROM + HEADERS + PLAIN] * 2)
    assert len(messages_in(b"\xef\xbb\xbf\n\n" + raw)) == 2


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_every_message_of_an_mbox_is_opened(ends: bytes) -> None:
    one = FROM + mail(attachment("a.txt", b"a"))
    two = FROM + mail(attachment("b.txt", b"b"), edge="other")
    raw = b"\n".join([one, two, two]).replace(b"\r\n", b"\n").replace(b"\n", ends)
    letter = read(raw)
    assert [e.name for e in letter.enclosures] == ["a.txt"]
    assert [[e.name for e in inner.enclosures] for inner in letter.beside] == [["b.txt"]] * 2
    assert letter.problems == ()


@pytest.mark.parametrize(
    "line",
    [
        b"From Paris on Tue Nov 24 we drove on: late",
        b"From camille@client.example Tue Nov 24 10:15:00 2026",
        b">From camille@client.example Tue Nov 24 10:15:00 2026\nSubject: a",
        b"From \nSubject: a",
    ],
)
def test_a_line_of_text_that_begins_like_one_of_an_mbox_parts_nothing(line: bytes) -> None:
    text = b"Content-Type: text/plain\n\nBonjour,\n\n" + line + b"\n\nfin\n"
    letter = read(FROM + HEADERS + text)
    assert letter.beside == ()
    assert letter.envelope.body.endswith("fin")


def test_what_looks_like_an_mbox_inside_an_ordinary_message_is_its_text() -> None:
    text = b"Content-Type: text/plain\n\nBonjour,\n\n" + FROM + b"Subject: a\n\nfin\n"
    assert read(HEADERS + text).beside == ()


def test_what_looks_like_an_mbox_inside_a_part_is_a_file() -> None:
    patch = FROM + b"Subject: a\nTo: b\n\ndiff\n"
    file = b'Content-Type: text/x-diff; name="a.patch"\n\n\n\n' + patch
    two = [FROM + mail(file), FROM + mail(attachment("b.txt", b"b"))]
    letter = read(b"\n".join(two))
    assert [e.name for e in letter.enclosures] == ["a.patch"]
    assert patch.strip() in letter.enclosures[0].data
    assert [[e.name for e in inner.enclosures] for inner in letter.beside] == [["b.txt"]]
    assert letter.problems == ()


def test_more_messages_than_the_limit_are_cut_and_said() -> None:
    raw = b"\n".join([FROM + HEADERS + PLAIN] * 5)
    letter = read(raw, Limits(mail_parts=3))
    assert len(letter.beside) == 3
    assert letter.problems == (Problem(drop_problems.TOO_MANY_PARTS, {"limit": "3"}),)


@given(st.lists(st.sampled_from([FROM, b"\n", b"\r\n", b"a: b\n", b"From x\n"])).map(b"".join))
def test_no_byte_falls_between_two_messages_but_blank_lines(raw: bytes) -> None:
    assert b"".join(messages_in(raw)).replace(b"\r", b"").replace(b"\n", b"") == (
        raw.replace(b"\r", b"").replace(b"\n", b"")
    )
