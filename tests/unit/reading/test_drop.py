"""Drops: the same request in every shape, and every shape's own traps."""

import gzip
import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import steps
from tests.making.compound import compound
from tests.making.forms import MAPS, OURS, other_pdf, our_form
from tests.making.mails import HEADERS, PLAIN, attachment, mail, multipart, part
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.steps import Report, report_mht, report_zip
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import Member, make_zip
from zenforms import danger_problems, drop_problems, problems
from zenforms.reading.drop import read_drop
from zenforms.reading.evidence import RecordingKind
from zenforms.reading.files.tray import Origin, Tray
from zenforms.reading.files.unpack import Unpacker
from zenforms.reading.limits import Limits
from zenforms.reading.scratch import ScratchError
from zenforms.reading.submission import Channel, DropFile, Role, Submission

LOG = b"2026-11-24 10:00:00 ERROR x\n"
FORM = our_form()
FILES: Mapping[str, bytes] = {
    "demande.pdf": FORM,
    "psr.zip": report_zip(Report()),
    "service.log": LOG,
    "logs.zip": make_zip([Member("a.log", LOG), Member("b.log", LOG)]),
    "facture.pdf": other_pdf(),
}
PROGRAM = b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0"
Read = Callable[..., Submission]


@pytest.fixture(name="scratch")
def fixture_scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture(name="read")
def fixture_read(tmp_path: Path, scratch: Path) -> Read:
    def read(data: bytes, name: str = "envoi", **options: Limits | str) -> Submission:
        source = tmp_path / name
        source.write_bytes(data)
        return read_drop(source, scratch=scratch, maps=MAPS, **options)  # type: ignore[arg-type]

    return read


def codes(submission: Submission) -> list[str]:
    return [problem.code for problem in submission.problems]


def the(submission: Submission, name: str) -> DropFile:
    return next(file for file in submission.files if file.name == name)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


# ------------------------------------------------------------------ every shape


def as_folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "dossier", FILES)


def as_zip(tmp_path: Path) -> Path:
    path = tmp_path / "envoi.zip"
    path.write_bytes(make_zip([Member(f"demande/{n}", d) for n, d in FILES.items()]))
    return path


def as_mail(tmp_path: Path) -> Path:
    path = tmp_path / "message.eml"
    path.write_bytes(mail(*(attachment(n, d) for n, d in FILES.items())))
    return path


def as_outlook(tmp_path: Path) -> Path:
    path = tmp_path / "message.msg"
    path.write_bytes(make_msg(Msg(files=[MsgFile(n, d) for n, d in FILES.items()])))
    return path


def as_winmail(tmp_path: Path) -> Path:
    packed = make_tnef([TnefFile(n, d) for n, d in FILES.items()])
    path = tmp_path / "riche.eml"
    path.write_bytes(mail(attachment("winmail.dat", packed)))
    return path


def as_forwarded(tmp_path: Path) -> Path:
    inner = mail(*(attachment(n, d) for n, d in FILES.items()), edge="inner")
    path = tmp_path / "transfert.eml"
    path.write_bytes(mail(part("Content-Type: message/rfc822", inner)))
    return path


def as_zip_in_a_mail(tmp_path: Path) -> Path:
    path = tmp_path / "zippe.eml"
    path.write_bytes(mail(attachment("envoi.zip", as_zip(tmp_path).read_bytes())))
    return path


def as_mail_in_a_mail(tmp_path: Path) -> Path:
    path = tmp_path / "joint.eml"
    path.write_bytes(mail(attachment("message.eml", as_mail(tmp_path).read_bytes())))
    return path


def as_outlook_in_a_folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "dossier", {"m.bin": as_outlook(tmp_path).read_bytes()})


SHAPES = (
    as_folder,
    as_zip,
    as_mail,
    as_outlook,
    as_winmail,
    as_forwarded,
    as_zip_in_a_mail,
    as_mail_in_a_mail,
    as_outlook_in_a_folder,
)


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


# ------------------------------------------------------------------ evidence


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("Recording_20261124_1012.zip", report_zip(Report()), RecordingKind.PSR),
        (
            "Problem_20261124.zip",
            report_zip(Report(older=True), name="Problem_20261124.mht"),
            RecordingKind.PSR,
        ),
        ("avec trace.zip", report_zip(Report(), trace=True), RecordingKind.PSR),
        ("sans écran.zip", report_zip(Report().without_screenshots()), RecordingKind.PSR),
        ("renommé.pdf", report_mht(Report()), RecordingKind.PSR),
        ("x.xml", steps.report_xml(Report()).encode(), RecordingKind.PSR_XML),
        ("support.zip", steps.step_recorder_zip(), RecordingKind.STEP_RECORDER),
        ("écran.mp4", steps.film(), RecordingKind.VIDEO),
    ],
)
def test_a_recording_is_evidence_by_its_content(
    read: Read, name: str, data: bytes, kind: RecordingKind
) -> None:
    (file,) = read(data, name).files
    assert file.role is Role.PSR
    assert file.recording is not None
    assert file.recording.kind is kind
    assert file.summary["kind"] == kind.value


def test_a_recording_s_pictures_are_written_beside_it(read: Read, scratch: Path) -> None:
    (file,) = read(report_zip(Report()), "psr.zip").files
    assert file.recording is not None
    folder = scratch / file.recording.screenshot_folder
    assert sorted(path.name for path in folder.iterdir()) == sorted(file.recording.screenshots)
    shown = file.recording.steps[1].screenshot
    assert shown is not None
    assert (folder / shown).read_bytes() == steps.picture(2)


def test_a_damaged_recording_is_said(read: Read) -> None:
    submission = read(report_zip(Report()).replace(b"recordeddata", b"recordedxxxx"), "a.zip")
    assert submission.files[0].role in {Role.PSR, Role.OTHER}
    broken = report_mht(Report()).replace(b"<Report>", b"<Rapport>")
    assert drop_problems.DAMAGED_RECORDING in codes(read(broken, "b.mht"))


def test_numbered_screenshots_stand_in_for_a_recording(read: Read) -> None:
    shots = [attachment(f"Capture ({n}).png", b"\x89PNG\r\n\x1a\n%d" % n) for n in (1, 2)]
    submission = read(mail(*shots, attachment("facture.png", b"\x89PNG\r\n\x1a\n")))
    assert [f.role for f in submission.files] == [Role.PSR, Role.PSR, Role.DOCUMENT]


def test_one_picture_is_a_document(read: Read) -> None:
    submission = read(mail(attachment("Capture (1).png", b"\x89PNG\r\n\x1a\n")))
    assert submission.files[0].role is Role.DOCUMENT


def test_a_file_that_is_only_called_psr_is_said(read: Read) -> None:
    (file,) = read(mail(attachment("rapport psr.docx", b"texte"))).files
    assert file.role is Role.DOCUMENT
    assert file.claims is Role.PSR


def test_a_real_recording_claims_nothing_else(read: Read) -> None:
    assert read(report_zip(Report()), "psr.zip").files[0].claims is None


def test_an_archive_of_logs_is_one_log(read: Read) -> None:
    (file,) = read(FILES["logs.zip"], "logs.zip").files
    assert file.role is Role.LOG
    assert file.log is not None
    assert file.log.lines == 2


def test_a_log_keeps_the_folder_that_it_came_from(read: Read) -> None:
    submission = read(
        make_zip([Member("ZenSolutions/Services/log/x.log", LOG), Member("demande.pdf", FORM)])
    )
    file = the(submission, "x.log")
    assert file.folder == "ZenSolutions/Services/log"
    assert file.log is not None
    assert file.log.from_zen


def test_a_logo_in_a_signature_is_no_document(read: Read) -> None:
    page = part("Content-Type: text/html", b'<p><img src="cid:logo@x"></p>')
    logo = part("Content-Type: image/png; name=l.png\nContent-ID: <logo@x>", b"\x89PNG\r\n\x1a\n")
    large = part("Content-Type: image/png; name=e.png", b"\x89PNG\r\n\x1a\n")
    submission = read(HEADERS + multipart([page, logo, large], kind="related"))
    assert [(f.name, f.role) for f in submission.files] == [
        ("e.png", Role.DOCUMENT),
        ("l.png", Role.OTHER),
    ]


@pytest.mark.parametrize("name", ["smime.p7s", "carte.vcf", "signature.asc", "invitation.ics"])
def test_what_mail_programs_add_is_no_document(read: Read, name: str) -> None:
    assert read(mail(attachment(name, b"texte"))).files[0].role is Role.OTHER


# ------------------------------------------------------------------ dangers and damage


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
    tray = Tray(scratch, Limits())
    Unpacker(tray, Limits(), None).file(tmp_path / "parti.log", Origin("parti.log"))
    assert [problem.code for problem in tray.problems] == [drop_problems.UNREADABLE_FILE]
    assert tray.settled == []


def test_an_encrypted_message_is_said_and_keeps_its_envelope(read: Read) -> None:
    secret = attachment("smime.p7m", b"\x30\x03\x02\x01\x00", "application/pkcs7-mime")
    submission = read(HEADERS + secret)
    assert codes(submission) == [drop_problems.ENCRYPTED_MESSAGE]
    assert submission.envelope.sender == "camille.exemple@client.example"


# ------------------------------------------------------------------ folders


def test_a_folder_is_read_with_its_subfolders(tmp_path: Path, scratch: Path) -> None:
    folder = write_folder(
        tmp_path / "d",
        {"demande.pdf": FORM, "log/x.log": LOG, ".done": b"", "Thumbs.db": b"x", "~$a.docx": b"x"},
    )
    submission = read_drop(folder, scratch=scratch, maps=MAPS)
    assert [(f.folder, f.name) for f in submission.files] == [("", "demande.pdf"), ("log", "x.log")]


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


# ------------------------------------------------------------------ the scanner


def test_a_scanner_that_does_not_answer_holds_the_drop(read: Read) -> None:
    submission = read(FORM, "demande.pdf", scanner="/nulle/part.sock")
    assert submission.held
    assert codes(submission) == [drop_problems.NO_SCAN]


def test_without_a_scanner_nothing_is_held(read: Read) -> None:
    assert not read(FORM, "demande.pdf").held


# ------------------------------------------------------------------ never raises


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
    known = {*drop_problems.DROP, *danger_problems.DANGER, *problems.DOCUMENT}
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
