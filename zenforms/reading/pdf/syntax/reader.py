"""The objects of one file: found by its tables, read strictly, never repaired."""

import re

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.filters import Decoder
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    FreedError,
    LimitReachedError,
    Reference,
    Stream,
    SyntaxDamageError,
    UnlistedError,
    UnusualError,
    is_integer,
)
from zenforms.reading.pdf.syntax.tables import BAD_TABLE, read_tables
from zenforms.reading.pdf.syntax.tokens import header_at, read_object, stream_at

_ANY_HEADER = re.compile(
    rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]{1,9}([0-9]{1,5})[\0\t\n\f\r ]{1,9}obj\b"
)
_PAIRS = re.compile(rb"[\0\t\n\f\r ]*([0-9]{1,10})[\0\t\n\f\r ]+([0-9]{1,10})")


class StrictReader:
    """Reads objects without repairing them. `get` raises for whatever is broken.

    An object that exists nowhere reads as null, as the standard says (7.3.10), and so does one
    that a later save has freed. Raises UnusualError when the tables are not by the book. A file
    `is_plain` when everything rare has been made plain before: what is rare still is damage.
    Then an object that the `origin`, what it was made of, holds may not be missing either.
    """

    def __init__(
        self, data: bytes, limits: Limits, *, is_plain: bool = False, origin: bytes | None = None
    ) -> None:
        self._file = data
        self._origin = origin or data
        self._limits = limits
        self.decoder = Decoder(limits, self.resolve, is_plain=is_plain)
        self._known: dict[Reference, object] = {}
        self._missing: set[Reference] = set()
        self._packed: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._reading: set[int] = set()
        self._in_file: dict[tuple[int, int], int] | None = None
        self.tables = read_tables(data, Decoder(limits, lambda value: value).data)

    @property
    def trailer(self) -> Dictionary:
        """The trailers of all saves, what a later one says going before."""
        return self.tables.trailer

    @property
    def is_encrypted(self) -> bool:
        """Whether it is encrypted: then no string and no stream in it is what it seems."""
        return "/Encrypt" in self.trailer

    def resolve(self, value: object) -> object:
        """The object behind a reference, or the object itself."""
        return self.get(value) if type(value) is Reference else value

    def get(self, reference: Reference) -> object:
        """The object behind a reference; None when there is none."""
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

    def is_missing(self, reference: Reference) -> bool:
        """Whether no object stands behind a reference that has been followed."""
        return reference in self._missing

    def _look_up(self, reference: Reference) -> object:
        if reference.generation == 0 and reference.number in self.tables.packed:
            return self._from_stream(reference.number)
        offset = self.tables.offsets.get(reference)
        header = None if offset is None else header_at(self._file, offset)
        if header is None:
            if offset is not None and not self.tables.from_zero:
                raise UnusualError(BAD_TABLE)  # the table may be shifted
            self._check_missing(reference)
            self._missing.add(reference)
            return None
        if header[0] != reference:
            raise UnusualError(BAD_TABLE)
        return self._at(header[1])

    def _check_missing(self, reference: Reference) -> None:
        """Raises when the file holds the object all the same, unless an earlier save wrote it."""
        if self._in_file is None:
            found = _ANY_HEADER.finditer(self._origin)
            self._in_file = {(int(one[1]), int(one[2])): one.start() for one in found}
        last = self._in_file.get(reference)
        behind = self.tables.freed.get(reference.number)
        if behind is None:
            if last is not None and not self._is_replaced(reference):
                raise UnlistedError
        elif last is not None and last >= behind:
            raise FreedError
        else:
            self._check_packed(reference.number, behind)

    def _is_replaced(self, reference: Reference) -> bool:
        """Whether the number now belongs to a later generation."""
        return any(
            held.number == reference.number and held.generation > reference.generation
            for held in self.tables.offsets
        )

    def _check_packed(self, number: int, behind: int) -> None:
        """Raises when an object stream of the save that frees an object holds that object."""
        for container in set(self.tables.packed.values()):
            offset = self.tables.offsets.get(Reference(container, 0), 0)
            if offset >= behind and number in self._members(container)[1]:
                raise FreedError

    def _at(self, position: int) -> object:
        found, end = read_object(self._file, position)
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
        data, offsets = self._members(self.tables.packed[number])
        if number not in offsets:
            raise SyntaxDamageError
        return read_object(data, offsets[number])[0]

    def _members(self, container: int) -> tuple[bytes, dict[int, int]]:
        if container not in self._packed:
            self._packed[container] = self._unpack(container)
        return self._packed[container]

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
