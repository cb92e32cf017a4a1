"""Headings of sections: the title over a thin rule."""

from zenforms.form.setting import Setting, baseline
from zenforms.form.sheet import (
    CONTENT_WIDTH,
    MARGIN,
    SECTION,
    Decoration,
    Element,
    Rect,
    Shape,
    Tag,
    TextBlock,
)
from zenforms.language import Text

HEADING_GAP = 4.0


def place_heading(setting: Setting, title: Text, top: float) -> tuple[list[Element], float]:
    """A heading over a rule, and where what it heads starts."""
    heading = (title.to(setting.lang), SECTION)
    runs = setting.line((heading,), MARGIN, baseline(top, SECTION))
    y = top - SECTION.leading
    rule = Decoration(Shape.RULE, Rect(MARGIN, y, MARGIN + CONTENT_WIDTH, y))
    return [TextBlock(Tag.HEADING, runs), rule], y - HEADING_GAP
