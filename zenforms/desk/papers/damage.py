"""What of a desk is lost or cut, as after a restore or a power cut, and what can be told of it.

A desk is known by its folders: its archive says what was decided, and each outcome lies in a
folder of its own. Either tells much of what the other has lost, and so does the diary.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from zenforms.desk.papers.memory import FINDINGS, REPORT
from zenforms.desk.papers.requests import Filed, known_as
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.drop import ORIGINAL, Digest, Receipt, Shape, digest, read_receipt
from zenforms.desk.spool.folders import (
    OUTCOMES,
    Folder,
    archive_place,
    day_of,
    events_place,
    existing_places,
    is_number,
    outcome_place,
    record_place,
)
from zenforms.desk.spool.journal import diary_lines
from zenforms.desk.spool.settlement import SETTLED, Settlement, event_of, read_settlement
from zenforms.desk.spool.small import parsed, read_json, read_own
from zenforms.desk.spool.states import original_in
from zenforms.judging.case import OutcomeKind
from zenforms.judging.text import Said
from zenforms.language import Text

_TOLD = 50
_LOOKED_AT_WHOLE = timedelta(days=62)
"""Of older requests only those files are opened whose size says that something is wrong, unless
somebody asks for a thorough look."""


class DamageKind(StrEnum):
    """What is lost."""

    FOLDER = "folder"
    """A folder of the desk is missing."""
    DECISION = "decision"
    """What was decided about a drop, or when it came, cannot be read."""
    ARCHIVE = "archive"
    """An outcome whose original is in no archive."""
    ORIGINAL = "original"
    """The archive has no original."""
    TICKET = "ticket"
    """The JSON of a ticket, or its folder, is missing or cannot be read."""
    EVENTS = "events"
    """What happened since cannot be read."""
    FILE = "file"
    """A file beside an outcome is empty or cut."""


class Damage(Said):
    """One thing that is lost; `place` is relative to the desk."""

    kind: DamageKind
    place: str
    number: str | None = None
    mends: bool = False
    """Whether `doctor --repair` can make it good from what is left."""


NAMED: Mapping[DamageKind, Text] = {
    DamageKind.FOLDER: Text(fr="Le dossier {place} manque.", en="The folder {place} is missing."),
    DamageKind.DECISION: Text(
        fr="{number} est abîmée : ce qui a été décidé ne se lit plus dans {place}.",
        en="{number} is damaged: what was decided can no longer be read in {place}.",
    ),
    DamageKind.ARCHIVE: Text(
        fr="{number} n'a plus d'archive : {place} est là, l'original manque.",
        en="{number} has no archive any more: {place} is there, the original is missing.",
    ),
    DamageKind.ORIGINAL: Text(
        fr="{number} a perdu son original : {place} est vide.",
        en="{number} has lost its original: {place} is empty.",
    ),
    DamageKind.TICKET: Text(
        fr="Le ticket {number} est abîmé : {place} manque, ou ne se lit plus.",
        en="The ticket {number} is damaged: {place} is missing, or can no longer be read.",
    ),
    DamageKind.EVENTS: Text(
        fr="{number} est abîmée : ce qui s'est passé depuis ne se lit plus en entier dans {place}.",
        en="{number} is damaged: what happened since can no longer be read in full in {place}.",
    ),
    DamageKind.FILE: Text(
        fr="{number} est abîmée : {place} est vide ou coupé.",
        en="{number} is damaged: {place} is empty or cut.",
    ),
}
REPAIR = Text(
    fr="Reprenez-le d'une sauvegarde, sinon tapez « zenforms doctor --repair » : le reste du "
    "bureau en dit assez.",
    en="Restore it from a backup, else type “zenforms doctor --repair”: the rest of the desk tells "
    "enough.",
)
RESTORE = Text(
    fr="Reprenez-le d'une sauvegarde ; sans sauvegarde, « zenforms retry {number} » juge l'envoi "
    "de nouveau, si son original est là.",
    en="Restore it from a backup; without one, “zenforms retry {number}” judges the drop again, if "
    "its original is there.",
)


def cure_of(damage: Damage) -> Text:
    """What to do about it."""
    return REPAIR if damage.mends else RESTORE


def damage_in(root: Path, today: date, *, thorough: bool = False) -> tuple[Damage, ...]:
    """What is lost, at most some fifty; `thorough` opens the files of older requests too."""
    return tuple(islice(_Look(root, None if thorough else today - _LOOKED_AT_WHOLE).all(), _TOLD))


@dataclass
class _Look:
    """One look at a desk."""

    root: Path
    whole_since: date | None

    def all(self) -> Iterator[Damage]:
        """Everything, in the order in which it is best mended."""
        for folder in Folder:
            if not os.path.lexists(self.root / folder):
                yield Damage(kind=DamageKind.FOLDER, place=folder, mends=True)
        archived = set[str]()
        for number in archived_numbers(self.root):
            archived.add(number)
            yield from self._of_archived(number)
        yield from self._without_archive(archived)

    def _of_archived(self, number: str) -> Iterator[Damage]:
        archive = archive_of(self.root, number)
        is_new = self.whole_since is None or day_of(number) >= self.whole_since
        if not is_new and _size(archive / SETTLED) > 0:
            return
        filed = known_as(self.root, number)
        if filed is None:
            mends = rebuilt(self.root, number) is not None
            place = (archive / SETTLED).relative_to(self.root).as_posix()
            yield Damage(kind=DamageKind.DECISION, place=place, number=number, mends=mends)
            return
        if original_in(archive) is None and not self._was_purged(number):
            place = (archive / ORIGINAL).relative_to(self.root).as_posix()
            yield Damage(kind=DamageKind.ORIGINAL, place=place, number=number)
        yield from _of_outcome(filed)

    def _was_purged(self, number: str) -> bool:
        return any(
            line.get("step") == "original_purged" and line.get("number") == number
            for line in diary_lines(self.root)
        )

    def _without_archive(self, archived: set[str]) -> Iterator[Damage]:
        for kind in OUTCOMES:
            for name in sorted(_numbers_in(self.root / OUTCOMES[kind])):
                is_new = self.whole_since is None or day_of(name) >= self.whole_since
                if name in archived and not is_new:
                    continue
                number = _drop_of(self.root, kind, name)
                if number not in archived:
                    mends = rebuilt(self.root, number) is not None
                    place = outcome_place(kind, name)
                    yield Damage(kind=DamageKind.ARCHIVE, place=place, number=number, mends=mends)


def _of_outcome(filed: Filed) -> Iterator[Damage]:
    """What is wrong with the outcome of a drop; one that a person removed is not."""
    settlement, number = filed.settlement, filed.settlement.name
    is_ticket = settlement.outcome is OutcomeKind.ACCEPTED
    if filed.record and not _is_object(filed.record):
        yield Damage(kind=DamageKind.TICKET, place=record_place(number), number=number)
    if is_ticket and not filed.place.is_dir():
        yield Damage(kind=DamageKind.TICKET, place=settlement.place, number=number)
    events = filed.root / events_place(settlement.place)
    if os.path.lexists(events) and not _are_events(events):
        place = events_place(settlement.place)
        yield Damage(kind=DamageKind.EVENTS, place=place, number=number)
    for path in _files_in(filed.place):
        is_cut = not _is_object(path) if path.name == FINDINGS else _size(path) == 0
        if is_cut and (path.name in _OURS or path.suffix == ".eml"):
            place = path.relative_to(filed.root).as_posix()
            yield Damage(kind=DamageKind.FILE, place=place, number=number)


_OURS = frozenset({FINDINGS, REPORT})
"""What the desk itself wrote, and never empty."""


def _is_object(path: Path) -> bool:
    try:
        return isinstance(read_json(path), dict)
    except (OSError, ValueError):
        return False


def _are_events(path: Path) -> bool:
    try:
        lines = read_own(path).splitlines()
        return bool(lines) and all(event_of(parsed(line)) for line in lines)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.is_dir())
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _numbers_in(folder: Path) -> set[str]:
    """The numbers that have an outcome in a folder, or a ticket's JSON."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - tens of thousands, and no Path for each
    except OSError:
        return set()
    return {stem for name in names if is_number(stem := name.removesuffix(".json"))}


def _drop_of(root: Path, kind: OutcomeKind, name: str) -> str:
    """The number of the drop whose outcome is called so: a ticket bears that of its request."""
    if kind is OutcomeKind.ACCEPTED:
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = str(read_json(root / record_place(name))["drop"]["number"])
            if is_number(said):
                return said
        for line in diary_lines(root):
            is_round = line.get("thread") == name and line.get("outcome") == kind
            if is_round and line.get("step") == "settled" and is_number(str(line.get("number"))):
                return str(line.get("number"))
    return name


def archive_of(root: Path, number: str) -> Path:
    """Where the archive has a number, or would have it."""
    places = [root / archive_place(number, restricted=restricted) for restricted in (False, True)]
    return next((place for place in places if place.is_dir()), places[0])


def damaged_among(numbers: Iterable[str], *, root: Path, kin: Kin) -> str | None:
    """The first of these requests of which the desk has something, and does not know all of it."""
    return next((one for one in numbers if _is_damaged(one, root, kin)), None)


def _is_damaged(number: str, root: Path, kin: Kin) -> bool:
    if not is_number(number) or kin.is_away(number):
        return False
    known = kin.decision_on(number)
    if known is None:
        return kin.was_decided(number) or bool(existing_places(root, number))
    first = known.thread or number
    rounds = kin.telling_of(first)
    if any(kin.is_away(one) for one in rounds):
        return False
    decided = [kin.decision_on(one) for one in rounds]
    has_ticket = any(one and one.outcome is OutcomeKind.ACCEPTED for one in decided)
    is_ticket_there = os.path.lexists(root / record_place(first))
    return None in decided or (is_ticket_there and not has_ticket)


# What was decided, told from what is left.


@dataclass(frozen=True)
class _Evidence:
    """What is left of one drop."""

    root: Path
    number: str
    line: Mapping[str, object] = field(default_factory=dict)
    """What the diary says of the decision."""

    @cached_property
    def archive(self) -> Path:
        """Its folder in the archive, which may be gone."""
        return archive_of(self.root, self.number)

    @property
    def thread(self) -> str | None:
        """The number of the request's first round, if this is a later one."""
        told = self.line.get("thread")
        if isinstance(told, str) and is_number(told):
            return told
        for name in _numbers_in(self.root / Folder.TICKETS) - {self.number}:
            if _drop_of(self.root, OutcomeKind.ACCEPTED, name) == self.number:
                return name
        return None

    @cached_property
    def outcome(self) -> OutcomeKind | None:
        """What the diary says, or else the folder that is there.

        A ticket's folder comes last: it bears the number of the request's first round, whichever
        round completed it.
        """
        told: OutcomeKind | None = None
        with suppress(ValueError):
            told = OutcomeKind(str(self.line.get("outcome")))
        others = (kind for kind in OUTCOMES if kind is not OutcomeKind.ACCEPTED)
        for kind in (*([told] if told else []), *others, OutcomeKind.ACCEPTED):
            is_ticket = kind is OutcomeKind.ACCEPTED
            name = (self.thread or self.number) if is_ticket else self.number
            if (self.root / outcome_place(kind, name)).exists():
                return kind
        return told

    @cached_property
    def name(self) -> str:
        """The number that names the outcome."""
        is_ticket = self.outcome is OutcomeKind.ACCEPTED
        return (self.thread or self.number) if is_ticket else self.number

    @cached_property
    def place(self) -> Path:
        """The outcome's folder."""
        return self.root / outcome_place(self.outcome or OutcomeKind.QUARANTINED, self.name)

    @cached_property
    def ticket(self) -> Mapping[str, Any]:
        """The ticket's JSON, or a cancellation's, or nothing."""
        return _object(self.root / record_place(self.name))

    @cached_property
    def findings(self) -> Mapping[str, Any]:
        """The verdict beside the outcome, or nothing."""
        return _object(self.place / FINDINGS)

    @cached_property
    def digest(self) -> Digest:
        """Of the original, if it is there; else what the diary knows of it."""
        if original := original_in(self.archive):
            with suppress(OSError):
                return digest(self.archive / ORIGINAL / original)
        told = self.line.get("sha256") or _inside(self.ticket, "drop", "sha256")
        return Digest(Shape.FILE, str(told or "0" * 64), 0)

    def received_at(self, receipt: Receipt | None) -> datetime:
        """When it came, as exactly as anything says."""
        said = (_inside(self.ticket, "dates", "received_at"), self.line.get("at"))
        for one in said:
            with suppress(ValueError, TypeError):
                at = datetime.fromisoformat(str(one)) if one else None
                if at and at.tzinfo:
                    return at
        if receipt:
            return receipt.arrived_at
        return datetime.combine(day_of(self.number), datetime.min.time(), UTC)

    def codes(self) -> tuple[str, ...]:
        """What was found."""
        told = self.line.get("codes")
        if isinstance(told, list):
            return tuple(str(code) for code in told)
        found = self.findings.get("findings")
        inside = found if isinstance(found, list) else []
        codes = [str(one.get("code")) for one in inside if isinstance(one, dict)]
        return tuple(dict.fromkeys(codes))

    def client(self) -> str | None:
        """Whose it is."""
        told = _inside(self.ticket, "client", "id") or _inside(self.findings, "client", "id")
        told = told or _inside(self.findings, "request", "client_id")
        return told if isinstance(told, str) and told else None

    def letters(self) -> tuple[str, ...]:
        """The Message-IDs of the letters beside it."""
        found = list[str]()
        for path in _files_in(self.place):
            if path.suffix == ".eml":
                with suppress(OSError):
                    found += _message_ids(read_own(path))
        return tuple(found)


def rebuilt(root: Path, number: str) -> tuple[Settlement, Receipt] | None:
    """The decision on a drop and its receipt, from what is left; None when that says too little.

    What is still readable is kept; nothing is written.
    """
    lines = [ln for ln in diary_lines(root) if ln.get("number") == number]
    if lines and lines[-1].get("step") in {"purged", "erased"}:
        return None
    settled = [line for line in lines if line.get("step") == "settled"]
    left = _Evidence(root, number, settled[-1] if settled else {})
    if left.outcome is None:
        return None
    receipt = read_receipt(left.archive)
    known = _readable_settlement(left.archive)
    settlement = known or _settlement(left, receipt)
    return settlement, receipt or _receipt(left, settlement)


def _readable_settlement(archive: Path) -> Settlement | None:
    try:
        return read_settlement(archive)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _settlement(left: _Evidence, receipt: Receipt | None) -> Settlement:
    content = left.digest
    first = left.line.get("first")
    return Settlement(
        drop=str(left.line.get("drop") or (receipt.drop if receipt else left.number)),
        number=left.number,
        outcome=left.outcome or OutcomeKind.QUARANTINED,
        sha256=content.sha256,
        size=content.size,
        received_at=left.received_at(receipt),
        moves=(),
        archive=left.archive.relative_to(left.root).as_posix(),
        codes=left.codes(),
        first=str(first) if first else None,
        thread=left.thread,
        client=left.client(),
        letters=left.letters(),
    )


def _receipt(left: _Evidence, settlement: Settlement) -> Receipt:
    stored = original_in(left.archive)
    name = left.findings.get("file") or _inside(left.ticket, "drop", "name") or stored
    told = str(name or left.number)
    return Receipt(settlement.drop, told, stored or left.number, settlement.received_at)


def _object(path: Path) -> Mapping[str, Any]:
    with suppress(OSError, ValueError):
        found = read_json(path)
        if isinstance(found, dict):
            return found
    return {}


def _inside(values: Mapping[str, Any], table: str, key: str) -> object:
    inside = values.get(table)
    return inside.get(key) if isinstance(inside, dict) else None


def _message_ids(letter: bytes) -> Iterator[str]:
    head = letter.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    for line in head.decode("ascii", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.lower() == "message-id" and value.strip("<> "):
            yield value.strip("<> ")
