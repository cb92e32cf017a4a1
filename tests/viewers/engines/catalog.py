"""Every engine that fills our form, in one table put together by hand."""

from tests.viewers.engines import java, mupdf, node, pdfium, poppler, pypdf_plain, versions
from tests.viewers.engines.engine import Engine

ENGINES = (
    Engine("pdfium", "Chrome, Edge", versions.pdfium, pdfium.fill_pasting),
    Engine("pdfium-keys", "Chrome, Edge, key by key", versions.pdfium, pdfium.fill_typing),
    Engine("pdfjs", "Firefox", versions.pdfjs, node.fill_pdfjs),
    Engine("poppler", "Okular, Evince", versions.poppler, poppler.fill),
    Engine("mupdf", "SumatraPDF", versions.mupdf, mupdf.fill),
    Engine("mupdf-tidied", "SumatraPDF, garbage=4", versions.mupdf, mupdf.fill_tidied),
    Engine("pdftk", "scripts", versions.pdftk, java.fill_pdftk),
    Engine(
        "pdftk-need-appearances",
        "scripts, need_appearances",
        versions.pdftk,
        java.fill_pdftk_need_appearances,
    ),
    Engine("pdfbox", "Java programs", versions.pdfbox, java.fill_pdfbox),
    Engine(
        "pdfbox-incremental",
        "Java programs, saveIncremental",
        versions.pdfbox,
        java.fill_pdfbox_incremental,
    ),
    Engine("pdflib", "web applications", versions.pdflib, node.fill_pdflib),
    Engine("pypdf", "Python programs", versions.pypdf, pypdf_plain.fill),
)


def engine(name: str) -> Engine:
    """The engine called `name`; raises KeyError when there is none."""
    return {e.name: e for e in ENGINES}[name]
