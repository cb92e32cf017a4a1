"""All that becomes of a drop, as named bytes: what staff read, what programs read, the files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zenforms.desk.spool.drop import Drop, Shape, shape_of
from zenforms.desk.spool.settlement import Content, Parcel
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.validation import said_file
from zenforms.language import Lang

REPORT = "report.txt"
FINDINGS = "findings.json"


def _no_letters(_outcome: Outcome, _number: str) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True, slots=True)
class Papers:
    """Who writes what; wired at the top, since the desk does not know the faces of the house.

    `report` makes the text for staff, `ticket` the ticket's JSON, `letters` whatever else goes
    into the outcome's folder: reply draft, correction form.
    """

    report: Callable[[str, Outcome], str]
    ticket: Callable[[Outcome, str], bytes]
    letters: Callable[[Outcome, str], Mapping[str, bytes]] = _no_letters
    lang: Lang = Lang.FR

    def pack(self, outcome: Outcome, number: str, drop: Drop) -> Parcel:
        """The parcel of an outcome."""
        files: dict[str, Content] = {
            REPORT: self.report(drop.receipt.name, outcome).encode(),
            FINDINGS: self._findings(outcome, drop),
            **self.letters(outcome, number),
        }
        accepted = outcome.kind is OutcomeKind.ACCEPTED
        if accepted:
            files |= _copies(drop)
        return Parcel(
            outcome.kind,
            files,
            record=self.ticket(outcome, number) if accepted else None,
            codes=tuple(dict.fromkeys(outcome.report.codes())),
        )

    def _findings(self, outcome: Outcome, drop: Drop) -> bytes:
        said = said_file(drop.receipt.name, outcome, self.lang)
        return said.model_dump_json(indent=2).encode()


def _copies(drop: Drop) -> Mapping[str, Content]:
    if shape_of(drop.original) is not Shape.FILE:
        return {}
    return {drop.original.name: drop.original}
