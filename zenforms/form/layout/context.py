"""What every step of a layout needs to know, and how it says that something does not fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zenforms.errors import DefinitionError
from zenforms.form.definition import Form
from zenforms.form.layout.elements import (
    CONTENT_WIDTH,
    MARGIN,
    Decoration,
    DecorationShape,
    Element,
    Rect,
    Run,
    Tag,
    TextBlock,
)
from zenforms.form.layout.fonts import Metrics
from zenforms.form.layout.styles import SECTION, Style
from zenforms.language import Lang, Text

GAP = 6.0
"""Between two pieces of one line, in points."""

Piece = tuple[str, Style]
HEADING_GAP = 4.0
VERIFY_WIDTH = 120.0
"""The button that stands at the right of the last section's heading."""
IN_HEADING = Text(fr="Titre de section", en="Section heading")


class LayoutError(DefinitionError):
    """A text of the definition, or a client's name, does not fit on the form."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is missing or wrong in a field, and its number in the list of a correction form."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class LayoutContext:
    """The form, the language it is set in, and how wide its letters are."""

    form: Form
    lang: Lang
    metrics: Metrics
    aids: bool = False
    """Whether there are a “Vérifier” button and counters."""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    """By field name, in the order of their numbers; empty but on a correction form."""

    def width(self, *pieces: Piece) -> float:
        """The width of some pieces on one line."""
        gaps = GAP * (len(pieces) - 1)
        return gaps + sum(self.metrics.width(t, s.weight, s.size) for t, s in pieces)

    def wrap(self, piece: Piece, width: float) -> tuple[str, ...]:
        """The lines of a text in `width` points."""
        text, style = piece
        return self.metrics.wrap(text, style.weight, style.size, width)

    def line(self, pieces: tuple[Piece, ...], x: float, y: float) -> tuple[Run, ...]:
        """The pieces set side by side from `x` on the baseline `y`."""
        runs = []
        for text, style in pieces:
            runs.append(Run(text, x, y, style))
            x += self.width((text, style)) + GAP
        return tuple(runs)

    def paragraph(
        self, piece: Piece, x: float, top: float, width: float
    ) -> tuple[tuple[Run, ...], float]:
        """The runs of a wrapped text that hangs from `top`, and where it ends."""
        _, style = piece
        lines = self.wrap(piece, width)
        runs = tuple(
            Run(line, x, baseline(top - row * style.leading, style), style)
            for row, line in enumerate(lines)
        )
        return runs, top - len(lines) * style.leading


def fitting(context: LayoutContext, piece: Piece, room: float, where: Text) -> Piece:
    """The piece, if it fits on one line in `room` points; raises LayoutError otherwise."""
    excess = context.width(piece) - room
    if excess > 0:
        raise overflow(piece[0], where, excess)
    return piece


def baseline(top: float, style: Style) -> float:
    """The baseline of a line of text that hangs from `top`, its capitals centred in the line."""
    capitals = 0.66 * style.size  # Source Sans Pro's capital height
    return top - (style.leading + capitals) / 2


def overflow(what: str, where: Text, excess: float) -> LayoutError:
    """The error that `what` is `excess` points too long; `where` says in which place."""
    return LayoutError(
        Text(
            fr=where.fr + " : « {what} » dépasse de {excess} points la place prévue.",
            en=where.en + ": “{what}” is {excess} points too long for its place.",
        ),
        advice=Text(
            fr="Raccourcissez ce texte ou donnez plus de colonnes au champ.",
            en="Shorten this text or give the field more columns.",
        ),
        arguments={"what": what, "excess": str(max(1, round(excess)))},
    )


def place_heading(context: LayoutContext, title: Text, top: float) -> tuple[list[Element], float]:
    """A heading over a rule, and where what it heads starts."""
    room = CONTENT_WIDTH - (VERIFY_WIDTH if context.aids else 0)
    heading = fitting(context, (title.to(context.lang), SECTION), room, IN_HEADING)
    runs = context.line((heading,), MARGIN, baseline(top, SECTION))
    y = top - SECTION.leading
    rule = Decoration(DecorationShape.RULE, Rect(MARGIN, y, MARGIN + CONTENT_WIDTH, y))
    return [TextBlock(Tag.HEADING, runs), rule], y - HEADING_GAP
