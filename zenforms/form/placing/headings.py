"""Headings of sections: the title over a thin rule."""

from zenforms.form.placing.setting import Setting, baseline, fitting
from zenforms.form.placing.sheet import (
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
VERIFY_WIDTH = 120.0
"""The button that stands at the right of the last section's heading."""
IN_HEADING = Text(fr="Titre de section", en="Section heading")


def place_heading(setting: Setting, title: Text, top: float) -> tuple[list[Element], float]:
    """A heading over a rule, and where what it heads starts."""
    room = CONTENT_WIDTH - (VERIFY_WIDTH if setting.aids else 0)
    heading = fitting(setting, (title.to(setting.lang), SECTION), room, IN_HEADING)
    runs = setting.line((heading,), MARGIN, baseline(top, SECTION))
    y = top - SECTION.leading
    rule = Decoration(Shape.RULE, Rect(MARGIN, y, MARGIN + CONTENT_WIDTH, y))
    return [TextBlock(Tag.HEADING, runs), rule], y - HEADING_GAP
