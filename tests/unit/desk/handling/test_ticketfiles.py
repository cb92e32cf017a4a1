"""What lies beside a ticket: logs without secrets, recordings that can be read."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.making.forms import MAPS
from tests.making.mails import attachment, mail
from tests.making.steps import Report, film, report_mht, report_xml, report_zip
from zenforms.desk.handling.ticketfiles import PAGE, Beside, ticket_files
from zenforms.desk.spool.settlement import Content
from zenforms.judging.parts import CopyKind, SaidCopy
from zenforms.language import Lang
from zenforms.reading.drop import read_drop
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Submission

LOG = b"2026-11-24 10:00:00 ERROR password=Tr0ub4dor\n"


@pytest.fixture(name="scratch")
def fixture_scratch(tmp_path: Path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def read(scratch: Path, *files: bytes) -> Submission:
    source = scratch.parent / "m.eml"
    source.write_bytes(mail(*files))
    return read_drop(source, scratch=scratch, maps=MAPS)


def beside(
    scratch: Path, submission: Submission, *, left_out: Iterable[str] = (), taken: str = ""
) -> Beside:
    out, names = frozenset(left_out), frozenset(taken.split())
    return ticket_files(
        scratch, submission, left_out=out, taken=names, limits=Limits(), lang=Lang.FR
    )


def laid(scratch: Path, submission: Submission) -> dict[str, Content]:
    return beside(scratch, submission).contents


def content(found: Content) -> bytes:
    return found if isinstance(found, bytes) else found.read_bytes()


def test_a_log_is_laid_down_without_its_secrets(scratch: Path) -> None:
    found = beside(scratch, read(scratch, attachment("x.log", LOG)))
    assert content(found.contents["x.log"]) == b"2026-11-24 10:00:00 ERROR password=***\n"
    assert (scratch / "x.log").read_bytes() == LOG
    assert found.copies == {"x.log": SaidCopy(kind=CopyKind.MASKED, name="x.log")}


@pytest.mark.parametrize(
    "name", ["zen.ini", "notes.txt", "zen.json", "zen.xml", "zen.csv", "x.ps1"]
)
def test_an_attached_text_is_laid_down_without_its_secrets(scratch: Path, name: str) -> None:
    found = beside(
        scratch, read(scratch, attachment(name, b"user=camille\npassword=S3cr3tV4lue\n"))
    )
    assert content(found.contents[name]) == b"user=camille\npassword=***\n"
    assert found.copies == {name: SaidCopy(kind=CopyKind.MASKED, name=name)}


def test_a_text_that_holds_no_secret_is_laid_down_as_it_came(scratch: Path) -> None:
    found = beside(scratch, read(scratch, attachment("notes.txt", "clé USB\r\n".encode("cp1252"))))
    assert content(found.contents["notes.txt"]) == "clé USB\r\n".encode("cp1252")
    assert found.copies["notes.txt"].kind is CopyKind.AS_SENT


def test_a_log_that_cannot_be_masked_stays_in_the_archive(scratch: Path) -> None:
    submission = read(scratch, attachment("x.evtx", b"ElfFile\0" + bytes(90)))
    assert beside(scratch, submission) == Beside({}, {})


def test_of_a_recording_only_the_page_and_the_pictures_are_laid_down(scratch: Path) -> None:
    submission = read(scratch, attachment("psr.zip", report_zip(Report())))
    found = beside(scratch, submission)
    pictures = {f"psr-captures/screenshot000{n}.JPEG" for n in range(1, 5)}
    assert set(found.contents) == {PAGE, *pictures}
    assert "Étape 4".encode() in content(found.contents[PAGE])
    assert found.copies == {"psr.zip": SaidCopy(kind=CopyKind.PAGE, name=PAGE)}


@pytest.mark.parametrize(
    "file",
    [
        attachment("psr.zip", report_zip(Report(), trace=True)),
        attachment("psr.mht", report_mht(Report())),
        attachment("psr.xml", report_xml(Report()).encode()),
    ],
    ids=["zip", "mht", "xml"],
)
def test_the_command_lines_of_a_recording_never_leave_the_archive(
    scratch: Path, file: bytes
) -> None:
    found = laid(scratch, read(scratch, file))
    assert found
    assert not [name for name, data in found.items() if b"/secret" in content(data)]
    assert not [name for name in found if name.endswith((".zip", ".mht", ".xml"))]


def test_a_recording_without_a_step_stays_in_the_archive(scratch: Path) -> None:
    submission = read(scratch, attachment("psr.zip", report_zip(Report(actions=()))))
    assert beside(scratch, submission) == Beside({}, {})


def test_a_film_is_laid_down_as_it_came(scratch: Path) -> None:
    found = beside(scratch, read(scratch, attachment("film.mp4", film())))
    assert content(found.contents["film.mp4"]) == film()
    assert found.copies == {"film.mp4": SaidCopy(kind=CopyKind.AS_SENT, name="film.mp4")}


def test_two_recordings_get_two_pages_beside_a_file_of_that_name(scratch: Path) -> None:
    both = [attachment(f"{n}.zip", report_zip(Report())) for n in (1, 2)]
    submission = read(scratch, *both, attachment("psr.html", b"<p>autre</p>"))
    found = laid(scratch, submission)
    assert content(found["psr.html"]) == b"<p>autre</p>"
    assert {"psr-2.html", "psr-3.html"} <= set(found)


def test_what_is_held_back_is_left_out(scratch: Path) -> None:
    submission = read(scratch, attachment("a.txt", b"a"), attachment("b.txt", b"b"))
    assert set(beside(scratch, submission, left_out=["a.txt"]).contents) == {"b.txt"}


def test_a_file_called_like_one_of_the_desks_own_gets_another_name(scratch: Path) -> None:
    submission = read(scratch, attachment("Report.txt", b"le sien"))
    found = beside(scratch, submission, taken="report.txt findings.json")
    assert {name: content(data) for name, data in found.contents.items()} == {
        "Report-2.txt": b"le sien"
    }
    assert found.copies["Report.txt"].name == "Report-2.txt"


def test_what_is_not_told_of_is_not_laid_down(scratch: Path) -> None:
    submission = read(scratch, attachment("x.txt", b"x"))
    (scratch / "ZF-260512-7K3QM").mkdir()
    (scratch / "ZF-260512-7K3QM" / "x.log").write_bytes(LOG)
    assert set(laid(scratch, submission)) == {"x.txt"}
