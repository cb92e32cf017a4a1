"""How a form looks: its type sizes, and its colours, of which the desk chooses one.

The other colours are derived from that accent so that all stays readable.

Contrast as in WCAG 2.1: text at least 4.5:1 on white, field borders at least 3:1.
"""

from dataclasses import dataclass
from enum import StrEnum

from zenforms.form.layout.fonts import Weight

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""
WHITE: Colour = (1.0, 1.0, 1.0)
TEXT_CONTRAST = 4.5
INK: Colour = (0.106, 0.125, 0.153)
"""The colour of texts and answers, whatever the accent: a near black."""
SRGB_KNEE = 0.04045
"""Below it the sRGB curve is a straight line."""
_STEP = 0.04


class InkRole(StrEnum):
    """What a colour is for; the palette says which colour it is."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set; `size` and `leading` in points."""

    weight: Weight
    size: float
    leading: float
    ink: InkRole = InkRole.TEXT


TITLE = Style(Weight.SEMIBOLD, 20, 24, InkRole.ACCENT)
SECTION = Style(Weight.SEMIBOLD, 11.5, 16, InkRole.ACCENT)
GUIDE = Style(Weight.SEMIBOLD, 9.5, 13)
LETTER = Style(Weight.SEMIBOLD, 9.5, 13, InkRole.ACCENT)
LABEL = Style(Weight.SEMIBOLD, 8.5, 12)
MARKED_LABEL = Style(Weight.SEMIBOLD, 8.5, 12, InkRole.MARK)
MARK_TEXT = Style(Weight.SEMIBOLD, 7.5, 9, InkRole.MARK)
MARKER = Style(Weight.REGULAR, 7.5, 9, InkRole.ACCENT)
HELP = Style(Weight.REGULAR, 7.5, 9, InkRole.MUTED)
NOTE = Style(Weight.REGULAR, 8.5, 11, InkRole.MUTED)
OPTION = Style(Weight.REGULAR, 9.5, 12)
LEAD = Style(Weight.REGULAR, 10.5, 14)
STRONG = Style(Weight.SEMIBOLD, 10.5, 15)
BODY = Style(Weight.REGULAR, 9, 12)
PROMPT = Style(Weight.SEMIBOLD, 8.5, 11, InkRole.MUTED)
ANSWER = Style(Weight.REGULAR, 10, 12.5)
VENDOR = Style(Weight.SEMIBOLD, 11.5, 14)
FOOTER = Style(Weight.REGULAR, 7.5, 9, InkRole.MUTED)


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour that is used on a form."""

    text: Colour
    muted: Colour
    accent: Colour
    mark: Colour
    border: Colour
    tint: Colour
    panel: Colour
    rule: Colour

    def ink(self, ink: InkRole) -> Colour:
        """The colour of some text."""
        colours = {InkRole.MUTED: self.muted, InkRole.ACCENT: self.accent, InkRole.MARK: self.mark}
        return colours.get(ink, self.text)


def palette(accent: str) -> Palette:
    """The colours that go with `accent` (`#RRGGBB`), darkened until it can be read on white."""
    chosen = colour(accent)
    readable = chosen
    while contrast(readable, WHITE) < TEXT_CONTRAST:
        readable = mix(readable, (0.0, 0.0, 0.0), _STEP)
    return Palette(
        text=INK,
        muted=colour("#535C68"),
        accent=readable,
        mark=colour("#B3261E"),
        border=colour("#7C8591"),
        tint=mix(WHITE, chosen, 0.04),
        panel=mix(WHITE, chosen, 0.09),
        rule=mix(WHITE, chosen, 0.45),
    )


def colour(written: str) -> Colour:
    """`#RRGGBB` as numbers; raises ValueError for anything else."""
    red, green, blue = bytes.fromhex(written.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= SRGB_KNEE else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
