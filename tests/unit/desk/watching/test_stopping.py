import os
import signal

import pytest

from zenforms.desk.watching.wake import Stop, Wakeup, stop_on_signals


def _asked(stop: Stop) -> bool:
    return stop.asked


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process that is sent SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_first_signal_asks_and_the_second_interrupts(number: signal.Signals) -> None:
    with stop_on_signals(Stop()) as stop:
        assert not _asked(stop)
        os.kill(os.getpid(), number)
        assert _asked(stop)
        assert stop.signal == number
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)


def test_afterwards_signals_mean_what_they_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stop_on_signals(Stop()):
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process that is sent SIGTERM")
def test_a_signal_ends_the_wait_of_the_loop() -> None:
    bell = Wakeup()
    with stop_on_signals(Stop()) as stop:
        stop.then(bell.ring)
        os.kill(os.getpid(), signal.SIGTERM)
        bell.wait(20)
        assert stop.asked
