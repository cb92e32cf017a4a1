from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.form.seal import Sealed, seal, seal_matches

KEY, OLD_KEY = b"k" * 32, b"o" * 32
SEALED = Sealed("assistance-request", 1, "EXEMPLE-1", "Cœur d’Été & Fils")
CLAIM = seal(KEY, SEALED)


def test_a_seal_is_52_capitals_and_digits_of_base32() -> None:
    assert len(CLAIM) == 52
    assert set(CLAIM) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_a_seal_matches_what_it_was_made_for() -> None:
    assert seal_matches([KEY], SEALED, CLAIM)


def test_a_rotated_key_still_checks_the_seals_it_made() -> None:
    assert seal_matches([KEY, OLD_KEY], SEALED, seal(OLD_KEY, SEALED))


@pytest.mark.parametrize(
    "other",
    [
        replace(SEALED, form="cancellation"),
        replace(SEALED, revision=2),
        replace(SEALED, client_id="EXEMPLE-2"),
        replace(SEALED, client_name="Autre Société"),
        replace(SEALED, channel="phone"),
    ],
)
def test_a_seal_does_not_match_anything_else(other: Sealed) -> None:
    assert not seal_matches([KEY], other, CLAIM)


@pytest.mark.parametrize("claim", ["", CLAIM[:-1], CLAIM.lower(), "é" * 52, "\ud800"])
def test_a_missing_or_damaged_seal_does_not_match(claim: str) -> None:
    assert not seal_matches([KEY], SEALED, claim)


def test_no_key_matches_nothing() -> None:
    assert not seal_matches([], SEALED, CLAIM)
    assert not seal_matches([OLD_KEY], SEALED, CLAIM)


def test_a_name_that_a_viewer_decomposed_still_matches() -> None:
    decomposed = replace(SEALED, client_name="Cœur d’E\u0301te\u0301 & Fils")
    assert seal_matches([KEY], decomposed, CLAIM)


TEXT = st.text(max_size=6)
ANY = st.builds(Sealed, TEXT, st.integers(1, 99), TEXT, TEXT, st.sampled_from(["form", "phone"]))


@given(ANY, ANY)
def test_two_clients_share_a_seal_only_when_all_parts_are_the_same(
    one: Sealed, other: Sealed
) -> None:
    same = replace(one, client_name=normalize("NFC", one.client_name)) == replace(
        other, client_name=normalize("NFC", other.client_name)
    )
    assert (seal(KEY, one) == seal(KEY, other)) == same


def test_parts_that_run_together_alike_have_different_seals() -> None:
    assert seal(KEY, Sealed("ab", 1, "c", "")) != seal(KEY, Sealed("a", 1, "bc", ""))
    assert seal(KEY, Sealed("a", 1, "b", "c")) != seal(KEY, Sealed("a", 1, "", "bc"))
