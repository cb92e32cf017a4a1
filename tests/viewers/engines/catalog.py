"""Every engine that fills our form, in one table put together by hand."""

from tests.viewers.engines import java, mupdf, node, pdfium, poppler, pypdf_plain
from tests.viewers.engines.engine import Engine

ENGINES = (
    Engine("pdfium", "PDFium (Chrome, Edge), texts pasted", pdfium.fill_pasting),
    Engine("pdfium-keys", "PDFium (Chrome, Edge), key by key", pdfium.fill_typing),
    Engine("pdfjs", "pdf.js (Firefox)", node.fill_pdfjs),
    Engine("poppler", "poppler (Okular, Evince)", poppler.fill),
    Engine("mupdf", "MuPDF (SumatraPDF)", mupdf.fill),
    Engine("mupdf-tidied", "MuPDF, garbage=4", mupdf.fill_tidied),
    Engine("pdftk", "pdftk-java", java.fill_pdftk),
    Engine(
        "pdftk-need-appearances",
        "pdftk-java, need_appearances",
        java.fill_pdftk_need_appearances,
    ),
    Engine("pdfbox", "PDFBox 2, save", java.fill_pdfbox),
    Engine("pdfbox-incremental", "PDFBox 2, saveIncremental", java.fill_pdfbox_incremental),
    Engine("pdflib", "pdf-lib", node.fill_pdflib),
    Engine("pypdf", "pypdf", pypdf_plain.fill),
)


def engine(name: str) -> Engine:
    """The engine called `name`; raises KeyError when there is none."""
    return {e.name: e for e in ENGINES}[name]
