"""What the files of a drop are taken for: recordings, logs, documents."""

from pathlib import Path

import pytest

from tests.making import steps
from tests.making.mails import HEADERS, attachment, mail, multipart, part
from tests.making.photos import window
from tests.making.steps import Report, report_mht, report_zip
from tests.making.zips import Member, make_zip
from tests.unit.reading.drops.shapes import FILES, FORM, LOG, Read, codes, the
from zenforms import drop_problems
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.submission import PictureKind, Role


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


@pytest.mark.parametrize("name", ["Capture (1).png", "facture.png", "IMG_0012.png"])
def test_a_picture_of_a_screen_is_a_screenshot_whatever_it_is_called(read: Read, name: str) -> None:
    (file,) = read(mail(attachment(name, window(1366, 768)))).files
    assert (file.role, file.picture) == (Role.SCREENSHOT, PictureKind.SCREEN)
    assert file.recording == Recording(RecordingKind.SCREENSHOTS)


def test_a_picture_of_which_nothing_can_be_told_is_a_document(read: Read) -> None:
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
        ("l.png", Role.DECORATION),
    ]


@pytest.mark.parametrize("name", ["smime.p7s", "carte.vcf", "signature.asc", "invitation.ics"])
def test_what_mail_programs_add_is_no_document(read: Read, name: str) -> None:
    assert read(mail(attachment(name, b"texte"))).files[0].role is Role.BY_PRODUCT
