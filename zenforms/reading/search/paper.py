"""Opens a PDF: its pages, its objects, the files inside it, and what earlier saves left."""

from collections.abc import Iterator

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.wording import LockedError, object_texts, page_texts, scavenged
from zenforms.reading.search.piece import Found, Piece, Why


def open_paper(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Every word of it; what is a picture, locked or damaged is told."""
    if len(piece.data) > limits.document_bytes:
        yield piece.not_searched(Why.TOO_LARGE)
        return
    for texts in (_pages, _objects, _remains):
        try:
            yield from texts(piece, limits)
        except LockedError:
            yield piece.not_searched(Why.ENCRYPTED)
            return
        except OverflowError:
            yield piece.not_searched(Why.TOO_LARGE)
        except ValueError:
            yield piece.not_searched(Why.DAMAGED)


def _pages(piece: Piece, _: Limits) -> Iterator[Found]:
    for number, (text, is_picture) in enumerate(page_texts(piece.data), 1):
        yield piece.words(text)
        if is_picture:
            yield piece.inside(f"page {number}", b"").not_searched(Why.SCAN)


def _objects(piece: Piece, limits: Limits) -> Iterator[Found]:
    together = []
    for count, found in enumerate(object_texts(piece.data, limits)):
        if isinstance(found, str):
            together.append(found)
        elif found:
            yield _stream(piece.inside(f"objet {count}", found))
    yield piece.words("\n".join(together))


def _stream(inside: Piece) -> Piece:
    """A stream is a file when it is one that can be opened; else it is words among marks."""
    from zenforms.reading.formats import media  # noqa: PLC0415 - a name that would hide ours

    kind = media.media_type(inside.data[: media.HEAD_BYTES])
    is_drawing = kind == media.UNKNOWN or kind.startswith("font/")
    return Piece(inside.data, inside.way, is_words=True) if is_drawing else inside


def _remains(piece: Piece, limits: Limits) -> Iterator[Found]:
    for found in scavenged(piece.data, limits):
        yield Piece(found, piece.way, is_words=True)
