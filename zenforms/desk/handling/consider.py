"""What is thought of a drop: its bytes made ours, read by careful hands, judged by the rules."""

from dataclasses import dataclass

from zenforms.desk.handling import verdict
from zenforms.desk.handling.hands import Hands, Read, Source
from zenforms.desk.papers.memory import history_for
from zenforms.desk.papers.requests import Filed
from zenforms.desk.spool.claim import attempt, clear_scratch, make_own
from zenforms.desk.spool.drop import Digest, Drop, Shape, Stamp, digest, fingerprint
from zenforms.desk.spool.spool import Spool
from zenforms.judging.case import Case, Desk, Outcome
from zenforms.judging.history import History
from zenforms.judging.policy import Policy
from zenforms.problems import READER_DIED
from zenforms.reading.submission import Submission

ATTEMPTS = 3
"""How often a drop may take its worker down before it is set aside."""


@dataclass(frozen=True, slots=True)
class Received:
    """A drop whose bytes are ours; `stamp` tells whether somebody still changes them."""

    drop: Drop
    content: Digest
    stamp: Stamp
    since: int
    """How many requests had settled when this one was begun."""

    @property
    def unread(self) -> Submission:
        """What is known of it before anybody read it."""
        return Submission(name=self.drop.receipt.name, sha256=self.content.sha256)


def receive(spool: Spool, drop: Drop) -> Received:
    """Make the bytes ours alone and hash them."""
    make_own(spool, drop)
    clear_scratch(spool, drop)
    stamp = fingerprint(drop.original)  # first: a change during the hashing must show
    return Received(drop, digest(drop.original), stamp, spool.twins.count)


def consider(spool: Spool, received: Received, hands: Hands, desk: Desk) -> Outcome:
    """Read and judge, unless the drop was seen before, is no file, or kills whoever reads it."""
    drop, content, at = received.drop, received.content, received.drop.receipt.arrived_at
    if first := spool.index.first_with(content.sha256, besides=drop.receipt.drop):
        return verdict.seen_before(Case(received.unread, desk, at), first)
    if content.shape in {Shape.LINK, Shape.SPECIAL}:
        return verdict.set_aside(verdict.NOT_A_FILE, received.unread, desk=desk, at=at)
    with attempt(spool, drop) as count:
        if count > ATTEMPTS:
            why = {"count": str(ATTEMPTS)}
            return verdict.set_aside(verdict.POISON, received.unread, desk=desk, at=at, **why)
        submission = read_patiently(spool, received, hands.read, desk.policy)
        history = remembered(spool, drop, submission, hands.read, desk=desk)
        return hands.judge(submission, desk, at, history=history)


def read_patiently(spool: Spool, received: Received, read: Read, policy: Policy) -> Submission:
    """Read the drop; a reader that died is no verdict until it dies every time."""
    drop = received.drop
    source = Source(drop.original, drop.scratch, drop.receipt.name, received.content.sha256)
    for _ in range(ATTEMPTS):
        clear_scratch(spool, drop)
        submission = read(source, policy)
        if all(problem.code != READER_DIED for problem in submission.problems):
            break
    return submission


def remembered(
    spool: Spool, drop: Drop, submission: Submission, read: Read, *, desk: Desk
) -> History:
    """The earlier requests that matter to the drop; rounds that it may complete are read again."""

    def read_again(filed: Filed) -> Submission:
        scratch = drop.scratch / filed.number
        spool.disk.remove(scratch)
        spool.disk.make_folder(scratch)
        receipt, sha256 = filed.receipt, filed.settlement.sha256
        return read(Source(filed.original, scratch, receipt.name, sha256), desk.policy)

    return history_for(
        submission,
        root=spool.root,
        kin=spool.kin,
        directory=desk.directory,
        read_again=read_again,
    )
