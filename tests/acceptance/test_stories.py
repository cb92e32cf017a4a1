"""Every story among the samples ends as it says, step by step, at a real desk."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.acceptance.expected import (
    OF_A_DEED,
    OF_A_DROP,
    OF_A_STEP,
    OF_A_STORY,
    Expected,
    amiss,
    bytes_of,
    expected_in,
    steps_in,
    stories,
)
from tests.samples.bureau import Bureau
from tests.samples.story import POLICY, bureau_of
from tests.viewers.recipes.recipe import EXPECTED
from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.desk.papers.requests import Filed

each_story = pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)


def _played(step: Expected, bureau: Bureau, story: Path, past: list[Filed]) -> Filed:
    at = datetime.fromisoformat(step["at"])
    if "drop" in step:
        return bureau.receive(story / step["drop"], at)
    number, kind = past[step["of"] - 1].number, OrderKind(step["order"])
    return bureau.order(kind, number, at, by=step["by"], why=step["why"])


@each_story
def test_every_step_becomes_what_it_expects(story: Path, tmp_path: Path) -> None:
    bureau = bureau_of(story, tmp_path / "bureau")
    past: list[Filed] = []
    for place, step in enumerate(steps_in(story), start=1):
        past.append(_played(step, bureau, story, past))
        if "drop" in step:
            assert bytes_of(past[-1].original) == bytes_of(story / step["drop"])
        assert (place, list(amiss(step, past[-1], past))) == (place, [])


@each_story
def test_a_story_declares_nothing_that_nobody_checks(story: Path) -> None:
    assert expected_in(story).keys() == OF_A_STORY
    for step in steps_in(story):
        needed = OF_A_DROP if "drop" in step else OF_A_DEED
        assert needed <= step.keys() <= needed | OF_A_STEP


@each_story
def test_every_drop_of_a_story_has_its_step(story: Path) -> None:
    named = {step["drop"].partition("/")[0] for step in steps_in(story) if "drop" in step}
    lying = {path.name for path in story.iterdir()} - {EXPECTED, POLICY}
    assert named == lying


@each_story
def test_its_moments_follow_each_other(story: Path) -> None:
    moments = [datetime.fromisoformat(step["at"]) for step in steps_in(story)]
    assert moments == sorted(moments)
