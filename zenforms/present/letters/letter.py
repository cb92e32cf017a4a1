"""A letter as a value, as plain text, as HTML and as a draft. Client text in it is one-line."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from zenforms.language import Lang, Text
from zenforms.present.document import Block, Fact, Facts, Heading, Paragraph, Point, Points
from zenforms.present.html import Element, Node, frame, tag


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter: subject line, body and signature."""

    subject: str
    lang: Lang
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]


# A letter as plain text, in lines that every mail program shows as they are.

WIDTH = 72

QUOTED = Text(fr="« {said} »", en="“{said}”")


def plain_text(letter: Letter) -> str:
    """The text alternative; every line ends with a line feed."""
    blocks = ["\n".join(_lines(block, letter.lang)) for block in letter.blocks]
    blocks.append("\n".join(letter.signature))
    return "\n\n".join(blocks) + "\n"


def _lines(block: Block, lang: Lang) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield from _wrapped(text)
        case Heading(text):
            yield text
            yield "-" * min(len(text), WIDTH)
        case Facts(facts):
            width = max((len(fact.term) for fact in facts), default=0)
            for fact in facts:
                yield from _wrapped(fact.value, first=f"  {fact.term:<{width}}  ")
        case Points():
            yield from _points(block, lang)


def _points(block: Points, lang: Lang) -> Iterator[str]:
    for number, point in enumerate(block.points, 1):
        first = f"{number:>2}. " if block.numbered else " -  "
        rest = " " * len(first)
        yield from _wrapped(point.text, first=first)
        for line in point.more:
            yield from _wrapped(line, first=rest)
        if point.quote:
            yield from _wrapped(QUOTED.fill(lang, {"said": point.quote}), first=rest)


def _wrapped(text: str, first: str = "") -> list[str]:
    """Breaks at plain spaces only: a U+00A0 holds, and an address is never cut."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


# A letter as HTML that mail programs show alike: plain elements, styles at the element.
#
# No colours for text or ground are set, so that dark mode stays the reader's own choice; the
# accent is a bar, never the colour of words.

_FONT = "font-family:'Segoe UI',Calibri,Arial,sans-serif;font-size:15px;line-height:1.5"
_BODY = f"margin:0;padding:16px;{_FONT}"
_COLUMN = "max-width:640px;padding-top:16px;border-top:4px solid {accent}"
_PARAGRAPH = "margin:0 0 14px 0"
_HEADING = "margin:22px 0 8px 0;font-size:17px;line-height:1.3;font-weight:600"
_LIST = "margin:0 0 14px 0;padding-left:26px"
_POINT = "margin:0 0 10px 0"
_TERM = "padding:3px 18px 3px 0;text-align:left;vertical-align:top;font-weight:normal"
_VALUE = "padding:3px 0;vertical-align:top;font-weight:600"
_NUMBER = re.compile(r"(ZF-\d{6}-[0-9A-Z]{5,})")


def rich_text(letter: Letter, *, accent: str) -> str:
    """The HTML alternative; `accent` is `#RRGGBB`."""
    metas = (
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="supported-color-schemes", content="light dark"),
    )
    column = tag(
        "div",
        [_element(block, letter.lang) for block in letter.blocks],
        tag("p", _broken(letter.signature), style=f"{_PARAGRAPH};margin-top:22px"),
        style=_COLUMN.format(accent=accent),
    )
    body = tag("body", column, style=_BODY)
    return "".join(frame(letter.subject, body, *metas, lang=letter.lang))


def _element(block: Block, lang: Lang) -> Element:
    match block:
        case Paragraph(text):
            return tag("p", _unbroken(text), style=_PARAGRAPH)
        case Heading(text):
            return tag("h2", text, style=_HEADING)
        case Facts(facts):
            return tag("table", [_row(fact) for fact in facts], style=_FONT, cellspacing="0")
        case Points(points):
            items = [_item(point, lang, strong=block.strong) for point in points]
            return tag("ol" if block.numbered else "ul", items, style=_LIST)


def _row(fact: Fact) -> Element:
    value = tag("td", _unbroken(fact.value), style=_VALUE)
    cells = (tag("th", fact.term, scope="row", style=_TERM), value)
    return tag("tr", *cells)


def _item(point: Point, lang: Lang, *, strong: bool) -> Element:
    quote = QUOTED.fill(lang, {"said": point.quote}) if point.quote else None
    return tag(
        "li",
        tag("strong", _unbroken(point.text)) if strong else _unbroken(point.text),
        [(tag("br"), _unbroken(line)) for line in point.more],
        (tag("br"), tag("em", quote)) if quote else None,
        style=_POINT,
    )


def _unbroken(text: str) -> list[Node]:
    """The text with each number of a request on one line: a hyphen is where browsers break."""
    parts = _NUMBER.split(text)
    return [
        tag("span", part, style="white-space:nowrap") if place % 2 else part
        for place, part in enumerate(parts)
        if part
    ]


def _broken(lines: tuple[str, ...]) -> list[Node]:
    return [(tag("br") if number else None, line) for number, line in enumerate(lines)]


# An e-mail draft as bytes: equal values make equal bytes, and it opens ready to be sent.

WHY = "X-Zenforms-To"
"""The header that tells why a draft goes where it goes."""

_LINE = "\r\n"
_FOLD = f"{_LINE} "
_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, on one line, and an ASCII address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF that goes with the letter; `name` is plain ASCII."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LetterHeaders:
    """What stands above a letter. Message ids are without angle brackets; `date` is aware.

    `to` may be None: whoever sends the draft then fills it in.
    """

    sender: Mailbox
    to: Mailbox | None
    date: datetime
    message_id: str
    answers: str | None = None
    """The message id of the mail that this one replies to."""
    references: Sequence[str] = field(default_factory=tuple)
    why: str = ""
    """Why it goes to `to`, for whoever sends the draft."""


def draft(
    letter: Letter, headers: LetterHeaders, *, accent: str, attached: Sequence[Attached] = ()
) -> bytes:
    """The draft: text, HTML and attachments. `X-Unsent` makes Outlook open it for sending.

    `Auto-Submitted` is not set: a person sends it.
    """
    message = EmailMessage(policy=SMTP)
    message.set_content(plain_text(letter), cte="quoted-printable")
    rich = rich_text(letter, accent=accent)
    message.add_alternative(rich, subtype="html", cte="quoted-printable")
    for one in attached:
        message.add_attachment(
            one.content, maintype="application", subtype="pdf", filename=one.name
        )
    _fix_boundaries(message, headers.message_id)
    lines = "".join(line + _LINE for line in _header_lines(letter, headers))
    return lines.encode("ascii") + message.as_bytes()


def _header_lines(letter: Letter, headers: LetterHeaders) -> Iterator[str]:
    """The headers line by line, folded by hand.

    The library's own folding loses spaces between encoded words, and encodes message ids that
    are longer than a line, which breaks threads.
    """
    yield "X-Unsent: 1"
    yield f"From: {_mailbox(headers.sender)}"
    if headers.to:
        yield f"To: {_mailbox(headers.to)}"
    if headers.why:
        yield f"{WHY}: {_encoded(headers.why, WHY)}"
    yield f"Subject: {_encoded(letter.subject, 'Subject')}"
    yield f"Date: {format_datetime(headers.date)}"
    yield f"Message-ID: <{headers.message_id}>"
    if headers.answers:
        yield f"In-Reply-To: <{headers.answers}>"
    if headers.references:
        yield "References: " + _FOLD.join(f"<{one}>" for one in headers.references)
    yield f"Content-Language: {letter.lang.value}"


def subject_line(subject: str) -> bytes:
    """The header of a subject, which stands on one line, folded as in a draft."""
    return f"Subject: {_encoded(subject, 'Subject')}{_LINE}".encode("ascii")


def _mailbox(mailbox: Mailbox) -> str:
    if mailbox.name.isascii():
        return formataddr((mailbox.name, mailbox.address))
    return f"{_encoded(mailbox.name, 'From')}{_FOLD}<{mailbox.address}>"


def _encoded(text: str, name: str) -> str:
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, _WIDTH, name).encode(linesep=_LINE)


def _fix_boundaries(message: EmailMessage, message_id: str) -> None:
    """Boundaries from the id instead of by chance; “=_” occurs in no encoded part."""
    name = message_id.partition("@")[0]
    for depth, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{name}_{depth}")
