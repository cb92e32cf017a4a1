"""Plots as SVG in a page: readable without colour, without script, on paper and by ear.

Every plot says its values as text, and once more in words for those who do not see it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zenforms.language import Lang, Text
from zenforms.present.html import Element, Node, tag

WIDTH = 640.0
_ROW = 46.0
_BAR = 14.0
_VALUE_ROOM = 110.0
_HEIGHT = 220.0
_FOOT = 26.0
_LEGEND = 22.0
_SWATCH = 12.0
_WIDEST_COLUMN = 64.0

_SAID = Text(fr="{label} : {value}", en="{label}: {value}")


class Ink(StrEnum):
    """How a bar is painted; each differs from the others without colour too."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    QUIET = "quiet"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value, and how the value is said (the number itself without)."""

    label: str
    value: int
    ink: Ink = Ink.PLAIN
    said: str = ""

    @property
    def text(self) -> str:
        """The value as it stands beside the bar."""
        return self.said or str(self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a stacked plot; `values` follow the series, from the ground up."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What one layer of the columns stands for."""

    label: str
    ink: Ink


PLOT_STYLE = """
figure { margin: .5rem 0 0 } figure svg { width: 100%; height: auto; display: block }
svg text { fill: var(--ink); font: 14px system-ui, "Segoe UI", "Source Sans 3", sans-serif }
svg .small { font-size: 12px } svg .faint { fill: var(--quiet) }
svg .axis { stroke: var(--line); stroke-width: 1 }
svg rect { stroke-width: 1.5 }
svg .plain { fill: var(--ink); stroke: var(--ink); fill-opacity: .55 }
svg .good { fill: var(--good); stroke: var(--good) }
svg .warning { fill: var(--warning); stroke: var(--warning); fill-opacity: .35 }
svg .bad { fill: var(--bad); stroke: var(--bad); fill-opacity: .75; stroke-dasharray: 4 2 }
svg .quiet { fill: var(--paper); stroke: var(--quiet) }
@media print { figure { break-inside: avoid } }
"""


def bars(title: str, rows: Sequence[Bar], lang: Lang) -> Element:
    """Lying bars, each under its label; the longest takes the whole width."""
    height = _ROW * len(rows)
    most = max((row.value for row in rows), default=0)
    drawn = [_lying(row, number * _ROW, most) for number, row in enumerate(rows)]
    spoken = ((row.label, row.text) for row in rows)
    return _figure(title, spoken, (WIDTH, height), drawn, lang=lang)


def columns(title: str, series: Sequence[Series], shown: Sequence[Column], lang: Lang) -> Element:
    """Standing columns of stacked layers over their labels, with a legend above."""
    most = max((sum(column.values) for column in shown), default=0)
    pitch = WIDTH / max(len(shown), 1)
    drawn: list[Node] = [_legend(series)]
    for number, column in enumerate(shown):
        drawn.append(_standing(column, series, (number * pitch, pitch), most))
    ground = _LEGEND + _HEIGHT
    drawn.append(tag("line", class_="axis", x1=0.0, x2=WIDTH, y1=ground, y2=ground))
    spoken = ((column.label, _layers(column, series, lang)) for column in shown)
    return _figure(title, spoken, (WIDTH, ground + _FOOT), drawn, lang=lang)


def _figure(
    title: str,
    spoken: Iterable[tuple[str, str]],
    size: tuple[float, float],
    drawn: Node,
    *,
    lang: Lang,
) -> Element:
    said = "; ".join(_SAID.fill(lang, {"label": k, "value": v}) for k, v in spoken)
    box = f"0 0 {size[0]:g} {size[1]:g}"
    svg = tag(
        "svg", tag("title", title), tag("desc", said), drawn, viewBox=box, role="img",
        aria_label=f"{title}. {said}",
    )  # fmt: skip
    return tag("figure", svg)


def _lying(row: Bar, top: float, most: int) -> list[Node]:
    length = (WIDTH - _VALUE_ROOM) * row.value / most if most else 0.0
    middle = top + 22 + _BAR / 2
    return [
        tag("text", row.label, x=0.0, y=top + 15),
        tag("rect", class_=row.ink, x=0.75, y=top + 22, width=length, height=_BAR, rx=2.0),
        tag("text", row.text, x=length + 9, y=middle + 5),
    ]


def _standing(
    column: Column, series: Sequence[Series], place: tuple[float, float], most: int
) -> list[Node]:
    left, pitch = place
    width = min(_WIDEST_COLUMN, pitch * 0.7)
    x, middle = left + (pitch - width) / 2, left + pitch / 2
    bottom = _LEGEND + _HEIGHT
    scale = (_HEIGHT - 20) / most if most else 0.0
    drawn: list[Node] = []
    for value, layer in zip(column.values, series, strict=True):
        height = value * scale
        bottom -= height
        if value:
            box = {"x": x, "y": bottom, "width": width, "height": height}
            drawn.append(tag("rect", class_=layer.ink, **box))
    total = sum(column.values)
    anchor = {"text_anchor": "middle", "class_": "small"}
    drawn.append(tag("text", str(total), x=middle, y=bottom - 6, **anchor))
    drawn.append(tag("text", column.label, x=middle, y=_LEGEND + _HEIGHT + 18, **anchor))
    return drawn


def _legend(series: Sequence[Series]) -> list[Node]:
    drawn: list[Node] = []
    pitch = WIDTH / max(len(series), 1)
    for number, layer in enumerate(series):
        x = number * pitch
        drawn += [
            tag("rect", class_=layer.ink, x=x + 1, y=1.0, width=_SWATCH, height=_SWATCH),
            tag("text", layer.label, x=x + _SWATCH + 8, y=12.0, class_="small"),
        ]
    return drawn


def _layers(column: Column, series: Sequence[Series], lang: Lang) -> str:
    return ", ".join(_layer_texts(column, series, lang))


def _layer_texts(column: Column, series: Sequence[Series], lang: Lang) -> Iterator[str]:
    for value, layer in zip(column.values, series, strict=True):
        if value:
            yield f"{layer.label.lower()} {value}" if lang is Lang.FR else f"{value} {layer.label}"
