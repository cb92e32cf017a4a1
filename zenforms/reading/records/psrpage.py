"""What the Steps Recorder's HTML page tells beyond its XML: the day, and users' comments.

Windows 11 writes comments only here. The page is read by its tags: its words are localised.
"""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

from zenforms.reading.records.psrxml import told

_DATE = re.compile(r"(?<![\d.])(\d{1,4})[./-]\s?(\d{1,2})[./-]\s?(\d{1,4})(?![\d.])(.{0,14})")
_FILE_DATE = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_STEP = re.compile(r"""(?i)<[a-z0-9]+\s[^>]*?\b(?:name|id)\s*=\s*["']?Step(\d{1,6})["'\s>]""")
_BOLD = re.compile(r"(?is)<b>([^<]{1,80}?)[:\uff1a]\s*</b>([^<]{1,4000})")
_TAGS = re.compile(r"<[^<>]*>")
_XML = re.compile(r"(?is)<script\b[^>]*>.*?</script>|<xml\b[^>]*>.*?</xml>|<style\b.*?</style>")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PAGE_CHARS = 5_000_000
_YEARS = range(2009, 2100)  # the first Windows with a Steps Recorder is of 2009
_MONTHS = 12


def embedded_xml(page: str) -> str | None:
    """The report's XML in `main.htm`; older builds have it without the script element."""
    for start, end in (
        (r'<script\b[^>]*\bid\s*=\s*["\']?myXML\b[^>]*>', "</script"),
        (r'<xml\b[^>]*\bid\s*=\s*["\']?recordeddata\b[^>]*>', "</xml"),
    ):
        found = re.search(start, page, re.IGNORECASE)
        if found:
            stop = page.lower().find(end, found.end())
            return page[found.end() : stop if stop > 0 else None].strip()
    return None


def day_in_name(name: str) -> date | None:
    """The day in a name such as `Recording_20261124_1012.mht`."""
    return next(
        (day for found in _FILE_DATE.findall(name) if (day := _day(*map(int, found)))), None
    )


def day_in_page(page: str) -> date | None:
    """The first day that the page tells, in whatever order its language writes it."""
    words = _MARKS.sub("", unescape(_TAGS.sub(" ", _XML.sub(" ", page[:_PAGE_CHARS]))))
    for first, second, third, after in _DATE.findall(words):
        a, b, c = int(first), int(second), int(third)
        american = "AM" in after.upper() or "PM" in after.upper()
        orders = ((c, a, b), (c, b, a)) if american else ((c, b, a), (c, a, b))
        day = next((d for order in ((a, b, c), *orders) if (d := _day(*order))), None)
        if day:
            return day
    return None


def comments(page: str) -> Mapping[int, str]:
    """Users' comments by step number: what follows a bold label inside a step."""
    page = _XML.sub(" ", page[:_PAGE_CHARS])
    marks = list(_STEP.finditer(page))
    found: dict[int, list[str]] = {}
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(page)
        for label, words in _BOLD.findall(page, mark.end(), end):
            comment = told(unescape(words)).strip('"“”«» ')
            if comment and not re.search(r"\d", label):  # the step's own heading has its number
                found.setdefault(int(mark[1]), []).append(comment)
    return {number: " ".join(words) for number, words in found.items()}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS and month <= _MONTHS else None
    except ValueError:
        return None
