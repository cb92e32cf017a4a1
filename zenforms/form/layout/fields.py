"""One field in its columns: label, “obligatoire” and help above, and where it is answered below.

The answer goes into a box, radio buttons, or a checkbox with its label beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
    offered,
)
from zenforms.form.layout.context import LayoutContext, Mark, Piece, baseline, overflow
from zenforms.form.layout.elements import (
    Decoration,
    DecorationShape,
    Element,
    FieldBox,
    Rect,
    Run,
    Tag,
    TextBlock,
    columns_width,
)
from zenforms.form.layout.styles import (
    ANSWER,
    HELP,
    LABEL,
    MARKED_LABEL,
    MARKER,
    OPTION,
    PROMPT,
    Style,
)
from zenforms.form.scripts import counter_name
from zenforms.form.wording import marker
from zenforms.language import Text

HEAD_GAP = 1.5
"""Between a second line and the box below it."""
COUNTER_WIDTH = 60.0
Head = tuple[tuple[Piece, ...], ...]
BOX_HEIGHT = 18.0
NAME_HEIGHT = 24.0
PADLOCK_WIDTH = 20.0
INSET = 2.0
BUTTON = 11.0
BUTTON_GAP = 5.0
OPTION_GAP = 14.0
OPTION_LINE = 16.0
PADDING = 4.0
PROMPT_COLUMNS = 2
MOST_LINES = 3
"""Of a label or a help that is broken up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field and the columns it stands in; `stretch` makes a long text taller."""

    context: LayoutContext
    field: AnyField
    left: float
    width: float
    stretch: float = 0.0

    @property
    def right(self) -> float:
        """The right end of its columns."""
        return self.left + self.width

    @property
    def label(self) -> tuple[Piece, ...]:
        """The question."""
        return ((self.field.label.to(self.context.lang), MARKED_LABEL if self.mark else LABEL),)

    @property
    def duty(self) -> tuple[Piece, ...]:
        """“obligatoire”, “obligatoire si : …”, or nothing."""
        said = marker(self.field, self.context.form, self.context.lang)
        return ((said, MARKER),) if said else ()

    @property
    def help(self) -> tuple[Piece, ...]:
        """The help, or nothing."""
        return ((self.field.help.to(self.context.lang), HELP),) if self.field.help else ()

    @property
    def mark(self) -> Mark | None:
        """What is missing or wrong here, on a correction form."""
        return self.context.marks.get(self.field.name)

    @property
    def is_counted(self) -> bool:
        """Whether its characters are counted on screen."""
        return self.context.aids and isinstance(self.field, TextField) and self.field.counter

    @property
    def is_read_only(self) -> bool:
        """Whether nobody fills it in."""
        return isinstance(self.field, TextField) and self.field.read_only

    def refuse(self, *lines: tuple[Piece, ...]) -> NoReturn:
        """Raises LayoutError about the line that sticks out most."""
        excess, text = max(
            (self.context.width(*line) - self.width, " ".join(said for said, _ in line))
            for line in lines
            if line
        )
        name = self.field.name
        raise overflow(text, Text(fr=f"Champ {name}", en=f"Field {name}"), excess)


def heads_of(cells: Iterable[Cell]) -> tuple[Head, ...]:
    """What stands above the fields of a row, on as many lines as the longest needs, where it can.

    Nothing above a checkbox, whose label stands beside it. Raises LayoutError when one does not
    even fit on a few lines.
    """
    ways = [_fitting(cell) for cell in cells]
    lines = max(len(fitting[0]) for fitting in ways)
    return tuple(
        next((head for head in fitting if len(head) >= lines), fitting[0]) for fitting in ways
    )


def _fitting(cell: Cell) -> list[Head]:
    """The ways to set a head that there is room for, the best first."""
    if isinstance(cell.field, CheckboxField):
        return [()]
    fitting = [head for head in _ways(cell) if _fits(cell, head)]
    if not fitting:
        cell.refuse(cell.label, (*cell.duty, *cell.help))
    return fitting


def height_of(head: Head) -> float:
    """The height of the lines above a body, in points."""
    return sum(_tallest(line).leading for line in head) + HEAD_GAP * (len(head) > 1)


def place_head(cell: Cell, head: Head, body_top: float) -> Iterator[Element]:
    """The head directly above `body_top`."""
    y = body_top + height_of(head)
    runs: list[Run] = []
    for line in head:
        runs += cell.context.line(line, cell.left, baseline(y, _tallest(line)))
        y -= _tallest(line).leading
    if runs:
        yield TextBlock(Tag.PARAGRAPH, tuple(runs))


def place_counter(cell: Cell, body_top: float) -> Iterator[Element]:
    """The counter at the right end of the head, if there is one."""
    if cell.is_counted:
        bottom = body_top + 1
        rect = Rect(cell.right - COUNTER_WIDTH, bottom, cell.right, bottom + MARKER.leading)
        yield FieldBox(counter_name(cell.field.name), rect)


def _ways(cell: Cell) -> Iterator[Head]:
    """The ways to set label, “obligatoire” and help, the best first."""
    label, duty, aid = cell.label, cell.duty, cell.help
    for lines in (
        ((*label, *duty, *aid),),
        ((*label, *duty), aid),
        (label, (*duty, *aid)),
        ((*label, *aid), duty),
    ):
        yield tuple(line for line in lines if line)
    yield from _broken_up(cell)


def _broken_up(cell: Cell) -> Iterator[Head]:
    """Label and help on as many lines as they need, up to a few: a vendor's words may be long."""
    room = cell.width - (COUNTER_WIDTH if cell.is_counted else 0)
    label, aid = _broken(cell, cell.label, room), _broken(cell, cell.help, room)
    if len(aid) <= MOST_LINES and len(label) < MOST_LINES:
        for top in ((*label[:-1], (*label[-1], *cell.duty)), (*label, cell.duty)):
            yield tuple(line for line in (*top, *aid) if line)


def _broken(cell: Cell, pieces: tuple[Piece, ...], room: float) -> list[tuple[Piece, ...]]:
    return [((line, s),) for said, s in pieces for line in cell.context.wrap((said, s), room)]


def _fits(cell: Cell, head: Head) -> bool:
    room = cell.width - (COUNTER_WIDTH if cell.is_counted else 0)
    return all(cell.context.width(*line) <= room for line in head)


def _tallest(line: tuple[Piece, ...]) -> Style:
    return max((style for _, style in line), key=lambda style: style.leading)


def body_height(cell: Cell) -> float:
    """How tall the box or the buttons are, in points."""
    match cell.field:
        case LongTextField(lines=lines):
            return lines * ANSWER.leading + 2 * PADDING + cell.stretch
        case RadioField():
            return OPTION_LINE * len(list(_option_lines(cell)))
        case CheckboxField():
            return max(BOX_HEIGHT, len(_beside(cell)) * OPTION.leading)
        case TextField(read_only=True):
            return NAME_HEIGHT
    return BOX_HEIGHT


def place_body(cell: Cell, top: float) -> Iterator[Element]:
    """The widgets, with all that is drawn around them, hanging from `top`."""
    match cell.field:
        case RadioField():
            yield from _buttons(cell, top)
        case CheckboxField():
            yield from _checkbox(cell, top)
        case LongTextField(prompts=prompts) if prompts:
            yield from _prompted(cell, top, prompts)
        case _:
            yield from _box(cell, top, cell.left)


def _box(cell: Cell, top: float, left: float) -> Iterator[Element]:
    rect = Rect(left, top - body_height(cell), cell.right, top)
    yield Decoration(_shape(cell), rect)
    yield FieldBox(cell.field.name, _inside(cell, rect))


def _inside(cell: Cell, rect: Rect) -> Rect:
    """The widget in its drawn box: some viewers write right up to the edge of a widget."""
    right = rect.right - (PADLOCK_WIDTH if cell.is_read_only else INSET)
    return Rect(rect.left + INSET, rect.bottom + 1, right, rect.top - 1)


def _shape(cell: Cell) -> DecorationShape:
    if cell.is_read_only:
        return DecorationShape.READ_ONLY
    return DecorationShape.LIST if isinstance(cell.field, ChoiceField) else DecorationShape.FIELD


def _prompted(cell: Cell, top: float, prompts: tuple[Text, ...]) -> Iterator[Element]:
    """A long text with its ghost headings in a panel at its left."""
    aside = columns_width(PROMPT_COLUMNS)
    height = body_height(cell)
    yield Decoration(DecorationShape.PANEL, Rect(cell.left, top - height, cell.right, top))
    for row, prompt in enumerate(prompts):
        start = top - row * height / len(prompts)
        if row:
            yield Decoration(DecorationShape.RULE, Rect(cell.left, start, cell.left + aside, start))
        # the first line of a prompt stands level with the first line of an answer
        piece = (prompt.to(cell.context.lang), PROMPT)
        runs, _ = cell.context.paragraph(piece, cell.left + 8, start - 3.3, aside - 14)
        yield TextBlock(Tag.PARAGRAPH, runs)
    yield from _box(cell, top, cell.left + aside)


def _option_lines(cell: Cell) -> Iterator[list[tuple[str, Piece, float]]]:
    """The buttons line by line: code, label and left edge."""
    line: list[tuple[str, Piece, float]] = []
    x = cell.left
    for choice in offered(cell.field):
        piece = (choice.label.to(cell.context.lang), OPTION)
        width = BUTTON + BUTTON_GAP + cell.context.width(piece)
        if width > cell.width:
            cell.refuse((piece,))
        if line and x + width > cell.right:
            yield line
            line, x = [], cell.left
        line.append((choice.code, piece, x))
        x += width + OPTION_GAP
    yield line


def _buttons(cell: Cell, top: float) -> Iterator[Element]:
    for row, line in enumerate(_option_lines(cell)):
        middle = top - (row + 0.5) * OPTION_LINE
        for code, piece, x in line:
            yield FieldBox(cell.field.name, _button(x, middle), code)
            y = baseline(middle + OPTION.leading / 2, OPTION)
            runs = cell.context.line((piece,), x + BUTTON + BUTTON_GAP, y)
            yield TextBlock(Tag.PARAGRAPH, runs)


def _checkbox(cell: Cell, top: float) -> Iterator[Element]:
    middle = top - BOX_HEIGHT / 2
    yield FieldBox(cell.field.name, _button(cell.left, middle))
    runs: list[Run] = []
    for row, line in enumerate(_beside(cell)):
        y = middle + OPTION.leading / 2 - row * OPTION.leading
        runs += cell.context.line(line, cell.left + BUTTON + BUTTON_GAP, baseline(y, OPTION))
    yield TextBlock(Tag.PARAGRAPH, tuple(runs))


def _button(left: float, middle: float) -> Rect:
    return Rect(left, middle - BUTTON / 2, left + BUTTON, middle + BUTTON / 2)


def _beside(cell: Cell) -> tuple[tuple[Piece, ...], ...]:
    """The lines beside a checkbox: its label, “obligatoire”, its help, on a few lines at most."""
    ((said, style),) = cell.label
    label: Piece = (said, replace(OPTION, ink=style.ink))
    duty, aid = cell.duty, cell.help
    room = cell.width - BUTTON - BUTTON_GAP
    if cell.context.width(label, *duty, *aid) <= room:
        return ((label, *duty, *aid),)
    lines: list[tuple[Piece, ...]] = [((t, label[1]),) for t in cell.context.wrap(label, room)]
    foot = (*duty, *aid)
    if cell.context.width(*lines[-1], *duty) <= room:
        lines[-1], foot = (*lines[-1], *duty), aid
    if not foot or cell.context.width(*foot) <= room:
        return (*lines, foot) if foot else tuple(lines)
    broken = _broken(cell, aid, room)
    if len(broken) > MOST_LINES:
        cell.refuse(foot)
    return (*lines, *((duty,) if foot is not aid and duty else ()), *broken)
