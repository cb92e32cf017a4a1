"""Finds a request by its number: its decision, its outcome's folder, its original."""

from dataclasses import dataclass
from pathlib import Path

from zenforms.desk.spool.folders import archive_place, is_number, outcome_place, record_place
from zenforms.desk.spool.receipt import ORIGINAL, Receipt, read_receipt
from zenforms.desk.spool.settlement import Settlement, read_settlement
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.numbers import parse_number
from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Filed:
    """A request that has its outcome. Paths are absolute; `archive` holds the original."""

    settlement: Settlement
    receipt: Receipt
    archive: Path
    place: Path
    """The folder of its outcome; it may have been removed by hand."""
    record: Path | None
    """The ticket's JSON."""

    @property
    def number(self) -> str:
        """Its number."""
        return self.settlement.number

    @property
    def original(self) -> Path:
        """What was dropped, untouched."""
        return self.archive / ORIGINAL / self.receipt.stored_as

    @property
    def is_restricted(self) -> bool:
        """Whether the original lies in the restricted archive."""
        return "restricted" in self.archive.parts


def find_request(root: Path, said: str) -> Filed:
    """The request that somebody names; raises DeskError when there is none of that number."""
    number = said if is_number(said) else parse_number(said) or said
    filed = filed_as(root, number) if is_number(number) else None
    if filed is None:
        raise DeskError(
            Text(fr="Aucune demande n'a le numéro {number}.", en="No request has number {number}."),
            advice=Text(
                fr="Vérifiez le numéro, par exemple ZF-260512-7K3QM ; « zenforms status » "
                "montre les demandes en cours.",
                en="Check the number, for example ZF-260512-7K3QM; “zenforms status” shows the "
                "requests in hand.",
            ),
            arguments={"number": said},
        )
    return filed


def filed_as(root: Path, number: str) -> Filed | None:
    """The request with exactly this number; None when the archive has no such original."""
    for restricted in (False, True):
        archive = root / archive_place(number, restricted=restricted)
        settlement, receipt = read_settlement(archive), read_receipt(archive)
        if settlement is not None and receipt is not None:
            accepted = settlement.outcome is OutcomeKind.ACCEPTED
            return Filed(
                settlement=settlement,
                receipt=receipt,
                archive=archive,
                place=root / outcome_place(settlement.outcome, number),
                record=root / record_place(number) if accepted else None,
            )
    return None
