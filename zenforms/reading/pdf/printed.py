"""Answers proposed from a printed or flattened copy of a form of ours; a person must confirm them.

A character belongs to a field when its centre lies inside; a button is set when its mark is dark.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import StatisticsError, linear_regression, median

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.apart import apart
from zenforms.reading.formmap import Anchor, FormMap, PrintedForm, Spot
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.formless import Imprint, find_imprint
from zenforms.reading.pdf.identity import FORM_ID, FORM_REVISION
from zenforms.reading.pdf.paper import Character, Ink, Rectangle, Sheet, sheets
from zenforms.reading.pdf.texts import decode_text, is_blank
from zenforms.reading.submission import Document, FieldKind, FieldValue, Flag

CLIENT_ID = "client_id"

_MARK_MARGIN = 2.6  # points around a mark: the frame of its box
_SET = 0.15  # share of dark pixels; a set mark has 0.35 to 0.55, an unset one none
_EDGE = 4.0  # points: text that comes this near to its field's end may go on beyond it
_PICTURE_MARGIN = 2.5
_LABEL_WIDTH = 125.0  # points to the right of a button, where its label stands
_BUTTONS = (FieldKind.RADIO, FieldKind.CHECKBOX)


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


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy laid over the form: its pages, each drawn once."""

    printed: PrintedForm
    pages: Mapping[int, Aligned]
    inks: dict[int, Ink]

    def ink(self, page: int) -> Ink:
        if page not in self.inks:
            self.inks[page] = self.pages[page].sheet.ink()
        return self.inks[page]


def recover(source: bytes | Path, document: Document, editions: Sequence[PrintedForm]) -> Document:
    """`document`, a printed copy, with the answers that can be read off its pages.

    `editions` are the form in each of its languages; the one that fits best is taken. Every
    value is flagged `recovered`. Text that seems cut off is told. Without a page that fits,
    the document comes back as it was; when PDFium fails, with that problem. OSError is passed on.
    """
    found = apart(Limits(), _recovered, source, document, editions)
    if isinstance(found, Problem):
        return replace(document, problems=(*document.problems, found))
    return document if found == document else found


def pictures(source: bytes | Path, editions: Sequence[PrintedForm]) -> Mapping[str, bytes]:
    """For each field that is on the pages, what stands there, as a PNG; none if PDFium fails."""
    found = apart(Limits(), _pictures, source, editions)
    return {} if isinstance(found, Problem) else found


def _recovered(
    source: bytes | Path, document: Document, editions: Sequence[PrintedForm]
) -> Document:
    with sheets(_bytes(source)) as papers:
        copy = _best(papers, editions)
        if copy is None:
            return document
        imprint = find_imprint((p.text for p in papers), [copy.printed.map.form.id])
        fields = [*_identity(imprint, copy.printed.map), *_fields(copy)]
    cut = [field.name for field in fields if Flag.TRUNCATED in field.flags]
    overflows = [Problem(problems.PRINTED_OVERFLOW, {"field": name}) for name in cut]
    return replace(document, fields=tuple(fields), problems=(*document.problems, *overflows))


def _pictures(source: bytes | Path, editions: Sequence[PrintedForm]) -> Mapping[str, bytes]:
    with sheets(_bytes(source)) as papers:
        copy = _best(papers, editions)
        if copy is None:
            return {}
        return {
            name: copy.ink(page).png(copy.pages[page].rectangle(area))
            for name, (page, area) in _areas(copy.printed).items()
            if page in copy.pages
        }


def _bytes(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _best(papers: Sequence[Sheet], editions: Sequence[PrintedForm]) -> _Copy | None:
    copies = [_Copy(edition, align(papers, edition.anchors), {}) for edition in editions]
    fitting = [copy for copy in copies if copy.pages]
    return max(fitting, key=_agreement, default=None)


def _agreement(copy: _Copy) -> int:
    return sum(page.agreeing for page in copy.pages.values())


def _identity(imprint: Imprint | None, form_map: FormMap) -> Iterator[FieldValue]:
    """The hidden fields whose values are printed as well."""
    if imprint is None:
        return
    said = {
        FORM_ID: imprint.form.id,
        FORM_REVISION: str(imprint.form.revision),
        CLIENT_ID: imprint.client,
    }
    for name, value in said.items():
        if form_map.field(name) is not None:
            yield FieldValue(name, FieldKind.TEXT, value, (Flag.RECOVERED,), hidden=True)


def _fields(copy: _Copy) -> Iterator[FieldValue]:
    spots: dict[str, list[Spot]] = {}
    for spot in copy.printed.spots:
        if spot.page in copy.pages:
            spots.setdefault(spot.name, []).append(spot)
    for name, places in spots.items():
        mapped = copy.printed.map.field(name)
        if mapped is None:
            continue
        if mapped.kind in _BUTTONS:
            yield _button(copy, mapped.kind, places)
        else:
            yield _text(copy, mapped.kind, places[0])


def _button(copy: _Copy, kind: FieldKind, places: Sequence[Spot]) -> FieldValue:
    """The state whose mark is dark; two of them contradict each other."""
    dark = [place.state for place in places if _is_dark(copy, place)]
    value = dark[0] if len(dark) == 1 else None
    flags = (Flag.RECOVERED,) if len(dark) <= 1 else (Flag.RECOVERED, Flag.WIDGET_VALUE_CONFLICT)
    return FieldValue(places[0].name, kind, value, flags, page=places[0].page)


def _is_dark(copy: _Copy, place: Spot) -> bool:
    rectangle = copy.pages[place.page].rectangle(place.rectangle)
    return copy.ink(place.page).darkness(_grown(rectangle, -_MARK_MARGIN)) >= _SET


def _text(copy: _Copy, kind: FieldKind, place: Spot) -> FieldValue:
    page = copy.pages[place.page]
    rectangle = page.rectangle(place.rectangle)
    inside = list(_inside(page.characters, rectangle))
    decoded = decode_text(b"\xfe\xff" + _lines(inside).encode("utf-16-be", "replace"))
    text = None if is_blank(decoded.text) else decoded.text
    flags = [Flag.RECOVERED, *decoded.flags]
    if text is not None and _is_cut(page.characters, inside, rectangle):
        flags.append(Flag.TRUNCATED)
    return FieldValue(place.name, kind, text, tuple(flags), page=place.page)


def _inside(characters: Sequence[Character], rectangle: Rectangle) -> Iterator[tuple[int, str]]:
    """The characters of a field with their places in the page; line ends as they are drawn.

    Spaces that PDFium makes up count only where none are drawn: Firefox prints gaps.
    """
    left, bottom, right, top = rectangle
    drawn = {c.text for c in characters if not c.made_up}
    wanted = {"\n"} if " " in drawn else {"\n", " "}
    open_line = False
    for index, character in enumerate(characters):
        if character.made_up:
            if open_line and character.text in wanted:
                yield index, character.text
                open_line = character.text != "\n"
            continue
        x = (character.left + character.right) / 2
        y = (character.bottom + character.top) / 2
        if left <= x <= right and bottom <= y <= top:
            yield index, character.text
            open_line = True
        else:
            open_line = False


def _lines(inside: Sequence[tuple[int, str]]) -> str:
    lines = "".join(text for _, text in inside).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _is_cut(
    characters: Sequence[Character], inside: Sequence[tuple[int, str]], rectangle: Rectangle
) -> bool:
    """Whether text runs up to the end of its field, or is drawn on beyond it."""
    drawn = [(index, characters[index]) for index, text in inside if not text.isspace()]
    index, last = drawn[-1]
    following = [c for c in characters[index + 1 : index + 4] if not c.text.isspace()]
    height = max(c.top - c.bottom for _, c in drawn)
    goes_on = any(
        abs(c.bottom - last.bottom) < height / 2 and 0 <= c.left - last.right < height
        for c in following[:1]
    )
    widest = max(c.right for _, c in drawn)
    is_one_line = rectangle[3] - rectangle[1] < 3 * height
    if is_one_line:
        return goes_on or rectangle[2] - widest < _EDGE
    return last.bottom - rectangle[1] < _EDGE + 2 * height  # no room for one line more


def _areas(printed: PrintedForm) -> Mapping[str, tuple[int, Rectangle]]:
    """For each field its page, and the rectangle that holds its spots and their labels."""
    areas: dict[str, tuple[int, Rectangle]] = {}
    for spot in printed.spots:
        left, bottom, right, top = _grown(spot.rectangle, _PICTURE_MARGIN)
        if spot.state is not None:
            right = min(right + _LABEL_WIDTH, _next_field(spot, printed) - _PICTURE_MARGIN)
        _, known = areas.get(spot.name, (spot.page, (left, bottom, right, top)))
        left, bottom = min(left, known[0]), min(bottom, known[1])
        areas[spot.name] = (spot.page, (left, bottom, max(right, known[2]), max(top, known[3])))
    return areas


def _next_field(spot: Spot, printed: PrintedForm) -> float:
    """Where the next field begins in the row of a button: a mark in it is no answer here."""
    _, bottom, right, top = spot.rectangle
    lefts = (
        other.rectangle[0]
        for other in printed.spots
        if other.page == spot.page
        and other.name != spot.name
        and other.rectangle[0] > right
        and other.rectangle[1] < top
        and other.rectangle[3] > bottom
    )
    return min(lefts, default=float("inf"))


def _grown(rectangle: Rectangle, margin: float) -> Rectangle:
    left, bottom, right, top = rectangle
    return left - margin, bottom - margin, right + margin, top + margin


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
