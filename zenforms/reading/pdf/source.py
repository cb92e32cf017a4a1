"""Bytes become an opened PDF, or a problem that says why not; damage found later is noted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.apart import apart
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.filters import RARE_FILTER
from zenforms.reading.pdf.syntax.objects import (
    DamageError,
    Dictionary,
    LimitReachedError,
    Name,
    Reference,
    SpentError,
    Stream,
    SyntaxDamageError,
    UnusualError,
)
from zenforms.reading.pdf.syntax.reader import StrictReader
from zenforms.reading.pdf.syntax.tables import BAD_TABLE, NO_TABLE, boundaries

if TYPE_CHECKING:
    from zenforms.reading.restraint import Runner

_MAX_CHAIN = 8  # references to references; the standard allows none

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
_MARKER = b"%%EOF"
_TAIL_ALLOWED = 1024
_CONCATENATED = re.compile(rb"%%EOF\s*%PDF-")
_COMMENTS = re.compile(rb"(?:%[^\r\n]*+|[\0\t\n\f\r \x1a]++)*+")
_STARTS_AN_UPDATE = re.compile(rb"[0-9xt]")

_STANDARD_HANDLER = "/Standard"
_BY_CERTIFICATE = ("/Adobe.PubSec", "/Adobe.PPK", "/Entrust.PPKEF")
_KNOWN_CIPHERS = {(1, 2), (1, 3), (2, 3), (4, 4), (5, 5), (5, 6)}
"""Versions and revisions of the standard's handler (7.6.4) whose ciphers are published."""
_KNOWN_METHODS = {"/None", "/V2", "/AESV2", "/AESV3"}

TABLE_TOO_LARGE = Text(fr="table des références", en="cross-reference table")
CONCATENATED = Text(fr="deux fichiers mis bout à bout", en="two files joined end to end")
TRAILING = Text(fr="données étrangères à la fin", en="foreign data at the end")
LEADING = Text(fr="données étrangères au début", en="foreign data at the beginning")
STREAM_TOO_LARGE = Text(fr="flux trop gros", en="stream too large")
NO_CATALOG = Text(fr="catalogue absent", en="catalog missing")


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
        self._resolved: dict[Reference, object] = {}

    def resolve(self, value: object) -> object:
        """The direct object behind `value`; None for null, missing and unreadable ones."""
        if type(value) is not Reference:
            return value
        if value in self._resolved:
            return self._resolved[value]
        found: object = value
        for _ in range(_MAX_CHAIN):
            if type(found) is not Reference:
                break
            found = self._fetch(found)
        else:
            found = None
        self._resolved[value] = found
        return found

    def get(self, holder: Dictionary | None, key: str) -> object:
        """The direct object under `key`, or None."""
        if holder is None:
            return None
        value = holder.get(key)
        return self.resolve(value) if type(value) is Reference else value

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
        except UnusualError:
            raise
        except Exception as error:  # noqa: BLE001 - filters raise anything on damaged files
            self.note_unreadable(error)
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
        except UnusualError:
            raise
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
        if not isinstance(value, Reference):
            return False
        return not self.reader.tables.hold(value) or self.reader.is_missing(value)

    def note_unreadable(self, error: Exception) -> None:
        """Note that something the document needs could not be read, and why."""
        self.damage.append(error.detail if isinstance(error, DamageError) else DamageError.detail)

    def _fetch(self, reference: Reference) -> object:
        try:
            return self.reader.get(reference)
        except MemoryError:
            raise
        except (LimitReachedError, SpentError) as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except UnusualError:
            raise
        except Exception as error:  # noqa: BLE001 - damage of any kind
            self.note_unreadable(error)
            return None


def key_of(value: object) -> Reference | None:
    """What makes a reference recognisable; None for a direct object."""
    return value if isinstance(value, Reference) else None


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that can be read. `revisions` is how often it was saved."""

    source: Source
    header_version: str
    revisions: int
    encrypted: bool
    first_end: int | None
    """Where the first of several saves ends in what is read."""

    def updated(self) -> frozenset[Reference]:
        """The objects that a later save than the first one wrote."""
        if self.first_end is None:
            return frozenset()
        tables = self.source.reader.tables
        late = {one for one, offset in tables.offsets.items() if offset > self.first_end}
        packed = {Reference(n, 0) for n, stream in tables.packed.items() if (stream, 0) in late}
        return frozenset(late | packed)


def open_pdf(
    data: bytes,
    limits: Limits,
    *,
    runner: "Runner | None" = None,
    unusual: UnusualError | None = None,
) -> Opened | Problem:
    """Open `data`, with the empty password when it is encrypted; never repairs anything.

    What the strict reader does not take is made plain by `normalise`: `runner` runs it, else a
    worker of its own: it is native code. Whoever meets something `unusual` in what was opened
    opens it again with that. Raises TooComplexError beyond the limits.
    """
    problem = _look_outside(data)
    if problem is not None:
        return problem
    try:
        if unusual is None:
            reader = StrictReader(data, limits)
            if not reader.is_encrypted:
                return _opened(data, data, reader)
            problem = _unknown_cipher(reader)
            if problem is not None:
                return problem
    except UnusualError as error:
        unusual = error
    except MemoryError:
        raise
    except (LimitReachedError, SpentError, RecursionError) as error:
        raise TooComplexError(TABLE_TOO_LARGE) from error
    except Exception as error:  # noqa: BLE001 - damage of any kind
        return damaged(error.detail if isinstance(error, DamageError) else NO_TABLE)
    return _made_plain(data, limits, runner, unusual)


def _made_plain(
    data: bytes, limits: Limits, runner: "Runner | None", unusual: UnusualError | None
) -> Opened | Problem:
    from zenforms.reading.pdf.normalise import normalise  # noqa: PLC0415 - qpdf, for few files

    # where the tables are odd nobody but qpdf has read them: it must not have missed any object
    origin = None if unusual is None or unusual.detail is RARE_FILTER else data
    if runner is None:
        plain = apart(limits, normalise, data, limits)
    else:
        plain = runner.run(normalise, data, limits)
    if isinstance(plain, bytes):
        try:
            opened = _opened(data, plain, StrictReader(plain, limits, is_plain=True, origin=origin))
        except UnusualError as error:
            return damaged(error.detail)
        # some say that it is ciphered, and others not: then what was read is no text
        is_ciphered = unusual is None
        return opened if opened.encrypted or not is_ciphered else damaged(BAD_TABLE)
    if plain.code != problems.DAMAGED or unusual is None:
        return plain
    return damaged(unusual.detail)


def _opened(data: bytes, read: bytes, reader: StrictReader) -> Opened:
    """`read` is what the reader reads: `data` itself, or what was made of it."""
    ends = boundaries(data)
    ends_read = ends if read is data else boundaries(read)
    return Opened(
        Source(reader),
        header_version=data[len(_HEADER) : len(_HEADER) + 3].decode("latin-1"),
        revisions=max(1, len(ends)),
        encrypted=reader.trailer.get("/Ciphered") is True,
        first_end=ends_read[0] if len(ends_read) > 1 else None,
    )


def _unknown_cipher(reader: StrictReader) -> Problem | None:
    """Why an encrypted file cannot be deciphered with any password that people type."""
    entries = reader.resolve(reader.trailer["/Encrypt"])
    if not isinstance(entries, Dictionary):
        raise SyntaxDamageError
    handler = reader.resolve(entries.get("/Filter"))
    if handler != _STANDARD_HANDLER:
        is_public = isinstance(handler, Name) and handler.startswith(_BY_CERTIFICATE)
        code = problems.PUBLIC_KEY if is_public else problems.UNKNOWN_ENCRYPTION
        return Problem(code)
    told = (reader.resolve(entries.get("/V", 0)), reader.resolve(entries.get("/R")))
    is_known = told in _KNOWN_CIPHERS and all(
        method in _KNOWN_METHODS for method in _methods(reader, entries)
    )
    return None if is_known else Problem(problems.UNKNOWN_ENCRYPTION)


def _methods(reader: StrictReader, entries: Dictionary) -> Iterator[object]:
    """How the crypt filters decipher, where a document names any."""
    filters = reader.resolve(entries.get("/CF"))
    for one in filters.values() if isinstance(filters, Dictionary) else ():
        named = reader.resolve(one)
        if isinstance(named, Dictionary):
            yield reader.resolve(named.get("/CFM", Name("/None")))


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
