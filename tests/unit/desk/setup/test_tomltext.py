import tomllib
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.desk.setup.tomlfile import toml_value

VALUES = st.recursive(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f")),
        st.integers(-(2**63), 2**63 - 1),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_a_written_value_reads_back_equal(value: object) -> None:
    assert tomllib.loads(f"x = {toml_value(value)}")["x"] == value


def test_what_toml_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError):
        toml_value(None)


def test_dates_are_written_plainly() -> None:
    assert toml_value(date(2026, 5, 12)) == "2026-05-12"
    assert toml_value(time(17)) == "17:00:00"
    assert toml_value((datetime(2026, 5, 12, 10),)) == "[2026-05-12T10:00:00]"  # noqa: DTZ001 - TOML knows local times
