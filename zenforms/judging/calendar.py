"""Jours ouvrés: Monday to Friday, without public holidays and the desk's closures.

The day of receipt is not counted, whatever the hour and whether it is worked; the last day counts
whole. A desk may let what arrives after a cut-off or on a day off count from the next working day.
Commitments are dates, each with its explanation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zenforms.judging.dates import PARIS, spoken_day
from zenforms.judging.policy import Hours, Region
from zenforms.judging.text import plain
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from holidays import HolidayBase

_PLACES: Mapping[Region, tuple[str | None, str]] = {
    "metropole": (None, "Europe/Paris"),
    "alsace-moselle": ("57", "Europe/Paris"),  # Moselle and Alsace have the same
    "guadeloupe": ("971", "America/Guadeloupe"),
    "guyane": ("973", "America/Cayenne"),
    "martinique": ("972", "America/Martinique"),
    "mayotte": ("976", "Indian/Mayotte"),
    "reunion": ("974", "Indian/Reunion"),
    "saint-barthelemy": ("BL", "America/St_Barthelemy"),
    "saint-martin": ("MF", "America/Marigot"),
    "saint-pierre-et-miquelon": ("PM", "America/Miquelon"),
    "nouvelle-caledonie": ("NC", "Pacific/Noumea"),
    "polynesie-francaise": ("PF", "Pacific/Tahiti"),
    "wallis-et-futuna": ("WF", "Pacific/Wallis"),
}
"""Region → its code in the library of holidays (None: the country's own), and its clock."""
_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_WEEKEND = {_SATURDAY: Text(fr="samedi", en="Saturday"), _SUNDAY: Text(fr="dimanche", en="Sunday")}
_CLOSED = Text(fr="fermeture du support", en="support closed")
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is no working day, and why."""

    day: date
    reason: Text


@dataclass(frozen=True, slots=True)
class Due:
    """A commitment: `days` working days after `counts_from`, whole; and the days off between."""

    day: date
    days: int
    counts_from: date
    skipped: tuple[DayOff, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The desk's working days, as they count for clients of one region."""

    hours: Hours = field(default_factory=Hours)
    region: Region = "metropole"

    def day_off(self, day: date) -> DayOff | None:
        """Why `day` is no working day; None when it is one."""
        if day in self.hours.closures:
            return DayOff(day, _WEEKEND.get(day.weekday()) or _CLOSED)
        if day in self.hours.worked_days:
            return None
        reason = _WEEKEND.get(day.weekday()) or self._holiday(day)
        return DayOff(day, reason) if reason else None

    def _holiday(self, day: date) -> Text | None:
        found = _holiday(day, self.region)
        worked = map(plain, self.hours.worked_holidays)
        return None if found is None or plain(found.fr) in worked else found

    def day_of(self, moment: datetime) -> date:
        """The calendar day of an (aware) moment where the client is."""
        return moment.astimezone(_zone(self.region)).date()

    def is_working(self, day: date) -> bool:
        """Whether `day` is a jour ouvré."""
        return self.day_off(day) is None

    def is_open(self, moment: datetime) -> bool:
        """Whether the desk answers at this (aware) moment."""
        here = moment.astimezone(PARIS)
        spans = self.hours.spans_on(here.date())
        at = here.time()
        return self.is_working(here.date()) and any(start <= at < end for start, end in spans)

    def counts_from(self, moment: datetime) -> date:
        """The day after which the working days from an (aware) moment are counted.

        It is the day of receipt. Where the desk has a cut-off, it is the working day that the
        moment counts as by the desk's own clock, which is that of Paris.
        """
        here = moment.astimezone(PARIS)
        cutoff = self.hours.cutoff_on(here.date())
        if cutoff is None:
            return self.day_of(moment)
        is_late = here.time().replace(second=0, microsecond=0) > cutoff
        return next(self._working_days(here.date() + _DAY if is_late else here.date()))

    def due(self, moment: datetime, days: int) -> Due:
        """The commitment that starts with an (aware) moment and has `days` working days."""
        start = self.counts_from(moment)
        coming = self._working_days(start + _DAY)
        end = [next(coming) for _ in range(days)][-1] if days else start
        return Due(end, days, start, tuple(self.days_off(start + _DAY, end)))

    def days_off(self, first: date, last: date) -> Iterator[DayOff]:
        """The days off from `first` to `last`, both included."""
        for day in _days(first):
            if day > last:
                return
            if off := self.day_off(day):
                yield off

    def last_working_day(self, year: int, quarter: int) -> date:
        """The last jour ouvré of a quarter (1 to 4): the day on which versions come out."""
        month, end = _QUARTER_ENDS[quarter - 1]
        day = date(year, month, end)
        while not self.is_working(day):
            day -= _DAY
        return day

    def _working_days(self, first: date) -> Iterator[date]:
        return (day for day in _days(first) if self.is_working(day))


def _days(first: date) -> Iterator[date]:
    while True:
        yield first
        first += _DAY


def _holiday(day: date, region: Region) -> Text | None:
    french = _holidays(region, "fr").get(day)
    if french is None:
        return None
    return Text(fr=french, en=_holidays(region, "en_US").get(day) or french)


@cache
def _holidays(region: Region, language: str) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 - 40 ms, only where dates are counted

    return country_holidays("FR", subdiv=_PLACES[region][0], language=language)


@cache
def _zone(region: Region) -> ZoneInfo:
    return ZoneInfo(_PLACES[region][1])


def unknown_holidays(hours: Hours) -> tuple[str, ...]:
    """The names among the worked holidays that no public holiday of France has."""
    years = range(2026, 2028)
    known = {plain(name) for year in years for name in _names_in(year)}
    return tuple(name for name in hours.worked_holidays if plain(name) not in known)


def _names_in(year: int) -> Iterator[str]:
    for region in _PLACES:
        days = _days(date(year, 1, 1))
        french = _holidays(region, "fr")
        yield from (name for _ in range(366) if (name := french.get(next(days))))


_COUNTING = Text(
    fr="Une demande reçue après {clock}, ou un jour non ouvré, compte à partir du jour ouvré "
    "suivant.",
    en="A request received after {clock}, or on a day off, counts from the next working day.",
)


def counting_of(hours: Hours) -> Text | None:
    """How a desk counts when it does not count from the day of receipt: it says so to clients."""
    if hours.cutoff is None:
        return None
    minutes = f" {hours.cutoff:%M}" if hours.cutoff.minute else ""
    french, english = f"{hours.cutoff.hour} h{minutes}", f"{hours.cutoff:%H:%M}"
    return Text(
        fr=_COUNTING.fill(Lang.FR, {"clock": french}),
        en=_COUNTING.fill(Lang.EN, {"clock": english}),
    )


# The commitments of TMA: registration, first and final qualification, as dates with reasons.

REGISTRATION_DAYS = 1
FIRST_DAYS = 2
FINAL_DAYS = 5

_COMMITMENTS_WEEKEND = 5


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


def explanation(due: Due, received: date) -> Text:
    """How the date came about: from which day it counts, and which days off were skipped.

    `received` is the day of receipt where the client is.
    """
    parts = [_commitments_days(due), _start(due, received), _skipped(due.skipped)]
    return Text(
        fr=" ".join(part.fr for part in parts if part.fr),
        en=" ".join(part.en for part in parts if part.en),
    )


def _commitments_days(due: Due) -> Text:
    is_one = due.days == 1
    return Text(
        fr="1 jour ouvré" if is_one else f"{due.days} jours ouvrés",
        en="1 working day" if is_one else f"{due.days} working days",
    )


def _start(due: Due, received: date) -> Text:
    start = spoken_day(due.counts_from)
    if due.counts_from == received:
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
    if off.day.weekday() >= _COMMITMENTS_WEEKEND:
        return day
    return Text(fr=f"{day.fr} ({off.reason.fr})", en=f"{day.en} ({off.reason.en})")
