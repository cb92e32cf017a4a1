"""A table of outcomes for people: what came in, what became of it, where it lies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zenforms.console.escape import one_line, shortened
from zenforms.console.layout import Line, Tone, columns, padded
from zenforms.console.verdict import VERDICTS
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang, Text

_HEADS = (
    Text(fr="Envoi", en="Drop"),
    Text(fr="Issue", en="Outcome"),
    Text(fr="Où", en="Where"),
)
_WIDTHS = (30, 14)


@dataclass(frozen=True, slots=True)
class Row:
    """One drop: its name as sent, its outcome, and its place in the desk."""

    name: str
    outcome: OutcomeKind
    place: str


def outcome_table(rows: Iterable[Row], lang: Lang) -> Iterator[Line]:
    """The rows under their heads, at most 80 columns wide."""
    heads = [head.to(lang) for head in _HEADS]
    yield Line(_laid(heads), Tone.TITLE)
    for row in rows:
        said = VERDICTS[row.outcome]
        cells = [one_line(row.name, 200), f"{said.sign} {said.short.to(lang)}", row.place]
        yield Line(_laid(cells), said.tone)


def _laid(cells: list[str]) -> str:
    fitted = [_fitted(cell, width) for cell, width in zip(cells, _WIDTHS, strict=False)]
    return "  ".join([*fitted, cells[-1]])


def _fitted(cell: str, width: int) -> str:
    while columns(cell) > width:
        cell = shortened(cell, len(cell) - 1)
    return padded(cell, width)
