"""ZF41x: what recordings of steps are worth."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.dates import spoken_day
from zenforms.judging.evidence import is_service_involved, kind_of_file, recordings, side_files
from zenforms.judging.rules.rule import Check, Found, Rule
from zenforms.judging.text import quoted
from zenforms.language import Text
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.submission import Role

KINDS = {
    RecordingKind.PSR: Text(fr="rapport PSR", en="PSR report"),
    RecordingKind.PSR_XML: Text(fr="rapport PSR sans captures", en="PSR report without pictures"),
    RecordingKind.STEP_RECORDER: Text(fr="Support Step Recorder", en="Support Step Recorder"),
    RecordingKind.VIDEO: Text(fr="film d'écran", en="screen recording"),
    RecordingKind.SCREENSHOTS: Text(fr="captures d'écran", en="screenshots"),
}


def _recorded(case: Case) -> Iterator[tuple[Found, Recording]]:
    """Each recording that tells steps, with what to call it."""
    for file, recording in recordings(case):
        if recording.kind.tells_steps:
            yield Found("psr_files", {"file": quoted(file.name)}), recording


def _when(holds: Callable[[Case, Recording], bool]) -> Check:
    def check(case: Case) -> Iterable[Found]:
        return [found for found, recording in _recorded(case) if holds(case, recording)]

    return check


def _counted(count: Callable[[Recording], tuple[int, int]]) -> Check:
    """A check on two figures of a recording that ought to be equal."""

    def check(case: Case) -> Iterable[Found]:
        for found, recording in _recorded(case):
            one, other = count(recording)
            if one != other:
                figures = {"one": str(one), "other": str(other)}
                yield found._replace(arguments={**found.arguments, **figures})

    return check


def _needs_steps(case: Case) -> bool:
    """Whether a recording is required, and none of those that came shows anything."""
    is_needed = case.request is not None and case.request.is_malfunction
    shows = any(r.steps or not r.kind.tells_steps for _, r in recordings(case))
    return is_needed and not shows and not is_service_involved(case)


def _empty_where_needed(case: Case, recording: Recording) -> bool:
    return not recording.steps and _needs_steps(case)


def _empty(case: Case, recording: Recording) -> bool:
    return not recording.steps and not _needs_steps(case)


def _declared(recording: Recording) -> tuple[int, int]:
    """Steps told and steps found; a report that was cut has no fair figure."""
    found = len(recording.steps)
    if recording.declared_steps is None or recording.truncated or not found:
        return found, found
    return recording.declared_steps, found


def _foreign(case: Case, recording: Recording) -> bool:
    return bool(recording.steps) and not recording.shows(case.desk.policy.words)


def _old(case: Case, recording: Recording) -> bool:
    oldest = case.day - timedelta(days=case.desk.policy.evidence.days)
    return recording.day is not None and recording.day < oldest


def _old_recordings(case: Case) -> Iterator[Found]:
    for found, recording in _recorded(case):
        if recording.day is not None and _old(case, recording):
            arguments = {**found.arguments, "day": spoken_day(recording.day)}
            yield found._replace(arguments=arguments)


def _wrongly_called(case: Case) -> Iterator[Found]:
    for file in side_files(case):
        if file.claims is Role.PSR:
            kind = kind_of_file(file.media_type)
            arguments: dict[str, Text | str] = {"file": quoted(file.name), "kind": kind}
            yield Found("psr_files", arguments)


def _not_accepted(case: Case) -> Iterator[Found]:
    accepts = case.desk.policy.evidence.accepts
    for file, recording in recordings(case):
        if not accepts(recording.kind):
            yield Found("psr_files", {"file": quoted(file.name), "kind": KINDS[recording.kind]})


_AGAIN = Text(
    fr="Refaites l'enregistrement ({recorder}) : démarrez-le, refaites toute la manipulation, "
    "arrêtez-le, puis joignez le fichier tel quel.",
    en="Record again ({recorder}): start it, do everything again, stop it, then send the file as "
    "it is.",
)
_LOOK = Text(
    fr="Regardez si le rapport montre le problème ; sinon, demandez-en un autre.",
    en="See whether the report shows the problem; if not, ask for another one.",
)

EMPTY_WHERE_NEEDED = "ZF410"

RULES = (
    Rule(
        code=EMPTY_WHERE_NEEDED,
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Rapport PSR vide", en="Empty PSR report"),
            message=Text(
                fr="L'enregistrement « {file} » ne contient aucune étape.",
                en="The recording “{file}” holds no step.",
            ),
            why=charter.PSR,
            remedy=_AGAIN,
        ),
        check=_when(_empty_where_needed),
    ),
    Rule(
        code="ZF411",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Enregistrement sans étape", en="Recording without steps"),
            message=Text(
                fr="L'enregistrement « {file} » ne contient aucune étape.",
                en="The recording “{file}” holds no step.",
            ),
            why=charter.PSR,
            remedy=_LOOK,
        ),
        check=_when(_empty),
    ),
    Rule(
        code="ZF412",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Étapes manquées", en="Missed steps"),
            message=Text(
                fr="Actions qui ont échappé à l'enregistreur dans « {file} » : {one}.",
                en="Actions that escaped the recorder in “{file}”: {one}.",
            ),
            why=charter.PSR,
            remedy=_LOOK,
        ),
        check=_counted(lambda recording: (recording.missed_steps or 0, 0)),
    ),
    Rule(
        code="ZF413",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Étapes absentes du rapport", en="Steps absent from the report"),
            message=Text(
                fr="Étapes de l'enregistrement « {file} » : {one} annoncées, {other} présentes.",
                en="Steps of the recording “{file}”: {one} announced, {other} present.",
            ),
            why=charter.PSR,
            remedy=_LOOK,
        ),
        check=_counted(_declared),
    ),
    Rule(
        code="ZF414",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Captures manquantes", en="Pictures missing"),
            message=Text(
                fr="Captures qui manquent dans l'enregistrement « {file} » : {one}.",
                en="Pictures that are missing in the recording “{file}”: {one}.",
            ),
            why=charter.PSR,
            remedy=_LOOK,
        ),
        check=_counted(lambda recording: (len(recording.missing_screenshots), 0)),
    ),
    Rule(
        code="ZF415",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Aucun de nos programmes à l'écran", en="None of our programs on screen"),
            message=Text(
                fr="L'enregistrement « {file} » ne montre aucun programme {product} : il ne "
                "montre peut-être pas le problème.",
                en="The recording “{file}” shows no program {of_product}: it may not show the "
                "problem.",
            ),
            why=charter.PSR,
            remedy=_LOOK,
        ),
        check=_when(_foreign),
    ),
    Rule(
        code="ZF416",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Enregistrement ancien", en="Old recording"),
            message=Text(
                fr="L'enregistrement « {file} » date du {day}.",
                en="The recording “{file}” is of {day}.",
            ),
            why=charter.REPRODUCE,
            remedy=_LOOK,
        ),
        check=_old_recordings,
    ),
    Rule(
        code="ZF417",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Pas un rapport PSR", en="Not a PSR report"),
            message=Text(
                fr="« {file} » s'appelle comme un rapport PSR, mais n'en est pas un : "
                "c'est {kind}.",
                en="“{file}” is called like a PSR report, but is none: it is {kind}.",
            ),
            why=charter.PSR,
            remedy=_AGAIN,
        ),
        check=_wrongly_called,
    ),
    Rule(
        code="ZF418",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Texte saisi enregistré", en="Typed text recorded"),
            message=Text(
                fr="L'enregistrement « {file} » contient aussi le texte saisi au clavier.",
                en="The recording “{file}” also holds the text typed on the keyboard.",
            ),
            why=Text(
                fr="Un mot de passe saisi pendant l'enregistrement s'y lirait en clair.",
                en="A password typed while recording could be read in it.",
            ),
            remedy=Text(
                fr="Ne transmettez pas ce fichier ; si un mot de passe s'y trouve, prévenez le "
                "client.",
                en="Do not pass this file on; if a password is in it, tell the client.",
            ),
        ),
        check=_when(lambda _, recording: recording.records_typed_text),
    ),
    Rule(
        code="ZF419",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Enregistrement non accepté", en="Recording not accepted"),
            message=Text(
                fr="« {file} » ({kind}) ne remplace pas un rapport PSR ici.",
                en="“{file}” ({kind}) does not stand in for a PSR report here.",
            ),
            why=charter.PSR,
            remedy=_AGAIN,
        ),
        check=_not_accepted,
    ),
)
