"""What every letter says alike: greeting, number, one subject, décompte, signature."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from zenforms.findings import Severity
from zenforms.judging import charter
from zenforms.judging.addressing import Addressed, Source, addressed, writer_of
from zenforms.judging.case import Case, Outcome
from zenforms.judging.dates import PARIS, day_in_paris, spoken_day
from zenforms.judging.evidence import is_held_back, side_files
from zenforms.judging.numbers import numbers_in, without_numbers
from zenforms.judging.policy import Vendor
from zenforms.judging.text import is_empty
from zenforms.judging.threads import Join
from zenforms.language import NBSP, Lang, Text
from zenforms.present.document import Block, Heading, Paragraph, Point, Points
from zenforms.present.letters.letter import Letter, LetterHeaders, Mailbox
from zenforms.reading.submission import DropFile, Envelope
from zenforms.sanitize import plain_line
from zenforms.words import Words

SUBJECT = 70
"""How many characters of a subject are quoted."""
_LOOSE = re.compile(r" (?=[?!:;»])|(?<=«) ")
_FILE_NAME = 60
_FILES = 8

_DEAR = Text(fr="Bonjour {name},", en="Dear {name},")
_HELLO = Text(fr="Bonjour,", en="Hello,")
_QUOTED = Text(fr="« {said} »", en="“{said}”")
ABOUT = Text(fr=" : {subject}", en=": {subject}")

ONE_SUBJECT = Text(
    fr="Un envoi, un sujet : pour un autre problème, faites une nouvelle demande, elle sera "
    "traitée plus vite.",
    en="One message, one subject: for another problem, please make a new request; it will be "
    "handled faster.",
)
DECOMPTE = Text(
    fr="Une demande complète n'est pas concernée par cette règle de la charte :",
    en="A complete request is not affected by this rule of the charter:",
)
KEEP_NUMBER = Text(
    fr="Gardez le numéro {number} dans l'objet de votre réponse : il la rattache à votre demande.",
    en="Please keep the number {number} in the subject of your reply: it ties it to your request.",
)


@dataclass(frozen=True, slots=True)
class LetterContext:
    """Why a letter is written. `number` is the one that the client knows the request by."""

    outcome: Outcome
    number: str
    lang: Lang

    @property
    def case(self) -> Case:
        """What was judged."""
        return self.outcome.case

    @property
    def vendor(self) -> Vendor:
        """Who writes."""
        return self.case.desk.policy.vendor

    @property
    def words(self) -> Words:
        """In whose words."""
        return self.case.desk.policy.words

    @property
    def is_round(self) -> bool:
        """Whether the drop completes an earlier one."""
        joined = self.case.joined
        return joined is not None and joined.how is Join.ROUND

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing; an incomplete request may be opened all the same."""
        return self.outcome.report.verdict < Severity.ERROR

    @property
    def subject(self) -> str:
        """What the client wants, in a few of the client's own words; empty when nobody knows."""
        envelope = self.case.submission.envelope
        said = self.case.answer("summary").value or envelope.subject or ""
        return "" if is_empty(said) else self.in_prose(said, SUBJECT)

    def own_words(self, said: str) -> str:
        """The words without the number of any request that is not this client's."""

        def is_strange(number: str) -> bool:
            return number != self.number and self.case.own_thread(number) is None

        return without_numbers(said, is_strange)

    def in_prose(self, said: str, at_most: int) -> str:
        """The same on one line, as part of a sentence of ours.

        No line ends before their question mark, or inside their quotation marks.
        """
        return _LOOSE.sub(NBSP, plain_line(self.own_words(said), at_most))

    @property
    def quoted_subject(self) -> str:
        """The same in quotation marks with a space before, or nothing."""
        return f" {self.quoted(self.subject)}" if self.subject else ""

    @property
    def day(self) -> str:
        """The day on which this drop came, as people say it."""
        return spoken_day(day_in_paris(self.case.received_at)).to(self.lang)

    @property
    def file_names(self) -> str:
        """What has come so far beside the form and is not held back, by name; empty for none."""
        return _listed(f for f in self._files if not is_held_back(self.case, f))

    @property
    def useful_file_names(self) -> str:
        """The same without what is empty, or is not what its name says: that must come again."""
        files = (f for f in self._files if _is_what_it_says(f))
        return _listed(f for f in files if not is_held_back(self.case, f))

    @property
    def held_names(self) -> str:
        """The documents that nobody declared free of confidential data, by name; or empty."""
        return _listed(f for f in self._files if is_held_back(self.case, f))

    @property
    def _files(self) -> tuple[DropFile, ...]:
        """What came beside the form; beside forms of several clients it may be anybody's."""
        return () if self.case.is_mixed else side_files(self.case)

    def quoted(self, said: str) -> str:
        """Words in the quotation marks of the letter's language."""
        return _QUOTED.fill(self.lang, {"said": said})

    def say(self, text: Text, **arguments: str | Text) -> str:
        """The sentence in the language of the letter; it may name number, day and vendor."""
        known = {"number": self.number, "day": self.day, "vendor": plain_line(self.vendor.name)}
        return self.words.put(text).fill(self.lang, known | arguments)


def _is_what_it_says(file: DropFile) -> bool:
    is_binary_log = file.log is not None and file.log.binary
    return file.size > 0 and file.claims is None and not is_binary_log


def _listed(files: Iterable[DropFile]) -> str:
    names = [plain_line(file.name, _FILE_NAME) for file in files]
    return ", ".join([*names[:_FILES], "…"] if len(names) > _FILES else names)


def context_of(outcome: Outcome, number: str) -> LetterContext:
    """The context; a round is spoken of by the number of the request that it completes."""
    case = outcome.case
    lang = Lang(case.client.language) if case.client else Lang.FR
    is_round = case.joined is not None and case.joined.how is Join.ROUND
    known = case.joined.thread.number if case.joined and is_round else number
    return LetterContext(outcome, known, lang)


def letter_of(context: LetterContext, subject: Text, name: str | None, *blocks: Block) -> Letter:
    """A letter with its greeting and signature; `subject` follows the number."""
    greeting = context.say(_DEAR, name=name) if name else context.say(_HELLO)
    is_about = bool(context.subject) and not context.case.withdraws
    about = context.say(ABOUT, subject=context.subject) if is_about else ""
    return Letter(
        subject=plain_line(f"[{context.number}] {context.say(subject)}{about}"),
        lang=context.lang,
        blocks=(Paragraph(greeting), *blocks),
        signature=signature_of(context),
    )


def good_to_know(context: LetterContext, *more: Point) -> tuple[Block, ...]:
    """The rule of the one subject, the risk of a décompte, and whatever else fits here."""
    title = context.say(Text(fr="Bon à savoir", en="Good to know"))
    one = Point(context.say(ONE_SUBJECT), quote=context.say(charter.ONE_SUBJECT))
    time = Point(context.say(DECOMPTE), quote=context.say(charter.SENDING_CONDITIONS))
    return Heading(title), Points((one, time, *more))


def signature_of(context: LetterContext) -> tuple[str, ...]:
    """The lines below a letter."""
    vendor = context.vendor
    contact = " · ".join(filter(None, (vendor.email, vendor.telephone)))
    words = {"contact": contact, "email": vendor.email, "telephone": vendor.telephone or ""}
    said = (plain_line(context.say(line, **words)) for line in context.words.signature)
    return tuple(line for line in said if line)


# Who writes to whom, in reply to what: the headers of a letter, from a case and a number.

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,480}@[!-;=?-~]{1,480}")  # printable ASCII without < and >
_MOST_REFERENCES = 20
_NAME = 80

_PROVED: Mapping[Source | None, Text] = {
    Source.FORM: Text(
        fr="Adresse du formulaire ; elle est du client d'après le registre.",
        en="Address on the form; it is the client's according to the register.",
    ),
    Source.REPLY_TO: Text(
        fr="Adresse de réponse du courriel ; elle est du client d'après le registre.",
        en="Reply address of the mail; it is the client's according to the register.",
    ),
    Source.SENDER: Text(
        fr="Expéditeur du courriel ; il est du client d'après le registre.",
        en="Sender of the mail; it is the client's according to the register.",
    ),
    Source.CONTACT: Text(
        fr="Référent du client d'après le registre.",
        en="Contact of record of the client according to the register.",
    ),
}
_NOTHING_SAID = Text(
    fr="Rien ne prouve que cette adresse est d'un client : la lettre part sans formulaire et ne "
    "dit rien d'une demande. N'y ajoutez rien.",
    en="Nothing proves that this address is a client's: the letter goes without a form and says "
    "nothing of a request. Add nothing to it.",
)
_UNPROVED: Mapping[Source | None, Text] = {
    Source.SENDER: _NOTHING_SAID,
    Source.FORM: _NOTHING_SAID,
    None: Text(
        fr="Aucune adresse connue : la lettre ne dit rien d'une demande. Ne joignez de formulaire "
        "qu'à une adresse du registre.",
        en="No address is known: the letter says nothing of a request. Send a form to an address "
        "of the register only.",
    ),
}
_PASSED_OVER: Mapping[Source, Text] = {
    Source.FORM: Text(
        fr="L'adresse du formulaire n'est pas du client d'après le registre : non retenue.",
        en="The address on the form is not the client's according to the register: not used.",
    ),
    Source.REPLY_TO: Text(
        fr="L'adresse de réponse n'est pas du client d'après le registre : non retenue.",
        en="The reply address is not the client's according to the register: not used.",
    ),
    Source.SENDER: Text(
        fr="L'expéditeur n'est pas du client d'après le registre : non retenu.",
        en="The sender is not the client's according to the register: not used.",
    ),
}


def letter_id(number: str, vendor: Vendor) -> str:
    """The message id, without angle brackets, of the letter about the drop called `number`."""
    return f"{number}.letter@{_domain(vendor.email)}"


def headers_for(case: Case, number: str) -> LetterHeaders:
    """The headers of the letter about the drop called `number`."""
    vendor, sent = case.desk.policy.vendor, addressed(case)
    envelope = _answered(case.submission.envelope, sent, case)
    return LetterHeaders(
        sender=_mailbox(vendor.name, vendor.email),
        to=_recipient(case, sent),
        date=case.received_at.astimezone(PARIS).replace(microsecond=0),
        message_id=letter_id(number, vendor),
        answers=_proper_id(envelope.message_id),
        references=_references(envelope),
        why=_why(case, sent),
    )


def contact_name(case: Case) -> str | None:
    """The name of whom we write to, on one line."""
    name = case.answer("contact_name").value or writer_of(case).sender_name
    return plain_line(name or "", _NAME) or None


def _recipient(case: Case, sent: Addressed) -> Mailbox | None:
    """The address with the name of whoever has it, as far as we know that."""
    if sent.address is None:
        return None
    is_writers = sent.is_proved and sent.source is not Source.CONTACT
    return _mailbox((contact_name(case) or "") if is_writers else "", sent.address)


def _why(case: Case, sent: Addressed) -> str:
    """One sentence for whoever sends the draft; nothing of a client stands in it."""
    lang = Lang(case.desk.policy.language or Lang.FR)
    reasons = _PROVED if sent.is_proved else _UNPROVED
    said = [reasons[sent.source].to(lang)]
    said += [_PASSED_OVER[source].to(lang) for source in sent.passed_over if source in _PASSED_OVER]
    return " ".join(dict.fromkeys(said))


def _answered(envelope: Envelope, sent: Addressed, case: Case) -> Envelope:
    """What is answered, without ids that name a request of anybody else."""

    def is_ours_to_name(message_id: str) -> bool:
        return sent.is_proved and all(map(case.own_thread, numbers_in(message_id)))

    return replace(
        envelope,
        message_id=_kept(envelope.message_id, is_ours_to_name) if sent.is_proved else None,
        references=tuple(one for one in envelope.references if is_ours_to_name(one)),
    )


def _kept(message_id: str | None, is_kept: Callable[[str], bool]) -> str | None:
    return message_id if message_id and is_kept(message_id) else None


def _mailbox(name: str, address: str) -> Mailbox:
    return Mailbox(plain_line(name, _NAME), address)


def _references(envelope: Envelope) -> tuple[str, ...]:
    """The thread so far, then the mail that is answered; of a long thread its two ends."""
    known = [one for one in envelope.references if _proper_id(one)]
    answered = _proper_id(envelope.message_id)
    if answered:
        known = [one for one in known if one != answered] + [answered]
    if len(known) > _MOST_REFERENCES:
        known = known[:1] + known[1 - _MOST_REFERENCES :]
    return tuple(known)


def _proper_id(message_id: str | None) -> str | None:
    return message_id if message_id and _MESSAGE_ID.fullmatch(message_id) else None


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
