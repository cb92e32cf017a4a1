"""The commitments of TMA: registration, first and final qualification, as dates with reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from zenforms.judging.calendar import DayOff, Due, WorkCalendar
from zenforms.judging.moments import day_in_paris
from zenforms.judging.spoken import spoken_day
from zenforms.language import Text

REGISTRATION_DAYS = 1
FIRST_DAYS = 2
FINAL_DAYS = 5

_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Commitments:
    """When what is due. All days whole: the day itself still counts."""

    registration: Due
    first_qualification: Due
    final_qualification: Due


def commitments(
    calendar: WorkCalendar, *, received_at: datetime, registered_at: datetime
) -> Commitments:
    """The charter's 1, 2 and 5 working days; both moments are aware."""
    return Commitments(
        registration=calendar.due(received_at, REGISTRATION_DAYS),
        first_qualification=calendar.due(registered_at, FIRST_DAYS),
        final_qualification=calendar.due(registered_at, FINAL_DAYS),
    )


def explanation(due: Due, moment: datetime) -> Text:
    """How the date came about: from which day it counts, and which days off were skipped."""
    parts = [_days(due), _start(due, moment), _skipped(due.skipped)]
    return Text(
        fr=" ".join(part.fr for part in parts if part.fr),
        en=" ".join(part.en for part in parts if part.en),
    )


def _days(due: Due) -> Text:
    is_one = due.days == 1
    return Text(
        fr="1 jour ouvré" if is_one else f"{due.days} jours ouvrés",
        en="1 working day" if is_one else f"{due.days} working days",
    )


def _start(due: Due, moment: datetime) -> Text:
    start = spoken_day(due.counts_from)
    if due.counts_from == day_in_paris(moment):
        return Text(fr=f"après {start.fr}.", en=f"after {start.en}.")
    return Text(
        fr=f"après {start.fr}, premier jour ouvré qui compte.",
        en=f"after {start.en}, the first working day that counts.",
    )


def _skipped(skipped: tuple[DayOff, ...]) -> Text:
    if not skipped:
        return Text(fr="", en="")
    if len(skipped) == 1:
        said = _named(skipped)
        return Text(fr=f"1 jour non ouvré sauté : {said.fr}.", en=f"1 day off skipped: {said.en}.")
    said = _named(skipped)
    count = len(skipped)
    return Text(
        fr=f"{count} jours non ouvrés sautés : {said.fr}.",
        en=f"{count} days off skipped: {said.en}.",
    )


def _named(skipped: Iterable[DayOff]) -> Text:
    days = [_one(off) for off in skipped]
    return Text(fr=", ".join(day.fr for day in days), en=", ".join(day.en for day in days))


def _one(off: DayOff) -> Text:
    day = spoken_day(off.day)
    if off.day.weekday() >= _WEEKEND:
        return day
    return Text(fr=f"{day.fr} ({off.reason.fr})", en=f"{day.en} ({off.reason.en})")
