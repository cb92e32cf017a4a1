"""Outlook messages, written by our own writer; an independent reader agrees with it."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime

import oxmsg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making.compound import compound
from tests.making.outlook import Msg, MsgFile, make_msg
from zenforms import drop_problems
from zenforms.reading.formats.ole import open_ole
from zenforms.reading.limits import Limits
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.outlook import is_outlook, read_outlook

LIMITS = Limits()
FILE = bytes(range(256)) * 40
SENT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


def read(message: Msg, limits: Limits = LIMITS) -> Letter:
    return read_outlook(make_msg(message), limits)


def test_a_message_gives_its_text_and_its_files() -> None:
    letter = read(Msg(files=[MsgFile("demande é.pdf", FILE), MsgFile("x.log", b"abc")], sent=SENT))
    assert letter.envelope.subject == "Demande d’assistance"
    assert letter.envelope.sender == "camille.exemple@client.example"
    assert letter.envelope.recipients == ("support@desk.example",)
    assert letter.envelope.body == "Bonjour,\nvoici le formulaire."
    assert letter.envelope.date == SENT
    assert [(e.name, e.data) for e in letter.enclosures] == [
        ("demande é.pdf", FILE),
        ("x.log", b"abc"),
    ]
    assert letter.problems == ()


def test_an_independent_reader_sees_the_same() -> None:
    raw = make_msg(Msg(files=[MsgFile("demande é.pdf", FILE), MsgFile("x.log", b"abc")]))
    message = oxmsg.Message.load(io.BytesIO(raw))
    assert message.subject == "Demande d’assistance"
    assert [(a.file_name, a.file_bytes) for a in message.attachments] == [
        ("demande é.pdf", FILE),
        ("x.log", b"abc"),
    ]


def test_old_messages_in_cp1252_are_read() -> None:
    letter = read(Msg(subject="Été – œuvre", narrow=True, files=[MsgFile("é.txt", b"x")]))
    assert letter.envelope.subject == "Été – œuvre"
    assert letter.enclosures[0].name == "é.txt"


def test_the_short_name_serves_when_there_is_no_long_one() -> None:
    letter = read(Msg(files=[MsgFile("DEMAND~1.PDF", b"x", long_name=False)]))
    assert letter.enclosures[0].name == "DEMAND~1.PDF"


def test_the_transport_headers_win_over_the_properties() -> None:
    headers = (
        "Received: from a by mx.desk.example; Tue, 24 Nov 2026 10:00:05 +0100\r\n"
        "From: Vraie Personne <vraie@client.example>\r\n"
        "Message-ID: <7@client.example>\r\nIn-Reply-To: <6@desk.example>\r\n"
        "Auto-Submitted: auto-replied\r\n"
    )
    raw = make_msg(Msg(headers=headers))
    envelope = read_outlook(raw, LIMITS, mail_server="mx.desk.example").envelope
    assert envelope.sender == "vraie@client.example"
    assert envelope.message_id == "7@client.example"
    assert envelope.references == ("6@desk.example",)
    assert envelope.received_at == datetime(2026, 11, 24, 9, 0, 5, tzinfo=UTC)
    assert envelope.automatic_reason == "Auto-Submitted"


def test_the_threading_properties_serve_without_headers() -> None:
    extra = {0x1035: "<7@client.example>", 0x1042: "<6@desk.example>"}
    envelope = read(Msg(extra=extra)).envelope
    assert envelope.message_id == "7@client.example"
    assert envelope.references == ("6@desk.example",)


def test_an_out_of_office_class_is_automatic() -> None:
    assert read(Msg(extra={0x001A: "IPM.Note.Rules.OofTemplate.Microsoft"})).envelope.automatic
    assert not read(Msg()).envelope.automatic


def test_a_message_inside_is_opened() -> None:
    inner = Msg(subject="Transféré", files=[MsgFile("fond.pdf", FILE)])
    letter = read(Msg(files=[MsgFile("transfert", inner), MsgFile("x.log", b"abc")]))
    assert [e.name for e in letter.enclosures] == ["x.log"]
    assert letter.letters[0].envelope.subject == "Transféré"
    assert letter.letters[0].enclosures[0].data == FILE


def test_messages_nested_too_deep_are_said() -> None:
    message = Msg(files=[MsgFile("fond.pdf", FILE)])
    for _ in range(3):
        message = Msg(files=[MsgFile("t", message)])
    letter = read(message, Limits(mail_depth=2))
    codes = []
    while letter.letters:
        letter = letter.letters[0]
        codes += [problem.code for problem in letter.problems]
    assert codes == [drop_problems.NESTED_TOO_DEEP]


def test_a_file_only_linked_to_is_said() -> None:
    letter = read(Msg(files=[MsgFile("nuage.docx", None)]))
    assert [problem.code for problem in letter.problems] == [drop_problems.BY_REFERENCE]


def test_a_picture_that_the_text_shows_is_marked() -> None:
    page = '<img src="cid:logo@x">'
    files = [MsgFile("logo.png", b"x", content_id="logo@x"), MsgFile("ecran.png", b"y")]
    letter = read(Msg(extra={0x1013: page.encode()}, files=files))
    assert [(e.name, e.shown) for e in letter.enclosures] == [
        ("logo.png", True),
        ("ecran.png", False),
    ]


@pytest.mark.parametrize(
    ("message", "attachment"),
    [
        ({}, {0x7FFE: 1}),
        ({}, {0x3714: 4}),
        ({0x1009: b"packed"}, {0x3712: "logo@x"}),
        ({0x1013: b'<img src="logo.png">'}, {0x3713: "logo.png"}),
    ],
    ids=["hidden", "in the text", "named by a packed text", "named by its place"],
)
def test_a_picture_that_outlook_hides_is_marked(
    message: Mapping[int, bytes], attachment: Mapping[int, int | str]
) -> None:
    files = [MsgFile("logo.png", b"x", extra=attachment), MsgFile("ecran.png", b"y")]
    letter = read(Msg(extra=message, files=files))
    assert [e.shown for e in letter.enclosures] == [True, False]


def test_html_serves_when_there_is_no_text() -> None:
    letter = read(Msg(body="", extra={0x1013: "<p>Bonjour é</p>".encode()}))
    assert letter.envelope.body == "Bonjour é"


def test_too_many_files_are_said() -> None:
    letter = read(Msg(files=[MsgFile(f"{n}.txt", b"x") for n in range(5)]), Limits(mail_parts=3))
    assert len(letter.enclosures) == 3
    assert [problem.code for problem in letter.problems] == [drop_problems.TOO_MANY_PARTS]


def test_other_ole_files_are_no_messages() -> None:
    storage = open_ole(compound({"WordDocument": b"x"}))
    assert storage is not None
    assert not is_outlook(storage)


def test_what_is_no_ole_file_is_damaged() -> None:
    problems = read_outlook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), LIMITS).problems
    assert [problem.code for problem in problems] == [drop_problems.DAMAGED_OUTLOOK]


@settings(max_examples=60)
@given(st.data())
def test_no_damaged_message_makes_it_raise(data: st.DataObject) -> None:
    whole = make_msg(Msg(files=[MsgFile("t", Msg(files=[MsgFile("x.pdf", FILE)]))]))
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=64))
    assert isinstance(read_outlook(whole[:at] + junk + whole[at + len(junk) :], LIMITS), Letter)
