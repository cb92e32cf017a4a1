"""The page about security names only tests that there are."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the wheel is tested without the docs")


def named_tests() -> list[str]:
    return (
        re.findall(r"`(tests/[\w/]+\.py::\w+)`", PAGE.read_text("utf-8")) if PAGE.exists() else []
    )


def test_it_names_tests() -> None:
    assert named_tests()


@pytest.mark.parametrize("name", named_tests())
def test_each_test_that_it_names_exists(name: str) -> None:
    path, _, function = name.partition("::")
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_promise_names_its_test() -> None:
    table = PAGE.read_text("utf-8").partition("## What is promised")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ")][1:]
    assert not [row for row in rows if "::" not in row]
