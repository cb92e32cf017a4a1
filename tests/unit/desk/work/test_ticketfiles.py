"""What lies beside a ticket: logs without secrets, recordings that can be read."""

from pathlib import Path

import pytest

from tests.making.forms import MAPS
from tests.making.mails import attachment, mail
from tests.making.steps import Report, report_zip
from zenforms.desk.spool.settlement import Content
from zenforms.desk.work.ticketfiles import PAGE, ticket_files
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


def laid(scratch: Path, submission: Submission, *left_out: str) -> dict[str, Content]:
    return ticket_files(scratch, submission, left_out=left_out, limits=Limits(), lang=Lang.FR)


def content(found: Content) -> bytes:
    return found if isinstance(found, bytes) else found.read_bytes()


def test_a_log_is_laid_down_without_its_secrets(scratch: Path) -> None:
    found = laid(scratch, read(scratch, attachment("x.log", LOG)))
    assert content(found["x.log"]) == b"2026-11-24 10:00:00 ERROR password=***\n"
    assert (scratch / "x.log").read_bytes() == LOG


def test_a_log_that_cannot_be_masked_stays_in_the_archive(scratch: Path) -> None:
    submission = read(scratch, attachment("x.evtx", b"ElfFile\0" + bytes(90)))
    assert laid(scratch, submission) == {}


def test_a_recording_gets_its_page_and_keeps_its_pictures(scratch: Path) -> None:
    submission = read(scratch, attachment("psr.zip", report_zip(Report())))
    found = laid(scratch, submission)
    assert "Étape 4".encode() in content(found[PAGE])
    assert {"psr.zip", "psr-captures/screenshot0001.JPEG"} <= set(found)


def test_two_recordings_get_two_pages_beside_a_file_of_that_name(scratch: Path) -> None:
    both = [attachment(f"{n}.zip", report_zip(Report())) for n in (1, 2)]
    submission = read(scratch, *both, attachment("psr.html", b"<p>autre</p>"))
    found = laid(scratch, submission)
    assert content(found["psr.html"]) == b"<p>autre</p>"
    assert {"psr-2.html", "psr-3.html"} <= set(found)


def test_what_is_held_back_is_left_out(scratch: Path) -> None:
    submission = read(scratch, attachment("a.txt", b"a"), attachment("b.txt", b"b"))
    assert set(laid(scratch, submission, "a.txt")) == {"b.txt"}
