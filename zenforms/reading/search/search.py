"""Searches one file for a person: opened as the readers would, decoded in every way, to the end.

It runs in a worker with limits. What is not opened is named, so that nobody takes silence for
absence.
"""

from collections.abc import Iterator
from pathlib import Path

from zenforms.reading.formats import media
from zenforms.reading.formats.textcode import looks_like_text
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import looks_like_mail, looks_like_mht
from zenforms.reading.search.message import open_message
from zenforms.reading.search.packed import (
    open_storage,
    open_stream,
    open_tar,
    open_winmail,
    open_zip,
)
from zenforms.reading.search.paper import open_paper
from zenforms.reading.search.piece import Opener, Piece, Searched, Unsearched, Why
from zenforms.reading.search.views import binary_readings, hidden_bytes, readings, views, windows
from zenforms.reading.search.wanted import Finder, Wanted

_DEEPEST = 12
_SIZE = 500_000_000  # bytes, all pieces of one file together
_OPENERS: dict[str, Opener] = {
    media.ZIP: open_zip,
    media.GZIP: open_stream,
    "application/x-bzip2": open_stream,
    "application/x-xz": open_stream,
    "application/x-tar": open_tar,
    media.OLE: open_storage,
    media.TNEF: open_winmail,
    media.PDF: open_paper,
}
_PACKED = frozenset(
    {
        "application/x-7z-compressed",
        "application/vnd.rar",
        "application/vnd.ms-cab-compressed",
        "application/zstd",
        "application/x-iso9660-image",
        "application/x-ms-wim",
        "application/x-vhd-disk",
        "application/x-vhdx-disk",
        "application/x-vmdk-disk",
    }
)
_PICTURES = ("image/", "video/", "audio/", "application/ogg")
_LEAST_HIDDEN = 24  # bytes: less holds no file
_SEALED_MAIL = (b"-----BEGIN PGP MESSAGE-----",)


def search_file(path: Path, wanted: Wanted, limits: Limits, *, name: str = "") -> Searched:
    """Whether the file, or its `name`, tells of the person, and what of it was not searched."""
    finder = Finder(wanted)
    if finder.is_called(name or path.name):
        return Searched(found=True)
    if path.is_symlink():  # it is never followed: all there is of it is where it points
        return Searched(finder.is_in(str(path.readlink())))
    try:
        if not path.is_file():
            return _not_at_all(Why.UNREADABLE)
        if path.stat().st_size > limits.drop_bytes:
            return _not_at_all(Why.TOO_LARGE)
        data = path.read_bytes()
    except OSError:
        return _not_at_all(Why.UNREADABLE)
    return _Search(finder, limits).through(Piece(data))


def _not_at_all(why: Why) -> Searched:
    return Searched(found=False, unsearched=(Unsearched("", why),))


class _Search:
    def __init__(self, finder: Finder, limits: Limits) -> None:
        self._finder = finder
        self._limits = limits
        self._left = _SIZE
        self._unsearched: dict[Unsearched, None] = {}

    def through(self, whole: Piece) -> Searched:
        found = self._is_in(whole)
        return Searched(found, () if found else tuple(self._unsearched))

    def _is_in(self, piece: Piece) -> bool:
        """Look at the bytes themselves, then at everything inside."""
        self._left -= len(piece.data)
        if self._left < 0:
            self._tell(piece.not_searched(Why.TOO_LARGE))
            return False
        kind = _kind(piece)
        if self._is_written(piece, kind):
            return True
        if piece.is_words:
            return False
        if piece.depth > _DEEPEST:
            self._tell(piece.not_searched(Why.TOO_DEEP))
            return False
        return any(map(self._is_in, self._inside(piece, kind)))

    def _inside(self, piece: Piece, kind: str) -> Iterator[Piece]:
        opener = _OPENERS.get(kind) or (open_message if kind == media.MAIL else None)
        if opener is None:
            why = _why_not(kind, piece.data)
            if why is not None:
                self._tell(piece.not_searched(why))
            elif _is_text(kind):
                yield from _hidden(piece)
            return
        for found in opener(piece, self._limits):
            if isinstance(found, Piece):
                yield found
            else:
                self._tell(found)

    def _is_written(self, piece: Piece, kind: str) -> bool:
        """Whether the bytes tell of the person in any reading, or the name does."""
        if piece.way and not piece.is_words and self._finder.is_called(piece.way[-1]):
            return True
        if kind == media.UNKNOWN or not _is_text(kind):
            undone = views if piece.is_words else _as_it_is
            return any(
                self._finder.is_in(view, loose=True)
                for text in binary_readings(piece.data)
                for window in windows(text)
                for view in undone(window)
            )
        return any(
            self._finder.is_in(view)
            for text in readings(piece.data, piece.charset)
            for window in windows(text)
            for view in views(window)
        )

    def _tell(self, unsearched: Unsearched) -> None:
        self._unsearched[unsearched] = None


def _as_it_is(text: str) -> Iterator[str]:
    yield text


def _kind(piece: Piece) -> str:
    head = piece.data[: media.HEAD_BYTES]
    if piece.charset and piece.is_words:
        return "text/plain"
    kind = media.media_type(head, piece.way[-1] if piece.way else "")
    is_text = _is_text(kind) or kind == media.UNKNOWN
    if is_text and (looks_like_mail(head) or looks_like_mht(head) or head.startswith(b"From ")):
        return media.MAIL
    return kind


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind in {
        "application/json",
        "application/rtf",
        "application/xml",
        "application/x-mswinurl",
        "image/svg+xml",
        media.MAIL,
    }


def _why_not(kind: str, data: bytes) -> Why | None:
    """Why a file that nobody opens was not searched; None for a text, which was."""
    if any(mark in data for mark in _SEALED_MAIL):
        return Why.ENCRYPTED
    if _is_text(kind) or not data.strip(b"\0"):
        return None
    if kind in _PACKED:
        return Why.PACKED
    if kind.startswith(_PICTURES):
        return Why.PICTURE
    return None if kind == media.UNKNOWN and looks_like_text(data) else Why.UNKNOWN


def _hidden(piece: Piece) -> Iterator[Piece]:
    """What a text holds in base64: a file when it is one, else perhaps words."""
    for number, data in enumerate(hidden_bytes(piece.data), 1):
        is_file = len(data) >= _LEAST_HIDDEN and _is_openable(data)
        if is_file or looks_like_text(data):
            yield piece.inside(f"base64 {number}", data)


def _is_openable(data: bytes) -> bool:
    kind = media.media_type(data[: media.HEAD_BYTES])
    return not _is_text(kind) and kind != media.UNKNOWN
