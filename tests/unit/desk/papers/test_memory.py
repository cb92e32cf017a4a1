from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, NOW, new_desk, put, spool_at, take
from zenforms.desk.papers.memory import history_for, request_in, thread_of
from zenforms.desk.papers.requests import EventKind, Filed
from zenforms.desk.spool.journal import add_event
from zenforms.desk.spool.settlement import SETTLED, Settlement, TicketEvent
from zenforms.desk.spool.spool import Spool
from zenforms.judging.identity import Directory
from zenforms.judging.policy import Client, Register
from zenforms.judging.threads import ThreadState
from zenforms.reading.submission import DropFile, Envelope, Role, Submission

AT_EXEMPLE = "camille@exemple.example"
_EXEMPLE = Client(id="EXEMPLE", name="Exemple", mail_domains=("exemple.example",))
OF_EXEMPLE = Directory(Register(clients=(_EXEMPLE,)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def settled(root: Path, text: str, thread: str | None = None) -> Settlement:
    """A drop of the client EXEMPLE, settled as a round of `thread`."""
    settlement = take(spool_at(root), put(root, "x.pdf", text), HANDS)
    number = settlement.number
    settlement = replace(
        settlement, thread=thread, client="EXEMPLE", letters=(f"{number}@editeur.example",)
    )
    (root / settlement.archive / SETTLED).write_bytes(settlement.to_json())
    return settlement


def read_again(filed: Filed) -> Submission:
    file = DropFile("x.log", "x.log", Role.LOG, "text/plain", 1, filed.settlement.sha256)
    return Submission(filed.receipt.name, filed.settlement.sha256, files=(file,))


def seen(spool: Spool, envelope: Envelope) -> list[str]:
    """The threads that a mail with this envelope brings to mind."""
    drop = Submission("x.eml", "b" * 64, envelope)
    history = history_for(
        drop, root=spool.root, kin=spool.kin, directory=OF_EXEMPLE, read_again=read_again
    )
    return [thread.number for thread in history.threads]


def test_a_thread_is_called_by_the_number_of_any_of_its_rounds(root: Path) -> None:
    first = settled(root, "incomplete un")
    second = settled(root, "accepted deux", first.number)
    spool = spool_at(root)
    for number in (first.number, second.number):
        thread = thread_of(root, spool.kin, number)
        assert thread is not None
        assert [one.number for one in thread.rounds] == [first.number, second.number]
        assert thread.client_id == "EXEMPLE"
        assert thread.letters == {*first.letters, *second.letters}


@pytest.mark.parametrize(
    ("word", "state"), [("incomplete", ThreadState.RETURNED), ("accepted", ThreadState.OPEN)]
)
def test_where_a_thread_stands_is_read_off_its_newest_round(
    root: Path, word: str, state: ThreadState
) -> None:
    number = settled(root, f"{word} un").number
    thread = thread_of(root, spool_at(root).kin, number)
    assert thread is not None
    assert thread.state is state


def test_a_closed_ticket_is_a_closed_thread(root: Path) -> None:
    number = settled(root, "accepted un").number
    spool = spool_at(root)
    add_event(
        spool.disk, root, f"tickets/{number}", TicketEvent("1", EventKind.CLOSED, NOW, "Camille")
    )
    thread = thread_of(root, spool.kin, number)
    assert thread is not None
    assert thread.state is ThreadState.CLOSED


@pytest.mark.parametrize("word", ["quarantined", "automatic"])
def test_what_nobody_waits_for_is_no_thread(root: Path, word: str) -> None:
    number = settled(root, f"{word} un").number
    assert thread_of(root, spool_at(root).kin, number) is None


def test_an_unknown_number_is_no_thread(root: Path) -> None:
    assert thread_of(root, spool_at(root).kin, "ZF-260512-00000") is None


def test_a_number_in_the_subject_and_a_letter_that_is_answered_bring_it_to_mind(
    root: Path,
) -> None:
    one, other = settled(root, "incomplete un"), settled(root, "incomplete deux")
    spool = spool_at(root)
    assert seen(spool, Envelope(subject=f"RE: [{one.number}] Export")) == [one.number]
    assert seen(spool, Envelope(references=other.letters)) == [other.number]
    assert seen(spool, Envelope(subject="Export")) == []


def test_the_rounds_of_a_returned_request_are_read_again_each_in_a_folder_of_its_own(
    root: Path,
) -> None:
    first = settled(root, "incomplete un")
    spool = spool_at(root)
    drop = Submission("x.eml", "b" * 64, Envelope(subject=first.number, sender=AT_EXEMPLE))
    history = history_for(
        drop, root=root, kin=spool.kin, directory=OF_EXEMPLE, read_again=read_again
    )
    (thread,) = history.threads
    submission = thread.rounds[0].submission
    assert submission is not None
    assert [file.safe_name for file in submission.files] == [f"{first.number}/x.log"]


def test_the_rounds_of_another_client_are_not_opened(root: Path) -> None:
    first = settled(root, "incomplete un")
    spool = spool_at(root)

    def never(filed: Filed) -> Submission:
        raise AssertionError(filed.number)

    drop = Submission("x.eml", "b" * 64, Envelope(subject=first.number, sender="x@autre.example"))
    history = history_for(drop, root=root, kin=spool.kin, directory=OF_EXEMPLE, read_again=never)
    assert [thread.number for thread in history.threads] == [first.number]


def test_a_folder_without_findings_tells_no_request(tmp_path: Path) -> None:
    assert request_in(tmp_path) is None
    (tmp_path / "findings.json").write_text("{")
    assert request_in(tmp_path) is None
