"""ZF30x: how the request came, and what else came with it."""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.rules.addresses import NAMED_WITHOUT_JOINING
from zenforms.judging.rules.integrity import UNKNOWN_SENDER
from zenforms.judging.rules.rule import Found, Need, Rule, when
from zenforms.judging.text import quoted
from zenforms.judging.threads import Join, bearer_of
from zenforms.language import Text
from zenforms.reading.submission import Channel

REFUSED = "ZF301"
NOT_HANDLED = (REFUSED, UNKNOWN_SENDER, *NAMED_WITHOUT_JOINING)
"""After these nothing is asked about the text: nobody is going to work on it."""

_CHANNELS = {
    Channel.EMAIL: Text(fr="courriel", en="e-mail"),
    Channel.PHONE: Text(fr="téléphone", en="telephone"),
}


def _refused(case: Case) -> Iterable[Found]:
    if not case.is_secondary or case.has_tma:
        return ()
    if case.client is None and not case.released:  # a person must look first
        return ()
    return (Found(None, {"channel": _CHANNELS[case.channel], "client": _who(case)}),)


def _who(case: Case) -> str:
    """The client, or whoever wrote: a stranger whom a person released has no contract either."""
    envelope = case.submission.envelope
    said = case.answer("client_name").value or envelope.sender or "?"
    return case.client.name if case.client else quoted(said)


def _charged(case: Case) -> Iterable[Found]:
    if not case.is_secondary:
        return ()
    return (Found(None, {"channel": _CHANNELS[case.channel]}),)


def _automatic(case: Case) -> Iterable[Found]:
    envelope = case.submission.envelope
    reason = quoted(envelope.automatic_reason or "?")
    return when(envelope.automatic, Found(None, {"reason": reason}))


def _automatic_with_form(case: Case) -> Iterable[Found]:
    is_automatic = case.submission.envelope.automatic
    return when(is_automatic and any(d.form for d in case.submission.documents))


def _rivals(case: Case) -> Iterable[Found]:
    if not case.rivals or case.document is None:
        return ()
    # the letter about one client's forms names no other's
    own = [d for d in (case.document, *case.rivals) if bearer_of(d) == bearer_of(case.document)]
    names = ", ".join(f"« {quoted(d.name)} »" for d in own)
    return (Found(None, {"count": str(len(case.rivals) + 1), "names": names}),)


def _ignored(case: Case) -> Iterable[Found]:
    names = ", ".join(f"« {quoted(document.name)} »" for document in case.ignored)
    return when(bool(case.ignored), Found(None, {"names": names}))


def _joined(case: Case, how: Join) -> Iterable[Found]:
    joined = case.joined
    if joined is None or joined.how is not how:
        return ()
    return (Found(None, {"number": joined.thread.number}),)


def _followup(case: Case) -> Iterable[Found]:
    return _joined(case, Join.FOLLOWUP)


def _round(case: Case) -> Iterable[Found]:
    return _joined(case, Join.ROUND)


def _linked(case: Case) -> Iterable[Found]:
    return _joined(case, Join.LINKED)


def _unknown_thread(case: Case) -> Iterable[Found]:
    number = case.imprint.thread
    return when(bool(number) and case.joined is None, Found(None, {"number": quoted(number or "")}))


RULES = (
    Rule(
        code="ZF300",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Message automatique", en="Automatic message"),
            message=Text(
                fr="Ce message est automatique ({reason}) : il est classé sans réponse.",
                en="This message is automatic ({reason}): it is filed without a reply.",
            ),
            why=Text(
                fr="Répondre à une machine ferait tourner les messages en rond.",
                en="Replying to a machine would send messages round in circles.",
            ),
            remedy=Text(
                fr="Rien à faire, sauf si quelqu'un attend une réponse.",
                en="Nothing to do, unless somebody awaits a reply.",
            ),
        ),
        check=_automatic,
    ),
    Rule(
        code=REFUSED,
        severity=Severity.REFUSAL,
        requires=NAMED_WITHOUT_JOINING,
        needs=frozenset({Need.REGISTER}),
        wording=Wording(
            title=Text(
                fr="Canal réservé aux contrats de TMA", en="Channel reserved to TMA contracts"
            ),
            message=Text(
                fr="Demande par {channel}, et {client} n'a pas de contrat de TMA actif.",
                en="Request by {channel}, and {client} has no active TMA contract.",
            ),
            why=charter.NOT_HANDLED,
            remedy=Text(
                fr="Envoyez la demande avec le formulaire PDF de votre {client_area} : elle sera "
                "traitée.",
                en="Send the request with the PDF form of your {client_area}: it will be handled.",
            ),
        ),
        check=_refused,
    ),
    Rule(
        code="ZF302",
        severity=Severity.WARNING,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Canal donnant lieu à décompte", en="Channel that is charged"),
            message=Text(
                fr="Demande par {channel}, sans formulaire du client : TMA seulement, et toujours "
                "décomptée.",
                en="Request by {channel}, without the client's form: with TMA only, and always "
                "charged.",
            ),
            why=charter.CHARGED,
            remedy=Text(
                fr="La prochaine fois, utilisez le formulaire : il ne donne pas lieu à ce "
                "décompte.",
                en="Next time use the form: it is not charged in this way.",
            ),
        ),
        check=_charged,
    ),
    Rule(
        code="ZF303",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(
                fr="Formulaire dans un message automatique", en="Form in an automatic message"
            ),
            message=Text(
                fr="Ce message automatique contient un de nos formulaires : il n'est pas traité.",
                en="This automatic message holds one of our forms: it is not handled.",
            ),
            why=Text(
                fr="C'est d'ordinaire notre propre lettre qui revient.",
                en="It is usually our own letter that comes back.",
            ),
            remedy=Text(
                fr="Si c'est une vraie demande, déposez le formulaire seul.",
                en="If it is a true request, drop the form by itself.",
            ),
        ),
        check=_automatic_with_form,
    ),
    Rule(
        code="ZF304",
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Plusieurs demandes dans un envoi", en="Several requests in one message"),
            message=Text(
                fr="Cet envoi contient {count} formulaires différents : {names}.",
                en="{count} different forms came together: {names}.",
            ),
            why=charter.ONE_MAIL,
            remedy=Text(
                fr="Envoyez chaque formulaire dans son propre message, avec ses pièces.",
                en="Send each form in a message of its own, with its files.",
            ),
        ),
        check=_rivals,
    ),
    Rule(
        code="ZF305",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Formulaire ignoré", en="Form ignored"),
            message=Text(
                fr="Un formulaire vierge, identique ou plus ancien n'a pas été retenu : {names}.",
                en="A blank, equal or older form was left aside: {names}.",
            ),
            why=charter.ONE_MAIL,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_ignored,
    ),
    Rule(
        code="ZF306",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Suite d'une demande en cours", en="Word on a request in hand"),
            message=Text(
                fr="Ce message se rapporte à la demande {number} : il y est classé.",
                en="This message is about the request {number}: it is filed there.",
            ),
            why=charter.ONE_SUBJECT,
            remedy=Text(
                fr="Lisez-le avec son ticket.",
                en="Read it with its ticket.",
            ),
        ),
        check=_followup,
    ),
    Rule(
        code="ZF307",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Complément d'une demande", en="Completion of a request"),
            message=Text(
                fr="Cet envoi complète la demande {number} : elle est jugée avec toutes ses "
                "pièces.",
                en="This completes the request {number}: it is judged with all its files.",
            ),
            why=charter.TO_PROVIDE,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_round,
    ),
    Rule(
        code="ZF308",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(
                fr="Nouveau formulaire en réponse à une autre demande",
                en="New form in reply to another request",
            ),
            message=Text(
                fr="Ce formulaire répond à une lettre sur la demande {number}, déjà en cours : il "
                "ouvre une nouvelle demande.",
                en="This form replies to a letter about the request {number}, already in hand: it "
                "opens a new request.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Vérifiez s'il s'agit du même problème ; si oui, traitez les deux ensemble.",
                en="Check whether it is the same problem; if so, handle both together.",
            ),
        ),
        check=_linked,
    ),
    Rule(
        code="ZF309",
        severity=Severity.WARNING,
        needs=frozenset({Need.HISTORY}),
        wording=Wording(
            title=Text(fr="Demande d'origine inconnue", en="First request unknown"),
            message=Text(
                fr="Ce formulaire de correction se rapporte à « {number} », que nous ne trouvons "
                "pas pour ce client.",
                en="This correction form is about “{number}”, which we do not find for this "
                "client.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Il est jugé seul ; cherchez les pièces déjà envoyées si elles manquent.",
                en="It is judged by itself; look for files sent earlier if they are missing.",
            ),
        ),
        check=_unknown_thread,
    ),
)
