"""Dangers and damage are said, limits hold, and nothing makes reading raise."""

import gzip
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import steps
from tests.making.compound import compound
from tests.making.forms import MAPS, other_pdf
from tests.making.mails import HEADERS, attachment, mail
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.steps import Report, report_mht
from tests.making.zips import Member, make_zip
from tests.unit.reading.drops.shapes import (
    FILES,
    FORM,
    LOG,
    PROGRAM,
    Read,
    as_forwarded,
    as_mail,
    as_outlook,
    as_winmail,
    as_zip,
    codes,
)
from zenforms import danger_problems, drop_problems, frame_problems, problems
from zenforms.reading.drop import read_drop
from zenforms.reading.files.extracted import ExtractedFiles, Provenance
from zenforms.reading.files.unpack import Unpacker
from zenforms.reading.limits import Limits
from zenforms.reading.scratch import ScratchError
from zenforms.reading.submission import Role


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.exe", b"MZ" + bytes(80), danger_problems.EXECUTABLE),
        ("trace.log", b"MZ" + bytes(80), danger_problems.EXECUTABLE),
        ("x.vbs", b"texte", danger_problems.SCRIPT),
        ("x.lnk", b"texte", danger_problems.SHORTCUT),
        ("x.iso", b"texte", danger_problems.DISK_IMAGE),
        ("x.doc", compound({"WordDocument": b"x", "Macros": {"VBA": {}}}), danger_problems.MACROS),
        (
            "x.docx",
            make_zip([Member("[Content_Types].xml"), Member("word/vbaProject.bin", b"x")]),
            danger_problems.MACROS,
        ),
        ("x.html", b"<html><script>x</script>", danger_problems.ACTIVE),
        ("x.jar", make_zip([Member("META-INF/MANIFEST.MF", b"x")]), danger_problems.EXECUTABLE),
    ],
)
def test_a_dangerous_file_is_said_and_is_no_document(
    read: Read, name: str, data: bytes, code: str
) -> None:
    submission = read(mail(attachment(name, data)))
    assert code in codes(submission)
    assert submission.files[0].role is Role.OTHER


def test_a_program_in_an_archive_inside_an_archive_is_still_said(read: Read) -> None:
    inner = make_zip([Member("setup.exe", b"MZ" + bytes(80)), Member("lisez.pdf", b"x")])
    submission = read(make_zip([Member("demande.pdf", FORM), Member("outils.zip", inner)]))
    assert codes(submission) == [drop_problems.NESTED_ARCHIVE, danger_problems.EXECUTABLE]


def test_ordinary_office_files_are_documents(read: Read) -> None:
    word = make_zip([Member("[Content_Types].xml"), Member("word/document.xml", b"x")])
    submission = read(mail(attachment("x.docx", word), attachment("y.txt", b"texte")))
    assert [f.role for f in submission.files] == [Role.DOCUMENT, Role.DOCUMENT]
    assert submission.problems == ()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.docx", compound({"EncryptedPackage": b"x"}), drop_problems.LOCKED_DOCUMENT),
        ("x.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20), drop_problems.OTHER_ARCHIVE),
        ("x.rar", b"Rar!\x1a\x07\x00", drop_problems.OTHER_ARCHIVE),
        ("x.gz", gzip.compress(b"x", mtime=0), drop_problems.OTHER_ARCHIVE),
        ("vide.pdf", b"", drop_problems.EMPTY_FILE),
        ("x.zip", b"PK\3\4" + bytes(60), drop_problems.DAMAGED_ARCHIVE),
        ("x.zip", make_zip([Member("x.pdf", b"x", flags=1)]), drop_problems.ENCRYPTED_ARCHIVE),
    ],
)
def test_what_cannot_be_opened_is_said_and_kept(
    read: Read, scratch: Path, *, name: str, data: bytes, code: str
) -> None:
    submission = read(mail(attachment(name, data)))
    assert codes(submission) == [code]
    assert (scratch / submission.files[0].safe_name).read_bytes() == data


def test_an_empty_log_is_still_a_log(read: Read) -> None:
    submission = read(mail(attachment("service.log", b"")))
    assert submission.files[0].role is Role.LOG
    assert codes(submission) == [drop_problems.EMPTY_FILE]


def test_what_was_readable_in_a_half_encrypted_archive_is_kept(read: Read) -> None:
    data = make_zip([Member("demande.pdf", FORM), Member("x.pdf", b"x", flags=1)])
    submission = read(data, "x.zip")
    assert [f.name for f in submission.files] == ["demande.pdf"]
    assert codes(submission) == [drop_problems.ENCRYPTED_ARCHIVE]


def test_a_bomb_in_a_zip_is_said(read: Read) -> None:
    data = make_zip([Member("a.bin", bytes(12_000_000)), Member("demande.pdf", FORM)])
    submission = read(data, "x.zip")
    assert danger_problems.BOMB in codes(submission)
    assert submission.documents == ()


def test_a_bomb_among_logs_is_one(read: Read) -> None:
    packed = make_zip([Member("a.log", LOG), Member("b.log", bytes(12_000_000))])
    assert danger_problems.BOMB in codes(read(packed, "logs.zip"))


@pytest.mark.parametrize(
    "files",
    [
        {"a.log": LOG, "b.log.exe": LOG},
        {"report.html": b"<p>", "steps.json": b"[]", "step-0001.webp": b"RIFF", "x.exe": b"MZ"},
        {"report.html": b"<p>", "steps.json": b"[]", "step-0001.webp": b"RIFF", "x": PROGRAM},
        {"Recording_20261124_1012.mht": report_mht(Report()), "x.txt": PROGRAM},
    ],
)
def test_what_may_run_is_found_in_a_zip_that_stays_closed(
    read: Read, files: Mapping[str, bytes]
) -> None:
    packed = make_zip([Member(name, data) for name, data in files.items()])
    assert danger_problems.EXECUTABLE in codes(read(packed, "psr.zip"))


def test_recordings_and_logs_in_zips_hold_nothing_dangerous(read: Read) -> None:
    for name in ("psr.zip", "logs.zip"):
        assert not set(codes(read(FILES[name], name))) & set(danger_problems.DANGER)
    assert not set(codes(read(steps.step_recorder_zip(), "pas.zip"))) & set(danger_problems.DANGER)


def test_equal_names_get_safe_names_of_their_own(read: Read, scratch: Path) -> None:
    submission = read(mail(*(attachment("X.txt", b"%d" % n) for n in range(3))))
    assert [f.safe_name for f in submission.files] == ["X.txt", "X-2.txt", "X-3.txt"]
    assert sorted(path.name for path in scratch.iterdir()) == ["X-2.txt", "X-3.txt", "X.txt"]


def test_too_many_files_are_cut_and_said(read: Read) -> None:
    limits = Limits(drop_files=3)
    submission = read(mail(*(attachment(f"{n}.txt", b"x") for n in range(5))), limits=limits)
    assert len(submission.files) == 3
    assert codes(submission) == [drop_problems.TOO_MANY_FILES]


def test_a_drop_beyond_its_size_is_cut_and_said(read: Read, scratch: Path) -> None:
    raw = mail(attachment("a.txt", bytes(3_000)), attachment("b.txt", b"x" * 3_000))
    submission = read(raw, limits=Limits(drop_bytes=len(raw) + 4_000))
    assert [f.name for f in submission.files] == ["a.txt"]
    assert codes(submission) == [drop_problems.DROP_TOO_LARGE]
    assert [path.name for path in scratch.iterdir()] == ["a.txt"]


def test_a_message_too_large_to_parse_is_kept(read: Read) -> None:
    submission = read(mail(attachment("a.txt", b"x")), "gros.eml", limits=Limits(mail_bytes=100))
    assert codes(submission) == [drop_problems.MAIL_TOO_LARGE]
    assert [f.name for f in submission.files] == ["gros.eml"]


def test_an_outlook_message_that_was_cut_is_said_and_kept(read: Read) -> None:
    whole = make_msg(Msg(files=[MsgFile("a.bin", bytes(9_000))]))
    submission = read(whole[: len(whole) // 3], "coupé.msg")
    assert codes(submission) == [drop_problems.DAMAGED_OUTLOOK]
    assert [f.name for f in submission.files] == ["coupé.msg"]


@pytest.mark.skipif(sys.platform == "win32", reason="a disk is made full by a POSIX limit")
@pytest.mark.parametrize("room", [500, 30_000], ids=["for the drop", "for what is in it"])
def test_a_disk_that_is_full_is_not_the_drops_fault(
    tmp_path: Path, scratch: Path, room: int
) -> None:
    import resource  # noqa: PLC0415 - POSIX only

    long = other_pdf() + bytes(1_000_000)
    small = make_zip([Member("facture.pdf", long)])
    assert 500 < len(small) < 30_000 < len(long)
    drop = tmp_path / "logs.zip"
    drop.write_bytes(small)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        with pytest.raises(ScratchError):
            read_drop(drop, scratch=scratch, maps=MAPS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_is_gone_when_it_is_read_is_said(tmp_path: Path, scratch: Path) -> None:
    tray = ExtractedFiles(scratch, Limits())
    Unpacker(tray, Limits(), None).file(tmp_path / "parti.log", Provenance("parti.log"))
    assert [problem.code for problem in tray.problems] == [drop_problems.UNREADABLE_FILE]
    assert tray.settled == []


def test_an_encrypted_message_is_said_and_keeps_its_envelope(read: Read) -> None:
    secret = attachment("smime.p7m", b"\x30\x03\x02\x01\x00", "application/pkcs7-mime")
    submission = read(HEADERS + secret)
    assert codes(submission) == [drop_problems.ENCRYPTED_MESSAGE]
    assert submission.envelope.sender == "camille.exemple@client.example"


def test_without_a_scanner_nothing_is_held(read: Read) -> None:
    assert not read(FORM, "demande.pdf").held


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damaged_drop_makes_it_raise(tmp_path: Path, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from([as_zip, as_mail, as_outlook, as_winmail, as_forwarded]))
    whole = shape(tmp_path).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=40))
    scratch = tmp_path / f"s{len(list(tmp_path.iterdir()))}"
    scratch.mkdir()
    source = tmp_path / "abîmé"
    source.write_bytes(whole[:at] + junk + whole[at + len(junk) :])
    submission = read_drop(source, scratch=scratch, maps=MAPS)
    known = {
        *drop_problems.DROP,
        *frame_problems.FRAME,
        *danger_problems.DANGER,
        *problems.DOCUMENT,
    }
    assert set(codes(submission)) <= known


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.text(min_size=1, max_size=40))
def test_no_attachment_makes_it_raise(tmp_path: Path, data: bytes, name: str) -> None:
    scratch = tmp_path / f"s{len(list(tmp_path.iterdir()))}"
    scratch.mkdir()
    source = tmp_path / "m.eml"
    source.write_bytes(make_msg(Msg(files=[MsgFile(name, data)])))
    submission = read_drop(source, scratch=scratch, maps=MAPS)
    for file in submission.files:
        assert (scratch / file.safe_name).is_file()
