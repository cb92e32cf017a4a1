"""Who asks for the same name waits; who asks for another does not."""

import threading

from zenforms.desk.spool.turns import Turns

PATIENCE = 30.0


def test_the_same_name_is_held_by_one_at_a_time() -> None:
    turns, told, begun = Turns(), list[str](), threading.Event()

    def second() -> None:
        begun.set()
        with turns.of("EX-001"):
            told.append("second")

    with turns.of("EX-001"):
        thread = threading.Thread(target=second)
        thread.start()
        assert begun.wait(PATIENCE)
        told.append("first")
    thread.join(PATIENCE)
    assert told == ["first", "second"]


def test_another_name_is_free_meanwhile() -> None:
    turns, done = Turns(), threading.Event()

    def other() -> None:
        with turns.of("EX-002"):
            done.set()

    with turns.of("EX-001"):
        thread = threading.Thread(target=other)
        thread.start()
        assert done.wait(PATIENCE)
    thread.join(PATIENCE)
