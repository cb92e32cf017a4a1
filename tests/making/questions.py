"""The clients' guide of the repository: the one that a desk gives its clients, with pictures."""

from pathlib import Path

from zenforms.form.library import shipped_form
from zenforms.present.clientguide import client_guide

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide-client.md"


def guide_as_made() -> str:
    """The guide for the form that ships, in the words of the charter."""
    return client_guide(shipped_form("assistance-request"), pictures=True)


if __name__ == "__main__":
    GUIDE.write_text(guide_as_made(), encoding="utf-8")
