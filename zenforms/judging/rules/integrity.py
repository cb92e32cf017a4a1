"""ZF5xx: who it is from, and whether the file does what a form should not do."""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.form.seal import ON_FORM, Sealed, seal_matches
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.identity import domain_of, same_name
from zenforms.judging.rules.rule import Found, Need, Rule, when
from zenforms.judging.text import quoted
from zenforms.language import Text

NO_CLIENT = "ZF501"
UNKNOWN_CLIENT = "ZF502"
BAD_SEAL = "ZF504"
UNKNOWN_SENDER = "ZF508"


def _no_client(case: Case) -> Iterable[Found]:
    return when(case.document is not None and not case.imprint.client_id)


def _unknown_client(case: Case) -> Iterable[Found]:
    client_id = case.imprint.client_id
    if case.document is None or not client_id or case.client is not None:
        return ()
    return (Found(None, {"client": quoted(client_id)}),)


def _no_seal(case: Case) -> Iterable[Found]:
    return when(case.document is not None and not case.imprint.seal)


def _bad_seal(case: Case) -> Iterable[Found]:
    document, keys, imprint = case.document, case.desk.keys, case.imprint
    if document is None or document.form is None or not keys or not imprint.seal:
        return ()
    sealed = Sealed(
        form=document.form.id,
        revision=document.form.revision,
        client_id=imprint.client_id or "",
        client_name=case.answer("client_name").value or "",
        channel=imprint.channel or ON_FORM,
    )
    return when(not seal_matches(keys, sealed, imprint.seal))


def _changed_name(case: Case) -> Iterable[Found]:
    client, name = case.client, case.answer("client_name").value
    if case.document is None or client is None:
        return ()
    names = (client.name, *client.former_names)
    if name is not None and any(same_name(name, known) for known in names):
        return ()
    return (Found("client_name", {"value": quoted(name or ""), "known": client.name}),)


def _former_name(case: Case) -> Iterable[Found]:
    client, name = case.client, case.answer("client_name").value
    if client is None or name is None or same_name(name, client.name):
        return ()
    former = any(same_name(name, known) for known in client.former_names)
    return when(former, Found("client_name", {"value": quoted(name), "known": client.name}))


def _foreign_sender(case: Case) -> Iterable[Found]:
    """The form travelled in a mail that is neither the client's nor another's."""
    client, directory = case.client, case.desk.directory
    envelope = directory.believed(case.submission)
    sender = envelope.sender
    if client is None or not sender or not (client.mail_domains or client.contacts):
        return ()
    is_anybodys = not all(directory.belongs_to(client, one) for one in envelope.senders)
    return when(
        is_anybodys and directory.author(envelope) is None,
        Found(None, {"domain": quoted(domain_of(sender) or sender), "known": client.name}),
    )


def _unknown_sender(case: Case) -> Iterable[Found]:
    is_alone = case.is_mere_mail or case.withdraws
    sender = case.desk.directory.believed(case.submission).sender or "?"
    return when(is_alone and case.client is None, Found(None, {"sender": quoted(sender)}))


_VERIFY = Text(
    fr="Vérifiez l'expéditeur avec le client, puis libérez la demande ou envoyez-lui un "
    "formulaire neuf.",
    en="Check the sender with the client, then release the request or send a fresh form.",
)

RULES = (
    Rule(
        code=NO_CLIENT,
        severity=Severity.QUARANTINE,
        wording=Wording(
            title=Text(fr="Client absent", en="Client missing"),
            message=Text(
                fr="Le formulaire ne dit pas de quel client il vient.",
                en="The form does not say which client it is from.",
            ),
            why=charter.CLIENT_NAME,
            remedy=_VERIFY,
        ),
        check=_no_client,
    ),
    Rule(
        code=UNKNOWN_CLIENT,
        severity=Severity.QUARANTINE,
        requires=(NO_CLIENT,),
        needs=frozenset({Need.REGISTER}),
        wording=Wording(
            title=Text(fr="Client inconnu", en="Unknown client"),
            message=Text(
                fr="Le client « {client} » n'est pas dans le registre.",
                en="The client “{client}” is not in the register.",
            ),
            why=charter.CLIENT_NAME,
            remedy=_VERIFY,
        ),
        check=_unknown_client,
    ),
    Rule(
        code="ZF503",
        severity=Severity.QUARANTINE,
        requires=(NO_CLIENT,),
        needs=frozenset({Need.KEY}),
        wording=Wording(
            title=Text(fr="Sceau absent", en="Seal missing"),
            message=Text(
                fr="Le formulaire n'a pas de sceau : rien ne prouve pour qui il a été fait.",
                en="The form has no seal: nothing proves whom it was made for.",
            ),
            why=charter.CLIENT_NAME,
            remedy=_VERIFY,
        ),
        check=_no_seal,
    ),
    Rule(
        code=BAD_SEAL,
        severity=Severity.QUARANTINE,
        requires=(NO_CLIENT,),
        needs=frozenset({Need.KEY}),
        wording=Wording(
            title=Text(fr="Sceau inexact", en="Seal does not fit"),
            message=Text(
                fr="Le sceau ne correspond pas : le nom, le client ou le canal du formulaire a été "
                "changé, ou il n'a pas été fait ici.",
                en="The seal does not fit: the form's name, client or channel was changed, or it "
                "was not made here.",
            ),
            why=charter.CLIENT_NAME,
            remedy=_VERIFY,
        ),
        check=_bad_seal,
    ),
    Rule(
        code="ZF505",
        severity=Severity.QUARANTINE,
        requires=(NO_CLIENT, UNKNOWN_CLIENT),
        needs=frozenset({Need.REGISTER}),
        wording=Wording(
            title=Text(fr="Nom de client changé", en="Client name changed"),
            message=Text(
                fr="Le formulaire porte le nom « {value} » ; ce client s'appelle « {known} ».",
                en="The form bears the name “{value}”; this client is called “{known}”.",
            ),
            why=charter.CLIENT_NAME,
            remedy=_VERIFY,
        ),
        check=_changed_name,
    ),
    Rule(
        code="ZF506",
        severity=Severity.INFO,
        needs=frozenset({Need.REGISTER}),
        wording=Wording(
            title=Text(fr="Ancien nom du client", en="Former name of the client"),
            message=Text(
                fr="Le formulaire porte l'ancien nom « {value} » de « {known} ».",
                en="The form bears the former name “{value}” of “{known}”.",
            ),
            why=charter.CLIENT_NAME,
            remedy=Text(
                fr="Envoyez au client un formulaire à son nom actuel.",
                en="Send the client a form with the present name.",
            ),
        ),
        check=_former_name,
    ),
    Rule(
        code="ZF507",
        severity=Severity.WARNING,
        needs=frozenset({Need.REGISTER}),
        wording=Wording(
            title=Text(fr="Expéditeur inhabituel", en="Unusual sender"),
            message=Text(
                fr="L'expéditeur ({domain}) n'est pas de « {known} » d'après le registre.",
                en="The sender ({domain}) is not from “{known}” according to the register.",
            ),
            why=Text(
                fr="Le sceau prouve pour qui le formulaire a été fait, non qui l'a envoyé.",
                en="The seal proves whom the form was made for, not who sent it.",
            ),
            remedy=Text(
                fr="Si l'adresse est bien du client, ajoutez son domaine au registre.",
                en="If the address is the client's, add its domain to the register.",
            ),
        ),
        check=_foreign_sender,
    ),
    Rule(
        code=UNKNOWN_SENDER,
        severity=Severity.QUARANTINE,
        needs=frozenset({Need.REGISTER}),
        wording=Wording(
            title=Text(fr="Expéditeur inconnu", en="Unknown sender"),
            message=Text(
                fr="Ce message sans formulaire vient de {sender}, que le registre ne connaît pas.",
                en="This message without a form is from {sender}, unknown to the register.",
            ),
            why=charter.NOT_HANDLED,
            remedy=Text(
                fr="Si c'est un client, ajoutez son adresse au registre et relancez ; sinon, "
                "répondez vous-même.",
                en="If it is a client, add the address to the register and retry; if not, reply "
                "yourself.",
            ),
        ),
        check=_unknown_sender,
    ),
)
