"""Bytes as they are written and read, never more than may be; how a type's values are both."""

import struct
from collections.abc import Callable
from typing import Any, NamedTuple

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
