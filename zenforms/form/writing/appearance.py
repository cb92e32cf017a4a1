"""The pictures of answers, and how large they are set; in points from the bottom left of the field.

Radio and checkbox marks are drawn as paths, so that no symbol font is needed.
"""

from collections.abc import Iterable

from zenforms.form.definition import LongTextField, TextField
from zenforms.form.layout.elements import Rect
from zenforms.form.layout.fonts import Metrics, drawable, winansi_encoded
from zenforms.form.layout.styles import ANSWER, WHITE, Colour, Palette
from zenforms.form.writing.fieldfont import RESOURCE, WEIGHT

PADDING = 2.0
CAPTION_SIZE = 8.5
SMALLEST = 7.0
CUT = "[…]"
CAPITALS = 0.66
"""The height of capitals in Source Sans Pro, as a share of the type size."""
ASCENT = 0.75
CIRCLE = 0.5523
"""How far a Bézier handle reaches to draw a quarter of a circle of radius 1."""
SMALLEST_TYPED = 9.0
STEP = 0.5
AVERAGE = "le service des factures se ferme quand on imprime"
"""Plain French, for the width of an average letter."""


def default_appearance(colour: Colour, size: float) -> str:
    """The /DA string: font, size and colour of the answers."""
    return f"/{RESOURCE} {size:g} Tf {_numbers(colour)} rg"


def shown(text: str) -> str:
    """The operator that draws `text` in the field font."""
    return f"<{winansi_encoded(text).hex()}> Tj"


def line_content(text: str, rect: Rect, size: float, colour: Colour) -> bytes:
    """One line of text, its capitals centred in the height of the field."""
    baseline = (rect.height - CAPITALS * size) / 2
    return _text([(text, baseline)], rect, default_appearance(colour, size))


def lines_content(lines: Iterable[str], rect: Rect, size: float, colour: Colour) -> bytes:
    """Several lines from the top of the field, as far as they fit."""
    leading = size * ANSWER.leading / ANSWER.size
    first = rect.height - PADDING - ASCENT * size
    placed = [(line, first - row * leading) for row, line in enumerate(lines)]
    return _text(placed, rect, default_appearance(colour, size))


def fitted(text: str, rect: Rect, size: float, metrics: Metrics) -> tuple[float, tuple[str, ...]]:
    """The largest size, from `size` down to 7 points, at which `text` fits, and its lines.

    A text that does not even fit then is cut, and says so: the value holds it whole.
    """
    while True:
        lines = wrapped(text, rect, size, metrics)
        room = int((rect.height - 2 * PADDING) / (size * ANSWER.leading / ANSWER.size))
        if len(lines) <= room:
            return size, lines
        if size <= SMALLEST:
            return size, (*lines[: room - 1], CUT)
        size -= 0.5


def wrapped(text: str, rect: Rect, size: float, metrics: Metrics) -> tuple[str, ...]:
    """The lines of `text` in the width of the field, with what the font lacks replaced."""
    room = rect.width - 2 * PADDING
    return metrics.wrap(drawable(text), WEIGHT, size, room)


def push_button_content(caption: str, rect: Rect, palette: Palette, metrics: Metrics) -> bytes:
    """A filled button with its caption in white in the middle."""
    size = CAPTION_SIZE
    left = (rect.width - metrics.width(caption, WEIGHT, size)) / 2
    baseline = (rect.height - CAPITALS * size) / 2
    return "\n".join(
        (
            f"q {_paint(palette.accent, palette.accent)} 4 w 1 j",
            f"2 2 {rect.width - 4:g} {rect.height - 4:g} re B Q",  # the wide pen rounds it
            f"BT {default_appearance(WHITE, size)} {left:.2f} {baseline:.2f} Td",
            f"{shown(caption)} ET",
        )
    ).encode("ascii")


def radio_content(side: float, palette: Palette, *, on: bool) -> bytes:
    """A round button, with a dot when it is on."""
    middle = side / 2
    parts = [_paint(palette.tint, palette.border), *_circle(middle, middle - 0.5), "B"]
    if on:
        parts += [_paint(palette.text), *_circle(middle, side * 0.26), "f"]
    return _joined(parts)


def checkbox_content(side: float, palette: Palette, *, on: bool) -> bytes:
    """A square box, with a tick when it is on."""
    inner = side - 1
    parts = [_paint(palette.tint, palette.border), f"0.5 0.5 {inner:g} {inner:g} re B"]
    if on:
        points = ((0.22, 0.52), (0.42, 0.30), (0.79, 0.76))
        (x, y), *others = ((side * across, side * up) for across, up in points)
        parts += [f"{_numbers(palette.text)} RG 2 w 1 J 1 j", f"{x:.2f} {y:.2f} m"]
        parts += [*(f"{x:.2f} {y:.2f} l" for x, y in others), "S"]
    return _joined(parts)


def _text(lines: Iterable[tuple[str, float]], rect: Rect, appearance: str) -> bytes:
    """Marked as variable text and clipped to the field, as the specification asks (12.7.3.3)."""
    parts = ["/Tx BMC", "q", f"0 0 {rect.width:.2f} {rect.height:.2f} re W n"]
    parts += ["BT", appearance]
    left, bottom = 0.0, 0.0
    for text, baseline in lines:
        parts.append(f"{PADDING - left:.2f} {baseline - bottom:.2f} Td")
        parts.append(shown(text))
        left, bottom = PADDING, baseline
    return "\n".join([*parts, "ET", "Q", "EMC"]).encode("ascii")


def _paint(fill: Colour, stroke: Colour | None = None) -> str:
    line = f" {_numbers(stroke)} RG 1 w" if stroke else ""
    return f"{_numbers(fill)} rg{line}"


def _circle(middle: float, radius: float) -> Iterable[str]:
    reach = radius * CIRCLE
    yield f"{middle + radius:.3f} {middle:.3f} m"
    for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        ex, ey = -dy, dx
        curve = (
            middle + radius * dx + reach * ex,
            middle + radius * dy + reach * ey,
            middle + radius * ex + reach * dx,
            middle + radius * ey + reach * dy,
            middle + radius * ex,
            middle + radius * ey,
        )
        yield _numbers(curve) + " c"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)


def _joined(parts: Iterable[str]) -> bytes:
    return "\n".join(("q", *parts, "Q")).encode("ascii")


def answer_size(field: TextField | LongTextField, width: float, metrics: Metrics) -> float:
    """The size, in points, at which an answer of full length just fits on its line.

    10 when it does, or when it would not even at 9 points.
    """
    if isinstance(field, LongTextField) or field.max_length is None:
        return ANSWER.size
    size = ANSWER.size
    letter = metrics.width(AVERAGE, WEIGHT, 1) / len(AVERAGE)
    while size >= SMALLEST_TYPED:
        if field.max_length * letter * size <= width - 2 * PADDING:
            return size
        size -= STEP
    return ANSWER.size
