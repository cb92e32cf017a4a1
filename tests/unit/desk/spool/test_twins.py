import pytest

from zenforms.desk.spool.catalogue import Twins

ONE, OTHER = hash("one"), hash("other")


def test_of_two_at_once_only_the_first_settles() -> None:
    twins = Twins()
    with (
        twins.settling(ONE, 0) as first,
        twins.settling(ONE, 0) as second,
        twins.settling(OTHER, 0) as other,
    ):
        assert (first, second, other) == (True, False, True)
    assert twins.count == 2


def test_who_began_before_its_twin_settled_does_not_know_it() -> None:
    twins = Twins()
    began = twins.count
    with twins.settling(ONE, began):
        under_way = twins.count
    for since, is_told in ((began, False), (under_way, False), (twins.count, True)):
        with twins.settling(ONE, since) as is_first:
            assert is_first is is_told


def test_what_fails_is_under_way_no_more() -> None:
    twins = Twins()
    with pytest.raises(ZeroDivisionError), twins.settling(ONE, 0):
        assert 1 / 0
    with twins.settling(ONE, twins.count) as is_first:
        assert is_first
