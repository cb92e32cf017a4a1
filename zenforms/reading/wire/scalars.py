"""Values without parts: numbers, texts, bytes, moments, paths."""

import math
import struct
import types
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from zenforms.reading.wire.flow import Form, In, Out, WireError, be, be_exactly

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
