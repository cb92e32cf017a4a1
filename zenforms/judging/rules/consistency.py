"""ZF34x and ZF35x: what does not fit together in a request, and what its texts lack.

What is told from a text is a warning, never more: its precision is measured in the tests.
"""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.judging import charter, heuristics
from zenforms.judging.case import Case
from zenforms.judging.reply import own_words
from zenforms.judging.request import Request, YesNo, YesNoUnknown
from zenforms.judging.rules.channel import NOT_HANDLED
from zenforms.judging.rules.rule import About, Found, Rule, on_request, when
from zenforms.judging.text import quoted
from zenforms.language import Text

VAGUE, COPY, SHORT = "ZF350", "ZF351", "ZF352"


def _not_reproducible(_: Case, request: Request) -> Iterable[Found]:
    says_no = request.reproducible is YesNo.NO
    return when(says_no and request.is_malfunction, Found("reproducible"))


def _unexpected_service(_: Case, request: Request) -> Iterable[Found]:
    denies = request.service_involved is YesNoUnknown.NO
    name = request.service_name or ""
    return when(denies and bool(name.strip()), Found("service_name", {"service": quoted(name)}))


def _vague(_: Case, request: Request) -> Iterable[Found]:
    summary = request.summary or ""
    says_nothing = bool(summary.strip()) and heuristics.says_nothing(summary)
    return when(says_nothing, Found("summary", {"summary": quoted(summary)}))


def _copy(_: Case, request: Request) -> Iterable[Found]:
    if not request.summary or not request.description:
        return ()
    return when(heuristics.is_copy(request.summary, request.description), Found("description"))


def _short(_: Case, request: Request) -> Iterable[Found]:
    description = request.description or ""
    is_short = bool(description.strip()) and heuristics.is_too_short(description)
    return when(is_short, Found("description"))


def _no_steps(_: Case, request: Request) -> Iterable[Found]:
    if not request.is_malfunction or not request.description:
        return ()
    has_none = heuristics.has_no_steps(request.summary or "", request.description)
    return when(has_none, Found("description"))


def _several(_: Case, request: Request) -> Iterable[Found]:
    several = heuristics.has_several_subjects(request.summary or "", request.description or "")
    return when(several, Found("description"))


def _second_in_mail(case: Case, _: Request) -> Iterable[Found]:
    """The message around a form is written too: what it asks besides would be lost."""
    if case.document is None:
        return ()
    said = own_words(case.desk.directory.believed(case.submission).body)
    return when(heuristics.has_several_subjects("", said), Found(None))


def _solved(case: Case, _: Request) -> Iterable[Found]:
    return when(heuristics.asks_nothing(case.story), Found("description"))


RULES = (
    Rule(
        code="ZF340",
        severity=Severity.WARNING,
        about=About.REQUEST,
        wording=Wording(
            title=Text(fr="Phénomène non reproductible", en="Not reproducible"),
            message=Text(
                fr="Le phénomène ne se reproduit pas à chaque fois.",
                en="What was seen does not happen every time.",
            ),
            why=charter.REPRODUCE,
            remedy=Text(
                fr="Notez ce qui change entre une fois où il se produit et une fois où il ne se "
                "produit pas : heure, poste, document.",
                en="Note what differs between a time when it happens and a time when it does not: "
                "hour, workstation, document.",
            ),
        ),
        check=on_request(_not_reproducible),
    ),
    Rule(
        code="ZF341",
        severity=Severity.WARNING,
        about=About.REQUEST,
        wording=Wording(
            title=Text(fr="Service nommé, mais pas en cause", en="Service named but not involved"),
            message=Text(
                fr="Le service « {service} » est nommé, mais la réponse dit qu'aucun n'est en "
                "cause.",
                en="The service “{service}” is named, but the answer says that none is involved.",
            ),
            why=charter.LOGS,
            remedy=Text(
                fr="Si ce service est en cause, ses journaux sont nécessaires.",
                en="If this service is involved, its logs are needed.",
            ),
        ),
        check=on_request(_unexpected_service),
    ),
    Rule(
        code=VAGUE,
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Résumé qui ne dit rien", en="Summary that says nothing"),
            message=Text(
                fr="Le résumé « {summary} » ne dit pas de quoi il s'agit.",
                en="The summary “{summary}” does not say what it is about.",
            ),
            why=charter.SUMMARY,
            remedy=Text(
                fr="Dites en une phrase ce qui se passe et où : « {The_desktop} se ferme quand "
                "j'imprime une facture ».",
                en="Say in one sentence what happens and where: “{The_desktop} closes when I "
                "print an invoice”.",
            ),
        ),
        check=on_request(_vague),
    ),
    Rule(
        code=COPY,
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Description identique au résumé", en="Description equal to the summary"),
            message=Text(
                fr="La description ne dit rien de plus que le résumé.",
                en="The description says no more than the summary.",
            ),
            why=charter.DESCRIPTION,
            remedy=Text(
                fr="Ajoutez ce que vous faites, ce que vous attendez et ce qui se passe.",
                en="Add what you do, what you expect and what happens.",
            ),
        ),
        check=on_request(_copy),
    ),
    Rule(
        code=SHORT,
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=(COPY, *NOT_HANDLED),
        wording=Wording(
            title=Text(fr="Description trop courte", en="Description too short"),
            message=Text(
                fr="La description tient en quelques mots.",
                en="The description is only a few words.",
            ),
            why=charter.DESCRIPTION,
            remedy=Text(
                fr="Ajoutez ce que vous faites, ce que vous attendez et ce qui se passe.",
                en="Add what you do, what you expect and what happens.",
            ),
        ),
        check=on_request(_short),
    ),
    Rule(
        code="ZF353",
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=(COPY, SHORT, *NOT_HANDLED),
        wording=Wording(
            title=Text(fr="Pas de scénario de reproduction", en="No steps to reproduce"),
            message=Text(
                fr="La description ne dit pas comment revoir le dysfonctionnement.",
                en="The description does not say how to see the malfunction again.",
            ),
            why=charter.DESCRIPTION,
            remedy=Text(
                fr="Retracez les étapes depuis l'ouverture {of_the_desktop} : où vous cliquez, ce "
                "que vous attendez, ce qui se passe.",
                en="Retrace the steps from opening {the_desktop}: where you click, what you "
                "expect, what happens.",
            ),
        ),
        check=on_request(_no_steps),
    ),
    Rule(
        code="ZF354",
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Plusieurs sujets ?", en="Several subjects?"),
            message=Text(
                fr="Le texte semble aborder plusieurs sujets.",
                en="The text seems to be about several subjects.",
            ),
            why=charter.ONE_SUBJECT,
            remedy=Text(
                fr="Faites une demande par sujet : chacune sera traitée plus vite.",
                en="Make one request for each subject: each will be handled faster.",
            ),
        ),
        check=on_request(_several),
    ),
    Rule(
        code="ZF355",
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Problème déjà résolu ?", en="Problem already solved?"),
            message=Text(
                fr="Le texte semble dire que le problème est résolu ou la demande à annuler.",
                en="The text seems to say that the problem is solved or the request to be "
                "cancelled.",
            ),
            why=charter.CANCELLATION,
            remedy=Text(
                fr="Pour annuler une demande, envoyez le formulaire d'annulation avec son numéro.",
                en="To cancel a request, send the cancellation form with its number.",
            ),
        ),
        check=on_request(_solved),
    ),
    Rule(
        code="ZF356",
        severity=Severity.WARNING,
        about=About.REQUEST,
        wording=Wording(
            title=Text(fr="Autre sujet dans le message ?", en="Another subject in the message?"),
            message=Text(
                fr="Le message qui accompagne le formulaire semble demander encore autre chose.",
                en="The message around the form seems to ask for something else as well.",
            ),
            why=charter.ONE_SUBJECT,
            remedy=Text(
                fr="Pour l'autre sujet, faites une demande à part : elle sera suivie pour "
                "elle-même.",
                en="For the other subject make a request of its own: it is followed by itself.",
            ),
        ),
        check=on_request(_second_in_mail),
    ),
)
