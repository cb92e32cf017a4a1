"""winmail.dat, written by our own writer; an independent reader agrees with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.tnef import TnefFile, make_tnef
from zenforms import drop_problems
from zenforms.reading.limits import Limits
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.tnef import is_tnef, read_tnef

LIMITS = Limits()
FILE = bytes(range(256)) * 4


def read(data: bytes) -> Letter:
    return read_tnef(data, LIMITS)


def test_the_files_come_out_under_their_long_names() -> None:
    files = [TnefFile("demande très longue – 1.pdf", FILE), TnefFile("x.log", b"abc")]
    letter = read(make_tnef(files, subject="Été", body="Bonjour\r\n"))
    assert [(e.name, e.data) for e in letter.enclosures] == [
        ("demande très longue – 1.pdf", FILE),
        ("x.log", b"abc"),
    ]
    assert letter.envelope.subject == "Été"
    assert letter.envelope.body == "Bonjour"
    assert letter.problems == ()


def test_a_title_alone_names_a_file() -> None:
    letter = read(make_tnef([TnefFile("ancien é.txt", b"abc", only_title=True)]))
    assert letter.enclosures[0].name == "ancien é.txt"


def test_a_message_inside_is_opened() -> None:
    inner = make_tnef([TnefFile("fond.pdf", FILE)], subject="Transféré")
    letter = read(make_tnef([TnefFile("message", inner, inner=True)]))
    assert letter.enclosures == ()
    assert letter.letters[0].envelope.subject == "Transféré"
    assert letter.letters[0].enclosures[0].data == FILE


def test_a_file_that_outlook_hides_is_marked() -> None:
    letter = read_tnef(make_tnef([TnefFile("logo.png", b"x", hidden=True)]), Limits())
    assert [e.shown for e in letter.enclosures] == [True]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("IPM.Microsoft Schedule.MtgRespP", (True, False)),
        ("IPM.Microsoft Schedule.MtgReq", (False, True)),
        ("IPM.Note.Rules.OofTemplate.Microsoft", (True, False)),
        ("IPM.Note", (False, False)),
    ],
)
def test_the_class_of_the_item_says_whether_a_program_wrote(
    item: str, told: tuple[bool, bool]
) -> None:
    envelope = read_tnef(make_tnef([], item=item), Limits()).envelope
    assert (envelope.automatic, envelope.is_invitation) == told


def test_messages_nested_too_deep_are_said() -> None:
    data = make_tnef([TnefFile("fond.pdf", FILE)])
    for _ in range(3):
        data = make_tnef([TnefFile("message", data, inner=True)])
    letter = read_tnef(data, Limits(mail_depth=2)).letters[0].letters[0]
    assert [problem.code for problem in letter.problems] == [drop_problems.NESTED_TOO_DEEP]


def test_what_was_readable_before_the_damage_is_kept() -> None:
    whole = make_tnef([TnefFile("a.txt", b"abc"), TnefFile("b.pdf", FILE)])
    letter = read(whole[:-700])
    assert letter.enclosures[0].data == b"abc"
    assert [problem.code for problem in letter.problems] == [drop_problems.DAMAGED_TNEF]


def test_trailing_zeros_are_no_damage() -> None:
    assert read(make_tnef([TnefFile("a.txt", b"abc")]) + bytes(5)).problems == ()


def test_a_stream_is_known_by_its_signature() -> None:
    assert is_tnef(make_tnef([]))
    assert not is_tnef(b"x\x9f>#")


@given(st.data())
def test_no_damaged_stream_makes_it_raise(data: st.DataObject) -> None:
    whole = make_tnef([TnefFile("a.txt", b"abc"), TnefFile("b", make_tnef([]), inner=True)])
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=16))
    assert isinstance(read(whole[:at] + junk + whole[at + len(junk) :]), Letter)
