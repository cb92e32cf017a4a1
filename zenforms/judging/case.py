"""Everything a rule may look at, and what comes of it: values in, one value out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import cast

from zenforms.errors import ExitCode
from zenforms.findings import Report
from zenforms.form.definition import TICKED, Form
from zenforms.judging.dates import day_in_paris
from zenforms.judging.identity import Directory, directory_of
from zenforms.judging.numbers import parse_number
from zenforms.judging.policy import Client, Policy, Register, Releases
from zenforms.judging.request import Answer, Answers, Imprint, Request
from zenforms.judging.threads import History, Join, Joined, Round, Thread
from zenforms.language import Text
from zenforms.reading.submission import Channel, Document, Submission

CANCELLATION_FORM = "cancellation"
YES = Text(fr="oui", en="yes")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk knows; None is “not known here”, and the rules that need it do not run."""

    policy: Policy = field(default_factory=Policy)
    register: Register | None = None
    releases: Releases | None = None
    keys: tuple[bytes, ...] | None = None
    """Seal keys, the current one first."""

    @property
    def directory(self) -> Directory:
        """Whose an address is."""
        return directory_of(self.register, self.policy)


@dataclass(frozen=True, slots=True)
class Case:
    """One drop before the judge. `received_at` is the only clock there is, and is aware."""

    submission: Submission
    desk: Desk
    received_at: datetime
    document: Document | None = None
    """The one form of ours in the drop."""
    form: Form | None = None
    request: Request | None = None
    client: Client | None = None
    """The register's entry for the request's client id, or for the sender of a plain mail."""
    channel: Channel = Channel.FORM
    """How the request is written: on our form, as a plain mail, or taken by telephone."""
    imprint: Imprint = field(default_factory=Imprint)
    answers: Answers = field(default_factory=dict)
    """What stands in each visible field of the form, in reading order."""
    ignored: tuple[Document, ...] = ()
    """Forms of ours beside the one that is judged: blank, the same, or overtaken by it."""
    rivals: tuple[Document, ...] = ()
    """Forms of ours that say something else: several requests in one drop."""
    history: History | None = None
    """Earlier requests; None is “not known here”, and the rules that need them do not run."""
    joined: Joined | None = None
    """The earlier request that this drop belongs to."""
    named: tuple[Thread, ...] = ()
    """The earlier requests that a message without a form names, when it joined none of them."""
    own_paper: str | None = None
    """The number of the request about which this is our own letter, or its folder, come back."""
    undelivered: Thread | None = None
    """The request of which this report says that a letter of ours did not arrive."""
    withdraws: bool = False
    """Whether a message without a form says only that a request is solved or withdrawn."""
    typed: tuple[tuple[Text, str], ...] = ()
    """The answers that were typed into a word on a request, each behind its field's label."""
    secrets: int = 0
    """How many secrets were masked in the client's words."""
    released: bool = False
    """Whether a person looked at the drop and released it from quarantine."""

    @property
    def day(self) -> date:
        """The day of receipt in Paris: contracts and releases are looked up on it."""
        return day_in_paris(self.received_at)

    @property
    def is_cancellation(self) -> bool:
        """Whether it is the form that cancels a request, or a message that stands for it."""
        return self.form is not None and self.form.form == CANCELLATION_FORM

    @property
    def is_followup(self) -> bool:
        """Whether it is only a word on a request that is in hand, or awaited.

        That a request is over is such a word, also where no earlier request is known.
        """
        if self.withdraws and self.history is None:
            return True
        return self.joined is not None and self.joined.how in {Join.FOLLOWUP, Join.WORD}

    @property
    def is_no_request(self) -> bool:
        """Whether it is a machine's message, or a paper of our own that came back."""
        return self.submission.envelope.automatic or self.own_paper is not None

    @property
    def is_secondary(self) -> bool:
        """Whether it is a request by mail or telephone: not made on the form by the client.

        Who says that a request is over asks for nothing, however he says it.
        """
        is_word = self.is_followup or self.is_no_request or self.is_cancellation
        return self.channel is not Channel.FORM and not is_word

    @property
    def earlier_rounds(self) -> tuple[Round, ...]:
        """The drops of the same request that came before, oldest first."""
        is_round = self.joined is not None and self.joined.how is Join.ROUND
        return self.joined.thread.rounds if self.joined and is_round else ()

    @property
    def is_mere_mail(self) -> bool:
        """Whether a person's message without a form is all there is: it joined no request."""
        is_word = self.is_followup or self.is_no_request
        return self.channel is Channel.EMAIL and self.document is None and not is_word

    @property
    def has_tma(self) -> bool:
        """Whether the client is known and has an active TMA contract on the day of receipt."""
        return self.client is not None and self.client.has_tma_on(self.day)

    @property
    def client_id(self) -> str | None:
        """The client's id: the register's, else what the form bears."""
        return self.client.id if self.client else self.imprint.client_id

    @property
    def is_unjoined_word(self) -> bool:
        """Whether it is a message of a person, without a form, that belongs to no request yet."""
        is_mail = self.channel is Channel.EMAIL and self.document is None
        return is_mail and self.joined is None and not self.is_no_request

    def own_thread(self, number: str | None) -> Thread | None:
        """The earlier request of this number, if it is the same client's."""
        thread = self.history.thread(number) if self.history and number else None
        return thread if thread is not None and thread.is_of(self.client_id) else None

    @property
    def is_mixed(self) -> bool:
        """Whether it holds what several clients made: one must learn nothing of the other.

        What somebody enclosed tells too: staff may have put two clients' messages into one.
        """
        forms = (*self.rivals, *self.ignored)
        bearers = (str(one.value("client_id") or "") for one in forms)
        messages = (self.submission.envelope, *self.submission.forwarded)
        authors = (one.id for message in messages if (one := self.desk.directory.author(message)))
        return any(one != (self.client_id or "") for one in (*bearers, *authors))

    def answer(self, name: str) -> Answer:
        """The answer in the field called `name`; an absent one when there is no such field."""
        return self.answers.get(name) or Answer(name, present=False)

    def label(self, name: str) -> Text:
        """What people call the field."""
        known = self.form.field(name) if self.form else None
        return known.label if known else Text(fr=name, en=name)

    def spoken(self, name: str) -> Text:
        """The answer as people read it: a choice's label, or the text itself."""
        known = self.form.field(name) if self.form else None
        value = self.answer(name).value or ""
        for choice in getattr(known, "choices", ()):
            if choice.code == value:
                return cast("Text", choice.label)
        return YES if value == TICKED else Text(fr=value, en=value)

    @property
    def story(self) -> str:
        """Summary and description in one text."""
        request = self.request
        return f"{request.summary or ''}\n{request.description or ''}" if request else ""

    @property
    def cancels(self) -> str | None:
        """The number of the ticket that the client wants cancelled, as we write it."""
        said = self.answer("request_number").value if self.is_cancellation else None
        return parse_number(said or "")

    def codes(self) -> Mapping[str, str | None]:
        """Field name → code or text."""
        return {name: answer.value for name, answer in self.answers.items()}


class OutcomeKind(StrEnum):
    """What becomes of a drop: exactly one each."""

    ACCEPTED = "accepted"
    FOLLOWUP = "followup"
    CANCELLED = "cancelled"
    DUPLICATE = "duplicate"
    AUTOMATIC = "automatic"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a case, with its reasons. `exit_code` is that of `validate`."""

    kind: OutcomeKind
    exit_code: ExitCode
    report: Report
    case: Case
