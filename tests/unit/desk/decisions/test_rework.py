import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.desk.bench import (
    HANDS,
    NOW,
    new_desk,
    put,
    read,
    restart,
    spool_at,
    take,
    tree,
)
from zenforms.desk.decisions.decision_files import Answer, Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.handling.consider import receive
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.papers.requests import find_request, ticket_as
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.durable import OvertakenError
from zenforms.desk.spool.folders import Folder, outcome_place
from zenforms.desk.spool.journal import earlier_events, events_of
from zenforms.desk.spool.own import Fault
from zenforms.desk.spool.recover import recover
from zenforms.desk.spool.spool import Spool
from zenforms.errors import DeskError, ExitCode
from zenforms.findings import Report
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Submission

AGAIN = Order("20260512T100000-00000001", OrderKind.RETRY, "", NOW, "Camille", "vu par Camille")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def settled(desk: Path | Spool, text: str) -> str:
    """The number of a drop that was given its outcome; as a spool, by the same watcher."""
    spool = desk if isinstance(desk, Spool) else spool_at(desk)
    return take(spool, put(spool.root, "x.pdf", text)).number


def again(root: Path, kind: OrderKind, number: str, hands: Pipeline = HANDS) -> Answer:
    """Take a request up again; the answer."""
    order = replace(AGAIN, kind=kind, number=number)
    return carry_out_order(spool_at(root), open_desk(root), hands, order)


def outcomes_of(root: Path, number: str) -> list[OutcomeKind]:
    """In which outcome's folders the request lies."""
    return [kind for kind in OutcomeKind if (root / outcome_place(kind, number)).exists()]


@pytest.mark.parametrize("word", ["incomplete", "refused", "quarantined"])
def test_what_is_accepted_by_a_person_becomes_a_ticket_of_the_same_number(
    root: Path, word: str
) -> None:
    number = settled(root, f"{word} oui")
    assert again(root, OrderKind.ACCEPT, number).outcome is OutcomeKind.ACCEPTED
    assert outcomes_of(root, number) == [OutcomeKind.ACCEPTED]
    assert json.loads((root / Folder.TICKETS / f"{number}.json").read_bytes())
    assert not list((root / Folder.WORK).iterdir())


def test_who_decided_and_why_is_traced_with_what_was_replaced(root: Path) -> None:
    number = settled(root, "refused oui")
    again(root, OrderKind.ACCEPT, number)
    filed = find_request(root, number)
    (override,) = filed.settlement.overrides
    assert (override.by, override.why, override.was) == ("Camille", "vu par Camille", "refused")
    assert (filed.archive / "earlier" / "1-refused" / "report.txt").exists()
    assert (filed.place / "override.txt").read_text() == "vu par Camille"
    assert filed.original.read_text() == "refused oui"


def test_each_outcome_that_was_replaced_is_kept(root: Path) -> None:
    number = settled(root, "refused oui")
    first = replace(AGAIN, id="1", kind=OrderKind.RETRY, number=number)
    for order in (first, replace(first, id="2"), replace(first, id="3", kind=OrderKind.ACCEPT)):
        assert carry_out_order(spool_at(root), open_desk(root), HANDS, order).done
    filed = find_request(root, number)
    kept = sorted(path.name for path in (filed.archive / "earlier").iterdir())
    folders = [name for name in kept if not name.endswith(".jsonl")]
    assert folders == ["1-refused", "2-refused", "3-refused"]
    assert [one.kind for one in filed.settlement.overrides] == ["retry", "retry", "accept"]
    assert outcomes_of(root, number) == [OutcomeKind.ACCEPTED]


def test_a_retry_judges_with_what_is_known_today(root: Path) -> None:
    number = settled(root, "refused oui")

    def wiser(source: Source, policy: Policy) -> Submission:
        return replace(read(source, policy), name="accepted")

    answer = again(root, OrderKind.RETRY, number, replace(HANDS, read=wiser))
    assert answer.outcome is OutcomeKind.ACCEPTED
    assert not (find_request(root, number).place / "override.txt").exists()


def test_a_release_lifts_the_quarantine_and_is_judged_by_the_rules(root: Path) -> None:
    number = settled(root, "quarantined oui")
    assert again(root, OrderKind.RELEASE, number).outcome is OutcomeKind.ACCEPTED
    (override,) = find_request(root, number).settlement.overrides
    assert (override.kind, override.was) == ("release", OutcomeKind.QUARANTINED)


@pytest.mark.parametrize(
    ("kind", "word", "told"),
    [
        (OrderKind.ACCEPT, "incomplete", "accepted"),
        (OrderKind.RETRY, "refused", "retried"),
        (OrderKind.RELEASE, "quarantined", "released"),
    ],
)
def test_the_decision_is_an_event_beside_what_became_of_it(
    root: Path, kind: OrderKind, word: str, told: str
) -> None:
    number = settled(root, f"{word} oui")
    again(root, kind, number)
    (event,) = events_of(root, find_request(root, number).settlement.place)
    assert (event.kind, event.by, event.why) == (told, "Camille", "vu par Camille")


def test_a_request_that_no_person_decided_on_has_no_event(root: Path) -> None:
    for word in ("accepted", "incomplete", "quarantined"):
        number = settled(root, f"{word} oui")
        assert events_of(root, find_request(root, number).settlement.place) == ()


def test_events_beside_an_outcome_that_is_replaced_are_kept_with_it(root: Path) -> None:
    number = settled(root, "refused oui")
    first = replace(AGAIN, id="1", kind=OrderKind.RETRY, number=number)
    for order in (first, replace(first, id="2", kind=OrderKind.ACCEPT)):
        carry_out_order(spool_at(root), open_desk(root), HANDS, order)
    filed = find_request(root, number)
    assert [one.kind for one in earlier_events(filed.archive)] == ["retried"]
    assert [one.kind for one in events_of(root, filed.settlement.place)] == ["accepted"]
    assert not list((root / Folder.REFUSED).iterdir())


@pytest.mark.parametrize("kind", [OrderKind.ACCEPT, OrderKind.RETRY])
@pytest.mark.parametrize("round_", [0, 1])
def test_a_request_has_one_ticket_at_most(root: Path, kind: OrderKind, round_: int) -> None:
    numbers = [settled(root, "incomplete un")]
    numbers.append(settled(root, f"accepted {numbers[0]} deux"))
    before = tree(root)
    answer = again(root, kind, numbers[round_])
    with pytest.raises(DeskError, match=f"{numbers[0]} is a ticket already"):
        answer.check()
    assert tree(root) == before


def test_a_word_on_a_ticket_does_not_become_another_ticket(root: Path) -> None:
    first = settled(root, "accepted un")
    late = settled(root, f"quarantined {first} deux")
    answer = again(root, OrderKind.ACCEPT, late)
    with pytest.raises(DeskError, match=f"{first} is a ticket already"):
        answer.check()
    assert again(root, OrderKind.RELEASE, late).outcome is OutcomeKind.FOLLOWUP


def test_a_round_that_settles_meanwhile_keeps_its_ticket(root: Path) -> None:
    first = settled(root, "incomplete un")
    second = settled(root, f"refused {first} deux")

    def read_late(source: Source, policy: Policy) -> Submission:
        settled_round.append(settled(root, f"accepted {first} trois"))
        return read(source, policy)

    settled_round: list[str] = []
    answer = again(root, OrderKind.ACCEPT, second, replace(HANDS, read=read_late))
    with pytest.raises(DeskError, match=f"{first} is a ticket already"):
        answer.check()
    assert find_request(root, second).settlement.outcome is OutcomeKind.REFUSED
    ticket = ticket_as(root, first)
    assert ticket
    assert ticket.number == settled_round[0]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (OrderKind.ACCEPT, "accepted"),
        (OrderKind.ACCEPT, "automatic"),
        (OrderKind.RELEASE, "incomplete"),
        (OrderKind.RETRY, "accepted"),
        (OrderKind.RETRY, "cancelled"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_and_changes_nothing(
    root: Path, kind: OrderKind, word: str
) -> None:
    number = settled(root, f"{word} oui")
    before = tree(root)
    answer = again(root, kind, number)
    assert answer.refusal is not None
    assert tree(root) == before


def without_request(submission: Submission, desk: Desk, at: datetime, **_: object) -> Outcome:
    return Outcome(
        OutcomeKind.QUARANTINED, ExitCode.SET_ASIDE, Report(), Case(submission, desk, at)
    )


def test_what_holds_no_request_cannot_become_a_ticket(root: Path) -> None:
    number = settled(root, "quarantined oui")
    before = tree(root, but=lambda name: name.startswith("journal"))
    answer = again(root, OrderKind.ACCEPT, number, replace(HANDS, judge=without_request))
    with pytest.raises(DeskError, match="holds no request"):
        answer.check()
    assert tree(root, but=lambda name: name.startswith("journal")) == before


def test_a_bug_on_the_way_leaves_everything_as_it_was(root: Path) -> None:
    number = settled(root, "refused oui")
    before = tree(root, but=lambda name: name.startswith("journal"))

    def broken(source: Source, policy: Policy) -> Submission:
        raise RuntimeError(source, policy)

    answer = again(root, OrderKind.RETRY, number, replace(HANDS, read=broken))
    with pytest.raises(DeskError, match="RuntimeError"):
        answer.check()
    assert tree(root, but=lambda name: name.startswith("journal")) == before


def test_an_original_that_was_altered_is_not_judged(root: Path) -> None:
    number = settled(root, "refused oui")
    find_request(root, number).original.write_text("accepted oui")
    with pytest.raises(DeskError, match="no longer what was received"):
        again(root, OrderKind.RETRY, number).check()
    assert outcomes_of(root, number) == [OutcomeKind.REFUSED]


def test_an_original_that_was_purged_is_not_judged(root: Path) -> None:
    number = settled(root, "refused oui")
    find_request(root, number).original.unlink()
    with pytest.raises(DeskError, match="was purged"):
        again(root, OrderKind.RETRY, number).check()


def test_a_machine_that_refuses_leaves_everything_as_it_was(root: Path) -> None:
    number = settled(root, "refused oui")
    before = tree(root, but=lambda name: name.startswith("journal"))

    def away(source: Source, policy: Policy) -> Submission:
        raise ConnectionRefusedError(111, "away", source, policy)

    with pytest.raises(OSError, match="away"):
        again(root, OrderKind.RETRY, number, replace(HANDS, read=away))
    assert tree(root, but=lambda name: name.startswith("journal")) == before
    restart(root)
    assert again(root, OrderKind.RETRY, number).done


def test_a_request_taken_up_again_is_no_duplicate_of_itself(root: Path) -> None:
    number = settled(root, "refused oui")
    again(root, OrderKind.RETRY, number)
    twin = take(spool_at(root), put(root, "y.pdf", "refused oui"))
    assert (twin.outcome, twin.first) == (OutcomeKind.DUPLICATE, number)


def test_what_names_a_request_that_is_judged_again_waits_for_it(root: Path) -> None:
    first = settled(root, "incomplete un")

    def read_late(source: Source, policy: Policy) -> Submission:
        with pytest.raises(OvertakenError):
            settled(spool, f"accepted {first} deux")
        other.append(settled(spool, "accepted autre"))
        return read(source, policy)

    other: list[str] = []
    spool = spool_at(root)
    order = replace(AGAIN, kind=OrderKind.RETRY, number=first)
    hands = replace(HANDS, read=read_late)
    assert carry_out_order(spool, open_desk(root), hands, order).outcome is OutcomeKind.INCOMPLETE
    assert [ticket_as(root, number) is not None for number in (first, *other)] == [False, True]
    (left,) = recover(spool)
    assert take_in(spool, left, HANDS, Desk()).outcome is OutcomeKind.ACCEPTED
    assert ticket_as(root, first)


def with_limit(root: Path, most: int) -> Desk:
    """The desk whose policy reads no more of a drop."""
    (root / "policy.toml").write_text(f"limits.drop_bytes = {most}\n", encoding="utf-8")
    return Desk(Policy(limits=Limits(drop_bytes=most)))


@pytest.mark.parametrize("size", [301, 3_900_000_000])
def test_a_file_beyond_what_is_read_is_set_aside_without_a_look_and_read_when_it_may_be(
    root: Path, size: int
) -> None:
    spool, desk = spool_at(root), with_limit(root, 300)
    entry = put(root, "film.mp4", "accepted oui")
    with entry.open("r+b") as file:
        file.truncate(size)
    received = receive(spool, claim(spool, entry, NOW), desk)
    assert received.fault is not None
    assert received.fault.fault is Fault.TOO_LARGE
    assert received.content.size == 0  # nobody counted them
    settled = take_in(spool, received.drop, HANDS, desk)
    assert (settled.outcome, settled.codes) == (OutcomeKind.QUARANTINED, ("ZF566",))
    with find_request(root, settled.number).original.open("r+b") as file:
        file.truncate(len("accepted oui"))
    with_limit(root, 400)
    assert again(root, OrderKind.RETRY, settled.number).outcome is OutcomeKind.ACCEPTED


def test_what_is_beyond_a_limit_that_was_lowered_is_told_and_not_called_changed(
    root: Path,
) -> None:
    number = settled(root, "incomplete oui")
    with_limit(root, 10)
    assert again(root, OrderKind.RETRY, number).outcome is OutcomeKind.QUARANTINED


@pytest.mark.parametrize(("sizes", "is_read"), [((900, 900), True), ((900, 900, 900), False)])
def test_a_folder_may_weigh_more_than_is_read_of_it(
    root: Path, sizes: tuple[int, ...], *, is_read: bool
) -> None:
    folder = root / Folder.INBOX / "envoi"
    folder.mkdir()
    for number, size in enumerate(sizes):
        with (folder / f"{number}.mp4").open("wb") as file:
            file.truncate(size)
    spool = spool_at(root)
    received = receive(spool, claim(spool, folder, NOW), with_limit(root, 500))
    assert (received.fault is None) is is_read
