"""ZF593–ZF596: whether a person wrote, where that can be doubted."""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.rules.rule import Found, Rule, when
from zenforms.judging.text import quoted
from zenforms.language import Text


def _doubtful(case: Case, *, by_subject: bool) -> Iterable[Found]:
    envelope = case.submission.envelope
    is_doubted = envelope.doubt is not None and envelope.has_odd_subject is by_subject
    return when(
        is_doubted and case.is_mere_mail, Found(None, {"sign": quoted(envelope.doubt or "")})
    )


def _by_header(case: Case) -> Iterable[Found]:
    return _doubtful(case, by_subject=False)


def _by_subject(case: Case) -> Iterable[Found]:
    return _doubtful(case, by_subject=True)


def _invitation(case: Case) -> Iterable[Found]:
    return when(case.submission.envelope.is_invitation and case.is_mere_mail)


def _passed_on(case: Case) -> Iterable[Found]:
    envelope = case.submission.envelope
    is_passed_on = envelope.automatic_reason is not None and not envelope.automatic
    return when(is_passed_on, Found(None, {"sign": quoted(envelope.automatic_reason or "")}))


_WHY = Text(
    fr="Ces en-têtes disent par où un message est passé, non qui l'a écrit.",
    en="These headers say how a message travelled, not who wrote it.",
)

RULES = (
    Rule(
        code="ZF593",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Message passé par une liste", en="Message that came by a list"),
            message=Text(
                fr="L'en-tête {sign} accompagne aussi les envois en nombre : ce message est "
                "traité comme celui d'une personne.",
                en="The header {sign} also comes with mass mailings: this message is taken for "
                "a person's.",
            ),
            why=_WHY,
            remedy=Text(
                fr="Si c'est une lettre d'information, annulez la demande.",
                en="If it is a newsletter, cancel the request.",
            ),
        ),
        check=_by_header,
    ),
    Rule(
        code="ZF594",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Peut-être une réponse automatique", en="Perhaps an automatic reply"),
            message=Text(
                fr="L'objet est celui d'une réponse automatique, mais rien d'autre ne le dit : "
                "le message est traité comme celui d'une personne.",
                en="The subject is that of an automatic reply, but nothing else says so: the "
                "message is taken for a person's.",
            ),
            why=Text(
                fr="Une personne peut écrire un tel objet, et sa demande ne doit pas se perdre.",
                en="A person may write such a subject, and the request must not be lost.",
            ),
            remedy=Text(
                fr="Lisez-le ; si une machine l'a écrit, annulez la demande.",
                en="Read it; if a machine wrote it, cancel the request.",
            ),
        ),
        check=_by_subject,
    ),
    Rule(
        code="ZF595",
        severity=Severity.QUARANTINE,
        wording=Wording(
            title=Text(fr="Invitation ou élément d'agenda", en="Invitation or calendar item"),
            message=Text(
                fr="Ce message est une invitation ou une tâche confiée, non une demande "
                "d'assistance.",
                en="This message is an invitation or a task handed over, not a request for "
                "assistance.",
            ),
            why=charter.PRIVILEGED,
            remedy=Text(
                fr="Répondez-y dans votre agenda ; si c'est une demande, libérez l'envoi.",
                en="Answer it in your calendar; if it is a request, release the drop.",
            ),
        ),
        check=_invitation,
    ),
    Rule(
        code="ZF596",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Formulaire transmis par une machine", en="Form passed on by a machine"),
            message=Text(
                fr="Un programme a envoyé ce message ({sign}), mais le formulaire rempli qu'il "
                "contient est traité.",
                en="A program sent this message ({sign}), but the filled form in it is handled.",
            ),
            why=charter.PRIVILEGED,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_passed_on,
    ),
)
