"""ZF52x and ZF53x: addresses, carriers and numbers that are not the client's by the register.

Told to staff. None of it reaches a client's letter: one client learns nothing of another.
"""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.addressing import addressed, can_be_written_to, email_on_form, writer_of
from zenforms.judging.case import Case
from zenforms.judging.identity import domain_of
from zenforms.judging.mailaddress import is_email
from zenforms.judging.numbers import numbers_in
from zenforms.judging.rules.rule import Found, Need, Rule, when
from zenforms.judging.text import quoted
from zenforms.judging.threads import bearer_of
from zenforms.language import Text

OTHER_CLIENT, SEVERAL_CLIENTS = "ZF522", "ZF534"
NAMED_WITHOUT_JOINING = ("ZF531", "ZF532", "ZF533")
"""A message that names a request and joins none: whether it is one at all, a person tells."""

_TOLD = 5
"""How many request numbers one sentence names."""

_REGISTER = frozenset({Need.REGISTER})


def _form_address(case: Case) -> Iterable[Found]:
    address = email_on_form(case)
    if case.client is None or not can_be_written_to(address):
        return ()
    is_own = case.desk.directory.belongs_to(case.client, address)
    found = {"address": quoted(address), "known": case.client.name}
    return when(not is_own, Found("email", found))


def _not_writable(case: Case) -> Iterable[Found]:
    """No letter can go to the address on the form: it goes to another, and not in silence."""
    said, address = email_on_form(case), addressed(case).address
    if not is_email(said) or can_be_written_to(said) or address is None:
        return ()
    return (Found("email", {"address": quoted(said), "other": quoted(address)}),)


def _reply_to(case: Case) -> Iterable[Found]:
    envelope = writer_of(case)
    address = envelope.reply_to
    if not address or address in envelope.senders or case.is_no_request:
        return ()
    is_own = case.desk.directory.belongs_to(case.client, address)
    return when(not is_own, Found(None, {"address": quoted(address)}))


def _other_client(case: Case) -> Iterable[Found]:
    client, envelope = case.client, writer_of(case)
    other = case.desk.directory.author(envelope)
    if case.document is None or client is None or other is None or other.id == client.id:
        return ()
    if all(case.desk.directory.belongs_to(client, one) for one in envelope.senders):
        return ()
    sender = quoted(domain_of(envelope.sender or ""))
    return (Found(None, {"domain": sender, "other": other.name, "known": client.name}),)


def _hearsay(case: Case) -> Iterable[Found]:
    """A message of a client's inside that of somebody who is neither a client nor staff."""
    directory, carrier = case.desk.directory, writer_of(case)
    enclosed = [e for e in case.submission.forwarded if e is not carrier and directory.author(e)]
    if directory.author(carrier) is not None or not enclosed or case.is_no_request:
        return ()
    names = {"carrier": quoted(carrier.sender or "?"), "sender": quoted(enclosed[0].sender or "?")}
    return (Found(None, names),)


def _nobody_proved(case: Case) -> Iterable[Found]:
    if case.client is None or addressed(case).is_proved:
        return ()
    return (Found(None, {"known": case.client.name}),)


def _strange_request(case: Case) -> Iterable[Found]:
    """The mail answers a letter about, or names, a request that is not of its client."""
    if case.history is None or case.joined is not None or case.is_no_request:
        return ()
    if case.is_unjoined_word:  # then somebody looks at it
        return ()
    named = case.history.named_by(case.submission.envelope)
    strange = [thread for thread in named if not thread.is_of(case.client_id)]
    return when(bool(strange), Found(None, {"number": strange[0].number if strange else ""}))


def _several_clients(case: Case) -> Iterable[Found]:
    """Forms or messages of several clients: nobody tells whose the files beside them are."""
    forms = {bearer_of(one) for one in case.submission.documents if one.form} - {None}
    authors = case.desk.directory.senders_side_by_side(case.submission)
    is_mixed = max(len(forms), len(authors)) > 1
    return when(is_mixed and not case.is_no_request)


def _unknown_named(case: Case) -> Iterable[Found]:
    if not case.is_unjoined_word or case.named or case.released or case.withdraws:
        return ()
    envelope = case.submission.envelope
    texts = (*envelope.references, envelope.subject or "", envelope.body)
    numbers = numbers_in("\n".join(texts))
    return (Found(None, {"numbers": ", ".join(numbers[:_TOLD])}),) if numbers else ()


def _named_by_another(case: Case) -> Iterable[Found]:
    is_one = case.is_unjoined_word and len(case.named) == 1
    return (Found(None, {"number": case.named[0].number}),) if is_one else ()


def _named_several(case: Case) -> Iterable[Found]:
    if not case.is_unjoined_word or len(case.named) < 2:  # noqa: PLR2004 - several
        return ()
    numbers = ", ".join(thread.number for thread in case.named[:_TOLD])
    return (Found(None, {"numbers": numbers}),)


_WHY_ADDRESS = Text(
    fr="Ce qui porte le nom, les réponses ou le formulaire d'un client ne part qu'à une adresse "
    "qui est à lui d'après le registre.",
    en="What bears a client's name, answers or form leaves only to an address that is the "
    "client's according to the register.",
)
_ADD_CONTACT = Text(
    fr="Si l'adresse est bien du client, ajoutez-la à ses référents dans le registre, puis "
    "reprenez l'envoi.",
    en="If the address is the client's, add it to the contacts of record in the register, then "
    "take the drop up again.",
)

RULES = (
    Rule(
        code="ZF520",
        severity=Severity.WARNING,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Adresse étrangère au client", en="Address that is not the client's"),
            message=Text(
                fr="L'adresse du formulaire, {address}, n'est pas de « {known} » d'après le "
                "registre : la lettre n'y va pas.",
                en="The address on the form, {address}, is not of “{known}” according to the "
                "register: the letter does not go there.",
            ),
            why=_WHY_ADDRESS,
            remedy=_ADD_CONTACT,
        ),
        check=_form_address,
    ),
    Rule(
        code="ZF521",
        severity=Severity.WARNING,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Adresse de réponse étrangère", en="Foreign reply address"),
            message=Text(
                fr="Ce courriel demande qu'on réponde à {address}, qui n'est pas du client d'après "
                "le registre : la lettre n'y va pas.",
                en="This mail asks for replies to {address}, which is not the client's according "
                "to the register: the letter does not go there.",
            ),
            why=_WHY_ADDRESS,
            remedy=_ADD_CONTACT,
        ),
        check=_reply_to,
    ),
    Rule(
        code=OTHER_CLIENT,
        severity=Severity.QUARANTINE,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Formulaire d'un autre client", en="Form of another client"),
            message=Text(
                fr="Le formulaire est de « {known} », mais l'expéditeur ({domain}) est de "
                "« {other} » d'après le registre.",
                en="The form is that of “{known}”, but the sender ({domain}) is from “{other}” "
                "according to the register.",
            ),
            why=charter.CLIENT_NAME,
            remedy=Text(
                fr="Demandez au client du formulaire si l'envoi est de lui. Si oui, libérez-le : "
                "la lettre ira à une adresse de ce client.",
                en="Ask the form's client whether the drop is theirs. If so, release it: the "
                "letter will go to an address of that client.",
            ),
        ),
        check=_other_client,
    ),
    Rule(
        code="ZF523",
        severity=Severity.WARNING,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Message d'un client dans un autre", en="A client's message in another"),
            message=Text(
                fr="{carrier} transmet un message de {sender}, sans être du client ni de vos "
                "équipes : ni client ni adresse n'en sont tirés.",
                en="{carrier} encloses a message from {sender}, and is neither the client nor one "
                "of your people: neither a client nor an address is taken from it.",
            ),
            why=Text(
                fr="N'importe qui peut joindre un message au nom de n'importe qui.",
                en="Anybody can enclose a message in anybody's name.",
            ),
            remedy=Text(
                fr="Si la personne qui transmet est des vôtres, ajoutez son domaine à "
                "intake.staff_domains et reprenez l'envoi.",
                en="If the person who forwards is one of yours, add the domain to "
                "intake.staff_domains and take the drop up again.",
            ),
        ),
        check=_hearsay,
    ),
    Rule(
        code="ZF524",
        severity=Severity.WARNING,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Aucune adresse du client", en="No address of the client"),
            message=Text(
                fr="Aucune adresse n'est de « {known} » d'après le registre : la lettre part sans "
                "formulaire et ne dit rien de la demande.",
                en="No address is of “{known}” according to the register: the letter goes without "
                "a form and says nothing of the request.",
            ),
            why=_WHY_ADDRESS,
            remedy=_ADD_CONTACT,
        ),
        check=_nobody_proved,
    ),
    Rule(
        code="ZF525",
        severity=Severity.WARNING,
        needs=frozenset({Need.HISTORY}),
        wording=Wording(
            title=Text(fr="Demande d'un autre nommée", en="Request of somebody else named"),
            message=Text(
                fr="Ce courriel nomme la demande {number}, qui n'est pas de ce client : il n'y est "
                "pas joint.",
                en="This mail names the request {number}, which is not this client's: it does not "
                "join it.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Il est jugé seul. Ne dites rien de l'autre demande à qui l'envoie.",
                en="It is judged by itself. Tell whoever sent it nothing of the other request.",
            ),
        ),
        check=_strange_request,
    ),
    Rule(
        code=NAMED_WITHOUT_JOINING[0],
        severity=Severity.QUARANTINE,
        needs=frozenset({Need.HISTORY}),
        wording=Wording(
            title=Text(fr="Demande nommée introuvable", en="Request named, not found"),
            message=Text(
                fr="Ce message se rapporte à {numbers}, que ce bureau n'a pas ou n'a plus.",
                en="This message is about {numbers}, which this desk does not have, or no more.",
            ),
            why=Text(
                fr="Qui répond à une de nos lettres ne fait pas une nouvelle demande : rien n'est "
                "décompté ni refusé.",
                en="Whoever answers a letter of ours makes no new request: nothing is charged or "
                "refused.",
            ),
            remedy=Text(
                fr="Cherchez la demande ; si c'en est une nouvelle, sortez-la de quarantaine.",
                en="Look for the request; if it is a new one, release it.",
            ),
        ),
        check=_unknown_named,
    ),
    Rule(
        code=NAMED_WITHOUT_JOINING[1],
        severity=Severity.QUARANTINE,
        needs=frozenset({Need.HISTORY}),
        wording=Wording(
            title=Text(
                fr="Quelqu'un d'autre écrit sur une demande",
                en="Somebody else writes about a request",
            ),
            message=Text(
                fr="Ce message se rapporte à la demande {number}, mais ne vient pas d'une adresse "
                "de son client.",
                en="This message is about the request {number}, but comes from no address of its "
                "client.",
            ),
            why=Text(
                fr="Rien d'une demande ne part à une autre adresse, et personne n'y ajoute sans "
                "qu'on l'ait regardé.",
                en="Nothing of a request goes to another address, and nobody adds to it unseen.",
            ),
            remedy=Text(
                fr="Si la personne écrit pour le client, sortez le message de quarantaine : il "
                "rejoint la demande.",
                en="If the person writes for the client, release the message: it joins the "
                "request.",
            ),
        ),
        check=_named_by_another,
    ),
    Rule(
        code=NAMED_WITHOUT_JOINING[2],
        severity=Severity.QUARANTINE,
        needs=frozenset({Need.HISTORY}),
        wording=Wording(
            title=Text(fr="Plusieurs demandes nommées", en="Several requests named"),
            message=Text(
                fr="Ce message nomme plusieurs demandes : {numbers}.",
                en="This message names several requests: {numbers}.",
            ),
            why=charter.ONE_SUBJECT,
            remedy=Text(
                fr="Lisez-le : sorti de quarantaine, il rejoint la première.",
                en="Read it: released, it joins the first.",
            ),
        ),
        check=_named_several,
    ),
    Rule(
        code=SEVERAL_CLIENTS,
        severity=Severity.QUARANTINE,
        wording=Wording(
            title=Text(fr="Plusieurs clients dans un envoi", en="Several clients in one drop"),
            message=Text(
                fr="Cet envoi contient des formulaires ou messages de plusieurs clients.",
                en="This drop holds forms or messages of several clients.",
            ),
            why=charter.ONE_MAIL,
            remedy=Text(
                fr="Déposez séparément ce qui vient de chaque client, avec ses pièces ; n'écrivez "
                "rien de l'un à l'autre.",
                en="Drop what comes from each client by itself, with its files; write nothing of "
                "one to another.",
            ),
        ),
        check=_several_clients,
    ),
    Rule(
        code="ZF535",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Adresse à laquelle on ne peut écrire", en="Address beyond our reach"),
            message=Text(
                fr="On ne peut pas écrire à l'adresse du formulaire, {address} : la lettre va à "
                "{other}.",
                en="No letter can go to the address on the form, {address}: it goes to {other}.",
            ),
            why=_WHY_ADDRESS,
            remedy=Text(
                fr="Vérifiez le destinataire avant d'envoyer, et demandez au client une adresse "
                "sans lettre accentuée avant l'arobase.",
                en="Check the recipient before sending, and ask the client for an address without "
                "accents before the at sign.",
            ),
        ),
        check=_not_writable,
    ),
)
