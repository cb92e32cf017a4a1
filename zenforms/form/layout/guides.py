"""The instructions after the fields, in two columns."""

from collections.abc import Mapping
from string import ascii_uppercase

from zenforms.form.branding import Branding
from zenforms.form.definition import GUIDE_WORDS, Guide
from zenforms.form.layout.context import LayoutContext, baseline, place_heading
from zenforms.form.layout.elements import GRID, Element, Tag, TextBlock, column_left, columns_width
from zenforms.form.layout.styles import BODY, GUIDE, LETTER
from zenforms.language import Text

COLUMNS = 2
GUIDE_GAP = 13.0
PARAGRAPH_GAP = 3.0
INDENT = 14.0
HEADING_GAP = 4.0


def guide_words(branding: Branding | None) -> Mapping[str, str | Text]:
    """What the `{…}` in the instructions stand for; empty without a branding."""
    return {name: getattr(branding, name, None) or "" for name in GUIDE_WORDS}


def place_guides(
    context: LayoutContext, words: Mapping[str, str | Text], top: float
) -> tuple[tuple[Element, ...], float]:
    """All guides in two columns as even as their order allows, and where the longer one ends.

    A guide, or a paragraph, whose words the desk did not give (no privacy notice, say) is left out.
    """
    guides = [guide for guide in context.form.guides if _says(guide, context, words)]
    heights = [-place_guide(context, "A", guide, words)[1] for guide in guides]
    split = min(range(1, len(guides) + 1), key=lambda at: _taller(heights, at))
    elements, top = place_heading(context, context.form.guides_title, top)
    top -= HEADING_GAP
    y = top
    for index, guide in enumerate(guides):
        left = column_left(0 if index < split else GRID // COLUMNS)
        y = top if index == split else y
        letter = ascii_uppercase[index]
        placed, bottom = place_guide(context, letter, guide, words, corner=(left, y))
        elements += placed
        y = bottom - GUIDE_GAP
    return tuple(elements), top - _taller(heights, split)


def _taller(heights: list[float], split: int) -> float:
    columns = (heights[:split], heights[split:])
    return max(sum(column) + GUIDE_GAP * max(len(column) - 1, 0) for column in columns)


def _says(guide: Guide, context: LayoutContext, words: Mapping[str, str | Text]) -> bool:
    texts = (*guide.paragraphs, *guide.steps)
    return any(text.fill(context.lang, words).strip() for text in texts)


def place_guide(
    context: LayoutContext,
    letter: str,
    guide: Guide,
    words: Mapping[str, str | Text],
    *,
    corner: tuple[float, float] = (0, 0),
) -> tuple[tuple[Element, ...], float]:
    """A guide under its `letter`, whose top left corner is `corner`, and where it ends."""
    left, top = corner
    width = columns_width(GRID // COLUMNS)
    runs = context.line(((letter, LETTER),), left, baseline(top, LETTER))
    left, width = left + INDENT, width - INDENT
    title, y = context.paragraph((guide.title.to(context.lang), GUIDE), left, top, width)
    elements: list[Element] = [TextBlock(Tag.SUBHEADING, (*runs, *title))]
    y -= PARAGRAPH_GAP
    for text in guide.paragraphs:
        piece = (text.fill(context.lang, words), BODY)
        if not piece[0].strip():
            continue
        runs, y = context.paragraph(piece, left, y, width)
        elements.append(TextBlock(Tag.PARAGRAPH, runs))
        y -= PARAGRAPH_GAP
    for number, text in enumerate(guide.steps, start=1):
        line = context.line(((f"{number}.", BODY),), left, baseline(y, BODY))
        elements.append(TextBlock(Tag.STEP_NUMBER, line))
        piece = (text.fill(context.lang, words), BODY)
        runs, y = context.paragraph(piece, left + INDENT, y, width - INDENT)
        elements.append(TextBlock(Tag.STEP, runs))
        y -= PARAGRAPH_GAP
    return tuple(elements), y + PARAGRAPH_GAP
