"""The time stamps of log lines, in the shapes that Windows services write."""

import re
from datetime import UTC, date, datetime

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)[T _,-]{0,2}(\d\d):?(\d\d):?(\d\d)(?!\d)"
)
_DAY_OR_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:20)?\d\d)[ T,]{1,3}(\d{1,2}):(\d\d):(\d\d)"
    r"(?:[.,]\d+)?(?:[ \u202f]?([AaPp])\.?[Mm])?"
)
_NAMED_MONTH = re.compile(
    r"(?i)(?<!\d)(\d{1,2})(?:er)?[/ -]([^\W\d_]{3,9})\.?,?[/ -](\d{4})"
    r"(?:,? (?:à |at )?|[:T])(\d{1,2}):(\d\d):(\d\d)(?:[.,]\d+)?(?:[ \u202f]?([AP])\.?M)?"
)
_MONTH_FIRST = re.compile(
    r"(?i)(?<!\w)([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4}),? (?:at )?"
    r"(\d{1,2}):(\d\d):(\d\d)(?:[.,]\d+)?(?:[ \u202f]?([AP])\.?M)?"
)
_EPOCH = re.compile(
    r"^(?:\W{0,3}(?=\d{10,19}[\s.\])|])|.*?[\"'](?:ts|time|timestamp|date)[\"'] ?: ?[\"']?)"
    r"(1[4-9]\d{8})(?:\d{3}|\d{6}|\d{9})?(?![\d:/-])"
)
_TIME_ONLY = re.compile(r"^\W{0,3}(\d\d):(\d\d):(\d\d)(?!\d)")
_NAME_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_NAME_DAY_FIRST = re.compile(r"(?<!\d)(\d\d)[-_.](\d\d)[-_.](20\d\d)(?!\d)")
_MONTHS = tuple(
    names.split()
    for names in (
        "jan january janv janvier",
        "feb february févr fév février fevr fev fevrier",
        "mar march mars",
        "apr april avr avril",
        "may mai",
        "jun june juin",
        "jul july juil juillet",
        "aug august août aoû aout",
        "sep sept september septembre",
        "oct october octobre",
        "nov november novembre",
        "dec december déc décembre decembre",
    )
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, 1) for name in names}
_CENTURY, _NOON = 2000, 12
_WHERE = 120  # characters of a line in which its time stamp stands


def day_in_name(name: str) -> date | None:
    """The day that a log's name tells: `service-20261124.log`, `24-11-2026.log`."""
    for pattern, order in ((_NAME_DAY, (1, 2, 3)), (_NAME_DAY_FIRST, (3, 2, 1))):
        found = pattern.search(name)
        if found:
            year, month, day = (int(found[group]) for group in order)
            moment = _moment(year, month, day, clock=["0", "0", "0"])
            return moment.date() if moment else None
    return None


class Period:
    """The first and the last time stamp of a log, whichever order its dates are written in.

    24/11 and 11/24 are told apart by the whole log: day first, unless that is impossible.
    """

    def __init__(self, name: str) -> None:
        self._day = day_in_name(name)
        self._ends: dict[str, list[datetime]] = {}
        self._impossible: set[str] = set()
        self._american = False

    def see(self, line: str) -> bool:
        """Take the line's time stamp into account; whether it has one."""
        start = line[:_WHERE]
        if found := _ISO.search(start):
            year, month, day, *clock = found.groups()
            return self._keep("iso", _moment(int(year), int(month), int(day), clock=clock))
        if found := _DAY_OR_MONTH.search(start):
            return self._see_ambiguous(found)
        if found := _NAMED_MONTH.search(start):
            return self._see_named(found[1], found[2], found)
        return self._see_rare(start)

    def _see_rare(self, start: str) -> bool:
        if found := _MONTH_FIRST.search(start):
            return self._see_named(found[2], found[1], found)
        if found := _EPOCH.search(start):
            since = datetime.fromtimestamp(int(found[1]), UTC).replace(tzinfo=None)
            return self._keep("iso", since)
        if self._day and (found := _TIME_ONLY.match(start)):
            known = self._day
            clock = list(found.groups())
            return self._keep("iso", _moment(known.year, known.month, known.day, clock=clock))
        return False

    def ends(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment, or two times None."""
        day, month = "day first", "month first"
        for order in ("iso", *((month, day) if self._american else (day, month))):
            if order in self._ends and order not in self._impossible:
                first, last = self._ends[order]
                return min(first, last), max(first, last)
        return None, None

    def _see_named(self, day: str, name: str, found: re.Match[str]) -> bool:
        month = _MONTH_OF.get(name.lower(), 0)
        return self._keep("iso", _moment(int(found[3]), month, int(day), clock=_clock(found)))

    def _see_ambiguous(self, found: re.Match[str]) -> bool:
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        year += _CENTURY if year < 100 else 0  # noqa: PLR2004 - two digits
        clock = _clock(found)
        if found[7] and found[0][len(found[1])] == "/":
            self._american = True  # whoever writes PM after strokes writes the month first
        by_day = self._keep("day first", _moment(year, second, first, clock=clock))
        by_month = self._keep("month first", _moment(year, first, second, clock=clock))
        return by_day or by_month

    def _keep(self, order: str, moment: datetime | None) -> bool:
        if moment is None:
            self._impossible |= {order} - {"iso"}
            return False
        self._ends.setdefault(order, [moment, moment])[1] = moment
        return True


def _clock(found: re.Match[str]) -> list[str]:
    """Hour, minute and second of a stamp; its hour on a clock of twenty-four."""
    hour = int(found[4])
    if found[7]:
        hour = hour % _NOON + (_NOON if found[7] in "pP" else 0)
    return [str(hour), found[5], found[6]]


def _moment(year: int, month: int, day: int, *, clock: list[str]) -> datetime | None:
    try:
        hour, minute, second = map(int, clock)
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - logs tell no zone
    except ValueError:
        return None
