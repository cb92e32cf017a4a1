"""The committed samples are those of the recipes, and declare what the recipes declare."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.gui.recipes import names as made_by_hand
from tests.samples.stories.catalog import stories
from tests.viewers.make_samples import SAMPLES, recipes
from tests.viewers.recipes.recipe import EXPECTED

pytestmark = pytest.mark.viewers

Declared = Mapping[str, Any]


@pytest.fixture(scope="module")
def made() -> dict[str, Declared]:
    """What each recipe declares; the recipes ask the engines for their versions."""
    alone = {sample.name: json.loads(sample.expected()) for sample in recipes()}
    return alone | {story.name: json.loads(story.expected()) for story in stories()}


def _committed(name: str) -> Declared:
    declared: Declared = json.loads((SAMPLES / name / EXPECTED).read_text(encoding="utf-8"))
    return declared


def test_every_sample_has_a_recipe(made: dict[str, Declared]) -> None:
    lying = {path.parent.name for path in SAMPLES.glob(f"*/{EXPECTED}")}
    assert lying == made.keys() | made_by_hand()


def test_a_sample_declares_what_its_recipe_does(made: dict[str, Declared]) -> None:
    anybody = {"saved_by": None}  # another version of an engine may have saved it
    assert {n: {**_committed(n), **anybody} for n in made} == {
        n: {**declared, **anybody} for n, declared in made.items()
    }
