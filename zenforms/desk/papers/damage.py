"""What of a desk is lost or cut, as after a restore or a power cut, and what can be told of it.

A desk is known by its folders: its archive says what was decided, and each outcome lies in a
folder of its own. Either tells much of what the other has lost, and so does the diary.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path

from zenforms.desk.papers.evidence import archive_of, drop_of, files_in, numbers_in, rebuilt
from zenforms.desk.papers.memory import FINDINGS, REPORT
from zenforms.desk.papers.requests import Filed, known_as
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.drop import ORIGINAL
from zenforms.desk.spool.folders import (
    OUTCOMES,
    Folder,
    day_of,
    events_place,
    existing_places,
    is_number,
    outcome_place,
    record_place,
)
from zenforms.desk.spool.journal import diary_lines
from zenforms.desk.spool.settlement import SETTLED, event_of
from zenforms.desk.spool.small import open_own, parsed, read_json, read_own
from zenforms.desk.spool.states import original_in
from zenforms.judging.case import OutcomeKind
from zenforms.judging.text import Said
from zenforms.language import Text

_TOLD = 50
_TAIL = 16
_LOOKED_AT_WHOLE = timedelta(days=31)
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
        yield from _of_outcome(filed, _is_object if self.whole_since is None else _ends_well)

    def _was_purged(self, number: str) -> bool:
        return any(
            line.get("step") == "original_purged" and line.get("number") == number
            for line in diary_lines(self.root)
        )

    def _without_archive(self, archived: set[str]) -> Iterator[Damage]:
        for kind in OUTCOMES:
            for name in sorted(numbers_in(self.root / OUTCOMES[kind])):
                is_new = self.whole_since is None or day_of(name) >= self.whole_since
                if name in archived and not is_new:
                    continue
                number = drop_of(self.root, kind, name)
                if number not in archived:
                    mends = rebuilt(self.root, number) is not None
                    place = outcome_place(kind, name)
                    yield Damage(kind=DamageKind.ARCHIVE, place=place, number=number, mends=mends)


def _of_outcome(filed: Filed, is_whole: Callable[[Path], bool]) -> Iterator[Damage]:
    """What is wrong with the outcome of a drop; one that a person removed is not."""
    settlement, number = filed.settlement, filed.settlement.name
    is_ticket = settlement.outcome is OutcomeKind.ACCEPTED
    if filed.record and not is_whole(filed.record):
        yield Damage(kind=DamageKind.TICKET, place=record_place(number), number=number)
    if is_ticket and not filed.place.is_dir():
        yield Damage(kind=DamageKind.TICKET, place=settlement.place, number=number)
    events = filed.root / events_place(settlement.place)
    if os.path.lexists(events) and not _are_events(events):
        place = events_place(settlement.place)
        yield Damage(kind=DamageKind.EVENTS, place=place, number=number)
    for path in files_in(filed.place):
        is_cut = not is_whole(path) if path.name == FINDINGS else _size(path) == 0
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


def _ends_well(path: Path) -> bool:
    """The same at a glance: whether its end is there."""
    try:
        with open_own(path) as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
            return file.read(_TAIL).rstrip().endswith(b"}")
    except OSError:
        return False


def _are_events(path: Path) -> bool:
    try:
        lines = read_own(path).splitlines()
        return bool(lines) and all(event_of(parsed(line)) for line in lines)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


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
