"""What `validate --format json` says: a versioned model, and how an outcome fills it."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zenforms.findings import Finding
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.request import Request
from zenforms.language import Lang

SeverityWord = Literal["info", "warning", "error", "refusal", "quarantine", "danger"]


class Said(BaseModel):
    """Whatever is written for other programs: frozen, and without surplus keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SaidFinding(Said):
    """One finding in one language. It may hold the client's words: neutralise before printing."""

    code: str
    severity: SeverityWord
    field: str | None
    message: str
    why: str
    remedy: str


class SaidFile(Said):
    """The verdict on one file. `exit` is the exit code that this file alone would give."""

    file: str
    outcome: OutcomeKind
    exit: int
    findings: tuple[SaidFinding, ...]
    not_checked: tuple[str, ...]
    """Codes of the rules that did not run, because register, releases or key are not known."""
    request: Request | None


class Validation(Said):
    """The verdicts on all files, in the order in which they were given."""

    version: Literal[1] = 1
    files: tuple[SaidFile, ...]

    @property
    def exit_code(self) -> int:
        """The highest exit of all files; 0 without any."""
        return max((file.exit for file in self.files), default=0)


def said_findings(findings: Iterable[Finding], lang: Lang) -> tuple[SaidFinding, ...]:
    """The findings in `lang`, in order."""
    return tuple(_said(finding, lang) for finding in findings)


def said_file(file: str, outcome: Outcome, lang: Lang) -> SaidFile:
    """The verdict on the file called `file`."""
    return SaidFile(
        file=file,
        outcome=outcome.kind,
        exit=outcome.exit_code,
        findings=said_findings(outcome.report.findings, lang),
        not_checked=outcome.report.not_checked,
        request=outcome.case.request,
    )


def _said(finding: Finding, lang: Lang) -> SaidFinding:
    return SaidFinding.model_validate(
        {
            "code": finding.code,
            "severity": finding.severity.word,
            "field": finding.field,
            "message": finding.message(lang),
            "why": finding.wording.why.to(lang),
            "remedy": finding.wording.remedy.to(lang),
        }
    )
