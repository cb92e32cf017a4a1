"""Requests that are accepted although something in them is doubtful: staff see it, nobody asks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from tests.making.steps import (
    ENGLISH,
    EXPLORER,
    LRM,
    Action,
    Report,
    film,
    report_zip,
    step_recorder_zip,
)
from tests.making.zips import Member, make_zip
from tests.samples.evidence import LOG_NAME, PSR_NAME, invoice, recording, screenshot, service_log
from tests.samples.forms import SMALL, assistance, malfunction, saved, told
from tests.viewers.answers import Values
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, DROP, Sample, written
from zenforms.form.definition import TICKED

_ZIP = "envoi.zip"
_SECRET = "Server=base;User=zen;Password=Azerty-2026!"  # noqa: S105 - an invented one, to be masked
_BY_PSR = {
    "service_involved": "no",
    "service_name": None,
    "logs_attached": None,
    "logs_files": None,
}


def samples() -> Iterator[Sample]:
    """Malfunctions with all that they need, then evidence and texts that leave doubts."""
    yield _malfunction()
    yield from _recordings()
    yield _logs()
    yield _version()


def _malfunction() -> Sample:
    typed = malfunction(
        logs_files="journaux.zip",
        document_attached=TICKED,
        document_files="facture 2026-041.pdf",
        not_confidential=TICKED,
    )
    older = datetime.fromisoformat("2026-05-10T09:57:00")
    logs = make_zip(
        [
            Member("ZenSolutions/Services/log/ZenExport.log", service_log(secret=_SECRET)),
            Member("ZenSolutions/Services/log/ZenExport.log.1", service_log(since=older)),
        ]
    )
    beside = {
        PSR_NAME: recording(),
        "journaux.zip": logs,
        "facture 2026-041.pdf": invoice(),
    }
    files = [
        {"name": DROP, "role": "form"},
        {"name": PSR_NAME, "role": "psr"},
        {"name": "facture 2026-041.pdf", "role": "document"},
        {"name": "journaux.zip", "role": "log"},
    ]
    ticket = {"files": [{"held_back": False}] * len(files)}
    return _sample(
        "malfunction-declared-document",
        "A malfunction with a PSR report, two rotated logs, and a document declared not "
        "confidential; a password in a log is masked.",
        typed,
        beside,
        "ZF424",
        more={"restricted": False, "files": files, "ticket": ticket},
    )


def _recordings() -> Iterator[Sample]:
    yield _sample(
        "malfunction-successors",
        "A film and a “Support Step Recorder” zip instead of a PSR report.",
        malfunction(**_BY_PSR, psr_files="film.mp4 ; etapes.zip"),
        {"film.mp4": film(), "etapes.zip": step_recorder_zip()},
        "ZF418",
    )
    told_of_old = replace(ENGLISH, date=f"{LRM}1/{LRM}15/{LRM}2026")
    doubtful = Report(
        tongue=told_of_old,
        actions=(Action("Start", "Taskbar", EXPLORER), Action("Word", "Start", EXPLORER)),
        declared=5,
        missed=2,
        left_out=(2,),
    )
    yield _sample(
        "malfunction-doubtful-recording",
        "An old English recording that misses steps and a picture and shows nothing of the suite.",
        malfunction(
            **_BY_PSR,
            psr_files="psr.zip ; psr suite.zip",
            document_attached=TICKED,
            document_files="psr.png",
            not_confidential=TICKED,
        ),
        {
            "psr.zip": report_zip(doubtful, name="Recording_20260115_1012.mht"),
            "psr.png": screenshot(),
        },
        "ZF442",
        "ZF412",
        "ZF413",
        "ZF414",
        "ZF415",
        "ZF416",
        "ZF417",
    )


def _logs() -> Sample:
    foreign = b"2026-01-05 08:00:00 INFO Autre programme, rien de grave\r\n" * 4
    return _sample(
        "doubtful-logs",
        "Logs that are empty, binary, old, twice the same, and of another program.",
        assistance(logs_attached=TICKED, logs_files="autre.log"),
        {
            "autre.log": foreign,
            "autre-copie.log": foreign,
            "vide.log": b"",
            "binaire.log": bytes(range(256)) * 4,
        },
        "ZF065",
        *ASSISTANCE_CODES,
        "ZF443",
        "ZF420",
        "ZF421",
        "ZF422",
        "ZF423",
    )


def _version() -> Sample:
    return _sample(
        "version-behind",
        "A malfunction of a version that is behind; the next one corrects it.",
        malfunction(
            desk_version="12.1",
            reproducible="no",
            summary="L’impression des courriers sort un seul exemplaire",
            description="1. J’ouvre un courrier et je clique sur Imprimer.\n"
            "J’attends deux exemplaires, comme réglé.\nUn seul sort de l’imprimante.",
        ),
        {PSR_NAME: recording(), LOG_NAME: service_log()},
        "ZF331",
        "ZF334",
        "ZF340",
    )


def _sample(
    case: str,
    about: str,
    typed: Values,
    beside: Mapping[str, bytes],
    *codes: str,
    more: Mapping[str, object] | None = None,
) -> Sample:
    def content() -> bytes:
        files = {DROP: saved(typed), **beside}
        return make_zip([Member(name, data) for name, data in files.items()])

    return Sample(
        name=f"accepted-{case}",
        about=about,
        make=written(content),
        codes=codes,
        request=told(typed),
        saved_by=engine(SMALL).version(),
        drop=_ZIP,
        more=more or {},
    )
