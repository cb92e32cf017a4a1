"""docs/operations.md says what the code does."""

from pathlib import Path

import pytest

from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.states import table

PAGE = Path(__file__).parents[3] / "docs" / "operations.md"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the docs are not in the wheel")


def test_the_states_are_told_as_the_code_has_them() -> None:
    said = PAGE.read_text(encoding="utf-8")
    begins = said.index("\n", said.index("<!-- states")) + 1
    assert said[begins : said.index("<!-- /states -->")].strip() == "\n".join(table())


@pytest.mark.parametrize("folder", [f for f in Folder if f is not Folder.ARCHIVE])
def test_every_folder_is_explained(folder: Folder) -> None:
    assert f"`{folder}/" in PAGE.read_text(encoding="utf-8")
