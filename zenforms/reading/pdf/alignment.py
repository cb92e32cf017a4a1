"""Which page of a copy is which page of the form, and how it was scaled and moved in print."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, linear_regression, median

from zenforms.reading.formmap import Anchor
from zenforms.reading.pdf.paper import Character, Rectangle, Sheet

_FEWEST = 4  # anchors that must agree before a page is believed to be the form's
_SPREAD = 3.0  # points by which an anchor may be off
_SCALES = (0.5, 2.0)
_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Axis:
    """`place = slope · form + offset`, in points."""

    slope: float = 1.0
    offset: float = 0.0

    def place(self, form: float) -> float:
        """Where a length of the form lies on the copy."""
        return self.slope * form + self.offset


@dataclass(frozen=True, slots=True)
class Aligned:
    """One page of the form found on a copy."""

    sheet: Sheet
    characters: Sequence[Character]
    x: Axis
    y: Axis
    agreeing: int

    def rectangle(self, form: Rectangle) -> Rectangle:
        """Where a rectangle of the form lies on the copy."""
        left, bottom, right, top = form
        return self.x.place(left), self.y.place(bottom), self.x.place(right), self.y.place(top)


def align(copy: Iterable[Sheet], anchors: Iterable[Anchor]) -> Mapping[int, Aligned]:
    """The form's pages that the copy holds, by number; each is the sheet that fits best."""
    by_page: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        by_page.setdefault(anchor.page, []).append(anchor)
    found: dict[int, Aligned] = {}
    for sheet in copy:
        characters = sheet.characters()
        for page, expected in by_page.items():
            fit = _fit(sheet, characters, expected)
            if fit is not None and (page not in found or fit.agreeing > found[page].agreeing):
                found[page] = fit
    return found


def _fit(
    sheet: Sheet, characters: Sequence[Character], expected: Sequence[Anchor]
) -> Aligned | None:
    pairs = _pairs(characters, expected)
    x = _axis([(anchor.left, place.left) for anchor, place in pairs])
    y = _axis([(anchor.baseline, place.bottom) for anchor, place in pairs])
    if x is None or y is None:
        return None
    agreeing = sum(
        abs(x.place(anchor.left) - place.left) <= _SPREAD
        and abs(y.place(anchor.baseline) - place.bottom) <= _SPREAD
        for anchor, place in pairs
    )
    return Aligned(sheet, characters, x, y, agreeing) if agreeing >= _FEWEST else None


def _pairs(
    characters: Sequence[Character], expected: Sequence[Anchor]
) -> list[tuple[Anchor, Character]]:
    """Each anchor with the first character of its text, where that text stands exactly once."""
    visible = [c for c in characters if not c.text.isspace()]
    text = "".join(c.text[:1] for c in visible)
    pairs = []
    for anchor in expected:
        wanted = _WHITE_SPACE.sub("", anchor.text)
        at = text.find(wanted)
        if wanted and at >= 0 and text.find(wanted, at + 1) < 0:
            pairs.append((anchor, visible[at]))
    return pairs


def _axis(pairs: list[tuple[float, float]]) -> Axis | None:
    """The line through the pairs, without those that lie off it."""
    if len(pairs) < _FEWEST:
        return None
    try:
        slope = median(
            (b[1] - a[1]) / (b[0] - a[0])
            for a, b in zip(pairs, pairs[len(pairs) // 2 :] + pairs, strict=False)
            if abs(b[0] - a[0]) > 10 * _SPREAD
        )
    except StatisticsError:
        slope = 1.0
    offset = median(place - slope * form for form, place in pairs)
    near = [p for p in pairs if abs(slope * p[0] + offset - p[1]) <= _SPREAD]
    if len({form for form, _ in near}) > 1 and len(near) >= _FEWEST:
        line = linear_regression([p[0] for p in near], [p[1] for p in near])
        slope, offset = line.slope, line.intercept
    return Axis(slope, offset) if _SCALES[0] <= slope <= _SCALES[1] else None
