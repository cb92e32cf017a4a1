"""What the desk tests build: a desk, and hands that do what the first word of a drop says."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from zenforms.desk.decisions.staff import carry_out_waiting
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.opening import CLOCK, Clock, open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.recover import recover
from zenforms.desk.spool.settlement import (
    Content,
    Override,
    Parcel,
    Settlement,
    TicketEvent,
)
from zenforms.desk.spool.spool import Spool, open_spool
from zenforms.errors import ExitCode
from zenforms.findings import Report
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.numbers import parse_number
from zenforms.judging.policy import Policy
from zenforms.judging.request import Request
from zenforms.judging.threads import History, Join, Joined, Thread, ThreadState
from zenforms.reading.submission import Envelope, Submission

NOW = datetime.fromisoformat("2026-05-12T10:00:00+02:00")
FIXED = Clock(NOW)

BUG = "bug"
"""The first word of a drop on which the hands break."""
RESTRICTED = "restricted"
"""The first word of an accepted drop whose original nobody may see."""

OTHER_TICKET = "ZF-260511-00000"
"""The ticket that a cancellation names."""


class QuickDisk(Disk):
    """A disk that does not wait for durability: a test that ends needs none."""

    def sync(self, handle: int) -> None:
        """Do not wait."""

    def sync_folder(self, path: Path) -> None:
        """Do not wait."""


def new_desk(root: Path) -> Path:
    """A desk that was just founded, whose clock stands still."""
    found_desk(root)
    (root / CLOCK).write_text(f"now = {NOW.isoformat()}\n")
    return root


def spool_at(root: Path, disk: Disk | None = None) -> Spool:
    """The desk's spool."""
    return open_spool(root, now=FIXED.now, disk=disk or QuickDisk())


def put(root: Path, name: str, text: str) -> Path:
    """Drop a file."""
    path = root / Folder.INBOX / name
    path.write_text(text)
    return path


def text_of(path: Path) -> str:
    """The text of what was dropped; of a folder, of its first file."""
    if path.is_dir():
        path = min(path.iterdir())
    return path.read_text()


def read(source: Source, policy: Policy) -> Submission:
    """Read the first word into the submission's name; a request's number makes it a reply."""
    assert policy.limits.wall_seconds
    text = text_of(source.original)
    number = parse_number(text)
    envelope = Envelope(subject=number) if number else Envelope()
    return Submission(name=text.split()[0], sha256=source.sha256, envelope=envelope)


def judge(submission: Submission, desk: Desk, at: datetime, *, history: History) -> Outcome:
    """Give the outcome that the first word names, but a sound word on a ticket is a follow-up."""
    word = submission.name
    if word == BUG:
        raise RuntimeError(word)
    kind = OutcomeKind.ACCEPTED if word == RESTRICTED else OutcomeKind(word)
    joined = _joined(history.thread(submission.envelope.subject or ""))
    if joined and joined.how is Join.FOLLOWUP and kind is not OutcomeKind.QUARANTINED:
        kind = OutcomeKind.FOLLOWUP
    case = Case(submission, desk, at, history=history, joined=joined, request=Request())
    return Outcome(kind, ExitCode.OK, Report(), case)


def _joined(thread: Thread | None) -> Joined | None:
    if thread is None:
        return None
    is_awaited = thread.state is ThreadState.RETURNED
    return Joined(thread, Join.ROUND if is_awaited else Join.FOLLOWUP)


def pack(outcome: Outcome, number: str, drop: Drop, *, override: Override | None = None) -> Parcel:
    """A report, a file in a subfolder, and for a ticket its record."""
    accepted = outcome.kind is OutcomeKind.ACCEPTED
    restricted = outcome.case.submission.name == RESTRICTED
    files: dict[str, Content] = {
        "report.txt": f"{number} {drop.receipt.name}\n".encode(),
        "sub/data.bin": b"\0" * 300,
    }
    if override:
        files["override.txt"] = override.why.encode()
    if drop.original.is_file() and not restricted:
        files["copy"] = drop.original
    event = TicketEvent("cancel-1", "cancelled", NOW, by="client")
    return Parcel(
        outcome.kind,
        files,
        record=json.dumps({"drop": {"number": number}}).encode() if accepted else None,
        codes=outcome.report.codes(),
        restricted=restricted,
        events=((f"tickets/{OTHER_TICKET}", event),)
        if outcome.kind is OutcomeKind.CANCELLED
        else (),
    )


HANDS = Pipeline(read, judge, pack)


def take(spool: Spool, entry: Path, hands: Pipeline = HANDS) -> Settlement:
    """Claim an entry and give it its outcome."""
    return take_in(spool, claim(spool, entry, NOW), hands, Desk())


def restart(root: Path, disk: Disk | None = None, hands: Pipeline = HANDS) -> Spool:
    """What a watcher does when it starts: recover, take up what is left, work off the inbox."""
    spool = spool_at(root, disk)
    for drop in recover(spool):
        take_in(spool, drop, hands, Desk())
    carry_out_waiting(spool, open_desk(root), hands)
    for entry in sorted((root / Folder.INBOX).iterdir()):
        take(spool, entry, hands)
    return spool


def tree(root: Path, *, but: Callable[[str], bool] = lambda _: False) -> dict[str, bytes | str]:
    """Everything below `root`: relative name → bytes, a link's target, or `/` for a folder."""
    found: dict[str, bytes | str] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if but(name):
            continue
        if path.is_symlink():
            found[name] = str(path.readlink())
        else:
            found[name] = "/" if path.is_dir() else path.read_bytes()
    return found
