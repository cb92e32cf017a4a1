"""What the desk knows of earlier requests: values that it reads from its folders for one drop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zenforms.judging.identity import writers_of
from zenforms.judging.numbers import numbers_in
from zenforms.judging.request import Request
from zenforms.reading.submission import Envelope, Submission


class ThreadState(StrEnum):
    """Where a request stands."""

    RETURNED = "returned"
    """It went back to the client, and what is missing is awaited."""
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nobody works on it any more."""
        return self in {ThreadState.CLOSED, ThreadState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Round:
    """One drop of a request, as it was read. A returned request is judged with all of them."""

    number: str
    received_at: datetime
    outcome: str
    submission: Submission | None = None
    """None when it is not needed: the request is no longer awaited."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One request with all its rounds, oldest first."""

    client_id: str | None
    state: ThreadState
    rounds: tuple[Round, ...]
    request: Request | None = None
    """The newest values."""
    letters: frozenset[str] = frozenset()
    """The message ids of the letters that the desk wrote about it."""

    @property
    def number(self) -> str:
        """The number by which it is known: that of its first round."""
        return self.rounds[0].number

    @property
    def last_received_at(self) -> datetime:
        """When its newest round came."""
        return self.rounds[-1].received_at

    @property
    def ticket(self) -> Round | None:
        """The round that became its ticket; it has one at most."""
        return next((one for one in self.rounds if one.outcome == "accepted"), None)

    def is_of(self, client_id: str | None) -> bool:
        """Whether it is this client's; a request of nobody known is nobody's own."""
        return client_id is not None and self.client_id == client_id

    def is_called(self, number: str) -> bool:
        """Whether `number` is that of one of its rounds."""
        return any(one.number == number for one in self.rounds)


@dataclass(frozen=True, slots=True)
class History:
    """The threads that matter to one drop: those it refers to, and its client's recent ones."""

    threads: tuple[Thread, ...] = ()

    def thread(self, number: str) -> Thread | None:
        """The thread that one calls by this number, or None."""
        return next((t for t in self.threads if t.is_called(number)), None)

    def named_by(self, envelope: Envelope) -> Iterator[Thread]:
        """The threads that a message answers: by letters of ours, the latest first, or in words."""
        for message_id in reversed(envelope.references):
            yield from (thread for thread in self.threads if message_id in thread.letters)
        for number in numbers_in(envelope.subject or ""):
            if thread := self.thread(number):
                yield thread


@dataclass(frozen=True, slots=True)
class Sought:
    """What a drop refers to, so that the desk reads no more than it needs."""

    numbers: tuple[str, ...]
    message_ids: tuple[str, ...]
    client_ids: tuple[str, ...]
    mentioned: tuple[str, ...] = ()
    """Numbers in the texts: no drop joins a request by them, but a letter may quote them."""
    writers: tuple[tuple[str, ...], ...] = ()
    """The authors of the drop's message and of those that it encloses, from the outside in."""


NUMBER_FIELDS = ("thread", "earlier_ticket", "request_number")
"""The fields in which the number of a request stands."""
_TEXT_FIELDS = ("summary", "description", "reason")
_MENTIONED = 20


def sought_by(submission: Submission) -> Sought:
    """The request numbers, letters and clients that a drop names."""
    said = [submission.envelope.subject or ""]
    texts = [part for e in (submission.envelope, *submission.forwarded) for part in _words(e)]
    clients = []
    for document in submission.documents:
        said += [str(document.value(name) or "") for name in NUMBER_FIELDS]
        texts += [str(document.value(name) or "") for name in _TEXT_FIELDS]
        clients.append(str(document.value("client_id") or ""))
    return Sought(
        numbers=numbers_in("\n".join(said)),
        message_ids=submission.envelope.references,
        client_ids=tuple(dict.fromkeys(filter(None, clients))),
        mentioned=numbers_in("\n".join(texts))[:_MENTIONED],
        writers=writers_of(submission),
    )


def _words(envelope: Envelope) -> tuple[str, str]:
    return envelope.subject or "", envelope.body
