"""The verdicts that the desk gives itself, without a judge: seen before, or set aside."""

import json
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.settlement import Parcel
from zenforms.findings import Argument, Finding, Report, Severity, Wording
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.language import Lang, Text
from zenforms.reading.submission import Submission

_EXIT_QUARANTINED = 3
_PLACES = 6

BUG = "ZF080"
POISON = "ZF081"
NOT_A_FILE = "ZF082"
SEEN_BEFORE = "ZF083"

WORDINGS: Mapping[str, Wording] = {
    BUG: Wording(
        title=Text(fr="Erreur interne", en="Internal error"),
        message=Text(
            fr="Le traitement de cet envoi a échoué par une erreur du logiciel ({place}).",
            en="Handling this drop failed through an error of the software ({place}).",
        ),
        why=Text(
            fr="L'original est intact dans l'archive ; les autres envois ne sont pas touchés.",
            en="The original is untouched in the archive; no other drop is affected.",
        ),
        remedy=Text(
            fr="Signalez l'erreur avec le fichier error.json, puis reprenez l'envoi avec "
            "« zenforms retry » après la mise à jour.",
            en="Report the error with the file error.json, then take the drop up again with "
            "“zenforms retry” after the update.",
        ),
    ),
    POISON: Wording(
        title=Text(fr="Envoi mis de côté", en="Drop set aside"),
        message=Text(
            fr="Le traitement de cet envoi a été interrompu {count} fois de suite.",
            en="Handling this drop broke off {count} times in a row.",
        ),
        why=Text(
            fr="Un fichier qui arrête le programme ne doit pas arrêter le poste de support.",
            en="A file that stops the program must not stop the support desk.",
        ),
        remedy=Text(
            fr="N'ouvrez pas l'original sur un poste de travail. Si la machine s'est arrêtée "
            "pour une autre raison, reprenez l'envoi avec « zenforms retry ».",
            en="Do not open the original on a workstation. If the machine stopped for another "
            "reason, take the drop up again with “zenforms retry”.",
        ),
    ),
    NOT_A_FILE: Wording(
        title=Text(fr="Ni fichier ni dossier", en="Neither file nor folder"),
        message=Text(
            fr="Ce qui a été déposé est un lien ou un fichier spécial : il n'a pas été ouvert.",
            en="What was dropped is a link or a special file: it was not opened.",
        ),
        why=Text(
            fr="Un lien peut mener à un fichier que l'expéditeur n'a pas le droit de lire.",
            en="A link may lead to a file that its sender may not read.",
        ),
        remedy=Text(
            fr="Déposez une copie du fichier lui-même.",
            en="Drop a copy of the file itself.",
        ),
    ),
    SEEN_BEFORE: Wording(
        title=Text(fr="Déjà reçu", en="Received before"),
        message=Text(
            fr="Le même contenu, à l'octet près, a déjà été reçu : c'est {first}.",
            en="The same content, byte for byte, was received before: it is {first}.",
        ),
        why=Text(
            fr="Une demande déposée deux fois reste une seule demande.",
            en="A request that is dropped twice is still one request.",
        ),
        remedy=Text(
            fr="Rien à faire : le premier envoi suit son cours.",
            en="Nothing to do: the first one takes its course.",
        ),
    ),
}


def set_aside(
    code: str, submission: Submission, *, desk: Desk, at: datetime, **arguments: Argument
) -> Outcome:
    """The quarantine of a drop for one of the reasons above; `at` is its time of arrival."""
    finding = Finding(code, Severity.QUARANTINE, WORDINGS[code], arguments=arguments)
    case = Case(submission, desk, at)
    return Outcome(OutcomeKind.QUARANTINED, _EXIT_QUARANTINED, Report((finding,)), case)


def seen_before(case: Case, first: str) -> Outcome:
    """The verdict on a drop whose very content came before, as request `first`."""
    finding = Finding(SEEN_BEFORE, Severity.INFO, WORDINGS[SEEN_BEFORE], arguments={"first": first})
    return Outcome(OutcomeKind.DUPLICATE, 0, Report((finding,)), case)


def place_of(error: BaseException) -> str:
    """Where an error came from: its type and line; never its text, which may be a client's."""
    frames = traceback.extract_tb(error.__traceback__)
    line = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__}, {line}"


def error_record(error: BaseException) -> bytes:
    """`error.json`: the way into the error, without anything the client wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    trace = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return json.dumps({"version": 1, "error": type(error).__name__, "trace": trace}).encode()


def bare_parcel(outcome: Outcome, error: BaseException) -> Parcel:
    """A quarantine that needs no writer: for when the writers themselves are broken."""
    finding = outcome.report.findings[0]
    lines = [
        f"{finding.message(lang)}\n{finding.wording.remedy.to(lang)}\n"
        for lang in (Lang.FR, Lang.EN)
    ]
    files = {"report.txt": "\n".join(lines).encode(), "error.json": error_record(error)}
    return Parcel(outcome.kind, files, codes=(finding.code,))
