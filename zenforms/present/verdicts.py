"""The words of a verdict: one line that says what became of a drop, one that says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zenforms.findings import Severity
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang, Text
from zenforms.present.terminal import Tone


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an outcome is said: a sign, a tone, a name, what staff do next, one word for tables."""

    sign: str
    tone: Tone
    name: Text
    todo: Text
    short: Text


VERDICTS: Mapping[OutcomeKind, Verdict] = {
    OutcomeKind.ACCEPTED: Verdict(
        "✓",
        Tone.GOOD,
        Text(fr="demande acceptée", en="request accepted"),
        Text(
            fr="rien à redemander au client, la demande peut être traitée.",
            en="nothing to ask the client again, the request can be worked on.",
        ),
        Text(fr="acceptée", en="accepted"),
    ),
    OutcomeKind.FOLLOWUP: Verdict(
        "✓",
        Tone.GOOD,
        Text(fr="suite d'une demande connue", en="follow-up of a known request"),
        Text(
            fr="la lire avec son ticket, où elle est classée ; aucun nouveau ticket n'est ouvert.",
            en="read it with its ticket, where it is filed; no new ticket is opened.",
        ),
        Text(fr="suite", en="follow-up"),
    ),
    OutcomeKind.CANCELLED: Verdict(
        "✓",
        Tone.GOOD,
        Text(fr="annulation d'un ticket", en="cancellation of a ticket"),
        Text(
            fr="arrêter les recherches sur ce ticket.",
            en="stop working on that ticket.",
        ),
        Text(fr="annulation", en="cancelled"),
    ),
    OutcomeKind.DUPLICATE: Verdict(
        "✓",
        Tone.QUIET,
        Text(fr="déjà reçu", en="received before"),
        Text(
            fr="rien, c'est le même fichier que la première fois.",
            en="nothing, it is the same file as the first time.",
        ),
        Text(fr="déjà reçu", en="duplicate"),
    ),
    OutcomeKind.AUTOMATIC: Verdict(
        "✓",
        Tone.QUIET,
        Text(fr="message automatique", en="automatic message"),
        Text(
            fr="rien, il est classé et ne reçoit jamais de réponse.",
            en="nothing, it is filed and never answered.",
        ),
        Text(fr="automatique", en="automatic"),
    ),
    OutcomeKind.INCOMPLETE: Verdict(
        "✗",
        Tone.BAD,
        Text(fr="demande incomplète", en="request incomplete"),
        Text(
            fr="renvoyer la demande au client avec les points marqués ✗ ci-dessous.",
            en="send the request back to the client with the points marked ✗ below.",
        ),
        Text(fr="incomplète", en="incomplete"),
    ),
    OutcomeKind.REFUSED: Verdict(
        "✗",
        Tone.BAD,
        Text(fr="demande refusée", en="request refused"),
        Text(
            fr="répondre au client pourquoi, et comment présenter sa demande.",
            en="tell the client why, and how to make the request.",
        ),
        Text(fr="refusée", en="refused"),
    ),
    OutcomeKind.QUARANTINED: Verdict(
        "✗",
        Tone.BAD,
        Text(fr="en quarantaine", en="quarantined"),
        Text(
            fr="quelqu'un doit regarder ce qui suit avant de donner suite.",
            en="someone must look at what follows before going on.",
        ),
        Text(fr="quarantaine", en="quarantined"),
    ),
}

FILED_AWAY = Text(fr="{verdict}, classée", en="{verdict}, filed away")
"""Of what went back or lies in quarantine, and nobody awaits any more."""

_DANGER = Text(fr="en quarantaine, dangereux", en="quarantined, dangerous")
_DANGER_TODO = Text(
    fr="ne pas ouvrir le fichier, prévenir la personne chargée de la sécurité.",
    en="do not open the file, tell the person in charge of security.",
)
_WARNED_TODO = Text(
    fr="traiter la demande, en tenant compte des points marqués ▲ ci-dessous.",
    en="work on the request, minding the points marked ▲ below.",
)
_OPENED_TODO = Text(
    fr="traiter la demande quoique incomplète ; le temps passé est décompté.",
    en="work on the request although it is incomplete; the time spent is charged.",
)


def verdict_on(kind: OutcomeKind, worst: Severity) -> Verdict:
    """The words for an outcome whose heaviest finding weighs `worst`."""
    said = VERDICTS[kind]
    if worst >= Severity.DANGER:
        return replace(said, name=_DANGER, todo=_DANGER_TODO)
    if kind is OutcomeKind.ACCEPTED and worst >= Severity.ERROR:
        return replace(said, todo=_OPENED_TODO)
    if kind is OutcomeKind.ACCEPTED and worst >= Severity.WARNING:
        return replace(said, todo=_WARNED_TODO)
    return said


_SIGNS: Mapping[Severity, tuple[str, Tone]] = {
    Severity.INFO: ("•", Tone.QUIET),
    Severity.WARNING: ("▲", Tone.WARNING),
}


def sign_of(severity: Severity) -> tuple[str, Tone]:
    """The sign and tone of one finding."""
    return _SIGNS.get(severity, ("✗", Tone.BAD))


_SEVERITIES: Mapping[Severity, Text] = {
    Severity.INFO: Text(fr="information", en="information"),
    Severity.WARNING: Text(fr="avertissement", en="warning"),
    Severity.ERROR: Text(fr="à compléter", en="to be completed"),
    Severity.REFUSAL: Text(fr="refus", en="refusal"),
    Severity.QUARANTINE: Text(fr="à examiner", en="to be looked at"),
    Severity.DANGER: Text(fr="danger", en="danger"),
}


def severity_name(severity: Severity, lang: Lang) -> str:
    """What people call a severity."""
    return _SEVERITIES[severity].to(lang)
