import pytest

from zenforms.desk.watching.workers import BackOff


class Ticking:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_refusal_waits_twice_as_long_up_to_a_minute() -> None:
    clock = Ticking()
    back_off = BackOff[str](clock)
    pauses = [back_off.refused("x", "busy").due - clock.now for _ in range(8)]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_nothing_is_tried_before_its_time() -> None:
    clock = Ticking()
    back_off = BackOff[str](clock)
    assert back_off.may_try("x")
    assert back_off.next_due() is None
    back_off.refused("x", "busy")
    assert not back_off.may_try("x")
    assert back_off.may_try("y")
    clock.now = 0.4
    assert back_off.next_due() == pytest.approx(0.6)
    clock.now = 1.0
    assert back_off.may_try("x")


def test_what_went_well_begins_anew() -> None:
    back_off = BackOff[str](Ticking())
    back_off.refused("x", "busy")
    back_off.refused("x", "busy")
    back_off.forget("x")
    assert back_off.refused("x", "busy").tries == 1
    assert [key for key, _ in back_off.items()] == ["x"]
