"""Bytes become an opened PDF, or a problem that says why not."""

import re
from dataclasses import dataclass

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.objects import Reference
from zenforms.reading.pdf.refusals import LimitReachedError, SpentError
from zenforms.reading.pdf.source import Source, TooComplexError
from zenforms.reading.pdf.strict import StrictReader

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
_MARKER = b"%%EOF"
_TAIL_ALLOWED = 1024
_CONCATENATED = re.compile(rb"%%EOF\s*%PDF-")
_SECTION_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_LINEARIZED = re.compile(rb"/Linearized\b")
_COMMENTS = re.compile(rb"(?:%[^\r\n]*+|[\0\t\n\f\r \x1a]++)*+")
_STARTS_AN_UPDATE = re.compile(rb"[0-9xt]")

TABLE_TOO_LARGE = Text(fr="table des références", en="cross-reference table")
NO_TABLE = Text(fr="table des références absente", en="cross-reference table missing")
CONCATENATED = Text(fr="deux fichiers mis bout à bout", en="two files joined end to end")
TRAILING = Text(fr="données étrangères à la fin", en="foreign data at the end")
LEADING = Text(fr="données étrangères au début", en="foreign data at the beginning")


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that can be read. `boundaries` are the offsets at which a saved revision ends."""

    source: Source
    boundaries: tuple[int, ...]
    header_version: str
    encrypted: bool

    def updated(self) -> frozenset[Reference]:
        """The objects that a later save than the first one wrote."""
        if len(self.boundaries) < 2:  # noqa: PLR2004 - one boundary, one save
            return frozenset()
        first = self.boundaries[0]
        tables = self.source.reader.tables
        late = {reference for reference, offset in tables.offsets.items() if offset > first}
        packed = {Reference(n, 0) for n, stream in tables.packed.items() if (stream, 0) in late}
        return frozenset(late | packed)


def open_pdf(data: bytes, limits: Limits) -> Opened | Problem:
    """Open `data`, with the empty password when it is encrypted; never repairs anything.

    Raises TooComplexError beyond the limits.
    """
    problem = _look_outside(data)
    if problem is not None:
        return problem
    try:
        reader = StrictReader(data, limits)
        encrypted = reader.is_encrypted
        if encrypted and not reader.unlock():
            return Problem(problems.PASSWORD)
    except MemoryError:
        raise
    except (LimitReachedError, SpentError, RecursionError) as error:
        raise TooComplexError(TABLE_TOO_LARGE) from error
    except Exception as error:  # noqa: BLE001 - damage of any kind
        return _refused(data, error)
    version = data[len(_HEADER) : len(_HEADER) + 3].decode("latin-1")
    return Opened(Source(reader), _boundaries(data), version, encrypted)


def damaged(detail: Text) -> Problem:
    """The problem that the document is damaged, and how."""
    return Problem(problems.DAMAGED, {"detail": detail})


def _look_outside(data: bytes) -> Problem | None:
    """What can be told from the first and the last bytes."""
    if not data:
        return Problem(problems.EMPTY)
    start = data.find(_HEADER, 0, _HEADER_WITHIN + len(_HEADER))
    if start < 0:
        return Problem(problems.NOT_A_PDF)
    return damaged(LEADING) if start > 0 else _look_at_end(data)


def _look_at_end(data: bytes) -> Problem | None:
    end = data.rfind(_MARKER)
    if end < 0:
        return Problem(problems.TRUNCATED)
    after = _COMMENTS.match(data, end + len(_MARKER))
    tail = data[after.end() :] if after else b""
    if _STARTS_AN_UPDATE.match(tail):
        return Problem(problems.TRUNCATED)
    if len(tail) > _TAIL_ALLOWED:
        return damaged(TRAILING)
    if _CONCATENATED.search(data):
        return damaged(CONCATENATED)
    return None


def _refused(data: bytes, error: Exception) -> Problem:
    """Why it cannot be opened, told from the file's own words, not from the error's."""
    if b"/Encrypt" in data and isinstance(error, NotImplementedError | ValueError):
        public = b"/Adobe.PubSec" in data or b"/Adobe.PPKLite" in data or b"/Recipients" in data
        return Problem(problems.PUBLIC_KEY if public else problems.UNKNOWN_ENCRYPTION)
    return damaged(NO_TABLE)


def _boundaries(data: bytes) -> tuple[int, ...]:
    ends = [match.end() for match in _SECTION_END.finditer(data)]
    if len(ends) > 1 and _LINEARIZED.search(data, 0, _HEADER_WITHIN):
        del ends[0]  # a linearized file has two sections from its first save
    return tuple(ends)
