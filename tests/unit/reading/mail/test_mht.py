"""Web archives: parts by their location, whatever separates them from the headers."""

from hypothesis import given
from hypothesis import strategies as st

from tests.making import steps
from tests.making.mails import mail
from tests.making.steps import Report, report_mht
from zenforms.reading.mail.bounds import looks_like_mht
from zenforms.reading.mail.mbox import web_parts

ARCHIVE = report_mht(Report())


def test_the_parts_are_known_by_their_location() -> None:
    parts = {part.location: part for part in web_parts(ARCHIVE)}
    assert parts["main.htm"].media_type == "text/html"
    assert parts["screenshot0003.JPEG"].data == steps.picture(3)
    assert len(parts) == 2 + 3 * 4


def test_bare_line_feeds_are_as_good() -> None:
    parts = {part.location: part for part in web_parts(ARCHIVE.replace(b"\r\n", b"\n"))}
    assert parts["screenshot0003.JPEG"].data == steps.picture(3)


def test_a_file_cut_short_keeps_its_parts() -> None:
    cut = ARCHIVE[: ARCHIVE.rindex(b"screenshot0004") - 200]
    assert "screenshot0003.JPEG" in {part.location for part in web_parts(cut)}


def test_an_archive_is_told_from_a_message() -> None:
    assert looks_like_mht(ARCHIVE)
    assert not looks_like_mht(mail())
    related = b"To: a@x.example\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    assert not looks_like_mht(related)


def test_without_a_boundary_there_are_no_parts() -> None:
    assert list(web_parts(b"Content-Type: multipart/related\r\n\r\n--x\r\n\r\n")) == []


@given(st.data())
def test_no_damaged_archive_makes_it_raise(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, 3_000))
    junk = data.draw(st.binary(max_size=20))
    list(web_parts(ARCHIVE[:at] + junk + ARCHIVE[at + len(junk) :]))
