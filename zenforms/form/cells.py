"""One field in its columns: its label, its help and its box.

A cell has a head (label, “obligatoire”, help: 0 to 2 lines) above a body (the box or buttons);
a checkbox has a body only, its label beside the box.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
)
from zenforms.form.setting import Piece, Setting, baseline, overflow
from zenforms.form.sheet import (
    ANSWER,
    HELP,
    LABEL,
    MARKER,
    OPTION,
    PROMPT,
    Decoration,
    Element,
    FieldBox,
    Rect,
    Run,
    Shape,
    Style,
    Tag,
    TextBlock,
    columns_width,
)
from zenforms.form.wording import marker
from zenforms.language import Text

BOX_HEIGHT = 18.0
NAME_HEIGHT = 24.0
BUTTON = 11.0
BUTTON_GAP = 5.0
OPTION_GAP = 14.0
OPTION_LINE = 16.0
PADDING = 4.0
PROMPT_COLUMNS = 2

Head = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One field and the columns it stands in; `stretch` makes a long text taller."""

    setting: Setting
    field: AnyField
    left: float
    width: float
    stretch: float = 0.0

    def head(self, lines: int = 1) -> Head:
        """What stands above the body, in `lines` lines when it can be set so.

        Raises LayoutError when it does not even fit on two.
        """
        if isinstance(self.field, CheckboxField):
            return ()
        fitting = [head for head in self._heads() if self._fits(head)]
        if not fitting:
            label, duty, aid = self._pieces()
            raise self._overflow(label, (*duty, *aid))
        return next((head for head in fitting if len(head) >= lines), fitting[0])

    def body_height(self) -> float:
        """How tall the box or the buttons are."""
        match self.field:
            case LongTextField():
                return self.field.lines * ANSWER.leading + 2 * PADDING + self.stretch
            case RadioField():
                return OPTION_LINE * len(list(self._option_lines()))
            case CheckboxField():
                return max(BOX_HEIGHT, len(self._beside()) * OPTION.leading)
            case TextField(read_only=True):
                return NAME_HEIGHT
        return BOX_HEIGHT

    def place(self, head: Head, body_top: float) -> Iterator[Element]:
        """The cell's elements: `head` directly above `body_top`, the body below it."""
        y = body_top + height_of(head)
        runs: list[Run] = []
        for line in head:
            runs += self.setting.line(line, self.left, baseline(y, _tallest(line)))
            y -= _tallest(line).leading
        if runs:
            yield TextBlock(Tag.PARAGRAPH, tuple(runs))
        yield from self._body(body_top)

    def _heads(self) -> Iterator[Head]:
        """The ways to set label, “obligatoire” and help, the best first."""
        label, duty, aid = self._pieces()
        for lines in (
            ((*label, *duty, *aid),),
            ((*label, *duty), aid),
            (label, (*duty, *aid)),
            ((*label, *aid), duty),
        ):
            yield tuple(line for line in lines if line)

    def _fits(self, head: Head) -> bool:
        return all(self.setting.width(*line) <= self.width for line in head)

    def _pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...]]:
        lang = self.setting.lang
        duty = marker(self.field, self.setting.form, lang)
        return (
            ((self.field.label.to(lang), LABEL),),
            ((duty, MARKER),) if duty else (),
            ((self.field.help.to(lang), HELP),) if self.field.help else (),
        )

    def _body(self, top: float) -> Iterator[Element]:
        match self.field:
            case RadioField():
                yield from self._buttons(top)
            case CheckboxField():
                yield from self._checkbox(top)
            case LongTextField(prompts=prompts) if prompts:
                yield from self._prompted(top)
            case _:
                yield from self._box(top, self.left)

    def _box(self, top: float, left: float) -> Iterator[Element]:
        rect = Rect(left, top - self.body_height(), self.left + self.width, top)
        yield Decoration(self._shape(), rect)
        yield FieldBox(self.field.name, rect)

    def _shape(self) -> Shape:
        if isinstance(self.field, ChoiceField):
            return Shape.LIST
        if isinstance(self.field, TextField) and self.field.read_only:
            return Shape.READ_ONLY
        return Shape.FIELD

    def _prompted(self, top: float) -> Iterator[Element]:
        """A long text with its ghost headings in a panel at its left."""
        prompts = getattr(self.field, "prompts", ())
        aside = columns_width(PROMPT_COLUMNS)
        height = self.body_height()
        yield Decoration(Shape.PANEL, Rect(self.left, top - height, self.left + aside, top))
        for row, prompt in enumerate(prompts):
            start = top - row * height / len(prompts)
            if row:
                yield Decoration(Shape.RULE, Rect(self.left, start, self.left + aside, start))
            piece = (prompt.to(self.setting.lang), PROMPT)
            runs, _ = self.setting.paragraph(piece, self.left + 8, start - 6, aside - 14)
            yield TextBlock(Tag.PARAGRAPH, runs)
        yield from self._box(top, self.left + aside)

    def _option_lines(self) -> Iterator[list[tuple[str, Piece, float]]]:
        """The buttons line by line: code, label and left edge."""
        line: list[tuple[str, Piece, float]] = []
        x = self.left
        for choice in getattr(self.field, "choices", ()):
            piece = (choice.label.to(self.setting.lang), OPTION)
            width = BUTTON + BUTTON_GAP + self.setting.width(piece)
            if width > self.width:
                raise self._overflow((piece,), ())
            if line and x + width > self.left + self.width:
                yield line
                line, x = [], self.left
            line.append((choice.code, piece, x))
            x += width + OPTION_GAP
        yield line

    def _buttons(self, top: float) -> Iterator[Element]:
        for row, line in enumerate(self._option_lines()):
            middle = top - (row + 0.5) * OPTION_LINE
            for code, piece, x in line:
                rect = Rect(x, middle - BUTTON / 2, x + BUTTON, middle + BUTTON / 2)
                yield FieldBox(self.field.name, rect, code)
                y = baseline(middle + OPTION.leading / 2, OPTION)
                runs = self.setting.line((piece,), x + BUTTON + BUTTON_GAP, y)
                yield TextBlock(Tag.PARAGRAPH, runs)

    def _beside(self) -> tuple[tuple[Piece, ...], ...]:
        """The lines beside a checkbox."""
        _, duty, aid = self._pieces()
        label: Piece = (self.field.label.to(self.setting.lang), OPTION)
        room = self.width - BUTTON - BUTTON_GAP
        if self.setting.width(label, *duty, *aid) <= room:
            return ((label, *duty, *aid),)
        lines: list[tuple[Piece, ...]] = [
            ((line, OPTION),) for line in self.setting.wrap(label, room)
        ]
        foot = (*duty, *aid)
        if self.setting.width(*lines[-1], *duty) <= room:
            lines[-1], foot = (*lines[-1], *duty), aid
        if foot and self.setting.width(*foot) > room:
            raise self._overflow(foot, ())
        return (*lines, foot) if foot else tuple(lines)

    def _checkbox(self, top: float) -> Iterator[Element]:
        middle = top - BOX_HEIGHT / 2
        rect = Rect(self.left, middle - BUTTON / 2, self.left + BUTTON, middle + BUTTON / 2)
        yield FieldBox(self.field.name, rect)
        runs: list[Run] = []
        x = self.left + BUTTON + BUTTON_GAP
        for row, line in enumerate(self._beside()):
            y = middle + OPTION.leading / 2 - row * OPTION.leading
            runs += self.setting.line(line, x, baseline(y, OPTION))
        yield TextBlock(Tag.PARAGRAPH, tuple(runs))

    def _overflow(self, *lines: tuple[Piece, ...]) -> Exception:
        text, excess = max(
            (" ".join(t for t, _ in line), self.setting.width(*line) - self.width)
            for line in lines
            if line
        )
        name = self.field.name
        return overflow(text, Text(fr=f"Champ {name}", en=f"Field {name}"), excess)


def height_of(head: Head) -> float:
    """The height of the lines above a body, in points."""
    return sum(_tallest(line).leading for line in head)


def _tallest(line: tuple[Piece, ...]) -> Style:
    return max((style for _, style in line), key=lambda style: style.leading)
