"""PDFium, without the fonts of the machine: what it reads and draws is the same everywhere.

With them, a font that a document does not bring is taken from whatever is installed, and a sign
that this one lacks is lost: « l’export » became « lexport » on some machines.
"""

import pypdfium2
from pypdfium2 import raw

_NO_FONTS = raw.FPDF_SYSFONTINFO(version=1)
"""PDFium's own interface to a system's fonts, with none behind it; it must outlive the library."""
for _name, _answer in (("MapFont", None), ("GetFont", None), ("GetFontData", 0)):
    _kind = type(getattr(_NO_FONTS, _name))
    setattr(_NO_FONTS, _name, _kind(lambda *_, answer=_answer: answer))
_NO_FONTS.DeleteFont = type(_NO_FONTS.DeleteFont)(lambda *_: None)
raw.FPDF_SetSystemFontInfo(_NO_FONTS)

PdfDocument = pypdfium2.PdfDocument
PdfPage = pypdfium2.PdfPage
PdfiumError = pypdfium2.PdfiumError

__all__ = ["PdfDocument", "PdfPage", "PdfiumError", "raw"]
