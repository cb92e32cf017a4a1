"""What is written down when a drop is claimed, before anything else is known about it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

RECEIPT = "received.json"
ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The durable word that a drop has arrived. `arrived_at` is aware.

    `name` is what the sender called it, made readable; `stored_as` is safe on every system.
    """

    drop: str
    name: str
    stored_as: str
    arrived_at: datetime

    def to_json(self) -> bytes:
        """The bytes of `received.json`."""
        values = asdict(self) | {"version": 1, "arrived_at": self.arrived_at.isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_receipt(folder: Path) -> Receipt | None:
    """The receipt in a work or archive folder; None when there is none that can be read."""
    try:
        values = json.loads((folder / RECEIPT).read_bytes())
        return Receipt(
            drop=str(values["drop"]),
            name=str(values["name"]),
            stored_as=str(values["stored_as"]),
            arrived_at=datetime.fromisoformat(values["arrived_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
