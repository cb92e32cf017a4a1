"""What PDF objects are here: Python's own values, and five kinds that Python does not have.

null is None, a string is bytes, an array is a list; booleans and numbers are themselves.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeGuard

Resolve = Callable[[object], object]
"""Finds the object behind a reference; any other object is itself."""


class Name(str):
    """A name, with its slash. Compares equal to the same text."""

    __slots__ = ()


class Reference(NamedTuple):
    """An indirect reference: object number and generation."""

    number: int
    generation: int


class Dictionary(dict[str, object]):
    """A dictionary. Its values may be references."""

    __slots__ = ()


class Stream(Dictionary):
    """A stream: its dictionary, and its bytes as they stand in the file, deciphered.

    `raw` is None when the stream does not end where its length says: the dictionary may be
    used, the data not.
    """

    __slots__ = ("raw",)

    def __init__(self, entries: dict[str, object], raw: bytes | None) -> None:
        super().__init__(entries)
        self.raw = raw


def is_integer(value: object) -> TypeGuard[int]:
    """Whether `value` is an integer; booleans are integers for Python only."""
    return type(value) is int


class LimitReachedError(Exception):
    """A stream would cost more to decode than any may."""


class SpentError(Exception):
    """The streams of a document together are larger than it may cost to decode them."""


class StreamDamagedError(Exception):
    """The data of a stream is cut short, or not what its filters say."""
