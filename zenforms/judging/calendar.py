"""Jours ouvrés: Monday to Friday, without public holidays and the desk's closures, in Paris.

The start day is not counted, the last day counts whole. What arrives after the cut-off or on a
day off counts from the next working day. Commitments are dates, each with its explanation.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from zenforms.judging.moments import PARIS
from zenforms.judging.policy import Hours
from zenforms.language import Text

if TYPE_CHECKING:
    from holidays import HolidayBase

Region = Literal["metropole", "alsace-moselle"]

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
        reason = _WEEKEND.get(day.weekday()) or _holiday(day, self.region)
        if reason is None and day in self.hours.closures:
            reason = _CLOSED
        return DayOff(day, reason) if reason else None

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
        """The working day that an (aware) moment counts as."""
        here = moment.astimezone(PARIS)
        day = here.date()
        is_late = here.time().replace(second=0, microsecond=0) > self.hours.cutoff_on(day)
        return next(self._working_days(day + _DAY if is_late else day))

    def due(self, moment: datetime, days: int) -> Due:
        """The commitment that starts with an (aware) moment and has `days` working days."""
        start = self.counts_from(moment)
        coming = self._working_days(start + _DAY)
        end = [next(coming) for _ in range(days)][-1] if days else start
        return Due(end, days, start, tuple(self.days_off(start, end)))

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

    subdivision = "57" if region == "alsace-moselle" else None  # Moselle and Alsace have the same
    return country_holidays("FR", subdiv=subdivision, language=language)
