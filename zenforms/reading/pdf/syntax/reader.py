"""The objects of one file: found by its tables, read strictly, deciphered, never repaired."""

import re
from typing import TYPE_CHECKING

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.filters import Decoder
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    LimitReachedError,
    Reference,
    Stream,
    is_integer,
)
from zenforms.reading.pdf.syntax.tables import Tables, UnusualError, read_tables
from zenforms.reading.pdf.syntax.tokens import SyntaxDamageError, header_at, read_object, stream_at

if TYPE_CHECKING:
    from zenforms.reading.pdf.encryption import Deciphering


_ANY_HEADER = re.compile(
    rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]{1,9}([0-9]{1,5})[\0\t\n\f\r ]{1,9}obj\b"
)
_PAIRS = re.compile(rb"[\0\t\n\f\r ]*([0-9]{1,10})[\0\t\n\f\r ]+([0-9]{1,10})")


class MissingTableEntryError(Exception):
    """An object is in the file, but the cross-reference table does not know it."""


class StrictReader:
    """Reads objects without repairing them. `get` raises for whatever is broken.

    An object that exists nowhere reads as null, as the standard says (7.3.10).
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._file = data
        self._limits = limits
        self.decoder = Decoder(limits, self.resolve)
        self._known: dict[Reference, object] = {}
        self._packed: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._reading: set[int] = set()
        self._in_file: set[tuple[int, int]] | None = None
        self._deciphering: Deciphering | None = None
        self.tables = Tables()
        self.tables = self._read_tables()

    @property
    def trailer(self) -> Dictionary:
        """The trailers of all saves, what a later one says going before."""
        return self.tables.trailer

    @property
    def is_encrypted(self) -> bool:
        """Whether it is encrypted; `unlock` it before anything is read."""
        return "/Encrypt" in self.trailer

    def unlock(self) -> bool:
        """Open an encrypted file with the empty password; False when it asks for another."""
        from zenforms.reading.pdf.encryption import Deciphering  # noqa: PLC0415 - pypdf, for few

        entries = self.resolve(self.trailer["/Encrypt"])
        if not isinstance(entries, Dictionary):
            raise SyntaxDamageError
        deciphering = Deciphering(entries, self._first_id(), self.resolve)
        unlocked = deciphering.is_unlocked()
        self._deciphering = deciphering
        return unlocked

    def resolve(self, value: object) -> object:
        """The object behind a reference, or the object itself."""
        return self.get(value) if isinstance(value, Reference) else value

    def get(self, reference: Reference) -> object:
        """The object behind a reference, deciphered; None when there is none."""
        if reference in self._known:
            return self._known[reference]
        if reference.number in self._reading:
            raise SyntaxDamageError
        self._reading.add(reference.number)
        try:
            found = self._look_up(reference)
        finally:
            self._reading.discard(reference.number)
        self._known[reference] = found
        return found

    def _read_tables(self) -> Tables:
        try:
            return read_tables(self._file, Decoder(self._limits, self.resolve).data)
        except UnusualError:
            from zenforms.reading.pdf.repairs import repaired_tables  # noqa: PLC0415 - pypdf, for few

            return repaired_tables(self._file, self._limits)

    def _first_id(self) -> bytes:
        """The first of the file's two identifiers; some files have none."""
        identifiers = self.resolve(self.trailer.get("/ID"))
        if identifiers is None or identifiers == []:
            return b""
        first = self.resolve(identifiers[0]) if isinstance(identifiers, list) else None
        if not isinstance(first, bytes):
            raise SyntaxDamageError
        return first

    def _look_up(self, reference: Reference) -> object:
        if reference.generation == 0 and reference.number in self.tables.packed:
            return self._from_stream(reference.number)
        offset = self.tables.offsets.get(reference)
        if offset is None:
            self._check_missing(reference)
            return None
        found = self._at(offset, reference)
        return self._deciphering.deciphered(found, reference) if self._deciphering else found

    def _check_missing(self, reference: Reference) -> None:
        if self._in_file is None:
            found = _ANY_HEADER.finditer(self._file)
            self._in_file = {(int(header[1]), int(header[2])) for header in found}
        if reference in self._in_file:
            raise MissingTableEntryError

    def _at(self, offset: int, reference: Reference) -> object:
        header = header_at(self._file, offset)
        if header is None or header[0] != reference:
            raise SyntaxDamageError
        found, end = read_object(self._file, header[1])
        if isinstance(found, Dictionary):
            stream = stream_at(self._file, end, found, self._length)
            return found if stream is None else stream
        return found

    def _length(self, value: object) -> object:
        length = self.resolve(value)
        if is_integer(length) and length > self._limits.document_bytes:
            raise LimitReachedError
        return length

    def _from_stream(self, number: int) -> object:
        container = self.tables.packed[number]
        if container not in self._packed:
            self._packed[container] = self._unpack(container)
        data, offsets = self._packed[container]
        if number not in offsets:
            raise SyntaxDamageError
        return read_object(data, offsets[number])[0]

    def _unpack(self, container: int) -> tuple[bytes, dict[int, int]]:
        """The data of an object stream, and where in it each object starts."""
        stream = self.get(Reference(container, 0))
        if not isinstance(stream, Stream):
            raise SyntaxDamageError
        count, first = stream.get("/N"), stream.get("/First")
        if not (is_integer(count) and is_integer(first)):
            raise SyntaxDamageError
        data = self.decoder.data(stream)
        offsets: dict[int, int] = {}
        position = 0
        for _ in range(min(count, len(data))):
            pair = _PAIRS.match(data, position)
            if pair is None or pair.end() > first:
                raise SyntaxDamageError
            offsets[int(pair[1])] = first + int(pair[2])
            position = pair.end()
        return data, offsets
