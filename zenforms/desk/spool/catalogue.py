"""Which requests the desk has: read off the names in its folders, once, at the start."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from zenforms.desk.spool.folders import (
    ROUNDS,
    Folder,
    archive_place,
    code_of,
    day_of,
    existing_places,
)
from zenforms.desk.spool.journal import diary_lines
from zenforms.desk.spool.settlement import SETTLED, Settlement, read_settlement
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind
from zenforms.judging.numbers import SHORTEST, number_of


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number given to a drop; `first` is the request whose content it repeats, if any."""

    number: str
    first: str | None


class Index:
    """Answers “seen before?” and gives out numbers; safe to ask from several threads.

    The archive is listed when it is first asked.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.RLock()
        self._given: dict[str, Numbered] = {}
        self._numbers: set[str] = set()
        self._hashes: dict[str, dict[str, str | None]] = {}
        """Short code → number → hash; None is a hash not read from the archive yet."""
        self._is_listed = False

    def give_number(
        self,
        drop: str,
        received_at: datetime,
        sha256: str,
        *,
        first: str | None = None,
        is_empty: bool = False,
    ) -> Numbered:
        """The number of a drop, however often it is asked for.

        It is free when given, and the same in every run for the same content and day. `first` is
        a request that it is known to repeat, whatever its bytes; one that `is_empty` repeats none.
        """
        with self._listing():
            if first and drop in self._given and not self._given[drop].first:
                self.forget(self._given.pop(drop).number)
            if drop not in self._given:
                first = first or (None if is_empty else self.first_with(sha256, besides=drop))
                number = self._copy_of(first) if first else self._free(received_at, sha256)
                self._given[drop] = Numbered(number, first)
                self._remember(number, sha256)
            return self._given[drop]

    def add(self, drop: str, number: str, sha256: str) -> None:
        """Remember a decision that an earlier run made."""
        with self._listing():
            self._given.setdefault(drop, Numbered(number, None))
            self._remember(number, sha256)

    def close(self, drop: str) -> None:
        """The drop has reached the archive and asks for no number again."""
        with self._listing():
            self._given.pop(drop, None)

    def numbers(self) -> tuple[str, ...]:
        """The numbers of everything in the archive, by day."""
        with self._listing():
            return tuple(sorted(self._numbers))

    def holds(self, number: str) -> bool:
        """Whether the archive has this number, and nobody is working on it."""
        with self._listing():
            is_open = any(given.number == number for given in self._given.values())
            return number in self._numbers and not is_open

    def forget(self, number: str) -> None:
        """Forget a request that is purged or erased."""
        with self._listing():
            self._numbers.discard(number)
            self._hashes.get(_short_code_of(number), {}).pop(number, None)

    def first_with(self, sha256: str, *, besides: str) -> str | None:
        """The number of another drop than `besides` that had this very content, or None."""
        with self._listing():
            own = self._given.get(besides)
            candidates = self._hashes.get(_short_code(sha256), {})
            for number in candidates:
                if candidates[number] is None:
                    candidates[number] = _archived_hash(self._root, number)
                if candidates[number] == sha256 and (own is None or own.number != number):
                    return number
        return None

    @contextmanager
    def _listing(self) -> Iterator[None]:
        """Hold the lock; the first time, list the archive."""
        with self._lock:
            if not self._is_listed:
                self._is_listed = True
                for number in archived_numbers(self._root):
                    self._remember(number, None)
            yield

    def _free(self, received_at: datetime, sha256: str) -> str:
        return number_of(received_at, sha256, taken=_Taken(self._is_taken))

    def _copy_of(self, first: str) -> str:
        count = 2
        while self._is_taken(f"{first}-{count}"):
            count += 1
        return f"{first}-{count}"

    def _is_taken(self, number: str) -> bool:
        return number in self._numbers or bool(existing_places(self._root, number))

    def _remember(self, number: str, sha256: str | None) -> None:
        self._numbers.add(number)
        if code := _short_code_of(number):
            self._hashes.setdefault(code, {})[number] = sha256


def archived_numbers(root: Path) -> Iterator[str]:
    """The numbers of all originals that the archive holds, month by month."""
    for shelf in (Folder.ARCHIVE, Folder.RESTRICTED):
        for month in sorted((root / shelf).glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]")):
            with suppress(OSError):
                names = sorted(entry.name for entry in month.iterdir())
                yield from (name for name in names if _is_ours(name))


def _is_ours(name: str) -> bool:
    try:
        archive_place(name)
    except ValueError:
        return False
    return True


def _archived_hash(root: Path, number: str) -> str | None:
    for restricted in (False, True):
        path = root / archive_place(number, restricted=restricted) / SETTLED
        try:
            return str(read_json(path)["sha256"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    told = (line.get("sha256") for line in diary_lines(root) if line.get("number") == number)
    return next((one for one in told if isinstance(one, str)), None)


def _short_code(sha256: str) -> str:
    return number_of(datetime(2000, 1, 1, tzinfo=UTC), sha256)[-SHORTEST:]


def _short_code_of(number: str) -> str:
    return (code_of(number) or "")[:SHORTEST]


class _Taken:
    """A container of all numbers for which a question is answered with yes."""

    def __init__(self, question: Callable[[str], bool]) -> None:
        self._question = question

    def __contains__(self, number: object) -> bool:
        return self._question(str(number))


# Which requests belong together: the rounds of a thread, the recent requests of a client.

RECENT = timedelta(days=31)
_KINDS = {kind.value: kind for kind in OutcomeKind}
_REMEMBERED = 2_000
"""How many decisions are kept in memory, those asked for last."""
_MOST_ROUNDS = 100
"""How many rounds of a request are looked at; with as many it is set aside long before."""
_MESSAGES = 20_000
"""How many messages are told again when another copy of them comes."""
_KEPT = 50
"""How many recent requests of one client are remembered; the newest tell enough."""


class Kin:
    """Answers for all requests of a desk; safe to ask from several threads.

    Read when first asked: off the diary, and off the decisions themselves where the diary is
    silent or fresh. `numbers` gives those of everything in the archive.
    """

    def __init__(self, root: Path, numbers: Callable[[], Iterable[str]], today: date) -> None:
        self._root = root
        self._numbers: Callable[[], Iterable[str]] | None = numbers
        self._today = today
        self._lock = threading.RLock()
        self._decided: OrderedDict[str, Settlement] = OrderedDict()
        self._away: set[str] = set()
        self._told: set[str] = set()
        """The numbers of which the diary tells a decision and no farewell."""
        self._rounds: dict[str, dict[str, OutcomeKind | None]] = {}
        """Request → the numbers of its later drops, in order → their outcomes; None: not known."""
        self._clients: dict[str, dict[str, None]] = {}
        self._messages: OrderedDict[str, str] = OrderedDict()

    def add(self, settlement: Settlement) -> None:
        """Remember a decision."""
        with self._reading():
            self._keep(settlement)
            if settlement.thread:
                rounds = self._rounds.setdefault(settlement.thread, {})
                rounds[settlement.number] = settlement.outcome
            if settlement.message and settlement.first is None:
                self._messages.setdefault(settlement.message, settlement.number)
                if len(self._messages) > _MESSAGES:
                    self._messages.popitem(last=False)
            if settlement.client:
                recent = self._clients.setdefault(settlement.client, {})
                recent[settlement.number] = None
                if len(recent) > _KEPT:
                    del recent[next(iter(recent))]

    @contextmanager
    def taken_up(self, number: str) -> Iterator[None]:
        """Forget a request while it is judged again; it is no earlier request of itself."""
        with self._lock:
            self._away.add(number)
        self.forget(number)
        try:
            yield
        finally:
            with self._lock:
                self._away.discard(number)

    def is_away(self, number: str) -> bool:
        """Whether a request is being judged again, so that nothing is known of it."""
        with self._lock:
            return number in self._away

    def forget(self, number: str) -> None:
        """Forget a request that is purged or erased."""
        with self._reading():
            self._told.discard(number)
            self._decided.pop(number, None)
            for rounds in self._rounds.values():
                rounds.pop(number, None)
            for recent in self._clients.values():
                recent.pop(number, None)
            known = [message for message, one in self._messages.items() if one == number]
            for message in known:
                del self._messages[message]

    def decision_on(self, number: str) -> Settlement | None:
        """The decision on a request, from memory if it was asked for lately, or None."""
        with self._lock:
            known = self._decided.get(number)
        if known is None and (known := _settlement(self._root, number)):
            with self._lock:
                self._keep(known)
        return known

    def first_with(self, message: str | None) -> str | None:
        """The number of the drop of the last month that was this very message, or None."""
        with self._reading():
            return self._messages.get(message) if message else None

    def was_decided(self, number: str) -> bool:
        """Whether the diary tells of a decision on it, which may be lost."""
        with self._reading():
            return number in self._told

    def rounds_of(
        self, thread: str, kinds: Container[OutcomeKind] = frozenset(OutcomeKind)
    ) -> tuple[str, ...]:
        """The numbers of the later drops of a request, oldest first: all, or of these outcomes."""
        with self._reading():
            rounds = self._rounds.get(thread, {})
            return tuple(n for n, kind in rounds.items() if kind is None or kind in kinds)

    def telling_of(
        self, thread: str, kinds: Container[OutcomeKind] = frozenset(OutcomeKind)
    ) -> tuple[str, ...]:
        """The first number of a request, its tickets and its newest drops, in order of arrival.

        They tell all that is asked when a drop comes, however long the history is.
        """
        tickets = self.rounds_of(thread, {OutcomeKind.ACCEPTED})[:_MOST_ROUNDS]
        newest = self.rounds_of(thread, kinds)[-_MOST_ROUNDS:]
        kept = {thread, *tickets, *newest}
        return tuple(one for one in (thread, *self.rounds_of(thread)) if one in kept)

    def is_overtaken(self, settlement: Settlement) -> bool:
        """Whether a later round of the same request came after this decision.

        A word on it overtakes nothing, nor does a drop in quarantine: whose it is nobody knows.
        """
        rounds = self.rounds_of(settlement.thread or settlement.number)
        later = (
            rounds[rounds.index(settlement.number) + 1 :] if settlement.number in rounds else rounds
        )
        found = (self.decision_on(number) for number in later)
        return any(one and one.outcome in ROUNDS for one in found)

    def recent_of(self, client: str) -> tuple[str, ...]:
        """The numbers of a client's requests of the last month, oldest first."""
        with self._reading():
            return tuple(self._clients.get(client, ()))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the lock; the first time, read everything."""
        with self._lock:
            if self._numbers is not None:
                numbers, self._numbers = self._numbers, None
                self._read(set(numbers()))
            yield

    def _read(self, numbers: set[str]) -> None:
        told = _told_in_diary(self._root)
        self._told = set(told)
        in_order = [*(n for n in told if n in numbers), *sorted(numbers - told.keys())]
        for number in in_order:
            is_read = number not in told or day_of(number) >= self._today - RECENT
            settlement = _settlement(self._root, number) if is_read else None
            if settlement:
                self.add(settlement)
            elif number in told and told[number].thread:  # also of one that cannot be read
                self._rounds.setdefault(told[number].thread, {})[number] = told[number].outcome

    def _keep(self, settlement: Settlement) -> None:
        self._decided[settlement.number] = settlement
        self._decided.move_to_end(settlement.number)
        if len(self._decided) > _REMEMBERED:
            self._decided.popitem(last=False)


class _Told(NamedTuple):
    """What the diary says of a decision."""

    thread: str
    """Empty for the first drop of a request."""
    outcome: OutcomeKind | None


def _told_in_diary(root: Path) -> dict[str, _Told]:
    found: dict[str, _Told] = {}
    for line in diary_lines(root):
        number = str(line.get("number"))
        if line.get("step") == "settled":
            outcome = _KINDS.get(str(line.get("outcome")))
            found[number] = _Told(str(line.get("thread") or ""), outcome)
        elif str(line.get("step")) in {"purged", "erased"}:
            found.pop(number, None)
    return found


def _settlement(root: Path, number: str) -> Settlement | None:
    for restricted in (False, True):
        try:
            found = read_settlement(root / archive_place(number, restricted=restricted))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if found is not None:
            return found
    return None


# Equal requests that are handled at once: the second is judged again, knowing the first.


class Twins:
    """What was settled lately, by a hash of what it says; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._settled: OrderedDict[int, int | None] = OrderedDict()
        """Hash → how many were settled with it; None while it is under way."""

    @property
    def count(self) -> int:
        """How many were settled so far."""
        with self._lock:
            return self._count

    @contextmanager
    def settling(self, said: int, since: int) -> Iterator[bool]:
        """Settle inside what says `said`, if given True.

        It is False when an equal one is under way, or was settled after the first `since`.
        """
        with self._lock:
            at = self._settled.get(said, 0)
            is_first = at is not None and at <= since
            if is_first:
                self._settled[said] = None
                self._settled.move_to_end(said)
                if len(self._settled) > _REMEMBERED:
                    self._settled.popitem(last=False)
        try:
            yield is_first
        finally:
            if is_first:
                with self._lock:
                    self._count += 1
                    self._settled[said] = self._count
