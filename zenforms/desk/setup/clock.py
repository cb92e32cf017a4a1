"""The desk's clock: the system's, or one that stands still for the samples."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, in Paris. `fixed` is an aware moment at which the clock stands still."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The moment, aware, in Paris time."""
        return (self.fixed or datetime.now(UTC)).astimezone(PARIS)

    def arrival_of(self, status: os.stat_result) -> datetime:
        """When an entry of the inbox arrived.

        On POSIX its status time: that of the last write or of the move into the inbox, even if
        nobody was watching. A time that lies ahead of the clock, or the creation time that
        Windows tells instead, is not believed: then it is now.
        """
        now = self.now()
        if self.fixed or os.name == "nt":
            return now
        return min(now, datetime.fromtimestamp(status.st_ctime, PARIS))
