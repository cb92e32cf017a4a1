"""What a text field shows, where that betrays a value the field itself does not hold."""

import re

from zenforms.reading.pdf.objects import Dictionary
from zenforms.reading.pdf.source import Source

# a string that is drawn: (…) Tj, <…> Tj, […] TJ, ' and "; white space alone is nothing to see
_DRAWN = re.compile(
    rb"\((?=[^)]*[^ )\t\r\n])(?:[^()\\]|\\.){1,2000}+\)\s*(?:Tj|'|\")"
    rb"|<(?=[^>]*[1-9A-Fa-f])[0-9A-Fa-f\s]{1,2000}+>\s*(?:Tj|'|\")"
    rb"|\[[^\[\]]*[(<][^\[\]]*\]\s*TJ",
    re.DOTALL,
)
_LOOKED_AT = 20_000  # bytes of an appearance


def shows_text(source: Source, widget: Dictionary) -> bool:
    """Whether the normal appearance of a widget draws visible text."""
    appearances = source.dictionary(widget.get("/AP"))
    if appearances is None:
        return False
    return _DRAWN.search(source.quiet_stream(appearances.get("/N"))[:_LOOKED_AT]) is not None
