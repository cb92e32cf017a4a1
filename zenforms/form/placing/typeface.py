"""The form's typeface: Source Sans Pro (SIL Open Font License, embedding allowed)."""

from functools import cache
from importlib.resources import as_file, files

from zenforms.form.placing.metrics import Metrics, Weight
from zenforms.form.placing.truetype import advance_widths
from zenforms.language import NBSP


@cache
def font_program(weight: Weight) -> bytes:
    """The whole TrueType file of one weight."""
    with as_file(files("font_source_sans_pro") / "files" / f"{weight}.ttf") as path:
        return path.read_bytes()


@cache
def metrics() -> Metrics:
    """The widths of both weights; U+00A0 is as wide as the space it is drawn as."""
    widths = {weight: advance_widths(font_program(weight)) for weight in Weight}
    return Metrics({weight: {**known, NBSP: known[" "]} for weight, known in widths.items()})
