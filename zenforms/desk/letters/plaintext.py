"""A letter as plain text, in lines that every mail program shows as they are."""

import textwrap
from collections.abc import Iterator

from zenforms.desk.letters.letter import Block, Facts, Heading, Letter, Paragraph, Points
from zenforms.language import Lang, Text

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
        case Facts(rows):
            width = max((len(term) for term, _ in rows), default=0)
            for term, value in rows:
                yield from _wrapped(value, first=f"  {term:<{width}}  ")
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
