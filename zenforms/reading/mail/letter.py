"""A message once opened, whatever format it came in: envelope, files, inner messages."""

from dataclasses import dataclass, field

from zenforms.findings import Problem
from zenforms.reading.submission import Envelope


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file in a message. `shown` says that the text shows it, as it shows a logo."""

    name: str
    data: bytes = field(repr=False)
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `letters` are the messages forwarded inside it, in order."""

    envelope: Envelope
    enclosures: tuple[Enclosure, ...] = ()
    letters: tuple["Letter", ...] = ()
    problems: tuple[Problem, ...] = ()
