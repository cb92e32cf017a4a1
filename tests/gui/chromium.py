"""Chromium itself in a window: clicks, texts pasted, its own save dialog."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.gui.screen import Screen, running, screen, wait
from tests.gui.sight import Sheet, sheets
from tests.viewers.answers import Answer

_SIZE = (1000, 2500)  # both pages at once, so that nothing must be scrolled
_DISPLAY = 87
_FLAGS = (
    "--no-sandbox",
    "--test-type",  # no bar that complains of the flag before
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-position=0,0",
    f"--window-size={_SIZE[0]},{_SIZE[1]}",
)


def fill(source: Path, answers: tuple[Answer, ...], target: Path, *, pictures: Path) -> None:
    """Types the answers into `source`, saves to `target`, and takes a picture before and after."""
    with _viewer(source) as view:
        pages = sheets(view.picture(pictures / "chromium-empty.png"))
        for answer in answers:
            _answer(view, pages, answer)
        view.press("Escape")
        view.picture(pictures / "chromium-filled.png")
        _save(view, target)


def print_to_pdf(source: Path, target: Path) -> None:
    """Prints `source` through the print dialog, whose first printer is “Save as PDF”."""
    with _viewer(source) as view:
        view.press("ctrl+p")
        wait(5)
        view.press("Return")
        _name(view, target)


@contextmanager
def _viewer(source: Path) -> Iterator[Screen]:
    address = f"{source.absolute().as_uri()}#zoom=100&navpanes=0"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = ["chromium", *_FLAGS, f"--user-data-dir={profile}", f"--app={address}"]
        with screen(_DISPLAY, _SIZE) as view, running(command, view.environment):
            view.wait_for_window(".")
            wait(4)
            yield view


def _answer(view: Screen, pages: tuple[Sheet, ...], answer: Answer) -> None:
    widget = answer.widget()
    place = pages[widget.page].place(widget)
    if answer.kind == "text":
        view.click(*place)
        view.press("ctrl+a")
        view.paste(answer.value or "")
    elif answer.kind == "choice":
        view.click(*place)
        index = answer.options.index(answer.value) if answer.value else 0
        view.press("Home", *["Down"] * index, "Return")
    elif answer.kind == "radio" or answer.is_ticked != (answer.value is not None):
        view.click(*place)


def _save(view: Screen, target: Path) -> None:
    view.press("ctrl+s")
    _name(view, target)


def _name(view: Screen, target: Path) -> None:
    """Answers the dialog that asks where to save; raises when nothing was saved."""
    view.wait_for_window("^Save")
    view.press("ctrl+a")
    view.paste(str(target.absolute()))
    view.press("alt+s")
    wait(3)
    if not target.exists():
        raise FileNotFoundError(target)
