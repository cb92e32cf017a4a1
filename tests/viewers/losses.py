"""What engines lose by themselves, each with the reason and with what the desk says of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.viewers.typed import EMOJI

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
