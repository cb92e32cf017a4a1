"""Cross-reference tables (ISO 32000-2, 7.5.4 and 7.5.8) as the standard has them.

What is not by the book is left to `repairs`, which knows what of it is harmless.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from zenforms.reading.pdf.syntax.objects import Dictionary, Reference, Stream, is_integer
from zenforms.reading.pdf.syntax.tokens import header_at, read_object, stream_at

T = TypeVar("T")

_BLANKS = b"\t\n\r "
_END_BYTES = 1_000
_START = re.compile(rb"(?<=[\r\n])startxref[\r\n\t ]+([0-9]{1,10})[\r\n\t ]+%%EOF[\0\r\n\t ]*\Z")
_TABLE = re.compile(rb"xref[\t\f ]*(?:\r\n|\n|\r)")
_SECTION = re.compile(rb"([0-9]{1,10}) ([0-9]{1,10}) ?(?:\r\n|\n|\r)")
_ENTRIES = re.compile(rb"(?:[0-9]{10} [0-9]{5} [nf](?: \r| \n|\r\n))*+")
_ENTRY_BYTES = 20
_IN_USE = ord("n")
_TRAILER = re.compile(rb"[\0\t\n\f\r ]*trailer[\0\t\n\f\r ]*(?=<<)")
_BEHIND_TRAILER = re.compile(rb"[\0\t\n\f\r ]*startxref\b")
_FROM_STREAM = ("/Root", "/Encrypt", "/Info", "/ID", "/Size")
_WIDEST_ROW = 24  # bytes
_MOST_ENTRIES = 500_000  # in cross-reference streams, which may be compressed a thousandfold
_PLAIN, _PACKED = 1, 2


class UnusualError(Exception):
    """A table is not by the book; that need not be damage."""


@dataclass(slots=True)
class Tables:
    """Where each object lies. What a later save says goes before what an earlier one said."""

    trailer: Dictionary = field(default_factory=Dictionary)
    offsets: dict[Reference, int] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    """The number of the object stream that an object lies in."""

    def hold(self, reference: Reference) -> bool:
        """Whether there is an entry for the object."""
        is_packed = reference.generation == 0 and reference.number in self.packed
        return is_packed or reference in self.offsets


def read_tables(data: bytes, decode: Callable[[Stream], bytes]) -> Tables:
    """All tables of a file; raises UnusualError when one is not by the book."""
    try:
        return _Reading(data, decode).all()
    except MemoryError:
        raise
    except Exception as error:
        raise UnusualError from error


class _Reading:
    """Reads the tables of one file, the newest first."""

    def __init__(self, data: bytes, decode: Callable[[Stream], bytes]) -> None:
        self._data = data
        self._decode = decode
        self._tables = Tables()
        self._entries_left = _MOST_ENTRIES
        self._from_zero = True

    def all(self) -> Tables:
        """The tables, from where the file's end points to, and those before."""
        found = _required(_START.search(self._data, max(0, len(self._data) - _END_BYTES)))
        start: object = int(found[1])
        met: set[object] = set()
        while start is not None:
            if not is_integer(start) or start in met:
                raise UnusualError
            met.add(start)
            start = self._section(start)
        self._check_offsets()
        return self._tables

    def _section(self, start: int) -> object:
        """One table with its trailer; where the one before starts comes back, if there is one."""
        _require(start > 0 and self._data[start - 1] in _BLANKS)
        table = _TABLE.match(self._data, start)
        if table is None:
            trailer = self._stream(start)
            _require("/XRefStm" not in trailer)
            told = {key: trailer[key] for key in _FROM_STREAM if key in trailer}
        else:
            told = trailer = self._table(table.end())
            if "/XRefStm" in trailer:
                self._stream(trailer["/XRefStm"])
        for key, value in told.items():
            self._tables.trailer.setdefault(key, value)
        return trailer.get("/Prev")

    def _table(self, position: int) -> Dictionary:
        """The entries from `position` on; the trailer behind them comes back."""
        first = _required(_SECTION.match(self._data, position))
        self._from_zero = self._from_zero and int(first[1]) == 0
        while section := _SECTION.match(self._data, position):
            position = self._entries(section.end(), int(section[1]), int(section[2]))
        found = _required(_TRAILER.match(self._data, position))
        trailer, end = read_object(self._data, found.end())
        _require(_BEHIND_TRAILER.match(self._data, end) is not None)
        return _dictionary(trailer)

    def _entries(self, position: int, number: int, count: int) -> int:
        """Note entries of twenty bytes each; the offset behind them comes back."""
        end = position + count * _ENTRY_BYTES
        _require(_required(_ENTRIES.match(self._data, position, end)).end() == end)
        for entry in range(position, end, _ENTRY_BYTES):
            if self._data[entry + 17] == _IN_USE:
                reference = Reference(number, int(self._data[entry + 11 : entry + 16]))
                self._tables.offsets.setdefault(reference, int(self._data[entry : entry + 10]))
            number += 1
        return end

    def _stream(self, start: object) -> Dictionary:
        """Note the entries of a cross-reference stream, whose dictionary is a trailer too."""
        header = header_at(self._data, start) if is_integer(start) else None
        entries, end = read_object(self._data, _required(header)[1])
        stream = stream_at(self._data, end, _dictionary(entries))
        if stream is None or stream.get("/Type") != "/XRef" or "/Size" not in stream:
            raise UnusualError
        rows = _rows(self._decode(stream), _naturals(stream.get("/W")))
        index = _naturals(stream.get("/Index", [0, stream["/Size"]]))
        for first, count in zip(index[::2], index[1::2], strict=True):
            self._entries_left -= count
            _require(self._entries_left >= 0)
            for number, row in zip(range(first, first + count), islice(rows, count), strict=True):
                self._note(number, *row)
        return stream

    def _note(self, number: int, kind: int, place: int, last: int) -> None:
        offsets, packed = self._tables.offsets, self._tables.packed
        reference = Reference(number, last if kind == _PLAIN else 0)
        if number in packed or reference in offsets:
            return
        if kind == _PLAIN:
            offsets[reference] = place
        elif kind == _PACKED:
            packed[number] = place

    def _check_offsets(self) -> None:
        """An entry that points to no object is only missed when somebody refers to it."""
        for reference, offset in list(self._tables.offsets.items()):
            header = header_at(self._data, offset)
            if header is None and self._from_zero:
                del self._tables.offsets[reference]
            else:
                _require(_required(header)[0] == reference)


def _rows(data: bytes, widths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The entries of a cross-reference stream: kind, place, and a third number."""
    one, two, three = widths
    row, number = one + two + three, int.from_bytes
    _require(0 < row <= _WIDEST_ROW)
    for start in range(0, len(data) - row + 1, row):
        place, last = start + one, start + one + two
        kind = number(data[start:place], "big") if one else _PLAIN
        yield kind, number(data[place:last], "big"), number(data[last : start + row], "big")


def _naturals(value: object) -> list[int]:
    if not isinstance(value, list) or not all(is_integer(one) and one >= 0 for one in value):
        raise UnusualError
    return value


def _dictionary(value: object) -> Dictionary:
    if type(value) is not Dictionary:
        raise UnusualError
    return value


def _required(found: T | None) -> T:
    if found is None:
        raise UnusualError
    return found


def _require(condition: bool) -> None:  # noqa: FBT001 - it reads as a sentence
    if not condition:
        raise UnusualError
