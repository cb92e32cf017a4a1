"""The JSON Schemas of what is written for other programs, made from the models themselves."""

from typing import Any, Literal

from pydantic import BaseModel

from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.request import Request
from zenforms.judging.text import Said, SaidFinding, said_findings
from zenforms.judging.ticket import Cancellation, Ticket
from zenforms.language import Lang

# What `validate --format json` says: a versioned model, and how an outcome fills it.


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


SchemaName = Literal["ticket", "cancellation", "validation"]

MODELS: dict[str, type[BaseModel]] = {
    "ticket": Ticket,
    "cancellation": Cancellation,
    "validation": Validation,
}


def schema_of(name: SchemaName) -> dict[str, Any]:
    """The schema of what is called so."""
    return schema_for(MODELS[name])


def schema_for(model: type[BaseModel]) -> dict[str, Any]:
    """The schema in JSON Schema draft 2020-12; it refers to nothing outside itself."""
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
