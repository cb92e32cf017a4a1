"""Who wrote, when, to whom, in answer to what; and whether a person did."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.making.mails import HEADERS, PLAIN, multipart, part
from zenforms.reading.limits import Limits
from zenforms.reading.mail.mail import read_mail
from zenforms.reading.submission import Channel, Envelope

TEN = ", ".join(f"a{n}@x.example" for n in range(10))


def envelope(*headers: str, server: str | None = None) -> Envelope:
    raw = "".join(f"{line}\r\n" for line in headers).encode()
    return read_mail(raw + PLAIN, Limits(), mail_server=server).envelope


def test_the_envelope_says_who_wrote_what_to_whom() -> None:
    read = read_mail(HEADERS + PLAIN, Limits()).envelope
    assert read.channel is Channel.EMAIL
    assert read.sender == "camille.exemple@client.example"
    assert read.sender_name == "Camille Exemple"
    assert read.recipients == ("support@desk.example",)
    assert read.subject == "Demande d'assistance"
    assert read.message_id == "1@client.example"
    assert read.date == datetime(2026, 11, 24, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert not read.automatic
    assert read.received_at is None


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        ("camille@client.example", "camille@client.example"),
        ("<Camille@Client.Example>", "camille@client.example"),
        ('"Exemple, Camille" <camille@client.example>', "camille@client.example"),
        ("=?utf-8?q?C=2C_x=40y=2Eexample?= <camille@client.example>", "camille@client.example"),
        ("camille@client.example (Camille)", "camille@client.example"),
        ("Camille", None),
        ("((((" * 2000, None),
    ],
)
def test_the_sender_is_a_bare_address(raw: str, sender: str | None) -> None:
    assert envelope(f"From: {raw}").sender == sender


@pytest.mark.parametrize(
    ("raw", "senders"),
    [
        ('"dir@victime.example" <eve@evil.example>', ("eve@evil.example",)),
        ("dir@victime.example <eve@evil.example>", ("eve@evil.example",)),
        ('"dir@victime.example"@evil.example', ()),
        ("(dir@victime.example) eve@evil.example", ("eve@evil.example",)),
        ("(a (dir@victime.example) b) eve@evil.example", ("eve@evil.example",)),
        ("(a \\) dir@victime.example) eve@evil.example", ("eve@evil.example",)),
        ('(say "hi) eve@evil.example (dir@victime.example")', ("eve@evil.example",)),
        ('"(" <eve@evil.example> ")"', ("eve@evil.example",)),
        ("eve@evil.example (dir@victime.example)", ("eve@evil.example",)),
        ("Anne (Compta <anne@client.example>", ("anne@client.example",)),
        ('"Anne <anne@client.example>', ("anne@client.example",)),
        ("dir@victime.example, eve@evil.example", ("dir@victime.example", "eve@evil.example")),
        ("<dir@victime.example> <eve@evil.example>", ("dir@victime.example", "eve@evil.example")),
        ("dir@victime.example eve@evil.example", ("dir@victime.example", "eve@evil.example")),
        (
            "Groupe: dir@victime.example, eve@evil.example;",
            ("dir@victime.example", "eve@evil.example"),
        ),
        (
            "dir@victime.example\r\nFrom: eve@evil.example",
            ("dir@victime.example", "eve@evil.example"),
        ),
        ("a@x.example, A@x.example", ("a@x.example",)),
        ("o'dir@victime.example", ("o'dir@victime.example",)),
        ("<o'dir@victime.example>", ("o'dir@victime.example",)),
        ("'dir@victime.example'", ("dir@victime.example",)),
        ("'o'dir@victime.example'", ("o'dir@victime.example",)),
        ("dir@victime.example@evil.example", ()),
        ("<dir@victime.example@evil.example>", ()),
        ("eve@evil.example@victime.example, a@x.example", ("a@x.example",)),
        ("dir@b\u00fccher.example", ("dir@b\u00fccher.example",)),
        (f"{TEN}, eve@evil.example", (*TEN.split(", "), "…")),
        (f"dir@victime.example, ({' x' * 9_000}) eve@evil.example", ("dir@victime.example", "…")),
        (
            f"dir@victime.example\r\nFrom: {'x' * 17_000} <eve@evil.example>",
            ("dir@victime.example", "…"),
        ),
        (TEN, tuple(TEN.split(", "))),
        ("", ()),
    ],
)
def test_everybody_whom_from_names_is_an_author(raw: str, senders: tuple[str, ...]) -> None:
    assert envelope(f"From: {raw}").senders == senders


def test_to_and_cc_are_the_recipients_once_each() -> None:
    read = envelope("To: a@x.example, B <b@x.example>", "Cc: a@x.example, c@x.example")
    assert read.recipients == ("a@x.example", "b@x.example", "c@x.example")


def test_references_and_in_reply_to_are_joined() -> None:
    read = envelope("References: <1@x> <2@x>", "In-Reply-To: <2@x>", "In-Reply-To: <3@x>")
    assert read.references == ("1@x", "2@x", "3@x")


@pytest.mark.parametrize("raw", ["", "hier", "99 Foo 2026", "Tue, 24 Nov 2026 99:99:99 +9999"])
def test_a_date_that_is_none_is_none(raw: str) -> None:
    assert envelope(f"Date: {raw}").date is None


def test_the_topmost_stamp_of_the_named_server_counts() -> None:
    read = envelope(
        "Received: from relais.example by lmtp.desk.example; Tue, 24 Nov 2026 10:00:09 +0100",
        "Received: from a by MX.desk.example (Postfix) with ESMTP id 1\r\n"
        "\tfor <support@desk.example>; Tue, 24 Nov 2026 10:00:05 +0100 (CET)",
        "Received: from faux by mx.desk.example; Mon, 1 Jan 2001 00:00:00 +0000",
        server="mx.desk.example",
    )
    assert read.received_at == datetime(2026, 11, 24, 9, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    ["Received: from mx.desk.example by autre.example; Tue, 24 Nov 2026 10:00:05 +0100", "X: y"],
)
def test_without_its_stamp_there_is_no_time_of_receipt(line: str) -> None:
    assert envelope(line, server="mx.desk.example").received_at is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Auto-Submitted: auto-replied", "Auto-Submitted"),
        ("Auto-Submitted: auto-generated (rejected)", "Auto-Submitted"),
        ("Precedence: auto_reply", "Precedence"),
        ("From: MAILER-DAEMON@relais.example", "From"),
    ],
)
def test_a_message_that_a_machine_wrote_is_automatic(line: str, reason: str) -> None:
    read = envelope(line)
    assert read.automatic
    assert read.automatic_reason == reason


def test_a_delivery_report_is_automatic() -> None:
    report = multipart(
        [PLAIN, part("Content-Type: message/delivery-status", b"Action: failed\r\n\r\n")],
        kind="report",
    )
    read = read_mail(HEADERS + report, Limits())
    assert read.envelope.automatic_reason == "multipart/report"
    assert read.enclosures == ()


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: no",
        "Precedence: first-class",
        "Return-Path: <camille@client.example>",
        "From: camille@client.example",
    ],
)
def test_a_message_that_a_person_wrote_is_not(line: str) -> None:
    assert not envelope(line).automatic
