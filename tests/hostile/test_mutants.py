"""Of a damaged form of ours the reader gives the original values, or it flags, or it refuses."""

from collections import Counter

import pytest

from tests.hostile.mutants import Verdict, compare, filled_form, mutant, read
from zenforms import problems

FREE_TEXTS_AT_MOST = 0.01  # of all mutants; each is a byte changed inside a text the client typed


def survey(data: bytes, seeds: range) -> Counter[Verdict]:
    original = read(data)
    assert original.problems == ()
    verdicts = Counter[Verdict]()
    for seed in seeds:
        verdict = compare(original, read(mutant(data, seed)))
        assert verdict is not Verdict.WRONG, seed
        verdicts[verdict] += 1
    return verdicts


def test_a_hundred_mutants_lose_rename_or_switch_no_field() -> None:
    verdicts = survey(filled_form(), range(100))
    assert verdicts[Verdict.REFUSED] > 20


@pytest.mark.hostile
@pytest.mark.parametrize("start", range(0, 2_000, 250))
def test_two_thousand_mutants_lose_rename_or_switch_no_field(start: int) -> None:
    verdicts = survey(filled_form(), range(start, start + 250))
    assert verdicts[Verdict.FREE_TEXT] <= 250 * FREE_TEXTS_AT_MOST
    assert verdicts[Verdict.REFUSED] > 50


@pytest.mark.hostile
def test_damage_in_the_fields_themselves_is_noticed_too() -> None:
    data = filled_form()
    original = read(data)
    places = [
        at for at in range(len(data)) if data.startswith((b"/T (", b"/V ", b"/FT ", b"/AS "), at)
    ]
    for at in places:
        for offset in range(8):
            changed = bytearray(data)
            changed[at + offset] ^= 4
            assert compare(original, read(bytes(changed))) is not Verdict.WRONG, (at, offset)


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_truncated_form_is_refused(share: int) -> None:
    data = filled_form()
    document = read(data[: len(data) * share // 100])
    assert [problem.code for problem in document.problems] == [problems.TRUNCATED]
