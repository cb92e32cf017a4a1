"""Cross-reference tables (ISO 32000-2, 7.5.4 and 7.5.8) as the standard has them.

What is not by the book raises UnusualError: whoever knows more may find it harmless.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from zenforms.language import Text
from zenforms.reading.pdf.syntax.objects import (
    BrokenTableError,
    Dictionary,
    Reference,
    Stream,
    UnusualError,
    is_integer,
)
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
_FREE_LIST = b"0000000000 65535 f"  # the head of the list of free entries: always object 0
_TRAILER = re.compile(rb"[\0\t\n\f\r ]*trailer[\0\t\n\f\r ]*(?=<<)")
_BEHIND_TRAILER = re.compile(rb"[\0\t\n\f\r ]*startxref\b")
_FROM_STREAM = ("/Root", "/Encrypt", "/Info", "/ID", "/Size")
_OF_A_TRAILER = {*_FROM_STREAM, "/Prev", "/XRefStm"}
_WIDEST_ROW = 24  # bytes
_MOST_ENTRIES = 500_000  # in cross-reference streams, which may be compressed a thousandfold
_FREE, _PLAIN, _PACKED = 0, 1, 2

_LINEARIZED = re.compile(rb"/Linearized\b")
_LINEARIZED_WITHIN = 1024
_SECTION_END = re.compile(rb"startxref\s+\d+\s+%%EOF")

NO_TABLE = Text(fr="table des références absente", en="cross-reference table missing")
WRONG_START = Text(
    fr="startxref faux : aucune table des références à cet endroit",
    en="wrong startxref: no cross-reference table stands there",
)
BAD_TABLE = Text(fr="table des références incorrecte", en="broken cross-reference table")


@dataclass(slots=True)
class Tables:
    """Where each object lies. What a later save says of a number goes before what earlier ones did.

    So an object that a later save freed is gone, whatever an earlier one said.
    """

    trailer: Dictionary = field(default_factory=Dictionary)
    offsets: dict[Reference, int] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    """The number of the object stream that an object lies in."""
    freed: dict[int, int] = field(default_factory=dict)
    """Numbers declared free; what lies behind this offset was written by the same save."""
    from_zero: bool = True
    """Whether each table begins with object 0, as it must: then entries are not shifted."""

    def hold(self, reference: Reference) -> bool:
        """Whether there is an entry for the object."""
        is_packed = reference.generation == 0 and reference.number in self.packed
        return is_packed or reference in self.offsets


def boundaries(data: bytes) -> tuple[int, ...]:
    """The offsets at which a saved revision ends, the first one first."""
    ends = [match.end() for match in _SECTION_END.finditer(data)]
    if len(ends) > 1 and _LINEARIZED.search(data, 0, _LINEARIZED_WITHIN):
        del ends[0]  # a linearized file has two sections from its first save
    return tuple(ends)


def read_tables(data: bytes, decode: Callable[[Stream], bytes]) -> Tables:
    """All tables of a file; raises UnusualError when one is not by the book."""
    try:
        return _Reading(data, decode).all()
    except (MemoryError, BrokenTableError, UnusualError):
        raise
    except Exception as error:
        raise UnusualError(BAD_TABLE) from error


class _Reading:
    """Reads the tables of one file, the newest first."""

    def __init__(self, data: bytes, decode: Callable[[Stream], bytes]) -> None:
        self._data = data
        self._decode = decode
        self._tables = Tables()
        self._entries_left = _MOST_ENTRIES
        self._decided: set[int] = set()

    def all(self) -> Tables:
        """The tables, from where the file's end points to, and those before."""
        found = _START.search(self._data, max(0, len(self._data) - _END_BYTES))
        if found is None:
            raise UnusualError(NO_TABLE)
        start: object = int(found[1])
        met: set[object] = set()
        while start is not None:
            if not is_integer(start) or start in met:
                raise UnusualError(BAD_TABLE)
            met.add(start)
            start = self._section(start)
        return self._tables

    def _section(self, start: int) -> object:
        """One table with its trailer; where the one before starts comes back, if there is one."""
        free: list[int] = []
        table = _TABLE.match(self._data, start)
        if table is None:
            if not header_at(self._data, start):
                raise UnusualError(WRONG_START)
            trailer = self._stream(start, free)
            _require("/XRefStm" not in trailer)
            _check_keys(trailer)
            told = {key: trailer[key] for key in _FROM_STREAM if key in trailer}
        else:
            told = trailer = self._table(table.end(), free)
            _check_keys(trailer)
            if "/XRefStm" in trailer:
                self._stream(trailer["/XRefStm"], free)
        _require(start > 0 and self._data[start - 1] in _BLANKS)
        before = trailer.get("/Prev")
        self._free(free, before if is_integer(before) and before < start else 0)
        for key, value in told.items():
            self._tables.trailer.setdefault(key, value)
        return before

    def _free(self, numbers: Sequence[int], behind: int) -> None:
        """Only now: a hybrid file frees in its table what the stream beside it tells."""
        for number in numbers:
            if number not in self._decided:
                self._decided.add(number)
                self._tables.freed[number] = behind

    def _table(self, position: int, free: list[int]) -> Dictionary:
        """The entries from `position` on; the trailer behind them comes back."""
        first = _required(_SECTION.match(self._data, position))
        begin = int(first[1])
        # some writers count their objects from 1, the head of the list of free ones included
        shift = 1 if begin == 1 and self._data.startswith(_FREE_LIST, first.end()) else 0
        self._tables.from_zero = self._tables.from_zero and begin == shift
        while section := _SECTION.match(self._data, position):
            number = int(section[1]) - shift
            position = self._entries(section.end(), number, int(section[2]), free)
        found = _required(_TRAILER.match(self._data, position))
        trailer, end = read_object(self._data, found.end())
        _require(_BEHIND_TRAILER.match(self._data, end) is not None)
        return _dictionary(trailer)

    def _entries(self, position: int, number: int, count: int, free: list[int]) -> int:
        """Note entries of twenty bytes each; the offset behind them comes back."""
        data, decided, offsets = self._data, self._decided, self._tables.offsets
        end = position + count * _ENTRY_BYTES
        _require(_required(_ENTRIES.match(data, position, end)).end() == end)
        for entry in range(position, end, _ENTRY_BYTES):
            if data[entry + 17] != _IN_USE:
                free.append(number)
            elif number not in decided:
                decided.add(number)
                reference = Reference(number, int(data[entry + 11 : entry + 16]))
                offsets[reference] = int(data[entry : entry + 10])
            number += 1
        return end

    def _stream(self, start: object, free: list[int]) -> Dictionary:
        """Note the entries of a cross-reference stream, whose dictionary is a trailer too."""
        header = header_at(self._data, start) if is_integer(start) else None
        entries, end = read_object(self._data, _required(header)[1])
        stream = stream_at(self._data, end, _dictionary(entries))
        if stream is None or stream.get("/Type") != "/XRef" or "/Size" not in stream:
            raise UnusualError(BAD_TABLE)
        rows = _rows(self._decode(stream), _naturals(stream.get("/W")))
        index = _naturals(stream.get("/Index", [0, stream["/Size"]]))
        for first, count in zip(index[::2], index[1::2], strict=True):
            self._entries_left -= count
            _require(self._entries_left >= 0)
            for number, row in zip(range(first, first + count), islice(rows, count), strict=True):
                if row[0] == _FREE:
                    free.append(number)
                else:
                    self._note(number, *row)
        return stream

    def _note(self, number: int, kind: int, place: int, last: int) -> None:
        if kind not in {_PLAIN, _PACKED}:
            raise BrokenTableError
        if number in self._decided:
            return
        self._decided.add(number)
        if kind == _PLAIN:
            self._tables.offsets[Reference(number, last)] = place
        else:
            self._tables.packed[number] = place


def _check_keys(trailer: Dictionary) -> None:
    """Raises when one byte keeps a key from being one that matters: it may hide a cipher."""
    for key in trailer.keys() - _OF_A_TRAILER:
        for right in _OF_A_TRAILER:
            if len(key) == len(right) and sum(map(str.__ne__, key, right)) == 1:
                raise BrokenTableError


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
        raise UnusualError(BAD_TABLE)
    return value


def _dictionary(value: object) -> Dictionary:
    if type(value) is not Dictionary:
        raise UnusualError(BAD_TABLE)
    return value


def _required(found: T | None) -> T:
    if found is None:
        raise UnusualError(BAD_TABLE)
    return found


def _require(condition: bool) -> None:  # noqa: FBT001 - it reads as a sentence
    if not condition:
        raise UnusualError(BAD_TABLE)
