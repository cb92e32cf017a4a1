"""Screenshots made small enough to be kept."""

from pathlib import Path

from PIL import Image

_WIDTH = 720
_PROPORTION = 1.45  # the first page, with the program's own bars above it
_COLOURS = 96


def keep(screenshot: Path, target: Path) -> None:
    """Writes the upper part of `screenshot` to `target`, small and with few colours."""
    picture = Image.open(screenshot).convert("RGB")
    bottom = min(picture.height, round(picture.width * _PROPORTION))
    shown = picture.crop((0, 0, picture.width, bottom))
    height = round(shown.height * _WIDTH / shown.width)
    small = shown.resize((_WIDTH, height), Image.Resampling.LANCZOS)
    target.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
