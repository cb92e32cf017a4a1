"""ZF36x and ZF38x: requests that refer to earlier ones, repeat them, or cancel them.

A client learns nothing about requests of others: an unknown number and another client's number
are told in the same words.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.heuristics import is_other_subject, names_another_matter, telling_words
from zenforms.judging.numbers import parse_number
from zenforms.judging.reply import own_words
from zenforms.judging.request import Request
from zenforms.judging.rules.rule import About, Found, Need, Rule, on_request, when
from zenforms.judging.text import quoted, words
from zenforms.judging.threads import Join, Thread
from zenforms.language import Text

UNKNOWN_EARLIER, REPEATED, NO_NUMBER = "ZF360", "ZF363", "ZF380"
WITHDRAWN, WHICH_ONE = "ZF383", "ZF384"
_TELLS_ENOUGH = 6
"""A message with as many telling words has a subject of its own to compare."""
REPEATED_WITHIN = timedelta(days=30)

_HISTORY = frozenset({Need.HISTORY})
_TELLING = ("type", "domain", "tma_service", "summary", "description")
"""The answers that make two requests the same."""


def _named(case: Case, request: Request) -> tuple[str | None, Thread | None]:
    number = parse_number(request.earlier_ticket or "")
    return number, case.own_thread(number)


def _unknown_earlier(case: Case, request: Request) -> Iterable[Found]:
    number, thread = _named(case, request)
    if number is None or thread is not None:
        return ()
    return (Found("earlier_ticket", {"number": number}),)


def _over(case: Case, request: Request) -> Iterable[Found]:
    number, thread = _named(case, request)
    if number is None or thread is None or not thread.state.is_over:
        return ()
    return (Found("earlier_ticket", {"number": number}),)


def _other_subject(case: Case, request: Request) -> Iterable[Found]:
    number, thread = _named(case, request)
    if number is None or thread is None or thread.request is None:
        return ()
    earlier = f"{thread.request.summary or ''}\n{thread.request.description or ''}"
    is_other = is_other_subject(case.story, earlier)
    return when(is_other, Found("earlier_ticket", {"number": number}))


def _word_on_closed(case: Case) -> Iterable[Found]:
    joined = case.joined
    if joined is None or joined.how is not Join.FOLLOWUP or not joined.thread.state.is_over:
        return ()
    if case.withdraws:  # nothing is asked of anybody
        return ()
    return (Found(None, {"number": joined.thread.number}),)


def _word_on_awaited(case: Case) -> Iterable[Found]:
    joined = case.joined
    if joined is None or joined.how is not Join.WORD:
        return ()
    return (Found(None, {"number": joined.thread.number}),)


def _other_matter(case: Case) -> Iterable[Found]:
    """A word on a request that is about something else, by what it says or by its subject."""
    if not case.is_followup or case.joined is None or case.withdraws or case.document is not None:
        return ()
    said, thread = own_words(case.submission.envelope.body), case.joined.thread
    is_other = names_another_matter(said)
    if thread.request and len(telling_words(said)) >= _TELLS_ENOUGH:
        earlier = f"{thread.request.summary or ''}\n{thread.request.description or ''}"
        is_other = is_other or is_other_subject(said, earlier)
    return when(is_other, Found(None, {"number": thread.number}))


def _own_paper(case: Case) -> Iterable[Found]:
    number = case.own_paper
    return (Found(None, {"number": quoted(number)}),) if number else ()


def _undelivered(case: Case) -> Iterable[Found]:
    thread = case.undelivered
    return (Found(None, {"number": thread.number}),) if thread else ()


def _typed(case: Case) -> Iterable[Found]:
    return (Found(None, {"label": label, "value": quoted(value)}) for label, value in case.typed)


def _repeated(case: Case, request: Request) -> Iterable[Found]:
    said = telling(request)
    for thread in case.history.threads if case.history and said else ():
        is_recent = case.received_at - thread.last_received_at <= REPEATED_WITHIN
        is_own = thread.client_id is not None and thread.client_id == case.client_id
        is_other = case.joined is None or case.joined.thread is not thread
        if is_recent and is_own and is_other and thread.request and said == telling(thread.request):
            return (Found(None, {"number": thread.number}),)
    return ()


def telling(request: Request) -> tuple[object, ...] | None:
    """What two requests that are the same have in common; None of a request that says nothing."""
    values = (getattr(request, name) for name in _TELLING)
    return tuple(_plain(value) for value in values) if request.summary else None


def _plain(value: object) -> object:
    return _words(value) if isinstance(value, str) else value


@lru_cache(maxsize=1_000)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text: each drop is held against the same earlier ones."""
    return tuple(words(text))


def _no_number(case: Case) -> Iterable[Found]:
    is_given = case.answer("request_number").is_given
    return when(case.is_cancellation and is_given and case.cancels is None, Found("request_number"))


def _unknown_number(case: Case) -> Iterable[Found]:
    number = case.cancels
    if number is None or case.own_thread(number) is not None:
        return ()
    return (Found("request_number"),)


def _withdrawn(case: Case) -> Iterable[Found]:
    thread = case.joined.thread if case.joined else None
    if thread is None or not case.withdraws or thread.state.is_over:
        return ()
    return (Found(None, {"number": thread.number}),)


def _which_one(case: Case) -> Iterable[Found]:
    return when(case.withdraws and case.is_mere_mail, Found("request_number"))


def _cancelled_before(case: Case) -> Iterable[Found]:
    thread = case.own_thread(case.cancels)
    is_over = thread is not None and thread.state.is_over
    return when(is_over, Found("request_number", {"number": case.cancels or ""}))


_CHECK_NUMBER = Text(
    fr="Vérifiez le numéro sur notre accusé de réception ; il s'écrit comme ZF-261124-7K3QD.",
    en="Check the number on our acknowledgement; it is written like ZF-261124-7K3QD.",
)

RULES = (
    Rule(
        code=UNKNOWN_EARLIER,
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Demande précédente introuvable", en="Earlier request not found"),
            message=Text(
                fr="La demande précédente {number} est introuvable pour ce client.",
                en="The earlier request {number} is not found for this client.",
            ),
            why=charter.OLD_TICKET,
            remedy=_CHECK_NUMBER,
        ),
        check=on_request(_unknown_earlier),
    ),
    Rule(
        code="ZF361",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Demande précédente close", en="Earlier request closed"),
            message=Text(
                fr="La demande précédente {number} est close : celle-ci est traitée comme "
                "nouvelle.",
                en="The earlier request {number} is closed: this one is handled as a new one.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Relisez la demande précédente : si c'est le même problème, la correction n'a "
                "pas suffi.",
                en="Read the earlier request again: if the problem is the same, the correction was "
                "not enough.",
            ),
        ),
        check=on_request(_over),
    ),
    Rule(
        code="ZF362",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Autre sujet que la demande précédente", en="Other subject than before"),
            message=Text(
                fr="Ce texte ne semble pas porter sur le même sujet que la demande {number}.",
                en="This text does not seem to be about the same subject as the request {number}.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Pour un problème différent, faites une nouvelle demande sans numéro précédent.",
                en="For a different problem make a new request without an earlier number.",
            ),
        ),
        check=on_request(_other_subject),
    ),
    Rule(
        code=REPEATED,
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Même demande déjà reçue", en="Same request received before"),
            message=Text(
                fr="Le même texte a déjà été reçu il y a moins de 30 jours : demande {number}.",
                en="The same text was received less than 30 days ago: request {number}.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Vérifiez si ce n'est pas la même demande envoyée deux fois.",
                en="Check whether it is the same request sent twice.",
            ),
        ),
        check=on_request(_repeated),
    ),
    Rule(
        code="ZF364",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Suite d'une demande close", en="Word on a closed request"),
            message=Text(
                fr="La demande {number}, à laquelle ce message se rapporte, est déjà close.",
                en="The request {number} that this message is about is closed already.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Lisez-le : le même problème revient-il, rouvrez le ticket ; pour un autre, "
                "demandez au client une nouvelle demande.",
                en="Read it: if the same problem is back, reopen the ticket; for another one, ask "
                "the client for a new request.",
            ),
        ),
        check=_word_on_closed,
    ),
    Rule(
        code="ZF365",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Le client a écrit : à lire", en="The client wrote: read it"),
            message=Text(
                fr="Ce message sur la demande {number}, qui attend le client, n'apporte ni "
                "réponse de formulaire ni pièce nouvelle : rien ne lui est redemandé.",
                en="This message about the request {number}, which waits for the client, brings "
                "neither an answer on a form nor a new file: nothing is asked again.",
            ),
            why=Text(
                fr="Une question, un merci ou une objection ne se jugent pas : quelqu'un les lit.",
                en="A question, thanks or an objection cannot be judged: somebody reads them.",
            ),
            remedy=Text(
                fr="Lisez ses mots et répondez-lui ; « zenforms read » dit que c'est fait.",
                en="Read the words and reply; “zenforms read” says that it is done.",
            ),
        ),
        check=_word_on_awaited,
    ),
    Rule(
        code="ZF366",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Réponse tapée dans le message", en="Answer typed into the message"),
            message=Text(
                fr="Le client a tapé dans son message : « {label} : {value} ».",
                en="The client typed into the message: “{label}: {value}”.",
            ),
            why=Text(
                fr="C'est peut-être la réponse qui manque dans son formulaire.",
                en="It may be the answer that is missing in the form.",
            ),
            remedy=Text(
                fr="Si elle suffit, acceptez la demande en le disant ; sinon demandez le "
                "formulaire.",
                en="If it is enough, accept the request and say so; else ask for the form.",
            ),
        ),
        check=_typed,
    ),
    Rule(
        code="ZF367",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Notre propre papier", en="A paper of our own"),
            message=Text(
                fr="C'est notre propre lettre ou dossier sur {number}, revenu au bureau : rien "
                "n'est jugé.",
                en="This is our own letter or folder about {number}, come back: nothing is judged.",
            ),
            why=Text(
                fr="Ce que nous avons écrit nous-mêmes ne demande rien à personne.",
                en="What we wrote ourselves asks nothing of anybody.",
            ),
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_own_paper,
    ),
    Rule(
        code="ZF368",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Notre lettre n'est pas arrivée", en="Our letter did not arrive"),
            message=Text(
                fr="Notre lettre sur la demande {number} n'a pas été remise : personne ne l'a lue.",
                en="Our letter about the request {number} was not delivered: nobody read it.",
            ),
            why=Text(
                fr="Le client ne sait pas qu'on attend quelque chose de lui.",
                en="The client does not know that anything is expected.",
            ),
            remedy=Text(
                fr="Vérifiez l'adresse avec le client, puis renvoyez la lettre ; « zenforms read » "
                "dit que c'est fait.",
                en="Check the address with the client and send the letter again; “zenforms read” "
                "says that it is done.",
            ),
        ),
        check=_undelivered,
    ),
    Rule(
        code=NO_NUMBER,
        severity=Severity.ERROR,
        about=About.CANCELLATION,
        wording=Wording(
            title=Text(fr="Numéro à annuler illisible", en="Number to cancel unreadable"),
            message=Text(
                fr="Le numéro de la demande à annuler n'est pas un de nos numéros.",
                en="The number of the request to cancel is none of our numbers.",
            ),
            why=charter.CANCELLATION,
            remedy=_CHECK_NUMBER,
        ),
        check=_no_number,
    ),
    Rule(
        code="ZF381",
        severity=Severity.ERROR,
        about=About.CANCELLATION,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Demande à annuler introuvable", en="Request to cancel not found"),
            message=Text(
                fr="Nous ne trouvons à votre nom aucune demande qui porte le numéro à annuler.",
                en="We do not find a request in your name that has the number to cancel.",
            ),
            why=charter.CANCELLATION,
            remedy=_CHECK_NUMBER,
        ),
        check=_unknown_number,
    ),
    Rule(
        code="ZF382",
        severity=Severity.INFO,
        about=About.CANCELLATION,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Demande déjà close", en="Request closed before"),
            message=Text(
                fr="La demande {number} était déjà close.",
                en="The request {number} was closed already.",
            ),
            why=charter.CANCELLATION,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_cancelled_before,
    ),
    Rule(
        code=WITHDRAWN,
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="À annuler ?", en="To be cancelled?"),
            message=Text(
                fr="Le client dit que la demande {number} est résolue ou retirée, et rien d'autre.",
                en="The client says that the request {number} is solved or withdrawn, and nothing "
                "else.",
            ),
            why=charter.CANCELLATION,
            remedy=Text(
                fr="Lisez son message ; s'il le dit bien, annulez la demande : rien n'est "
                "décompté.",
                en="Read the message; if it says so, cancel the request: nothing is charged.",
            ),
        ),
        check=_withdrawn,
    ),
    Rule(
        code="ZF385",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Autre problème ?", en="Another problem?"),
            message=Text(
                fr="Ce message sur la demande {number} semble parler d'un autre problème.",
                en="This message about the request {number} seems to be about another problem.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Lisez-le ; si c'est un autre problème, faites-en une demande à part : "
                "« zenforms accept » avec le numéro de l'envoi.",
                en="Read it; if it is another problem, make it a request of its own: “zenforms "
                "accept” with the number of the drop.",
            ),
        ),
        check=_other_matter,
    ),
    Rule(
        code=WHICH_ONE,
        severity=Severity.ERROR,
        needs=_HISTORY,
        wording=Wording(
            title=Text(fr="Quelle demande annuler ?", en="Which request to cancel?"),
            message=Text(
                fr="Ce message dit qu'une demande est résolue ou retirée, sans que l'on sache "
                "laquelle.",
                en="This message says that a request is solved or withdrawn; which one cannot be "
                "told.",
            ),
            why=charter.CANCELLATION,
            remedy=Text(
                fr="Indiquez son numéro en réponse à ce message, ou sur le formulaire joint.",
                en="Tell its number in reply to this message, or on the attached form.",
            ),
        ),
        check=_which_one,
    ),
)
