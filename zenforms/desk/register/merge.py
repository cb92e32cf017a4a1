"""What an imported table changes in the register, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zenforms.judging.policy import Client, Register


@dataclass(frozen=True, slots=True)
class Merge:
    """The register as it would be, and how it differs from the one before, by client id."""

    register: Register
    added: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    """Client id → the fields that change."""
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]
    """Clients whom the table does not name: kept, or removed when it replaces the register."""

    @property
    def is_nothing(self) -> bool:
        """Whether the register stays as it is."""
        kept = len(self.unchanged) + len(self.absent)
        return not self.added and not self.changed and len(self.register.clients) == kept


def merge(known: Register, clients: Sequence[Client], *, replaces: bool) -> Merge:
    """`clients` put into the register: known ones in their old places, new ones at the end.

    With `replaces` the table is the whole register, and whoever it does not name is removed.
    """
    given = {client.id: client for client in clients}
    absent = tuple(c.id for c in known.clients if c.id not in given)
    kept = [given.get(c.id, c) for c in known.clients if c.id in given or not replaces]
    added = [client for client in clients if known.client(client.id) is None]
    old = {client.id: client for client in known.clients if client.id in given}
    differences = {one: _differences(old[one], given[one]) for one in old}
    return Merge(
        Register(clients=(*kept, *added)),
        added=tuple(client.id for client in added),
        changed={one: fields for one, fields in differences.items() if fields},
        unchanged=tuple(one for one, fields in differences.items() if not fields),
        absent=absent,
    )


def _differences(old: Client, new: Client) -> tuple[str, ...]:
    names = type(old).model_fields
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
