"""What a zip is: an archive to open, or a file of its own."""

from pathlib import Path

import pytest

from tests.making.steps import Report, report_mht, report_zip, step_recorder_zip
from tests.making.zips import Member, make_zip
from zenforms.reading.files.classify import ZipKind, zip_kind
from zenforms.reading.formats.archive import Archive
from zenforms.reading.limits import Limits

LOG = b"2026-11-24 10:00:00 ERROR x\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (report_zip(Report()), ZipKind.PSR),
        (report_zip(Report(), trace=True), ZipKind.PSR),
        (step_recorder_zip(), ZipKind.STEP_RECORDER),
        (make_zip([Member("a.log", LOG), Member("d/b.log.1", LOG)]), ZipKind.LOGS),
        (make_zip([Member("[Content_Types].xml"), Member("xl/workbook.xml")]), ZipKind.OFFICE),
        (make_zip([Member("META-INF/MANIFEST.MF", b"x")]), ZipKind.OFFICE),
        (make_zip([Member("mimetype", b"application/epub+zip")]), ZipKind.OFFICE),
        (make_zip([Member("a.log", LOG), Member("demande.pdf", b"x")]), ZipKind.CONTAINER),
        (make_zip([Member("a.mht", report_mht(Report())), Member("d.pdf")]), ZipKind.CONTAINER),
        (make_zip([Member("a.mht", b"rien")]), ZipKind.CONTAINER),
        (make_zip([]), ZipKind.CONTAINER),
    ],
)
def test_a_zip_is_known_by_what_it_holds(tmp_path: Path, data: bytes, kind: ZipKind) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with Archive(path, "a.zip", Limits()) as archive:
        assert zip_kind(archive).kind is kind
