"""What a correction form says: at each field a sign and a sentence, and a list of them all."""

from collections.abc import Iterator, Mapping

from zenforms.form.definition import Form
from zenforms.form.layout.context import (
    LayoutContext,
    Mark,
    Piece,
    baseline,
    overflow,
    place_heading,
)
from zenforms.form.layout.elements import (
    CONTENT_BOTTOM,
    CONTENT_TOP,
    CONTENT_WIDTH,
    MARGIN,
    Decoration,
    DecorationShape,
    Element,
    Rect,
    Tag,
    TextBlock,
)
from zenforms.form.layout.fields import Cell, body_height
from zenforms.form.layout.styles import LEAD, MARK_TEXT, NOTE, STRONG
from zenforms.form.wording import (
    CORRECTION,
    CORRECTION_GOES_ON,
    CORRECTION_HOW,
    CORRECTION_OF,
    CORRECTION_TITLE,
    MARK_PAGE,
    MARK_POINTER,
    MARK_SENTENCE,
)

SIGN_WIDTH = 11.0
BAR_DISTANCE = 5.0
INDENT = 30.0
ITEM_GAP = 8.0
LIST_GAP = 10.0


def numbered(marks: Mapping[str, str], form: Form) -> Mapping[str, Mark]:
    """The marks in the order of the form, counted from 1; one about the whole form (`""`) is last.

    Raises KeyError for a field that the form does not have.
    """
    names = [field.name for field in form.fields()]
    order = sorted(marks, key=lambda name: names.index(name) if name else len(names))
    return {name: Mark(number, marks[name]) for number, name in enumerate(order, start=1)}


def place_mark(cell: Cell, top: float, body_top: float) -> Iterator[Element]:
    """A bar beside a marked field that reaches up to `top`, and a sign and a sentence below it."""
    if not cell.mark:
        return
    bottom = body_top - body_height(cell)
    x = cell.left - BAR_DISTANCE
    yield Decoration(DecorationShape.BAR, Rect(x, bottom, x, top))
    middle = bottom - MARK_TEXT.leading / 2
    yield Decoration(
        DecorationShape.SIGN, Rect(cell.left, middle - 3.5, cell.left + 8, middle + 3.5)
    )
    piece = _sentence(cell, cell.mark)
    y = baseline(bottom, MARK_TEXT)
    runs = cell.context.line((piece,), cell.left + SIGN_WIDTH, y)
    yield TextBlock(Tag.PARAGRAPH, runs)


def _sentence(cell: Cell, mark: Mark) -> Piece:
    """The sentence if it fits in the columns of its field, else where to find it."""
    names = {"number": str(mark.number), "sentence": mark.sentence}
    texts = (text.fill(cell.context.lang, names) for text in (MARK_SENTENCE, MARK_POINTER))
    pieces = [(text, MARK_TEXT) for text in (*texts, f"{mark.number}.")]
    room = cell.width - SIGN_WIDTH
    return next((piece for piece in pieces if cell.context.width(piece) <= room), pieces[-1])


def place_list(
    context: LayoutContext, pages: Mapping[str, int], thread: str, top: float
) -> list[list[Element]]:
    """The list of all marks, page by page; `pages` says where the marks are.

    Raises LayoutError when a single mark is longer than a page.
    """
    elements, y = _opening(context, thread, top)
    sheets = [elements]
    for name, mark in context.marks.items():
        place = _place(context, name, pages)
        item, bottom = _item(context, mark, place, y)
        if bottom < CONTENT_BOTTOM:
            heading, y = place_heading(context, CORRECTION_GOES_ON, CONTENT_TOP)
            item, bottom = _item(context, mark, place, y - LIST_GAP)
            sheets.append(heading)
        if bottom < CONTENT_BOTTOM:
            raise overflow(mark.sentence, CORRECTION_TITLE, CONTENT_BOTTOM - bottom)
        sheets[-1] += item
        y = bottom - ITEM_GAP
    return sheets


def _opening(context: LayoutContext, thread: str, top: float) -> tuple[list[Element], float]:
    """The heading and what it asks for, and where the list starts."""
    lang = context.lang
    said = CORRECTION_OF.fill(lang, {"thread": thread}) if thread else CORRECTION.to(lang)
    elements, y = place_heading(context, CORRECTION_TITLE, top)
    for text, gap in ((said, 2.0), (CORRECTION_HOW.to(lang), LIST_GAP)):
        runs, y = context.paragraph((text, LEAD), MARGIN, y - gap, CONTENT_WIDTH)
        elements.append(TextBlock(Tag.PARAGRAPH, runs))
    return elements, y - LIST_GAP


def _place(context: LayoutContext, name: str, pages: Mapping[str, int]) -> tuple[Piece, ...]:
    """The field and its page; nothing for a mark on the whole form."""
    field = context.form.field(name)
    if not field:
        return ()
    where = MARK_PAGE.fill(context.lang, {"page": str(pages[name])})
    return (field.label.to(context.lang), STRONG), (where, NOTE)


def _item(
    context: LayoutContext, mark: Mark, place: tuple[Piece, ...], top: float
) -> tuple[list[Element], float]:
    """One point of the list: its number, the field and its page, the sentence."""
    y = baseline(top, STRONG)
    left, width = MARGIN + INDENT, CONTENT_WIDTH - INDENT
    number = context.line(((f"{mark.number}.", STRONG),), MARGIN + SIGN_WIDTH, y)
    sign = Rect(MARGIN, top - STRONG.leading / 2 - 3.5, MARGIN + 8, top - STRONG.leading / 2 + 3.5)
    line = context.line(place, left, y)
    top -= STRONG.leading if place else 0
    sentence, bottom = context.paragraph((mark.sentence, LEAD), left, top, width)
    return [
        Decoration(DecorationShape.SIGN, sign),
        TextBlock(Tag.STEP_NUMBER, number),
        TextBlock(Tag.STEP, (*line, *sentence)),
    ], bottom
