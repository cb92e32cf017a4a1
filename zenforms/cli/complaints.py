"""Complaints about a file of clients, as the commands print them."""

from collections.abc import Iterable, Iterator

from zenforms.console.layout import Line
from zenforms.console.registerview import complaint_lines, line_place
from zenforms.desk.register.complaint import Complaint
from zenforms.desk.register.spreadsheet import heading_of
from zenforms.language import Lang


def lines_of(
    complaints: Iterable[Complaint], lang: Lang, width: int, *, headings: bool = False
) -> Iterator[Line]:
    """All complaints in order; with `headings` fields are called as in a spreadsheet."""
    for one in complaints:
        name = heading_of(one.field, lang) if headings else one.field
        where = line_place(one.line, lang) or (one.client,)
        place = tuple(filter(None, (*where, name)))
        yield from complaint_lines(
            place, one.said, one.arguments, severity=one.severity, lang=lang, width=width
        )
