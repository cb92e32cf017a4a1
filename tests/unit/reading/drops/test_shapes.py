"""The same request in every shape is the same request."""

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making.forms import MAPS, OURS, other_pdf, our_form
from tests.making.mails import HEADERS, PLAIN, attachment, mail, part
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.unit.reading.drops.shapes import FILES, FORM, LOG, SHAPES, Read, codes, write_folder
from zenforms import drop_problems
from zenforms.reading.drop import read_drop
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Aside, Channel, Role


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_same_request_in_every_shape_is_the_same_request(
    tmp_path: Path, scratch: Path, shape: Callable[[Path], Path]
) -> None:
    read = read_drop(shape(tmp_path), scratch=scratch, maps=MAPS)
    assert read.problems == ()
    assert {(f.name, f.role, f.size, f.sha256) for f in read.files} == {
        (name, role, len(FILES[name]), hashlib.sha256(FILES[name]).hexdigest())
        for name, role in (
            ("demande.pdf", Role.FORM),
            ("psr.zip", Role.PSR),
            ("service.log", Role.LOG),
            ("logs.zip", Role.LOG),
            ("facture.pdf", Role.DOCUMENT),
        )
    }
    assert [document.form for document in read.documents] == [OURS]
    assert read.documents[0].value("summary") == "Le Desk se ferme"
    assert read.envelope.channel is Channel.FORM
    for file in read.files:
        assert (scratch / file.safe_name).read_bytes() == FILES[file.name]


def test_the_files_of_a_request_stand_in_the_same_order_in_every_shape(tmp_path: Path) -> None:
    for place, shape in enumerate(SHAPES):
        work = tmp_path / str(place)
        (work / "scratch").mkdir(parents=True)
        found = read_drop(shape(work), scratch=work / "scratch", maps=MAPS)
        names = [file.name for file in found.files]
        assert names == ["demande.pdf", "facture.pdf", "logs.zip", "psr.zip", "service.log"]


@pytest.mark.parametrize("name", ["0001-mise-a-jour.patch", "note.txt"])
def test_a_file_that_reads_like_a_message_is_a_file_as_well(read: Read, name: str) -> None:
    patch = b"From 0123abc Mon Sep 17 00:00:00 2001\n" + mail(part("Content-Type: text/plain"))
    found = read(mail(attachment(name, patch)))
    assert [(file.name, file.size) for file in found.files] == [(name, len(patch))]
    assert len(found.forwarded) == 1


def test_a_message_that_is_the_whole_drop_is_no_file_of_it_whatever_it_is_called(
    read: Read,
) -> None:
    found = read(mail(attachment("a.txt", b"a")), "message.txt")
    assert [file.name for file in found.files] == ["a.txt"]


def test_an_invitation_is_a_file_and_no_message(read: Read) -> None:
    invitation = (
        b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:essai\r\n"
        b"X-WR-TIMEZONE:Europe/Paris\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = read(mail(attachment("reunion.ics", invitation, "text/calendar")))
    assert [(file.name, file.size) for file in found.files] == [("reunion.ics", len(invitation))]
    assert found.forwarded == ()


@pytest.mark.parametrize("name", ["message.eml", "Demande.msg", "envoi"])
def test_a_message_is_no_file_beside_what_it_holds(read: Read, name: str) -> None:
    inner = mail(attachment("a.txt", b"a"))
    found = read(mail(attachment(name, inner)))
    assert [file.name for file in found.files] == ["a.txt"]


def test_a_bare_pdf_is_a_drop(read: Read) -> None:
    submission = read(FORM, "demande.pdf")
    assert [f.role for f in submission.files] == [Role.FORM]
    assert submission.files[0].summary == {"pages": 1, "form": "assistance-request@1"}
    assert submission.sha256 == hashlib.sha256(FORM).hexdigest()
    assert submission.envelope.channel is Channel.FORM


@pytest.mark.parametrize("name", ["message.msg", "sans extension", "message.pdf", "x.zip"])
def test_a_shape_is_known_by_its_content_and_not_by_its_name(read: Read, name: str) -> None:
    submission = read(mail(attachment("demande.pdf", FORM)), name)
    assert [f.name for f in submission.files] == ["demande.pdf"]
    assert submission.envelope.sender == "camille.exemple@client.example"


def test_a_mail_without_a_form_is_a_request_by_mail(read: Read) -> None:
    submission = read(mail(attachment("x.log", LOG)))
    assert submission.documents == ()
    assert submission.envelope.channel is Channel.EMAIL
    assert submission.envelope.body == "Bonjour,\nvoici le formulaire."


def test_a_mail_of_only_text_is_no_empty_drop(read: Read) -> None:
    submission = read(HEADERS + PLAIN)
    assert submission.files == ()
    assert submission.problems == ()


def test_without_a_form_of_ours_every_pdf_is_told(read: Read) -> None:
    submission = read(mail(attachment("a.pdf", other_pdf()), attachment("b.pdf", b"%PDF-1.7")))
    assert [document.name for document in submission.documents] == ["a.pdf", "b.pdf"]
    assert [document.form for document in submission.documents] == [None, None]


def test_several_forms_are_all_told(read: Read) -> None:
    submission = read(mail(attachment("a.pdf", FORM), attachment("b.pdf", our_form("Autre"))))
    assert [d.value("summary") for d in submission.documents] == ["Le Desk se ferme", "Autre"]


def test_the_messages_inside_are_told_outermost_first(read: Read) -> None:
    inner = HEADERS.replace(b"camille", b"dominique") + PLAIN
    submission = read(mail(part("Content-Type: message/rfc822", inner)))
    assert submission.envelope.sender == "camille.exemple@client.example"
    assert [e.sender for e in submission.forwarded] == ["dominique.exemple@client.example"]


def test_the_server_s_stamp_is_read_when_it_is_named(read: Read) -> None:
    stamp = b"Received: by mx.desk.example; Tue, 24 Nov 2026 10:00:00 +0100\r\n"
    submission = read(stamp + mail(), mail_server="mx.desk.example")
    assert submission.envelope.received_at is not None


def test_a_file_embedded_in_the_form_is_a_file_of_the_drop(read: Read) -> None:
    submission = read(our_form(attached=LOG), "demande.pdf")
    assert [(f.name, f.role) for f in submission.files] == [
        ("demande.pdf", Role.FORM),
        ("x.log", Role.LOG),
    ]


def test_messages_that_lie_in_each_other_as_files_are_opened_so_deep_and_no_deeper(
    read: Read,
) -> None:
    raw = make_msg(Msg(files=[MsgFile("fond.txt", b"x")]))
    for _ in range(4):
        raw = make_msg(Msg(files=[MsgFile("message.msg", raw)]))
    assert [f.name for f in read(raw, "a.msg").files] == ["fond.txt"]


def test_a_message_too_deep_in_others_stays_a_file(tmp_path: Path, scratch: Path) -> None:
    raw = make_msg(Msg(files=[MsgFile("fond.txt", b"x")]))
    for _ in range(4):
        raw = make_msg(Msg(files=[MsgFile("message.msg", raw)]))
    source = tmp_path / "a.msg"
    source.write_bytes(raw)
    submission = read_drop(source, scratch=scratch, maps=MAPS, limits=Limits(mail_depth=2))
    assert [f.name for f in submission.files] == ["message.msg"]
    assert codes(submission) == [drop_problems.NESTED_TOO_DEEP]


def test_a_folder_is_read_with_its_subfolders(tmp_path: Path, scratch: Path) -> None:
    folder = write_folder(
        tmp_path / "d",
        {"demande.pdf": FORM, "log/x.log": LOG, ".done": b"", "Thumbs.db": b"x", "~$a.docx": b"x"},
    )
    submission = read_drop(folder, scratch=scratch, maps=MAPS)
    told = [(f.folder, f.name, f.aside) for f in submission.files]
    assert told == [
        ("", "demande.pdf", None),
        ("log", "x.log", None),
        ("", ".done", Aside.LITTER),
        ("", "Thumbs.db", Aside.LITTER),
        ("", "~$a.docx", Aside.LITTER),
    ]


def test_a_folder_of_litter_alone_is_an_empty_drop(tmp_path: Path, scratch: Path) -> None:
    folder = write_folder(tmp_path / "d", {"Thumbs.db": b"x", ".DS_Store": b"x"})
    submission = read_drop(folder, scratch=scratch, maps=MAPS)
    assert codes(submission) == [drop_problems.EMPTY_DROP]


def test_an_empty_folder_is_an_empty_drop(tmp_path: Path, scratch: Path) -> None:
    (tmp_path / "d").mkdir()
    submission = read_drop(tmp_path / "d", scratch=scratch, maps=MAPS)
    assert codes(submission) == [drop_problems.EMPTY_DROP]


def test_a_folder_s_digest_is_over_names_and_contents(tmp_path: Path, scratch: Path) -> None:
    one = read_drop(write_folder(tmp_path / "1", {"a": b"x"}), scratch=scratch, maps=MAPS)
    same = read_drop(write_folder(tmp_path / "2", {"a": b"x"}), scratch=scratch, maps=MAPS)
    other = read_drop(write_folder(tmp_path / "3", {"b": b"x"}), scratch=scratch, maps=MAPS)
    assert one.sha256 == same.sha256 != other.sha256


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_in_a_folder_are_never_followed(tmp_path: Path, scratch: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = write_folder(tmp_path / "d", {"demande.pdf": FORM})
    (folder / "lien.txt").symlink_to(secret)
    (folder / "dossier").symlink_to(tmp_path)
    submission = read_drop(folder, scratch=scratch, maps=MAPS)
    assert [f.name for f in submission.files] == ["demande.pdf"]
    assert codes(submission) == [drop_problems.SPECIAL_MEMBER] * 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has pipes in folders")
def test_a_pipe_in_a_folder_is_never_opened(tmp_path: Path, scratch: Path) -> None:
    folder = write_folder(tmp_path / "d", {"demande.pdf": FORM})
    os.mkfifo(folder / "tube")
    assert codes(read_drop(folder, scratch=scratch, maps=MAPS)) == [drop_problems.SPECIAL_MEMBER]


def test_a_drop_that_is_not_there_is_said(tmp_path: Path, scratch: Path) -> None:
    submission = read_drop(tmp_path / "absent.pdf", scratch=scratch, maps=MAPS)
    assert codes(submission) == [drop_problems.UNREADABLE_DROP]
