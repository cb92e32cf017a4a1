"""A letter as HTML that mail programs show alike: plain elements, styles at the element.

No colours for text or ground are set, so that dark mode stays the reader's own choice; the
accent is a bar, never the colour of words.
"""

from zenforms.desk.letters.letter import (
    Block,
    Facts,
    Heading,
    Letter,
    Paragraph,
    Point,
    Points,
)
from zenforms.desk.letters.plaintext import QUOTED
from zenforms.language import Lang
from zenforms.markup import Element, Node, tag

_FONT = "font-family:'Segoe UI',Calibri,Arial,sans-serif;font-size:15px;line-height:1.5"
_BODY = f"margin:0;padding:16px;{_FONT}"
_COLUMN = "max-width:640px;padding-top:16px;border-top:4px solid {accent}"
_PARAGRAPH = "margin:0 0 14px 0"
_HEADING = "margin:22px 0 8px 0;font-size:17px;line-height:1.3;font-weight:600"
_LIST = "margin:0 0 14px 0;padding-left:26px"
_POINT = "margin:0 0 10px 0"
_TERM = "padding:3px 18px 3px 0;text-align:left;vertical-align:top;font-weight:normal"
_VALUE = "padding:3px 0;vertical-align:top;font-weight:600"


def rich_text(letter: Letter, *, accent: str) -> str:
    """The HTML alternative; `accent` is `#RRGGBB`."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="supported-color-schemes", content="light dark"),
        tag("title", letter.subject),
    )
    column = tag(
        "div",
        [_element(block, letter.lang) for block in letter.blocks],
        tag("p", _broken(letter.signature), style=f"{_PARAGRAPH};margin-top:22px"),
        style=_COLUMN.format(accent=accent),
    )
    body = tag("body", column, style=_BODY)
    return f"<!doctype html>\n{tag('html', head, body, lang=letter.lang.value)}\n"


def _element(block: Block, lang: Lang) -> Element:
    match block:
        case Paragraph(text):
            return tag("p", text, style=_PARAGRAPH)
        case Heading(text):
            return tag("h2", text, style=_HEADING)
        case Facts(rows):
            return tag("table", [_row(*row) for row in rows], style=_FONT, cellspacing="0")
        case Points(points):
            items = [_item(point, lang, strong=block.strong) for point in points]
            return tag("ol" if block.numbered else "ul", items, style=_LIST)


def _row(term: str, value: str) -> Element:
    cells = (tag("th", term, scope="row", style=_TERM), tag("td", value, style=_VALUE))
    return tag("tr", *cells)


def _item(point: Point, lang: Lang, *, strong: bool) -> Element:
    quote = QUOTED.fill(lang, {"said": point.quote}) if point.quote else None
    return tag(
        "li",
        tag("strong", point.text) if strong else point.text,
        [(tag("br"), line) for line in point.more],
        (tag("br"), tag("em", quote)) if quote else None,
        style=_POINT,
    )


def _broken(lines: tuple[str, ...]) -> list[Node]:
    return [(tag("br") if number else None, line) for number, line in enumerate(lines)]
