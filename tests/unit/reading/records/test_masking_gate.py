"""The cheap look at a line lets through whatever the maskers would find in it."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.records.secret_shapes import DIGITS, MARKED, SEVERAL_LINES, SHAPES
from tests.unit.reading.records.test_masking_shapes import (
    LEADS,
    NAMES,
    ODD_VALUES,
    ORDINARY,
    PLACE,
)
from zenforms.reading.records.maskcareful import Careful
from zenforms.reading.records.masking import Masker
from zenforms.reading.records.maskwords import KEYS

pytestmark = pytest.mark.no_cover  # a large table over few lines; measuring costs three times more

VALUES = (*ODD_VALUES, "S3cr3tV4lue", "492817", "aB3dE5fG7h")
LINES = (*SHAPES, *DIGITS, *MARKED, *ORDINARY, *NAMES, *"\n".join(SEVERAL_LINES).split("\n"))
SIGNS = (*"=:;|/@.-'<>{}()&%é\u200b\u2019\uff1a", "://")
PIECES = (*LINES, *SIGNS, " ", "\t", '"', "\\")


def differing(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if Masker().line(line) != Careful().line(line)]


@pytest.mark.parametrize("value", VALUES)
def test_no_shape_is_passed_over(value: str) -> None:
    lines = {line.replace(PLACE, value) for line in LINES}
    assert not differing(lines | {line.upper() for line in lines})


@pytest.mark.parametrize("lead", LEADS)
def test_nor_behind_a_lead(lead: str) -> None:
    assert not differing(lead + line.replace(PLACE, "S3cr3tV4lue") for line in LINES)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), st.sampled_from(VALUES))
def test_nor_in_what_is_put_together_from_them(pieces: list[str], value: str) -> None:
    assert not differing(["".join(pieces).replace(PLACE, value)])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_nor_in_any_text(text: str) -> None:
    assert not differing([text])


@settings(max_examples=400)
@given(
    st.from_regex(re.compile(KEYS.pattern, re.ASCII), fullmatch=True),
    st.sampled_from(["=4711x22Ab3", " : aB3dE5fG7h", "=492817", " aB3dE5fG7h"]),
)
def test_every_word_that_announces_is_looked_at(key: str, value: str) -> None:
    assert not differing([key + value])
