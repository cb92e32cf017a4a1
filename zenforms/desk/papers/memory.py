"""What the desk remembers of earlier requests, read from its folders for one drop."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from zenforms.desk.papers.requests import Filed, known_as, standing_in, standing_of
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import ROUNDS, Folder
from zenforms.desk.spool.journal import earlier_events, events_of
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind
from zenforms.judging.identity import Directory
from zenforms.judging.numbers import numbers_in
from zenforms.judging.request import Request
from zenforms.judging.threads import History, Round, Sought, Thread, ThreadState, sought_by
from zenforms.reading.limits import Limits
from zenforms.reading.submission import DropFile, Submission

REPORT = "report.txt"
"""What staff read of a drop, beside each outcome."""

FINDINGS = "findings.json"
"""The verdict, beside each outcome, as `validate --format json` says it."""

_ROUNDS = ROUNDS - {OutcomeKind.CANCELLED}
"""Without a ticket, a request of these went back, and is awaited with what is missing."""

_FINDINGS_BYTES = 4_000_000
"""No findings of a request that was judged within limits are longer."""

ReadAgain = Callable[[Filed], Submission]


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk remembers of one request: the decisions on its rounds, the oldest first."""

    rounds: tuple[Settlement, ...]
    may_join: bool = False
    """Whether the drop names it and is its client's: nobody else's drop joins it."""
    is_named: bool = True
    """Whether the drop names it; else it is only held against it, wherever it stands."""

    @property
    def number(self) -> str:
        """The number by which the request is known."""
        return self.rounds[0].number

    @property
    def may_be_completed(self) -> bool:
        """Whether the drop may bring what is missing: then its rounds are read again."""
        return self.may_join and _ticket_among(self.rounds) is None


def known_to(
    sought: Sought,
    *,
    kin: Kin,
    directory: Directory,
    limits: Limits,
    open_of: Callable[[str], Iterable[str]],
) -> tuple[Known, ...]:
    """The requests that a drop names, and the recent ones of its clients.

    Those of other clients are known too, so that a rule can tell of them; the drop may not
    complete them. `open_of` a client gives all its open requests: they are asked for when a
    message says that one is over, without saying which.
    """
    writer = directory.believed_among(sought.writers)
    author = directory.client_of_all(writer)
    mine = dict.fromkeys((*sought.client_ids, *([author.id] if author else [])))
    found: dict[str, Known] = {}
    for number in named_by(sought)[: limits.earlier_requests]:
        if rounds := _rounds_known(kin, number):
            client = _standing_for(rounds).client
            may_join = client in mine or directory.all_belong_to(client, writer)
            found[rounds[0].number] = Known(rounds, may_join=may_join)
    recent = [number for client_id in mine for number in kin.recent_of(client_id)]
    meant = tuple(open_of(author.id)) if author and sought.withdraws else ()
    for numbers, is_named in ((sought.mentioned, True), (meant, True), (recent, sought.withdraws)):
        for number in dict.fromkeys(_first_of(kin, one) for one in numbers):
            if number not in found and (rounds := _rounds_known(kin, number)):
                found.setdefault(rounds[0].number, Known(rounds, is_named=is_named))
    return tuple(found.values())


def open_requests(root: Path, kin: Kin, client_id: str) -> Iterator[str]:
    """The numbers of the requests of one client on which somebody works, or which it may complete.

    It looks at every request of the desk that is open: for few drops.
    """
    for folder in (Folder.TICKETS, Folder.RETURNED):
        for number in standing_in(root, folder):
            decided = kin.decision_on(number)
            if decided is None or decided.client != client_id or kin.is_overtaken(decided):
                continue
            if not standing_of(root, decided.place).state.is_over:
                yield decided.request


def history_of(
    known: Iterable[Known], *, root: Path, read_again: Callable[[str], Submission | None]
) -> History:
    """What is told of these requests in the desk's folders.

    `read_again` gives what the round with a number held, when the drop may complete its request.
    """
    return History(tuple(_remembered(root, one, read_again) for one in known))


def history_for(
    submission: Submission,
    *,
    root: Path,
    kin: Kin,
    directory: Directory,
    read_again: ReadAgain,
) -> History:
    """The threads that the drop names, and the recent ones of its clients.

    `read_again` opens the original of an earlier round, when the drop may complete it: never for
    the drop of another client.
    """

    def read(number: str) -> Submission | None:
        filed = known_as(root, number)
        return read_again(filed) if filed else None

    known = known_to(
        sought_by(submission),
        kin=kin,
        directory=directory,
        limits=Limits(),
        open_of=lambda client: open_requests(root, kin, client),
    )
    return history_of(known, root=root, read_again=read)


def named_by(sought: Sought) -> tuple[str, ...]:
    """The request numbers that a drop names, in words or by the letter that it answers."""
    return (*sought.numbers, *numbers_in("\n".join(sought.message_ids)))


def thread_of(root: Path, kin: Kin, number: str) -> Thread | None:
    """The request with all its rounds, called by the number of any; None when there is none."""
    rounds = _rounds_known(kin, number)
    return _thread(root, rounds, is_named=True) if rounds else None


def standing_rounds(kin: Kin, number: str) -> tuple[tuple[str, str], ...]:
    """Number and outcome of each round of a request, the oldest first; none when there is none."""
    return tuple((one.number, one.outcome.value) for one in _rounds_known(kin, number))


def _first_of(kin: Kin, number: str) -> str:
    """The number of the request that a drop belongs to, whichever of its numbers is said."""
    decided = kin.decision_on(number)
    return (decided.thread or number) if decided else number


def _rounds_known(kin: Kin, number: str) -> tuple[Settlement, ...]:
    found = map(kin.decision_on, kin.telling_of(_first_of(kin, number), _ROUNDS))
    return tuple(one for one in found if one and one.outcome in _ROUNDS)


def _ticket_among(rounds: Iterable[Settlement]) -> Settlement | None:
    return next((one for one in rounds if one.outcome is OutcomeKind.ACCEPTED), None)


def _standing_for(rounds: tuple[Settlement, ...]) -> Settlement:
    """The decision that a request stands for: its ticket, else its newest round."""
    return _ticket_among(rounds) or rounds[-1]


def _thread(root: Path, rounds: tuple[Settlement, ...], *, is_named: bool) -> Thread:
    ticket, known = _ticket_among(rounds), _standing_for(rounds)
    state = ThreadState.OPEN if ticket else ThreadState.RETURNED
    if ticket and is_named:
        state = standing_of(root, known.place).state
    return Thread(
        client_id=known.client,
        state=state,
        rounds=tuple(Round(s.number, s.received_at, s.outcome) for s in rounds),
        request=_judged(f"{root}/{known.place}", len(known.overrides)),
        letters=frozenset(letter for s in rounds for letter in s.letters),
    )


def _remembered(root: Path, known: Known, read_again: Callable[[str], Submission | None]) -> Thread:
    """The request; one that may be completed with what its rounds held, each in its own folder."""
    thread = _thread(root, known.rounds, is_named=known.is_named)
    if not known.may_be_completed:
        return thread
    rounds = [
        replace(one, submission=_in_its_folder(one.number, read_again(one.number)))
        for one in thread.rounds
    ]
    return replace(thread, rounds=tuple(rounds))


def _in_its_folder(number: str, read: Submission | None) -> Submission | None:
    if read is None:
        return None
    return replace(read, files=tuple(_below(number, file) for file in read.files))


@lru_cache(maxsize=2_000)
def _judged(place: str, _decisions: int) -> Request | None:
    """The request's values; they change only when somebody decides about it anew."""
    return request_in(Path(place))


def request_in(place: Path) -> Request | None:
    """The request's values as they were judged; None when the folder holds none."""
    path = f"{place}/{FINDINGS}"
    try:
        status = os.stat(path)  # noqa: PTH116 - for fifty requests a drop
    except OSError:
        return None
    if status.st_size > _FINDINGS_BYTES:
        return None
    return _request(path, status.st_mtime_ns)


@lru_cache(maxsize=512)
def _request(path: str, _changed: int) -> Request | None:
    try:
        return Request.model_validate(read_json(Path(path))["request"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


def _below(folder: str, file: DropFile) -> DropFile:
    """The file as it lies in the folder of its round, below the drop's own files."""
    recording = file.recording
    if recording and recording.screenshot_folder:
        recording = replace(recording, screenshot_folder=f"{folder}/{recording.screenshot_folder}")
    return replace(file, safe_name=f"{folder}/{file.safe_name}", recording=recording)


# The drops of one request, whichever of their numbers somebody says.


def drops_of_request(root: Path, filed: Filed, today: date) -> tuple[Filed, ...]:
    """Every drop of the request that `filed` belongs to, itself among them, as they came."""
    return drops_known_to(Kin(root, lambda: archived_numbers(root), today), root, filed)


def drops_known_to(kin: Kin, root: Path, filed: Filed) -> tuple[Filed, ...]:
    """The same, for whoever asks about many requests."""
    first = filed.settlement.thread or filed.number
    numbers = dict.fromkeys((first, *kin.rounds_of(first), filed.number))
    return tuple(one for number in numbers if (one := known_as(root, number)))


def mark_of(root: Path, drops: Iterable[Filed]) -> str:
    """What tells whether a request went on: it changes with every drop, decision and event."""
    said = hashlib.sha256()
    for one in drops:
        settlement = one.settlement
        events = (*earlier_events(one.archive), *events_of(root, settlement.place))
        ids = (*(override.order for override in settlement.overrides), *(e.id for e in events))
        said.update("\0".join((one.number, settlement.outcome, *ids, "")).encode())
    return said.hexdigest()[:16]


def ticket_among(drops: tuple[Filed, ...]) -> Filed | None:
    """The drop whose ticket stands for the request."""
    return next((one for one in drops if one.settlement.outcome is OutcomeKind.ACCEPTED), None)


def rounds_among(drops: tuple[Filed, ...]) -> tuple[Filed, ...]:
    """Those that are the request itself, not only something that came about it."""
    return tuple(one for one in drops if one.settlement.outcome in ROUNDS)


def standing_among(drops: tuple[Filed, ...]) -> Filed | None:
    """The drop that tells where the request stands: its ticket, else its newest round."""
    return ticket_among(drops) or next(reversed(rounds_among(drops)), None)


def standing_for(filed: Filed, drops: tuple[Filed, ...]) -> Filed:
    """The drop that tells where the request stands which `filed` is the number of.

    A request is called by the number of its first round: its ticket stands for it, else its
    newest round. Any other drop stands for itself.
    """
    if (
        filed.settlement.outcome is OutcomeKind.FOLLOWUP
    ):  # a word about it, with a number of its own
        return filed
    if filed.settlement.request != filed.number:
        return filed
    return standing_among(drops) or filed


def concerned_by_event(filed: Filed, drops: tuple[Filed, ...]) -> Filed:
    """The drop beside which it is written what happened: the ticket that its request became.

    What is in quarantine is not yet of that request; a word on it is nothing by itself.
    """
    if filed.settlement.outcome is OutcomeKind.QUARANTINED:
        return filed
    if filed.settlement.outcome is OutcomeKind.FOLLOWUP:
        return standing_among(drops) or filed
    return ticket_among(drops) or standing_for(filed, drops)


def concerned_by_order(filed: Filed, drops: tuple[Filed, ...]) -> Filed:
    """The drop that is taken up again: of a request without a ticket, what came last."""
    if filed.settlement.request != filed.number or ticket_among(drops):
        return standing_for(filed, drops)
    kinds = ROUNDS | {OutcomeKind.QUARANTINED}
    return [one for one in drops if one.settlement.outcome in kinds or one is filed][-1]
