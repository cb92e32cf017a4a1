"""Bytes become an opened PDF, or a problem that says why not; damage found later is noted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    LimitReachedError,
    Name,
    Reference,
    SpentError,
    Stream,
)
from zenforms.reading.pdf.syntax.reader import StrictReader

_MAX_CHAIN = 8  # references to references; the standard allows none

STREAM_TOO_LARGE = Text(fr="flux trop gros", en="stream too large")
NO_CATALOG = Text(fr="catalogue absent", en="catalog missing")
UNREADABLE_OBJECT = Text(fr="objet illisible", en="unreadable object")


class TooComplexError(Exception):
    """A limit of reading was reached; `detail` says which, for people."""

    def __init__(self, detail: Text) -> None:
        super().__init__(detail.en)
        self.detail = detail


class Source:
    """Hands out direct objects. What cannot be read is None, and noted as damage."""

    def __init__(self, reader: StrictReader) -> None:
        self.reader = reader
        self.damage: list[Text] = []

    def resolve(self, value: object) -> object:
        """The direct object behind `value`; None for null, missing and unreadable ones."""
        for _ in range(_MAX_CHAIN):
            if type(value) is not Reference:
                return value
            value = self._fetch(value)
        return None

    def get(self, holder: Dictionary | None, key: str) -> object:
        """The direct object under `key`, or None."""
        return None if holder is None else self.resolve(holder.get(key))

    def name(self, holder: Dictionary | None, key: str) -> str:
        """The name under `key` without its slash, or an empty text."""
        value = self.get(holder, key)
        return value.removeprefix("/") if isinstance(value, Name) else ""

    def dictionary(self, value: object) -> Dictionary | None:
        """`value` as a dictionary (or stream), or None when it is anything else."""
        resolved = self.resolve(value)
        return resolved if isinstance(resolved, Dictionary) else None

    def items(self, value: object) -> Iterator[object]:
        """The raw items of an array; nothing for anything else."""
        resolved = self.resolve(value)
        if isinstance(resolved, list):
            yield from resolved

    def stream(self, value: Stream) -> bytes | None:
        """The decoded data of a stream, within the limits; None when unreadable."""
        try:
            return self.reader.decoder.data(value)
        except MemoryError:
            raise
        except (LimitReachedError, SpentError) as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except Exception:  # noqa: BLE001 - filters raise anything on damaged files
            self.note_unreadable()
            return None

    def quiet_stream(self, value: object) -> bytes:
        """The data of a stream that is only a hint: empty when unreadable, and no damage."""
        try:
            resolved = self.resolve(value)
            if not isinstance(resolved, Stream):
                return b""
            return self.reader.decoder.data(resolved)
        except MemoryError:
            raise
        except SpentError as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except Exception:  # noqa: BLE001 - filters raise anything on damaged files
            return b""

    def catalog(self) -> Dictionary | None:
        """The document catalog."""
        return self.dictionary(self.reader.trailer.get("/Root"))

    def check_catalog(self) -> None:
        """Note as damage that the catalog, or the page tree it must name, is missing."""
        if self.dictionary(self.get(self.catalog(), "/Pages")) is None:
            self.damage.append(NO_CATALOG)

    def is_missing(self, value: object) -> bool:
        """Whether `value` refers to an object that the document does not have."""
        return isinstance(value, Reference) and not self.reader.tables.hold(value)

    def note_unreadable(self) -> None:
        """Note that something the document needs could not be read."""
        self.damage.append(UNREADABLE_OBJECT)

    def _fetch(self, reference: Reference) -> object:
        try:
            return self.reader.get(reference)
        except MemoryError:
            raise
        except (LimitReachedError, SpentError) as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except Exception:  # noqa: BLE001 - damage of any kind
            self.note_unreadable()
            return None


def key_of(value: object) -> Reference | None:
    """What makes a reference recognisable; None for a direct object."""
    return value if isinstance(value, Reference) else None


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
