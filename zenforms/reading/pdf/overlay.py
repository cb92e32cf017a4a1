"""Words written over a form, outside of its fields: by a viewer's text tool, or into the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zenforms.reading.names import one_line
from zenforms.reading.pdf.pages import Pages
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.syntax.objects import Dictionary, Stream
from zenforms.reading.pdf.texts import Texts

_MOST_CHARS = 400
_MOST_SPOTS = 1_000
_PAGE_AND_FOOT = 2
_DRAWN = frozenset({"Ink", "Stamp"})
_Spot = tuple[int, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """What annotations write on the pages, how many draw on them, and where the fields are."""

    words: str = ""
    marks: int = 0
    spots: tuple[_Spot, ...] = ()
    is_redrawn: bool = False
    """Whether somebody may have written into the pages since our generator packed them."""


def overlay_of(source: Source, pages: Pages, texts: Texts) -> Overlay:
    """The overlay of a document; of widgets only where they lie is noted."""
    words: list[str] = []
    spots: list[_Spot] = []
    marks, is_redrawn = 0, False
    for number, page in enumerate(pages.entries, start=1):
        is_redrawn |= not _is_ours(source, page)
        for item in source.items(page.get("/Annots")):
            entries = source.dictionary(item)
            kind = source.name(entries, "/Subtype") if entries else None
            if entries is None or kind is None:
                continue
            marks += kind in _DRAWN
            if kind == "FreeText" and (said := texts.read(entries.get("/Contents"))):
                words.append(said.text)
            if kind == "Widget" and len(spots) < _MOST_SPOTS:
                sides = [source.resolve(side) for side in source.items(entries.get("/Rect"))]
                numbers = [float(side) for side in sides if isinstance(side, int | float)]
                if len(numbers) == 4:  # noqa: PLR2004 - two corners
                    x, y, right, top = numbers
                    corners = (min(x, right), min(y, top), max(x, right), max(y, top))
                    spots.append((number, corners))
    said_words = one_line(" · ".join(word for word in words if word.strip()))
    return Overlay(said_words[:_MOST_CHARS], marks, tuple(spots), is_redrawn)


def _is_ours(source: Source, page: Dictionary) -> bool:
    """Whether a page is packed as our generators pack it, and no tool that adds to it does.

    It is a page and its foot; earlier it was one stream in ASCII. PDFium takes longer to load than
    a form takes to read.
    """
    content = source.resolve(page.get("/Contents"))
    if isinstance(content, Stream):
        return source.reader.decoder.filters(content)[:1] == ["/ASCII85Decode"]
    parts = [source.resolve(one) for one in content] if isinstance(content, list) else []
    packed = [isinstance(p, Stream) and source.reader.decoder.filters(p) for p in parts]
    return packed == [["/FlateDecode"]] * _PAGE_AND_FOOT


def drawn_words(data: bytes, spots: Sequence[_Spot]) -> str:
    """The words that the pages themselves bear where fields lie: an empty form has none there."""
    from zenforms.reading.pdf.paper import Character, sheets  # noqa: PLC0415 - PDFium, rarely

    def inside(character: Character, page: int) -> bool:
        x = (character.left + character.right) / 2
        y = (character.bottom + character.top) / 2
        return any(
            number == page and left <= x <= right and bottom <= y <= top
            for number, (left, bottom, right, top) in spots
        )

    def lines() -> Iterator[str]:
        with sheets(data) as papers:
            for page, paper in enumerate(papers, start=1):
                found = "".join(
                    one.text if one.made_up or inside(one, page) else "\0"
                    for one in paper.characters()
                )
                yield " ".join(found.replace("\0", " ").split())

    return one_line(" · ".join(filter(None, lines())))[:_MOST_CHARS]
