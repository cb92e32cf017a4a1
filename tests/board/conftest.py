"""A board over a full desk in Debian's chromium. A missing browser fails; it never skips."""

import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.desk.story import ANSWERS, Story, filled, mail, new_story
from tests.unit.web.bench import HOSTILE, TOKEN, Numbers, board, fill

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

collect_ignore = [] if find_spec("playwright") else ["test_board.py"]
"""Without the driver the quick suite goes on; `make test-board` finds nothing and fails."""

MANY_FILES = 150
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - installed by the suite

    with sync_playwright() as playwright:
        # as root, as in a container, chromium has no sandbox of its own
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def axe() -> str:
    return AXE.read_text("utf-8")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "desk")


@pytest.fixture
def numbers(story: Story) -> Numbers:
    return fill(story)


@pytest.fixture
def crowded(story: Story, numbers: Numbers) -> tuple[Numbers, str]:
    """The same with a request of very many files, each called as badly as can be."""
    form = filled(story.form(), {**ANSWERS, "summary": "x" * 118, "document_attached": "yes"})
    files = {f"{n}-{'mot' * 30}<b>{HOSTILE[:20]}.log": b"%d" % n for n in range(MANY_FILES)}
    sender = "anne.essai@client.example"
    message = mail(sender, "Beaucoup", {"demande.pdf": form, **files})
    return numbers, story.receive("e.eml", message, "2026-05-28T14:00:00").number


@pytest.fixture
def address(story: Story, numbers: Numbers) -> Iterator[str]:
    """Where the board answers."""
    del numbers
    with board(story.root) as browser:
        yield f"http://127.0.0.1:{browser.port}"


def opened(chromium: "Browser", address: str, **options: object) -> "BrowserContext":
    """A window of somebody who clicked on the printed address; an error in a page fails."""
    context = chromium.new_context(locale="fr-FR", **options)
    page = context.new_page()
    page.goto(f"{address}/entrer?jeton={TOKEN}")
    page.close()
    return context


def path_of(url: str) -> str:
    """An address without its host."""
    return re.sub(r"^http://[^/]+", "", url)
