"""`clients.toml`: read strictly with everything that is wrong named by line; written tidily."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from zenforms.desk.register.check import look_over
from zenforms.desk.register.spreadsheet import Complaint, complaint_of
from zenforms.desk.setup.slips import place_in
from zenforms.desk.setup.tomlfile import line_in, places_in, text_of, toml_value
from zenforms.desk.spool.durable import Disk, replace_file
from zenforms.findings import Severity
from zenforms.judging.policy import Client, Policy, Register
from zenforms.language import Text
from zenforms.tomltext import parse_toml

_MOST_COMPLAINTS = 500
"""Whoever mends that many runs the check again."""

_NO_TOML = Text(fr="ce n'est pas du TOML : {reason}.", en="this is no TOML: {reason}.")


@dataclass(frozen=True, slots=True)
class Checked:
    """A register file that was looked over; without a register it cannot be used."""

    register: Register | None
    complaints: tuple[Complaint, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be mended."""
        return self.register is not None and not any(
            complaint.severity >= Severity.ERROR for complaint in self.complaints
        )


def check_file(path: Path, policy: Policy | None = None) -> Checked:
    """Everything that is wrong with the file, in its order; raises DeskError without a file.

    `policy` says which domains are open to anybody, beside those that are known.
    """
    text = text_of(path)
    try:
        register = Register.model_validate(parse_toml(text))
    except tomllib.TOMLDecodeError as error:
        line, reason = place_in(error, text)
        return Checked(None, (Complaint(_NO_TOML, line, arguments={"reason": reason}),))
    except ValidationError as error:
        return Checked(None, _in_order(_complaints(error, text)))
    lines = places_in(text)
    found = [
        replace(complaint, line=line_in(lines, ("clients", spot.client, spot.field)))
        for spot, complaint in look_over(register, policy)
    ]
    return Checked(register, _in_order(found))


def toml_of(register: Register, opening: Sequence[str] = ()) -> str:
    """The register as TOML after `opening`, which are comment lines; defaults are left out."""
    lines = list(opening)
    for client in register.clients:
        lines += ["", "[[clients]]", *_entries(client)]
    return "\n".join(lines).lstrip("\n") + "\n"


def opening_of(path: Path) -> tuple[str, ...]:
    """The comment lines with which a file begins."""
    lines: list[str] = []
    for line in text_of(path).splitlines() if path.exists() else ():
        if not line.startswith("#"):
            break
        lines.append(line)
    return tuple(lines)


def write_clients(path: Path, register: Register, *, disk: Disk | None = None) -> None:
    """Replace the file at once; the old one is kept beside it as `clients.toml.bak`."""
    used = disk or Disk()
    content = toml_of(register, opening_of(path)).encode()
    if path.exists():
        replace_file(used, path.with_name(f"{path.name}.bak"), path.read_bytes())
    replace_file(used, path, content)


def _entries(client: Client) -> list[str]:
    values = client.model_dump(exclude_defaults=True)
    return [f"{name} = {toml_value(value)}" for name, value in values.items()]


def _complaints(error: ValidationError, text: str) -> list[Complaint]:
    found, lines = [], places_in(text)
    for one in error.errors(include_url=False)[:_MOST_COMPLAINTS]:
        place = one["loc"]
        found.append(complaint_of(one, line=line_in(lines, place), field=_field(place)))
    return found


def _field(place: Sequence[str | int]) -> str:
    """The last name in a place; nothing for a client as a whole."""
    names = [step for step in place if isinstance(step, str)]
    return "" if names == ["clients"] or not names else names[-1]


def _in_order(complaints: list[Complaint]) -> tuple[Complaint, ...]:
    return tuple(sorted(complaints, key=lambda complaint: complaint.line or 0))


# What an imported table changes in the register, before anything is written.


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
    old = {client.id: client for client in known.clients if client.id in given}
    added = [client for client in clients if client.id not in old]
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
