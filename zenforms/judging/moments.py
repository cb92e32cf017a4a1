"""The desk lives in Paris: on which day something happened there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_in_paris(moment: datetime) -> date:
    """The calendar day of an aware moment in Paris."""
    return moment.astimezone(PARIS).date()
