import threading

import pytest

from zenforms.desk.spool.lock import Gate, GateClosedError

LONG = 20.0


def test_an_open_gate_lets_everybody_pass() -> None:
    gate = Gate()
    gate.check()
    with gate.passage(), gate.passage():
        pass


def test_a_closed_gate_lets_nobody_in() -> None:
    gate = Gate()
    gate.close()
    with pytest.raises(GateClosedError):
        gate.check()
    with pytest.raises(GateClosedError), gate.passage():
        pass


def test_closing_waits_for_whoever_is_inside() -> None:
    gate, inside, leave = Gate(), threading.Event(), threading.Event()
    order: list[str] = []

    def worker() -> None:
        with gate.passage():
            inside.set()
            assert leave.wait(LONG)
            order.append("out")

    def closer() -> None:
        gate.close()
        order.append("closed")

    threads = [threading.Thread(target=worker), threading.Thread(target=closer)]
    threads[0].start()
    assert inside.wait(LONG)
    threads[1].start()
    leave.set()
    for thread in threads:
        thread.join(LONG)
    assert order == ["out", "closed"]
