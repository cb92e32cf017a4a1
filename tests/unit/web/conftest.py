from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.desk.story import new_story
from tests.unit.web.bench import Browser, Numbers, board, copied, fill, signed_in


@pytest.fixture(scope="session")
def filled_desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Numbers]:
    story = new_story(tmp_path_factory.mktemp("board") / "desk")
    return story.root, fill(story)


@pytest.fixture(scope="session")
def numbers(filled_desk: tuple[Path, Numbers]) -> Numbers:
    return filled_desk[1]


@pytest.fixture(scope="session")
def reader(filled_desk: tuple[Path, Numbers]) -> Iterator[Browser]:
    """Somebody who only looks: one board for all such tests."""
    with board(filled_desk[0]) as browser:
        yield signed_in(browser)


@pytest.fixture
def root(filled_desk: tuple[Path, Numbers], tmp_path: Path) -> Path:
    return copied(filled_desk[0], tmp_path / "desk")


@pytest.fixture
def browser(root: Path) -> Iterator[Browser]:
    """Somebody who decides, at a desk of his own."""
    with board(root) as opened:
        yield signed_in(opened)
