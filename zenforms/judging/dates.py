"""The desk lives in Paris: on which day something happened there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from zenforms.language import Text

PARIS = ZoneInfo("Europe/Paris")


def day_in_paris(moment: datetime) -> date:
    """The calendar day of an aware moment in Paris."""
    return moment.astimezone(PARIS).date()


# Dates as people say them: “jeudi 14 mai 2026”.

_DAYS = tuple(
    Text(fr=fr, en=en)
    for fr, en in (
        ("lundi", "Monday"),
        ("mardi", "Tuesday"),
        ("mercredi", "Wednesday"),
        ("jeudi", "Thursday"),
        ("vendredi", "Friday"),
        ("samedi", "Saturday"),
        ("dimanche", "Sunday"),
    )
)
_MONTHS = tuple(
    Text(fr=fr, en=en)
    for fr, en in (
        ("janvier", "January"),
        ("février", "February"),
        ("mars", "March"),
        ("avril", "April"),
        ("mai", "May"),
        ("juin", "June"),
        ("juillet", "July"),
        ("août", "August"),
        ("septembre", "September"),
        ("octobre", "October"),
        ("novembre", "November"),
        ("décembre", "December"),
    )
)


def spoken_day(day: date) -> Text:
    """The day with its weekday and year; it follows no process locale."""
    first = "1er" if day.day == 1 else str(day.day)
    weekday, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    return Text(
        fr=f"{weekday.fr} {first} {month.fr} {day.year}",
        en=f"{weekday.en} {day.day} {month.en} {day.year}",
    )


def spoken_moment(moment: datetime) -> Text:
    """Day and minute of an aware moment, in Paris time."""
    here = moment.astimezone(PARIS)
    day, hour = spoken_day(here.date()), f"{here:%H:%M}"
    return Text(fr=f"{day.fr} à {hour}", en=f"{day.en} at {hour}")


def short_day(day: date) -> Text:
    """The day in figures, for rows and tables: 14/05/2026, in English 2026-05-14."""
    return Text(fr=f"{day:%d/%m/%Y}", en=day.isoformat())
