"""Values without parts: numbers, texts, bytes, moments, paths."""

import math
import struct
import types
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

# Bytes as they are written and read, never more than may be; how a type's values are both.

MOST_VALUES = 1_000_000
"""Records and items in one value: what forged bytes may make of themselves in memory."""

_LENGTH = struct.Struct(">I")


class WireError(ValueError):
    """These bytes are no value of the declared type."""


class TooMuchError(ValueError):
    """The value is larger than `pack` was asked to write."""


class Out:
    """Bytes as they are written; never more than were asked for."""

    __slots__ = ("_left", "_most", "data")

    def __init__(self, most: int) -> None:
        self.data = bytearray()
        self._most = most
        self._left = MOST_VALUES

    def sized(self, piece: bytes) -> None:
        """Write bytes after their length."""
        if len(self.data) + len(piece) > self._most:
            raise TooMuchError
        self.data += _LENGTH.pack(len(piece))
        self.data += piece

    def count(self, number: int) -> None:
        """Write how many items follow."""
        self.spend(number)
        self.data += _LENGTH.pack(number)

    def spend(self, number: int) -> None:
        """Count values; raises TooMuchError when there are too many, or too many bytes."""
        self._left -= number
        if self._left < 0 or len(self.data) > self._most:
            raise TooMuchError


class In:
    """Bytes as they are read."""

    __slots__ = ("_left", "at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self._left = MOST_VALUES

    def take(self, length: int) -> bytes:
        """The next bytes; raises WireError when there are not so many, as all that follows."""
        end = self.at + length
        if end > len(self.data):
            raise WireError
        piece = self.data[self.at : end]
        self.at = end
        return piece

    def sized(self) -> bytes:
        """Bytes that stand after their length."""
        return self.take(_LENGTH.unpack(self.take(4))[0])

    def count(self) -> int:
        """How many items follow."""
        number: int = _LENGTH.unpack(self.take(4))[0]
        self.spend(number)
        return number

    def number_below(self, limit: int) -> int:
        """The number of one of `limit` members."""
        number = self.take(1)[0]
        if number >= limit:
            raise WireError
        return number

    def spend(self, number: int) -> None:
        """Count values: a few forged bytes must not become a memory full of them."""
        self._left -= number
        if self._left < 0:
            raise WireError


class Form(NamedTuple):
    """How the values of one type are written and read."""

    write: Callable[[Any, Out], None]
    read: Callable[[In], Any]


def be(kind: type, value: object) -> None:
    """Raise TypeError when `value` is of another kind."""
    if not isinstance(value, kind):
        raise TypeError(type(value))


def be_exactly(kind: type, value: object) -> None:
    """Likewise, also when it is of a kind derived from it."""
    if type(value) is not kind:
        raise TypeError(type(value))


_INT = struct.Struct(">q")
_FLOAT = struct.Struct(">d")
_MICROSECOND = timedelta(microseconds=1)


def _write_none(value: object, _out: Out) -> None:
    be(types.NoneType, value)


def _write_bool(value: object, out: Out) -> None:
    be_exactly(bool, value)
    out.data.append(bool(value))


def _write_int(value: int, out: Out) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(type(value))
    out.data += _INT.pack(value)


def _read_int(source: In) -> int:
    number: int = _INT.unpack(source.take(8))[0]
    return number


def _write_float(value: float, out: Out) -> None:
    be_exactly(float, value)
    if not math.isfinite(value):
        raise TypeError(value)
    out.data += _FLOAT.pack(value)


def _read_float(source: In) -> float:
    number: float = _FLOAT.unpack(source.take(8))[0]
    if not math.isfinite(number):
        raise WireError
    return number


def _write_text(value: str, out: Out) -> None:
    be(str, value)
    out.sized(value.encode("utf-8", "surrogatepass"))  # undecodable names hold lone surrogates


def _read_text(source: In) -> str:
    return source.sized().decode("utf-8", "surrogatepass")


def _write_bytes(value: bytes, out: Out) -> None:
    be(bytes, value)
    out.sized(value)


def _write_moment(value: datetime, out: Out) -> None:
    be_exactly(datetime, value)
    _write_text(value.isoformat(), out)
    _write_text(value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else "", out)


def _read_moment(source: In) -> datetime:
    text, zone = _read_text(source), _read_text(source)
    moment = datetime.fromisoformat(text)
    if zone:
        local = moment.replace(tzinfo=ZoneInfo(zone))
        choices = (local, local.replace(fold=1))
        moment = next(one for one in choices if one.utcoffset() == moment.utcoffset())
    if moment.isoformat() != text:
        raise WireError
    return moment


def _write_day(value: date, out: Out) -> None:
    be_exactly(date, value)
    _write_text(value.isoformat(), out)


def _read_day(source: In) -> date:
    text = _read_text(source)
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise WireError
    return day


def _write_span(value: timedelta, out: Out) -> None:
    be_exactly(timedelta, value)
    out.data += _INT.pack(value // _MICROSECOND)


def _write_path(value: Path, out: Out) -> None:
    be(Path, value)
    _write_text(str(value), out)


def _read_path(source: In) -> Path:
    text = _read_text(source)
    if "\0" in text:
        raise WireError
    return Path(text)


_NONE = Form(_write_none, lambda _source: None)
TEXT = Form(_write_text, _read_text)
_INTEGER = Form(_write_int, _read_int)
_BOOL = Form(_write_bool, lambda source: bool(source.number_below(2)))
_NUMBER = Form(_write_float, _read_float)

PLAIN_SCALARS = (_NONE, _BOOL, _INTEGER, _NUMBER, TEXT)
"""What JSON knows."""


SCALARS: dict[object, Form] = {
    None: _NONE,
    types.NoneType: _NONE,
    bool: _BOOL,
    int: _INTEGER,
    float: _NUMBER,
    str: TEXT,
    bytes: Form(_write_bytes, In.sized),
    datetime: Form(_write_moment, _read_moment),
    date: Form(_write_day, _read_day),
    timedelta: Form(
        _write_span, lambda source: timedelta(microseconds=_INT.unpack(source.take(8))[0])
    ),
    Path: Form(_write_path, _read_path),
}
