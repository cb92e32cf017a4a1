"""The base of everything that is written for other programs, and the findings as they read them."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zenforms.findings import Finding
from zenforms.language import Lang

SeverityWord = Literal["info", "warning", "error", "refusal", "quarantine", "danger"]


class Said(BaseModel):
    """Whatever is written for other programs: frozen, and without surplus keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class SaidFinding(Said):
    """One finding in one language. It may hold the client's words: neutralise before printing."""

    code: str
    severity: SeverityWord
    field: str | None
    message: str
    why: str
    remedy: str


def said_findings(findings: Iterable[Finding], lang: Lang) -> tuple[SaidFinding, ...]:
    """The findings in `lang`, in order."""
    return tuple(_said(finding, lang) for finding in findings)


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
