"""ZF42x: what the logs of services are worth."""

from collections.abc import Iterator
from datetime import timedelta

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.dates import spoken_day
from zenforms.judging.evidence import logs
from zenforms.judging.rules.rule import Found, Rule
from zenforms.judging.text import quoted
from zenforms.language import Text
from zenforms.reading.evidence import LogFacts
from zenforms.reading.submission import DropFile

_FIELD = "logs_files"


def _about(file: DropFile) -> Found:
    return Found(_FIELD, {"file": quoted(file.name)})


def _is_readable(log: LogFacts) -> bool:
    return bool(log.lines) and not log.binary


def _empty(case: Case) -> Iterator[Found]:
    for file, log in logs(case):
        if not log.lines and not log.binary:
            yield _about(file)


def _binary(case: Case) -> Iterator[Found]:
    for file, log in logs(case):
        if log.binary:
            yield _about(file)


def _wrong_period(case: Case) -> Iterator[Found]:
    """Told once for all logs: one that is recent enough will do."""
    dated = [(log.last, file) for file, log in logs(case) if log.last is not None]
    if not dated:
        return
    last, file = max(dated, key=lambda pair: pair[0])
    oldest = case.day - timedelta(days=case.desk.policy.evidence.days)
    if last.date() < oldest:
        yield Found(_FIELD, {"file": quoted(file.name), "day": spoken_day(last.date())})


def _foreign(case: Case) -> Iterator[Found]:
    readable = [(file, log) for file, log in logs(case) if _is_readable(log)]
    if readable and not any(log.from_zen for _, log in readable):
        names = dict.fromkeys(quoted(file.name) for file, _ in readable)
        yield Found(_FIELD, {"files": ", ".join(f"« {name} »" for name in names)})


def _secrets(case: Case) -> Iterator[Found]:
    count = sum(log.secrets for _, log in logs(case))
    if count:
        yield Found(_FIELD, {"count": str(count)})


_OF_THE_DAY = Text(
    fr="Demandez les journaux du jour du problème : {log_folder} sur le serveur.",
    en="Ask for the logs of the day of the problem: {log_folder} on the server.",
)

RULES = (
    Rule(
        code="ZF420",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Journal vide", en="Empty log"),
            message=Text(
                fr="Le journal « {file} » est vide.",
                en="The log “{file}” is empty.",
            ),
            why=charter.LOGS,
            remedy=_OF_THE_DAY,
        ),
        check=_empty,
    ),
    Rule(
        code="ZF421",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Journaux d'une autre période", en="Logs of another period"),
            message=Text(
                fr="Les journaux s'arrêtent le {day} (« {file} ») : le problème n'y est peut-être "
                "pas.",
                en="The logs end on {day} (“{file}”): the problem may not be in them.",
            ),
            why=charter.LOGS,
            remedy=_OF_THE_DAY,
        ),
        check=_wrong_period,
    ),
    Rule(
        code="ZF422",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Journal illisible", en="Unreadable log"),
            message=Text(
                fr="« {file} » s'appelle comme un journal, mais n'est pas du texte.",
                en="“{file}” is called like a log, but is no text.",
            ),
            why=charter.LOGS,
            remedy=_OF_THE_DAY,
        ),
        check=_binary,
    ),
    Rule(
        code="ZF423",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Journaux d'un autre programme", en="Logs of another program"),
            message=Text(
                fr="Rien ne dit que ces journaux viennent d'un service {product} : {files}.",
                en="Nothing says that these logs are from a {product} service: {files}.",
            ),
            why=charter.LOGS,
            remedy=_OF_THE_DAY,
        ),
        check=_foreign,
    ),
    Rule(
        code="ZF424",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Secrets masqués", en="Secrets masked"),
            message=Text(
                fr="Secrets (mot de passe, jeton…) masqués dans la copie des journaux : {count}.",
                en="Secrets (password, token…) masked in the copy of the logs: {count}.",
            ),
            why=Text(
                fr="Ce qui quitte l'archive ne doit contenir aucun mot de passe.",
                en="What leaves the archive must hold no password.",
            ),
            remedy=Text(
                fr="Conseillez au client de changer ce qui s'y trouvait.",
                en="Advise the client to change what was in them.",
            ),
        ),
        check=_secrets,
    ),
)
