"""What engines lose by themselves, each with the reason and with what the desk says of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.viewers.typed import EMOJI
from zenforms.reading.submission import Flag

BEYOND = f"Écran figé {EMOJI} à Łódź, Ω ≠ 2ᵉ"
"""A summary with characters that the form's font does not have; the first lies beyond 16 bits."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What an engine saves in place of `BEYOND`. `codes` are the findings that tell it."""

    saved: str
    why: str
    codes: tuple[str, ...]


_SIXTEEN_BITS = Loss(
    saved=BEYOND.replace(EMOJI, chr(ord(EMOJI) & 0xFFFF)),
    why="PDFium keeps 16 bits of each character, which makes an emoji a private-use character.",
    codes=("ZF207",),
)

LOSSES: Mapping[str, Loss] = {"pdfium": _SIXTEEN_BITS, "pdfium-keys": _SIXTEEN_BITS}
"""By engine; one that is not here loses nothing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is flagged in an engine's files although every value is right, and why."""

    flags: frozenset[Flag]
    why: str


_STRING = Doubt(
    frozenset({Flag.NONSTANDARD_TYPE}),
    "It stores the state of radio buttons as a string where a name belongs.",
)

DOUBTS: Mapping[str, Doubt] = {"mupdf": _STRING, "mupdf-tidied": _STRING, "pypdf": _STRING}
"""By engine; the files of one that is not here raise no doubt."""
