"""Which version of the Desk is the latest on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from zenforms.judging.calendar import WorkCalendar
from zenforms.judging.policy import Quarterly, Release, Releases
from zenforms.judging.versions import Version, parse_version

_MOST_PARTS = 3
"""How many parts of a version number name a release, unless the releases themselves have more."""
_BUILD = 100


@dataclass(frozen=True, slots=True)
class Known:
    """A release with its version read."""

    version: Version
    release: Release


@lru_cache(maxsize=32)  # several rules ask for the same day of the same table
def released_by(releases: Releases, day: date) -> tuple[Known, ...]:
    """The releases that were out on `day`, oldest first; a written one replaces the rule's."""
    known: dict[Version, Known] = {}
    for release in (*_by_rule(releases.quarterly, day), *releases.releases):
        version = parse_version(release.version)
        if version is not None:
            known[version] = Known(version, release)
    out = (k for k in known.values() if k.release.released <= day)
    return tuple(sorted(out, key=lambda k: (k.release.released, k.version.parts)))


def announced_after(releases: Releases, day: date) -> tuple[Known, ...]:
    """The releases that are written down and come out after `day`: who has one has it early."""
    read = ((parse_version(one.version), one) for one in releases.releases)
    return tuple(Known(v, one) for v, one in read if v is not None and one.released > day)


def without_build(version: Version, known: Iterable[Known]) -> Version:
    """The version without its build: 12.2.0.114 is 12.2.0, where releases have no fourth part.

    A third part that is as large as no number of corrections is a build too: 12.2.114.
    """
    depth = max((len(one.version.parts) for one in known), default=len(version.parts))
    parts = version.parts[: max(depth, _MOST_PARTS)]
    if depth < _MOST_PARTS == len(parts) and parts[-1] >= _BUILD:
        parts = parts[:-1]
    return replace(version, parts=parts)


def latest_on(releases: Releases, day: date) -> Known | None:
    """The highest version that was out on `day`, or None before the first."""
    return max(released_by(releases, day), key=lambda k: k.version.parts, default=None)


def _by_rule(quarterly: Quarterly | None, day: date) -> Iterator[Release]:
    if quarterly is None:
        return
    calendar = WorkCalendar()
    for year in range(quarterly.since.year, day.year + 1):
        for quarter in (1, 2, 3, 4):
            out = calendar.last_working_day(year, quarter)
            if quarterly.since <= out <= day:
                yield Release(version=_version(quarterly, year, quarter), released=out)


def _version(quarterly: Quarterly, year: int, quarter: int) -> str:
    return quarterly.pattern.format(year=year, yy=year % 100, quarter=quarter)
