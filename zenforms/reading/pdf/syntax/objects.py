"""What PDF objects are here: Python's own values, and five kinds that Python does not have.

null is None, a string is bytes, an array is a list; booleans and numbers are themselves.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeGuard

from zenforms.language import Text

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


class DamageError(Exception):
    """Something is broken; `detail` says what, for people."""

    detail = Text(fr="objet illisible", en="unreadable object")


class SyntaxDamageError(DamageError):
    """What stands here is no PDF object."""


class HoleError(SyntaxDamageError):
    """Where an object should be stands nothing: bytes were lost, and zeros took their place."""

    detail = Text(fr="trou : des octets manquent", en="hole: bytes are missing")


class UnlistedError(DamageError):
    """An object is in the file, but the cross-reference tables do not know it."""

    detail = Text(
        fr="objet absent de la table des références",
        en="object that no cross-reference table lists",
    )


class FreedError(DamageError):
    """An object is declared free by the very save that wrote it."""

    detail = Text(
        fr="objet déclaré libre par l'enregistrement qui l'a écrit",
        en="object declared free by the save that wrote it",
    )


class BrokenTableError(DamageError):
    """A table says what no table says: an unknown kind of entry, a key one byte off."""

    detail = Text(fr="table des références incorrecte", en="broken cross-reference table")


class StreamDamagedError(DamageError):
    """The data of a stream is cut short, or not what its filters say."""

    detail = Text(fr="flux endommagé", en="damaged stream")


class LengthError(StreamDamagedError):
    """A stream does not end where its length says."""

    detail = Text(fr="flux de longueur fausse", en="stream of a wrong length")


class LimitReachedError(Exception):
    """A stream would cost more to decode than any may."""


class SpentError(Exception):
    """The streams of a document together are larger than it may cost to decode them."""


class UnusualError(Exception):
    """The file is not by the book, or ciphered, or rarely filtered; that need not be damage.

    `detail` is what to tell when it is.
    """

    def __init__(self, detail: Text) -> None:
        super().__init__(detail.en)
        self.detail = detail
