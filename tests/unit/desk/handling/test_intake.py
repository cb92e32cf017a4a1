import errno
import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.desk.bench import (
    BUG,
    FIXED,
    HANDS,
    NOW,
    judge,
    new_desk,
    put,
    read,
    restart,
    spool_at,
    take,
    tree,
)
from zenforms.desk.handling.consider import ATTEMPTS
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.folders import Folder, outcome_place
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.problems import READER_DIED, TIMED_OUT
from zenforms.reading.submission import Submission


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def report_of(root: Path, kind: OutcomeKind, number: str) -> str:
    return (root / outcome_place(kind, number) / "report.txt").read_text(encoding="utf-8")


def test_a_bug_in_judging_quarantines_that_drop_alone(root: Path) -> None:
    spool = spool_at(root)
    bad = take(spool, put(root, "bad.pdf", f"{BUG} Camille"))
    good = take(spool, put(root, "good.pdf", "accepted oui"))
    assert (bad.outcome, bad.codes) == (OutcomeKind.QUARANTINED, ("ZF080",))
    assert good.outcome is OutcomeKind.ACCEPTED
    place = root / outcome_place(OutcomeKind.QUARANTINED, bad.number)
    assert json.loads((place / "error.json").read_bytes())["error"] == "RuntimeError"
    assert (root / bad.archive / "original" / "bad.pdf").exists()


def test_what_is_said_of_a_bug_holds_nothing_of_the_client(root: Path) -> None:
    def broken(source: Source, policy: Policy) -> Submission:
        raise ValueError(source.original.read_text(), policy)

    bad = take(spool_at(root), put(root, "x.pdf", "secret Camille"), replace(HANDS, read=broken))
    place = root / outcome_place(OutcomeKind.QUARANTINED, bad.number)
    assert b"Camille" not in b"".join(v for v in tree(place).values() if isinstance(v, bytes))


def test_a_writer_that_breaks_quarantines_too(root: Path) -> None:
    def broken(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
        raise KeyError(outcome, number, drop, override)

    settled = take(spool_at(root), put(root, "x.pdf", "accepted oui"), replace(HANDS, pack=broken))
    assert settled.codes == ("ZF080",)
    assert not list((root / Folder.TICKETS).iterdir())


@pytest.mark.parametrize("name", ["../../x", "/x", "x" * 300])
def test_a_parcel_that_cannot_be_written_quarantines_too(root: Path, name: str) -> None:
    def reaching(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
        del number, drop, override
        return Parcel(outcome.kind, {name: b""})

    hands = replace(HANDS, pack=reaching)
    settled = take(spool_at(root), put(root, "x.pdf", "accepted oui"), hands)
    assert settled.codes == ("ZF080",)
    assert not list((root / Folder.TICKETS).iterdir())
    assert not list((root / Folder.WORK).iterdir())


def test_a_drop_that_killed_its_worker_three_times_is_set_aside_unread(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "accepted oui"), NOW)
    for count in range(ATTEMPTS):
        (drop.folder / f"attempt-{count + 1}").touch()

    def never(source: Source, policy: Policy) -> Submission:
        raise AssertionError(source, policy)

    settled = take_in(spool, drop, replace(HANDS, read=never, pack=bare), Desk())
    assert (settled.outcome, settled.codes) == (OutcomeKind.QUARANTINED, ("ZF081",))


def bare(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
    """Pack the codes alone."""
    del number, drop, override
    return Parcel(outcome.kind, {"x": b""}, codes=outcome.report.codes())


@pytest.mark.parametrize("deaths", [1, 2, 3])
def test_a_reader_that_died_is_asked_again_before_it_counts(root: Path, deaths: int) -> None:
    asked = []

    def dying(source: Source, policy: Policy) -> Submission:
        assert not list(source.scratch.iterdir())
        (source.scratch / "half").touch()
        asked.append(source)
        if len(asked) <= deaths:
            return Submission("quarantined", source.sha256, problems=(Problem(READER_DIED),))
        return read(source, policy)

    settled = take(spool_at(root), put(root, "x.pdf", "accepted oui"), replace(HANDS, read=dying))
    assert settled.outcome == ("accepted" if deaths < ATTEMPTS else "quarantined")
    assert len(asked) == min(deaths + 1, ATTEMPTS)


def test_a_reader_that_ran_out_of_time_is_not_asked_again(root: Path) -> None:
    asked = []

    def slow(source: Source, policy: Policy) -> Submission:
        asked.append(policy)
        return Submission("quarantined", source.sha256, problems=(Problem(TIMED_OUT),))

    take(spool_at(root), put(root, "x.pdf", "accepted oui"), replace(HANDS, read=slow))
    assert len(asked) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ECONNREFUSED, errno.EACCES])
def test_what_the_machine_refuses_is_no_verdict(root: Path, number: int) -> None:
    refusals = [OSError(number, "no")] * 5

    def refusing(source: Source, policy: Policy) -> Submission:
        if refusals:
            raise refusals.pop()
        return read(source, policy)

    spool, hands = spool_at(root), replace(HANDS, read=refusing)
    drop = claim(spool, put(root, "x.pdf", "accepted oui"), NOW)
    for _ in range(5):
        with pytest.raises(OSError, match="no"):
            take_in(spool, drop, hands, Desk())
        assert drop.original.exists()
    assert take_in(spool, drop, hands, Desk()).outcome is OutcomeKind.ACCEPTED


def test_a_lasting_error_of_ours_does_not_hold_a_drop_for_ever(root: Path) -> None:
    def lost(source: Source, policy: Policy) -> Submission:
        raise FileNotFoundError(errno.ENOENT, "gone", source, policy)

    settled = take(spool_at(root), put(root, "x.pdf", "accepted oui"), replace(HANDS, read=lost))
    assert settled.codes == ("ZF080",)


def test_a_drop_that_changes_while_it_is_read_is_taken_again(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "accepted oui"), NOW)

    def written_to(submission: Submission, desk: Desk, at: datetime, **known: object) -> Outcome:
        drop.original.write_text("refused oui, au fond")
        return judge(submission, desk, at, history=known["history"])  # type: ignore[arg-type]

    with pytest.raises(OSError, match="still being written"):
        take_in(spool, drop, replace(HANDS, judge=written_to), Desk())
    settled = take_in(spool, drop, HANDS, Desk())
    assert settled.outcome is OutcomeKind.REFUSED


def test_a_link_is_set_aside_and_never_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("accepted secret")
    entry = root / Folder.INBOX / "x.pdf"
    entry.symlink_to(tmp_path / "secret")
    settled = take(spool_at(root), entry, replace(HANDS, pack=bare))
    assert (settled.outcome, settled.codes) == (OutcomeKind.QUARANTINED, ("ZF082",))
    assert (root / settled.archive / "original" / "x.pdf").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_is_set_aside_and_never_opened(root: Path) -> None:
    os.mkfifo(root / Folder.INBOX / "x.pdf")
    settled = take(spool_at(root), root / Folder.INBOX / "x.pdf", replace(HANDS, pack=bare))
    assert settled.codes == ("ZF082",)


def test_a_duplicate_is_not_read(root: Path) -> None:
    spool = spool_at(root)
    take(spool, put(root, "x.pdf", "accepted oui"))

    def never(source: Source, policy: Policy) -> Submission:
        raise AssertionError(source, policy)

    again = take(spool, put(root, "y.pdf", "accepted oui"), replace(HANDS, read=never))
    assert again.outcome is OutcomeKind.DUPLICATE


def test_the_number_has_the_day_on_which_the_mail_server_received_the_drop(root: Path) -> None:
    def stamped(source: Source, policy: Policy) -> Submission:
        seen = read(source, policy)
        envelope = replace(seen.envelope, received_at=NOW.replace(day=10))
        return replace(seen, envelope=envelope)

    settled = take(spool_at(root), put(root, "x.pdf", "refused oui"), replace(HANDS, read=stamped))
    assert settled.number.startswith("ZF-260510-")


def test_replaying_gives_the_same_number_and_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        root = new_desk(tmp_path / name)
        claim(spool_at(root), put(root, "x.pdf", "accepted oui"), NOW)
        restart(root)
        trees.append(tree(root / Folder.TICKETS))
    assert trees[0] == trees[1]
    assert trees[0]


def test_hands_are_told_the_policy_of_the_moment(root: Path) -> None:
    seen = []

    def noting(source: Source, policy: Policy) -> Submission:
        seen.append(policy.stillness_seconds)
        return read(source, policy)

    hands = Pipeline(noting, HANDS.judge, HANDS.pack)
    spool = spool_at(root)
    for seconds in (1.0, 2.0):
        drop = claim(spool, put(root, "x.pdf", f"refused {seconds}"), FIXED.now())
        take_in(spool, drop, hands, Desk(policy=Policy(stillness_seconds=seconds)))
    assert seen == [1.0, 2.0]
    assert report_of(root, OutcomeKind.REFUSED, next((root / Folder.REFUSED).iterdir()).name)
