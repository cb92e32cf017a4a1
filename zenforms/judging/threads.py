"""Which request a drop belongs to, and what it adds to it. Pure: earlier rounds are values.

A drop joins a thread by the correction form's hidden `thread` field, or as a reply to a letter of
ours; and only a thread of its own client: the form's, or without a form the sender's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from zenforms.judging.identity import Directory, writers_of
from zenforms.judging.numbers import numbers_in, numbers_perhaps_in, parse_number
from zenforms.judging.request import Request
from zenforms.reading.submission import Channel, Document, DropFile, Envelope, Role, Submission

# What the desk knows of earlier requests: values that it reads from its folders for one drop.


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

    @property
    def answers(self) -> tuple[Mapping[str, str], ...]:
        """What stood in each form of the requests that are still awaited."""
        rounds = (one.submission for thread in self.threads for one in thread.rounds)
        return tuple(said_in(form) for one in rounds if one for form in one.documents)

    def named_by(self, envelope: Envelope) -> Iterator[Thread]:
        """The threads that a message answers: by letters of ours, the latest first, or in words."""
        yield from self._answered_by(envelope)
        yield from self._called(numbers_perhaps_in(envelope.subject or ""))

    def named_in_words(self, envelope: Envelope) -> tuple[Thread, ...]:
        """The threads that a message without a form names: by the strongest of its signs alone.

        Several are several requests that it may be about, unless it answers a letter of ours.
        """
        if answered := tuple(self._answered_by(envelope))[:1]:
            return answered
        called = self._called(numbers_perhaps_in(envelope.subject or ""))
        return called or self._called(numbers_in(envelope.body))

    def _answered_by(self, envelope: Envelope) -> Iterator[Thread]:
        for message_id in reversed(envelope.references):
            yield from (thread for thread in self.threads if message_id in thread.letters)

    def _called(self, numbers: Iterable[str]) -> tuple[Thread, ...]:
        found = filter(None, map(self.thread, numbers))
        return tuple({thread.number: thread for thread in found}.values())


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
    withdraws: bool = False
    """Whether a message only says that a request is over: all open ones of its author matter."""


NUMBER_FIELDS = ("thread", "earlier_ticket", "request_number")
"""The fields in which the number of a request stands."""
_TEXT_FIELDS = ("summary", "description", "reason")
_MENTIONED = 20


def sought_by(submission: Submission) -> Sought:
    """The request numbers, letters and clients that a drop names."""
    envelope = submission.envelope
    said = [envelope.subject or ""]
    texts = [part for e in _messages(submission) for part in _words(e)]
    clients = []
    for document in submission.documents:
        said += [str(document.value(name) or "") for name in NUMBER_FIELDS]
        texts += [str(document.value(name) or "") for name in _TEXT_FIELDS]
        clients.append(str(document.value("client_id") or ""))
    words = () if submission.documents else numbers_in("\n".join(_bodies(submission)))
    return Sought(
        numbers=tuple(dict.fromkeys((*numbers_perhaps_in("\n".join(said)), *words))),
        message_ids=tuple(filter(None, (*_answered(submission), envelope.message_id))),
        client_ids=tuple(dict.fromkeys(filter(None, clients))),
        mentioned=numbers_in("\n".join(texts))[:_MENTIONED],
        writers=writers_of(submission),
        withdraws=not submission.documents and any(map(is_withdrawal, _messages(submission))),
    )


def is_withdrawal(envelope: Envelope) -> bool:
    """Whether a person's message says that a request is solved or withdrawn, and nothing else."""
    from zenforms.judging.withdrawal import only_withdraws  # noqa: PLC0415 - long patterns

    is_mail = envelope.channel is Channel.EMAIL and not envelope.automatic
    return is_mail and only_withdraws(envelope.subject or "", envelope.body)


def _answered(submission: Submission) -> Iterator[str]:
    """The messages that a drop answers, or of which a report tells."""
    yield from submission.envelope.references
    if submission.envelope.is_report:
        yield from (one.message_id for one in submission.forwarded if one.message_id)


def undelivered(submission: Submission, history: History) -> Thread | None:
    """The request of which a report says that a letter of ours did not arrive.

    What tells that one was read, or is on its way, has no failing address in it.
    """
    envelope = submission.envelope
    if not envelope.is_report or not _FAILED.search(f"{envelope.subject or ''}\n{envelope.body}"):
        return None
    answered = frozenset(_answered(submission))
    return next((one for one in history.threads if answered & one.letters), None)


_FAILED = re.compile(
    r"(?i)\b5\d\d[ -]|\b5\.\d{1,3}\.\d{1,3}\b|undeliver|not (?:be )?deliver|"
    r"fail|returned (?:to sender|mail)|mail returned|bounce|reject|"
    r"refus|unknown|n'a pas pu|non remis|non distribu|échec|echec|unzustellbar|nicht zugestellt|"
    r"no se pudo|no entregado|non consegnat|mancata consegna"
)


def _messages(submission: Submission) -> tuple[Envelope, ...]:
    return (submission.envelope, *submission.forwarded)


def _bodies(submission: Submission) -> Iterator[str]:
    return (one.body for one in _messages(submission))


def _words(envelope: Envelope) -> tuple[str, str]:
    return envelope.subject or "", envelope.body


class Join(StrEnum):
    """How a drop belongs to an earlier request."""

    ROUND = "round"
    """What was missing came: the request is judged again with everything."""
    FOLLOWUP = "followup"
    """A word on a request that is already in hand."""
    WORD = "word"
    """Words on a request that is awaited, and nothing that could complete it: a person reads."""
    LINKED = "linked"
    """A new form in reply to a letter about a request that is already in hand."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The thread that a drop belongs to, and how."""

    thread: Thread
    how: Join


def join(
    submission: Submission,
    *,
    form: Document | None,
    blank: Document | None = None,
    history: History,
    directory: Directory,
) -> Joined | None:
    """The thread that a drop belongs to.

    `form` is the filled form of ours in it, if any; `blank` the one that nobody filled in.
    """
    writer = directory.believed(submission)

    def is_own(thread: Thread) -> bool:
        if form is not None:
            return thread.is_of(bearer_of(form))
        is_blank_own = blank is None or thread.is_of(bearer_of(blank))
        return is_blank_own and directory.speaks_for(thread.client_id, writer)

    named = (_named_by_form(one, history) for one in _forms_of_one_client(submission, form))
    thread = next((one for one in named if one and is_own(one)), None)
    is_named_by_form = thread is not None
    if thread is None:
        thread = _named_by_message(submission.envelope, form, history, is_own)
    if thread is None:
        return None
    if thread.state is ThreadState.RETURNED:
        brings = brings_more(submission, form, thread)
        return Joined(thread, Join.ROUND if brings else Join.WORD)
    is_new = form is not None and not is_named_by_form
    return Joined(thread, Join.LINKED if is_new else Join.FOLLOWUP)


def brings_more(submission: Submission, form: Document | None, thread: Thread) -> bool:
    """Whether a drop holds what no earlier round of the request did: other answers, or a file."""
    rounds = [one.submission for one in thread.rounds if one.submission is not None]
    said = [said_in(document) for one in rounds for document in one.documents]
    if form is not None and said_in(form) not in said:
        return True
    had = {file.sha256 for one in rounds for file in one.files}
    return any(file.sha256 not in had for file in sent_files(submission))


def sent_files(submission: Submission) -> Iterator[DropFile]:
    """What somebody attached for us to look at: no form, no picture of a signature, not empty."""
    return (file for file in submission.files if file.role not in _NOT_SENT and file.size)


_NOT_SENT = frozenset({Role.FORM, Role.DECORATION, Role.BY_PRODUCT})
"""What nobody attached to complete a request; a form is looked at by its answers."""
_IMPRINT = frozenset({"form_id", "form_revision", "client_id", "seal", "channel", "thread"})
"""What the desk itself printed into a form."""


def said_in(form: Document) -> Mapping[str, str]:
    """What a client said in a form, however a viewer wrote it: two that are equal say the same."""
    values = ((field.name, str(field.value or "").split()) for field in form.fields)
    return {name: " ".join(words) for name, words in values if words and name not in _IMPRINT}


OWN_PAPERS = frozenset({"report.txt", "findings.json"})
"""What lies in the folder of every outcome."""


def own_paper(submission: Submission, *, history: History, directory: Directory) -> str | None:
    """The number of the request of which this is a paper of the desk itself, come back.

    A letter is known by its Message-ID, or by the desk's people who wrote it to the request's
    client; what it encloses is ours too. The folder of an outcome is known by what lies in it.
    """
    if {file.name for file in submission.files} >= OWN_PAPERS:
        return next(iter(numbers_in(submission.name)), submission.name)
    envelope = submission.envelope
    if not directory.is_from_staff(envelope) or submission.forwarded:
        return None
    letter = (one for one in history.threads if envelope.message_id in one.letters)
    sent = (
        one
        for one in history.named_by(envelope)
        if any(directory.all_belong_to(one.client_id, (to,)) for to in envelope.recipients)
    )
    thread = next(letter, None) or next(sent, None)
    threads = {parse_number(str(one.value("thread") or "")) for one in submission.documents}
    is_ours = thread is not None and all(one and thread.is_called(one) for one in threads)
    return thread.number if thread and is_ours else None


def with_earlier_rounds(submission: Submission, thread: Thread, *, has_form: bool) -> Submission:
    """The drop with the newest form and every file of every round, each file once.

    Without a filled form of its own (`has_form`) it takes that of the last round that had one.
    """
    rounds = [r.submission for r in thread.rounds if r.submission is not None]
    earlier = next((s.documents for s in reversed(rounds) if s.documents), ())
    files = _once(file for one in (*rounds, submission) for file in one.files)
    documents = submission.documents if has_form else earlier or submission.documents
    return replace(submission, documents=documents, files=tuple(files))


def bearer_of(form: Document) -> str | None:
    """For which client a form was made; None when it does not say."""
    return str(form.value("client_id") or "").strip() or None


def _forms_of_one_client(submission: Submission, form: Document | None) -> Iterable[Document]:
    """The filled form, and those beside it that are the same client's."""
    if form is None:
        return ()
    beside = (d for d in submission.documents if d is not form and bearer_of(d) == bearer_of(form))
    return (form, *beside)


def _named_by_message(
    envelope: Envelope,
    form: Document | None,
    history: History,
    is_own: Callable[[Thread], bool],
) -> Thread | None:
    if form is not None:
        return next(filter(is_own, history.named_by(envelope)), None)
    own = tuple(filter(is_own, history.named_in_words(envelope)))
    return own[0] if len(own) == 1 else None


def _named_by_form(form: Document, history: History) -> Thread | None:
    number = parse_number(str(form.value("thread") or ""))
    return history.thread(number) if number else None


def _once(files: Iterator[DropFile]) -> Iterator[DropFile]:
    """Each content once, under the name that it came by last."""
    return iter({file.sha256 if file.size else file.name: file for file in files}.values())
