"""Moments as people read them, in Paris time."""

from datetime import datetime

from zenforms.judging.moments import PARIS
from zenforms.judging.spoken import spoken_day
from zenforms.language import Lang, Text

_AT = Text(fr="{day} à {hour}", en="{day} at {hour}")


def spoken_moment(moment: datetime, lang: Lang) -> str:
    """Day and minute of an aware moment."""
    here = moment.astimezone(PARIS)
    return _AT.fill(lang, {"day": spoken_day(here.date()), "hour": f"{here:%H:%M}"})
