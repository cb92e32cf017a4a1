"""Finds a request by its number: its decision, its outcome's folder, its original."""

import json
from dataclasses import dataclass
from pathlib import Path

from zenforms.desk.spool.folders import archive_place, is_number, record_place
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
    root: Path
    """The desk."""
    archive: Path

    @property
    def place(self) -> Path:
        """The folder of its outcome; it may have been removed by hand."""
        return self.root / self.settlement.place

    @property
    def record(self) -> Path | None:
        """The ticket's JSON."""
        is_ticket = self.settlement.outcome is OutcomeKind.ACCEPTED
        return self.root / record_place(self.settlement.name) if is_ticket else None

    @property
    def everywhere(self) -> tuple[Path, ...]:
        """All that the desk has of it: its archive, its outcome, what happened since."""
        places = (self.root / place for place in self.settlement.places)
        return (self.archive, *(place for place in places if place.exists()))

    @property
    def number(self) -> str:
        """The number of the drop, which names its archive."""
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
    filed = (filed_as(root, number) or ticket_as(root, number)) if is_number(number) else None
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
    """The drop with exactly this number; None when the archive has no such original."""
    for restricted in (False, True):
        archive = root / archive_place(number, restricted=restricted)
        settlement, receipt = read_settlement(archive), read_receipt(archive)
        if settlement is not None and receipt is not None:
            return Filed(settlement, receipt, root, archive)
    return None


def ticket_as(root: Path, number: str) -> Filed | None:
    """The drop that became the ticket with exactly this number; None when there is no such one."""
    filed = filed_as(root, number)
    if filed is not None and filed.record == root / record_place(number):
        return filed
    try:
        drop = json.loads((root / record_place(number)).read_bytes())["drop"]["number"]
        return filed_as(root, drop)
    except (OSError, ValueError, KeyError, TypeError):
        return None
