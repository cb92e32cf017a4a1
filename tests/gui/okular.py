"""Okular itself in a window: its form widgets shown, texts pasted, saved in place."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.gui.screen import Screen, running, screen, wait
from tests.gui.sight import Sheet, sheets
from tests.viewers.answers import Answer

_SIZE = (840, 2600)  # both pages at once, so that nothing must be scrolled
_DISPLAY = 88


def fill(source: Path, answers: tuple[Answer, ...], target: Path, *, pictures: Path) -> None:
    """Types the answers into `source`, saves to `target`, and takes a picture before and after."""
    with _viewer(source, target) as view:
        pages = sheets(view.picture(pictures / "okular-empty.png"))
        for answer in answers:
            _answer(view, pages, answer)
        view.picture(pictures / "okular-filled.png")
        view.press("ctrl+s")
        wait(3)


@contextmanager
def _viewer(source: Path, target: Path) -> Iterator[Screen]:
    shutil.copyfile(source, target)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        screen(_DISPLAY, _SIZE) as view,
    ):
        environment = {**view.environment, "HOME": home, "XDG_RUNTIME_DIR": home}
        with running(["okular", str(target)], environment):
            view.fill_with(view.wait_for_window("."), _SIZE)
            view.press("F7", "alt+v", "Up", "Return")  # no side panel; View > Show Forms
            view.press("ctrl+Home")
            wait(3)
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
