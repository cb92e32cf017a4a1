"""ZF51x: what the form's own file might do, or make one read, when a person opens it."""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.form.scripts import known_scripts
from zenforms.judging.case import Case
from zenforms.judging.rules.rule import Found, Rule, when
from zenforms.language import Text
from zenforms.reading.submission import Flag

SCRIPT = "JavaScript"
LEAVES_THE_FILE = frozenset({"Launch", "ImportData", "SubmitForm", "GoToR", "GoToE"})
"""Actions that start a program, or read or send data outside the document."""


def _scripts(case: Case) -> Iterable[Found]:
    """Scripts other than those that the generator of our forms writes."""
    if case.document is None or SCRIPT not in case.document.facts.actions:
        return ()
    scripts = set(case.document.facts.scripts)
    ours = known_scripts([case.form] if case.form else [])
    return when(not scripts or not scripts <= ours)


def _actions(case: Case) -> Iterable[Found]:
    actions = case.document.facts.actions if case.document else ()
    leaving = sorted(LEAVES_THE_FILE.intersection(actions))
    return when(bool(leaving), Found(None, {"actions": ", ".join(leaving)}))


def _bidi(case: Case) -> Iterable[Found]:
    return [
        Found(name, {"label": case.label(name)})
        for name, answer in case.answers.items()
        if Flag.BIDI_CONTROL in answer.flags
    ]


def _secrets(case: Case) -> Iterable[Found]:
    return when(case.secrets > 0, Found(None, {"count": str(case.secrets)}))


RULES = (
    Rule(
        code="ZF510",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Scripts dans le fichier", en="Scripts in the file"),
            message=Text(
                fr="Le formulaire contient des scripts que nous n'y avons pas mis.",
                en="The form holds scripts that we did not put there.",
            ),
            why=Text(
                fr="Nous n'exécutons aucun script ; un lecteur PDF pourrait le faire.",
                en="We run no script; a PDF viewer might.",
            ),
            remedy=Text(
                fr="Lisez le ticket plutôt que l'original : il reprend toutes les réponses.",
                en="Read the ticket rather than the original: it holds every answer.",
            ),
        ),
        check=_scripts,
    ),
    Rule(
        code="ZF511",
        severity=Severity.DANGER,
        wording=Wording(
            title=Text(fr="Fichier dangereux", en="Dangerous file"),
            message=Text(
                fr="Le formulaire contient des actions qui sortent du document : {actions}.",
                en="The form holds actions that leave the document: {actions}.",
            ),
            why=Text(
                fr="Un formulaire n'a pas à lancer un programme ni à envoyer des données.",
                en="A form has no business starting a program or sending data.",
            ),
            remedy=Text(
                fr="N'ouvrez pas ce fichier ; demandez au client un formulaire neuf.",
                en="Do not open this file; ask the client for a fresh form.",
            ),
        ),
        check=_actions,
    ),
    Rule(
        code="ZF512",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Texte à l'affichage trompeur", en="Text that displays misleadingly"),
            message=Text(
                fr="« {label} » contient des signes qui renversent le sens de lecture.",
                en="“{label}” holds signs that reverse the reading direction.",
            ),
            why=Text(
                fr="De tels signes peuvent faire lire autre chose que ce qui est écrit.",
                en="Such signs can make one read something else than what is written.",
            ),
            remedy=Text(
                fr="Lisez ce champ avec prudence et ne cliquez sur rien qui s'y trouve.",
                en="Read this field with caution and click on nothing in it.",
            ),
        ),
        check=_bidi,
    ),
    Rule(
        code="ZF530",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Secret écrit dans la demande", en="Secret written in the request"),
            message=Text(
                fr="Secrets (mot de passe, jeton, carte…) écrits dans la demande, masqués ici et "
                "dans toute réponse : {count}.",
                en="Secrets (password, token, card number…) in the request, masked here and in "
                "every reply: {count}.",
            ),
            why=Text(
                fr="Le support n'a jamais besoin d'un mot de passe et n'en demande pas.",
                en="The support desk never needs a password and does not ask for one.",
            ),
            remedy=Text(
                fr="N'envoyez pas de mot de passe, et changez celui qui a été envoyé.",
                en="Send no password, and change the one that was sent.",
            ),
        ),
        check=_secrets,
    ),
)
