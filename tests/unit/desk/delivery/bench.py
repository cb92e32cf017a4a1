"""What the delivery tests build: a desk with tickets, and what takes them to an imitated system."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.making.ticketserver import TOKEN, House
from tests.unit.desk.bench import NOW, QuickDisk
from zenforms.desk.delivery.courier import Courier
from zenforms.desk.delivery.glpi import GlpiSystem
from zenforms.desk.delivery.news import Desktop, News
from zenforms.desk.delivery.settings import Glpi, TicketTarget, Zammad
from zenforms.desk.delivery.systems import TicketSystem
from zenforms.desk.delivery.transport import HttpClient
from zenforms.desk.delivery.zammad import ZammadSystem
from zenforms.desk.spool.drop import RECEIPT, Receipt
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import Folder, archive_place, outcome_place
from zenforms.desk.spool.journal import add_event
from zenforms.desk.spool.settlement import SETTLED, Settlement, TicketEvent
from zenforms.judging.case import OutcomeKind

NUMBER = "ZF-260512-VTWAY"
PLACE = f"tickets/{NUMBER}"
LAG = 60.0
OVER = frozenset({"closed", "6", "5"})


@dataclass
class Time:
    """A clock that stands still until somebody waits."""

    at: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


def a_ticket(root: Path, number: str = NUMBER, **changes: Any) -> News:  # noqa: ANN401 - JSON
    """Write an accepted request to the folders of a desk, as a settlement leaves it."""
    an_outcome(root, OutcomeKind.ACCEPTED, number)
    place = root / outcome_place(OutcomeKind.ACCEPTED, number)
    (place / "journal.log").write_text("ERROR rien\n")
    (place / "acknowledgement.eml").write_text("To: x\n\n")
    values: dict[str, Any] = {
        "number": number,
        "drop": {"number": number},
        "client": {"id": "EXEMPLE-1", "name": "Société Exemple"},
        "contact": {"name": "Camille Exemple", "email": "camille@client.example"},
        "request": {"summary": "L'export coupe", "urgency": "high", "type": "malfunction"},
        "dates": {
            "received_at": NOW.isoformat(),
            "registered_at": NOW.isoformat(),
            "first_qualification": {"day": "2026-05-18"},
            "final_qualification": {"day": "2026-05-21"},
        },
        "files": [{"copy_beside": {"name": "journal.log"}, "held_back": False}],
    }
    (place.parent / f"{number}.json").write_text(json.dumps(values | changes))
    found = Desktop(root).read(outcome_place(OutcomeKind.ACCEPTED, number))
    assert found
    return found


def an_outcome(root: Path, kind: OutcomeKind, number: str = NUMBER) -> Settlement:
    """Write what the archive and the outcome's folder hold of a drop."""
    settlement = Settlement(
        drop="x", number=number, outcome=kind, sha256="0" * 64, size=1, received_at=NOW,
        moves=(), archive=archive_place(number), client="EXEMPLE-1", codes=("ZF101",),
    )  # fmt: skip
    archive, place = root / settlement.archive, root / settlement.place
    (archive / "original").mkdir(parents=True)
    (archive / "original" / "demande.pdf").write_bytes(b"%PDF")
    receipt = Receipt("x", "demande.pdf", "demande.pdf", NOW)
    (archive / RECEIPT).write_bytes(receipt.to_json())
    (archive / SETTLED).write_bytes(settlement.to_json())
    place.mkdir(parents=True)
    (place / "report.txt").write_text("La demande\n  Client  Société Exemple\n")
    return settlement


def happened(root: Path, kind: str, event_id: str, place: str = PLACE, **details: str) -> None:
    """Write an event beside an outcome."""
    at = NOW + timedelta(minutes=5)
    event = TicketEvent(event_id, kind, at, by="A. Exemple", why="vu", details=details)
    add_event(QuickDisk(), root, place, event)


def target_for(name: str, house: House, **changes: Any) -> TicketTarget:  # noqa: ANN401 - settings
    """The settings for an imitated system."""
    common: dict[str, Any] = {"url": house.url, "lag_seconds": LAG, "timeout_seconds": 5.0}
    if name == "zammad":
        common |= {"group": "Support", "customer": "desk@editeur.example", "priority": {"high": 3}}
        return Zammad(**(common | changes))
    return Glpi(**(common | {"priority": {"high": 4}} | changes))


def system_at(
    target: TicketTarget,
    client: type[HttpClient] = HttpClient,
    headers: Mapping[str, str] | None = None,
) -> TicketSystem:
    """The adapter for an imitated system."""
    if isinstance(target, Zammad):
        said = {"Authorization": f"Token token={TOKEN}"} | dict(headers or {})
        return ZammadSystem(client(target.url, said, seconds=target.timeout_seconds), target)
    assert isinstance(target, Glpi)
    return GlpiSystem(client(target.url, {}, seconds=target.timeout_seconds), target, TOKEN)


def courier_to(
    root: Path, name: str, house: House, clock: Time, *, disk: Disk | None = None
) -> Courier:
    """What delivers to an imitated system."""
    target = target_for(name, house)
    return Courier(root, name, target, system_at(target), clock, disk=disk or QuickDisk())


def a_desk(root: Path) -> Path:
    """What of a desk is looked at here: founding one takes longer than delivering."""
    for folder in Folder:
        (root / folder).mkdir(parents=True)
    return root


def news_of(root: Path, place: str = PLACE) -> News:
    """What there is to tell of an outcome now."""
    found = Desktop(root).read(place)
    assert found
    return found
