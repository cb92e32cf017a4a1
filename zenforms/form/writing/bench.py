"""What every widget is made with: the writer, the font, the colours, and the common entries."""

from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import IndirectObject

from zenforms.form.layout.context import Setting
from zenforms.form.layout.elements import Rect
from zenforms.form.layout.styles import INK, Palette
from zenforms.form.writing.appearance import default_appearance
from zenforms.form.writing.fieldfont import RESOURCE
from zenforms.form.writing.objects import Said, add, stream

PRINT = 4
HIDDEN = 2
READ_ONLY = 1

Entries = dict[str, object]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed to make a widget."""

    writer: PdfWriter
    setting: Setting
    palette: Palette
    font: IndirectObject

    def picture(self, content: bytes, rect: Rect) -> IndirectObject:
        """An appearance stream as large as `rect`."""
        box = [0, 0, rect.width, rect.height]
        fonts = {"Font": {RESOURCE: self.font}}
        entries = {"Type": "XObject", "Subtype": "Form", "BBox": box, "Resources": fonts}
        return add(self.writer, stream(content, entries))


def widget(rect: Rect, flags: int = PRINT) -> Entries:
    """The entries of any widget at `rect`."""
    return {
        "Type": "Annot",
        "Subtype": "Widget",
        "Rect": list(rect.corners()),
        "F": flags,
        "BS": {"W": 1, "S": "S"},
        "MK": {},
    }


def text_field(bench: Bench, rect: Rect, size: float) -> Entries:
    """The entries of any text field, blank, its text `size` points large."""
    return {
        "FT": "Tx",
        "DA": Said(default_appearance(INK, size)),
        "AP": {"N": bench.picture(b"/Tx BMC\nEMC", rect)},
    }


def javascript(script: str) -> Entries:
    """An action that runs `script`."""
    return {"S": "JavaScript", "JS": Said(script)}
