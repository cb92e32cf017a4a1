"""Screenshots made small enough to be kept."""

from pathlib import Path

from PIL import Image

_WIDTH = 760
_COLOURS = 48


def keep(screenshot: Path, target: Path) -> None:
    """Writes `screenshot` to `target` with few colours, no wider than a page of documentation."""
    picture = Image.open(screenshot).convert("RGB")
    height = round(picture.height * _WIDTH / picture.width)
    small = picture.resize((_WIDTH, height), Image.Resampling.LANCZOS)
    target.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(_COLOURS).save(target, optimize=True)
