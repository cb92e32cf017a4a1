"""Where the data that ships with zenforms lies: in the installed package, else in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The shipped folder or file called `name` (`forms`, `samples/desk`…).

    Raises FileNotFoundError when neither the package nor the checkout has it.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parent):
        candidate = root / name
        if candidate.exists():
            return candidate
    raise FileNotFoundError(name)
