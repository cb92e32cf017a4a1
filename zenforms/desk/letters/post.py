"""Who writes to whom, in reply to what: the heads of a letter, from a case and a number."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from zenforms.desk.letters.message import Heads, Mailbox
from zenforms.harmless import plain_line
from zenforms.judging.addressing import Addressed, Source, addressed, writer_of
from zenforms.judging.case import Case
from zenforms.judging.moments import PARIS
from zenforms.judging.numbers import numbers_in
from zenforms.judging.policy import Vendor
from zenforms.language import Lang, Text
from zenforms.reading.submission import Envelope

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


def heads_for(case: Case, number: str) -> Heads:
    """The heads of the letter about the drop called `number`."""
    vendor, sent = case.desk.policy.vendor, addressed(case)
    envelope = _answered(case.submission.envelope, sent, case)
    return Heads(
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
