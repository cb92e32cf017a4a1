from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.judging.numbers import ALPHABET, number_of, numbers_in, parse_number

LATE = datetime(2026, 7, 14, 23, 30, tzinfo=UTC)
HASH = "00443214c7" + "0" * 54
MIN, MAX = datetime(2000, 1, 2), datetime(2099, 12, 30)  # noqa: DTZ001 - Hypothesis adds the zone


def test_a_number_has_the_day_in_paris_and_five_characters_of_the_hash() -> None:
    assert number_of(LATE, HASH) == "ZF-260715-01234"


def test_a_number_grows_when_the_shorter_one_is_taken() -> None:
    taken = {"ZF-260715-01234", "ZF-260715-012345"}
    assert number_of(LATE, HASH, taken=taken) == "ZF-260715-0123456"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        number_of(LATE.replace(tzinfo=None), HASH)


@given(st.binary(min_size=32, max_size=32), st.datetimes(MIN, MAX, timezones=st.just(UTC)))
@settings(max_examples=100)
def test_every_number_reads_back_however_it_is_said(content: bytes, moment: datetime) -> None:
    number = number_of(moment, content.hex())
    assert set(number[10:]) <= set(ALPHABET)
    assert parse_number(number) == number
    assert parse_number(f"Re : demande n° {number.lower().replace('-', ' ')} !") == number


def test_letters_that_sound_alike_are_put_right() -> None:
    assert parse_number("zf 260715 oi234") == "ZF-260715-01234"


@pytest.mark.parametrize("text", ["", "ZF-2607-01234", "ZF-260715-UUUUU", "260715-01234"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_two_numbers_in_a_text_are_not_one() -> None:
    text = "ZF-260715-01234 et ZF-260715-56789"
    assert parse_number(text) is None
    assert numbers_in(text) == ("ZF-260715-01234", "ZF-260715-56789")
