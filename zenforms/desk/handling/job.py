"""What the watcher hands to whoever reads and judges, and what it gets back: small values only.

Nothing here grows with what a client sends: texts and files stay in the drop's own folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from zenforms.desk.papers.memory import Known
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.findings import Argument
from zenforms.judging.threads import Sought


@dataclass(frozen=True, slots=True)
class Glance:
    """What the desk must know of a drop that was read, to find the earlier requests."""

    sought: Sought
    stamped_at: datetime | None = None
    """The stamp of the desk's own mail server."""
    message: str | None = None
    """What all copies of its message have in common, however they came."""
    has_died: bool = False
    """Whether whoever read it died of it, or was killed meanwhile."""

    def received_at(self, arrived_at: datetime) -> datetime:
        """When it counts as received: the mail server's stamp may be the earlier one."""
        return min(self.stamped_at, arrived_at) if self.stamped_at else arrived_at


class Overruling(StrEnum):
    """What a person has ordered about the verdict."""

    RELEASE = "release"
    """What is suspicious is noted, and decides nothing."""
    ACCEPT = "accept"
    """It becomes a ticket whatever the rules say."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict that the desk gives without judging: a code, and what its sentence needs."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One drop to be judged and packed."""

    drop: Drop
    sha256: str
    number: str
    first: str | None = None
    """The number of the request whose content it repeats, byte for byte."""
    is_read: bool = False
    """Whether a reader has left its answer in the scratch folder."""
    known: tuple[Known, ...] = ()
    """The earlier requests; rounds that the drop may complete have been read again."""
    settled: Settled | None = None
    overruling: Overruling | None = None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Upon:
    """The earlier request on which a verdict was founded, and how far it was then."""

    number: str
    rounds: tuple[tuple[str, str], ...]
    """Number and outcome of each, the oldest first."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of a drop, and what must not have changed meanwhile for that to hold."""

    parcel: Parcel
    received_at: datetime
    client: str | None = None
    thread: str | None = None
    """The number of the request's first round, when this drop is a later one."""
    upon: Upon | None = None
    said: int | None = None
    """A hash of client and words, by which equal requests that come at once are told."""


class Reason(StrEnum):
    """Why a person's order about a verdict makes no sense."""

    NO_REQUEST = "no_request"
    IS_TICKET = "is_ticket"


@dataclass(frozen=True, slots=True)
class Refused:
    """The order cannot be carried out; `number` is the ticket that there is already."""

    reason: Reason
    number: str = ""
