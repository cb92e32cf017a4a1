"""Printed, flattened and scanned copies of a form of ours: the fields are gone."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.viewers.answers import answers_for
from tests.viewers.blank import blank
from tests.viewers.engines import pdfium, poppler, versions
from tests.viewers.engines.catalog import engine
from tests.viewers.engines.engine import run
from tests.viewers.printable import SHORT
from tests.viewers.recipes.recipe import Make, Sample
from tests.viewers.typed import exported

_SCAN_SCALE = 1.25  # 90 dots per inch: a poor fax, and a small file
_QUALITY = 35

Print = Callable[[Path, Path], None]


def samples() -> Iterator[Sample]:
    """The same request on several kinds of paper."""
    for name, filler, version, printer in (
        ("poppler", "poppler", versions.poppler(), poppler.print_to_pdf),
        ("ghostscript", "pdfjs", versions.ghostscript(), _ghostscript),
        ("pdfium", "pdfium", versions.pdfium(), pdfium.flatten),
    ):
        yield Sample(
            f"quarantined-printed-{name}",
            f"A complete request, printed to PDF by {version}.",
            printed(filler, printer),
            ("ZF015",),
            saved_by=version,
        )
    yield Sample(
        "quarantined-scanned",
        "A complete request that was printed and scanned: pictures of the pages.",
        printed("pdfjs", _scan),
        ("ZF016",),
    )


def printed(filler: str, printer: Print) -> Make:
    """`SHORT` filled in with the engine called `filler`, then printed."""

    def make(target: Path) -> None:
        source, form = target.with_name("blank.pdf"), target.with_name("filled.pdf")
        source.write_bytes(blank())
        engine(filler).fill(source, answers_for(source, exported(SHORT)), form)
        printer(form, target)
        source.unlink()
        form.unlink()

    return make


def _ghostscript(source: Path, target: Path) -> None:
    run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", target, source])


def _scan(source: Path, target: Path) -> None:
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    for page in document:
        picture = page.render(scale=_SCAN_SCALE, grayscale=True).to_pil()
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=_QUALITY)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    document.close()
    canvas.save()
