"""What the watcher tells, as lines for a person: one line for each thing that happened."""

from collections.abc import Mapping

from zenforms.desk.papers.damage import NAMED, DamageKind
from zenforms.desk.queries.stuck import SAID
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.desk.watching.inbox import StuckWhy
from zenforms.language import Lang, Text
from zenforms.present.terminal import Line, Tone, one_line
from zenforms.present.verdicts import VERDICTS

# Why the machine refuses, as a person reads it; the system's own code stays beside the words.

_FULL = Text(fr="le disque est plein", en="the disk is full")
_FORBIDDEN = Text(
    fr="un droit manque, ou un programme tient le fichier",
    en="a right is missing, or a program holds the file",
)
_AWAY = Text(fr="le disque ou le partage ne répond pas", en="the disk or the share does not answer")
_IN_USE = Text(fr="le fichier sert encore", en="the file is still in use")

_BY_CODE: Mapping[str, Text] = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EROFS": Text(fr="le disque est en lecture seule", en="the disk is read-only"),
    "EIO": _AWAY,
    "ESTALE": _AWAY,
    "ENOTCONN": _AWAY,
    "EHOSTDOWN": _AWAY,
    "ETIMEDOUT": _AWAY,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "EMFILE": Text(fr="trop de fichiers sont ouverts", en="too many files are open"),
    "ENFILE": Text(fr="trop de fichiers sont ouverts", en="too many files are open"),
}
_BY_KIND: Mapping[str, Text] = {
    "ScannerAwayError": Text(
        fr="l'antivirus ne répond pas", en="the virus scanner does not answer"
    ),
    "StillWrittenError": Text(
        fr="le dépôt est encore en train d'arriver", en="the drop is still arriving"
    ),
    "OvertakenError": Text(
        fr="un autre envoi de la même demande le précède",
        en="another drop of the same request comes first",
    ),
}


def refusal(reason: str, lang: Lang) -> str:
    """A reason (see `transient.reason_of`) in words, harmless; unknown ones as they are."""
    kind, _, code = reason.partition(" ")
    said = _BY_KIND.get(kind) or _BY_CODE.get(code)
    return one_line(f"{said.to(lang)}, {code}" if said else reason, 200)


_SAID: Mapping[Happened, tuple[Tone, Text]] = {
    Happened.STARTED: (Tone.QUIET, Text(fr="la veille commence", en="watching begins")),
    Happened.RECOVERED: (
        Tone.WARNING,
        Text(fr="repris après un arrêt brutal : {drop}", en="taken up after a crash: {drop}"),
    ),
    Happened.CLAIMED: (Tone.QUIET, Text(fr="pris : {name}", en="taken: {name}")),
    Happened.SETTLED: (
        Tone.PLAIN,
        Text(fr="{sign} {name} : {verdict} → {place}", en="{sign} {name}: {verdict} → {place}"),
    ),
    Happened.HELD: (
        Tone.WARNING,
        Text(
            fr="▲ {name} attend, la machine refuse ({reason}) ; nouvel essai bientôt",
            en="▲ {name} waits, the machine refuses ({reason}); tried again soon",
        ),
    ),
    Happened.WAITS: (Tone.WARNING, Text(fr="▲ {waits}", en="▲ {waits}")),
    Happened.DAMAGED: (Tone.BAD, Text(fr="✗ {damage}", en="✗ {damage}")),
    Happened.ORDER_DONE: (
        Tone.PLAIN,
        Text(fr="ordre exécuté : {number}", en="order done: {number}"),
    ),
    Happened.SETTINGS_READ: (Tone.QUIET, Text(fr="réglages relus", en="settings read again")),
    Happened.SETTINGS_BROKEN: (
        Tone.BAD,
        Text(
            fr="✗ réglages inutilisables, les précédents restent en vigueur : {error}",
            en="✗ settings cannot be used, the last good ones stay in force: {error}",
        ),
    ),
    Happened.EVENTS_LOST: (
        Tone.WARNING,
        Text(
            fr="▲ le système ne signale plus les dépôts ; le dossier est relu régulièrement",
            en="▲ the system no longer tells of drops; the folder is listed regularly",
        ),
    ),
    Happened.EVENTS_BACK: (
        Tone.QUIET,
        Text(fr="le système signale de nouveau les dépôts", en="the system tells of drops again"),
    ),
    Happened.INBOX_LOST: (
        Tone.BAD,
        Text(
            fr="✗ le dossier inbox n'est plus lisible ({reason}) ; il est réessayé",
            en="✗ the folder inbox cannot be read ({reason}); it is tried again",
        ),
    ),
    Happened.INBOX_BACK: (
        Tone.QUIET,
        Text(fr="le dossier inbox est de nouveau lisible", en="the folder inbox can be read again"),
    ),
    Happened.STOPPING: (
        Tone.QUIET,
        Text(fr="arrêt demandé, l'envoi en cours se termine", en="stopping after the drop in hand"),
    ),
    Happened.STOPPED: (Tone.QUIET, Text(fr="la veille s'arrête", en="watching ends")),
}

_BRIEF = 32


def told(happening: Event, lang: Lang, *, brief: bool = False) -> Line:
    """One line on what happened, with its hour; harmless.

    `brief` makes an outcome fit 78 columns: a short name, one word, the number alone.
    """
    tone, said = _SAID[happening.what]
    arguments = _arguments(happening, lang) | (_brief(happening) if brief else {})
    if happening.outcome:
        tone = VERDICTS[happening.outcome].tone
    hour = happening.at.strftime("%H:%M:%S")
    return Line(f"{hour}  {said.fill(lang, arguments)}", tone)


def _arguments(happening: Event, lang: Lang) -> dict[str, str | Text]:
    arguments: dict[str, str | Text] = {
        "drop": happening.drop or "",
        "number": happening.number or "",
        "name": one_line(happening.name or happening.drop or "", 60),
        "reason": refusal(happening.reason or "", lang),
        "error": one_line(happening.error.sentence(lang), 400) if happening.error else "",
    }
    if happening.what is Happened.DAMAGED:
        about = {"place": happening.place or "", "number": happening.number or ""}
        arguments["damage"] = NAMED[DamageKind(happening.reason or "")].fill(lang, about)
    if happening.what is Happened.WAITS:
        place = one_line(f"{Folder.INBOX}/{happening.name}", 100)
        said_why = SAID[StuckWhy(happening.reason or StuckWhy.UNFINISHED)]
        arguments["waits"] = said_why.fill(lang, {"place": place, "reason": ""})
    if happening.outcome:
        said = VERDICTS[happening.outcome]
        place = happening.place or ""
        arguments |= {"sign": said.sign, "verdict": said.name, "place": place}
    return arguments


def _brief(happening: Event) -> dict[str, str | Text]:
    if not (happening.outcome and happening.number):
        return {}
    said = VERDICTS[happening.outcome]
    name = one_line(happening.name or happening.drop or "", _BRIEF)
    return {"name": name, "verdict": said.short, "place": happening.number}
