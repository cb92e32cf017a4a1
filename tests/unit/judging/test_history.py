from datetime import timedelta

from tests.unit.judging.bench import RECEIVED, drop_of
from zenforms.judging.threads import History, Round, Thread, ThreadState, sought_by
from zenforms.reading.submission import Envelope

ONE, TWO = "ZF-260501-00000", "ZF-260503-00001"
THREAD = Thread(
    "EX-001",
    ThreadState.OPEN,
    (
        Round(ONE, RECEIVED - timedelta(days=12), "incomplete"),
        Round(TWO, RECEIVED - timedelta(days=10), "accepted"),
    ),
    letters=frozenset({"a@desk.example", "b@desk.example"}),
)


def test_a_thread_goes_by_the_number_of_any_of_its_rounds() -> None:
    history = History((THREAD,))
    assert THREAD.number == ONE
    assert history.thread(ONE) is history.thread(TWO) is THREAD
    assert history.thread("ZF-260501-99999") is None


def test_a_reply_belongs_to_the_letter_that_it_names_last() -> None:
    other = Thread("EX-001", ThreadState.OPEN, THREAD.rounds, letters=frozenset({"c@desk.example"}))
    history = History((THREAD, other))

    def named(*references: str, subject: str = "") -> list[Thread]:
        return list(history.named_by(Envelope(references=references, subject=subject)))

    assert named("a@desk.example", "c@desk.example") == [other, THREAD]
    assert named("c@desk.example", "a@desk.example", subject=TWO) == [THREAD, other, THREAD]
    assert named("z@client.example") == []


def test_a_thread_is_over_when_nobody_works_on_it() -> None:
    over = {state for state in ThreadState if state.is_over}
    assert over == {ThreadState.CLOSED, ThreadState.CANCELLED}


def test_a_drop_that_names_nothing_seeks_nothing() -> None:
    sought = sought_by(drop_of())
    assert (sought.numbers, sought.message_ids, sought.client_ids) == ((), (), ())
