"""What was decided about a drop whose decision is lost, told from what is left of it.

Diary, outcome, original and receipt each tell a part; nothing is written here.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from zenforms.desk.papers.memory import FINDINGS
from zenforms.desk.spool.drop import ORIGINAL, Digest, Receipt, Shape, digest, read_receipt
from zenforms.desk.spool.folders import (
    OUTCOMES,
    Folder,
    archive_place,
    day_of,
    is_number,
    outcome_place,
    record_place,
)
from zenforms.desk.spool.journal import diary_lines
from zenforms.desk.spool.settlement import Settlement, read_settlement
from zenforms.desk.spool.small import read_json, read_own
from zenforms.desk.spool.states import original_in
from zenforms.judging.case import OutcomeKind


@dataclass(frozen=True)
class _Evidence:
    """What is left of one drop."""

    root: Path
    number: str
    line: Mapping[str, object] = field(default_factory=dict)
    """What the diary says of the decision."""

    @cached_property
    def archive(self) -> Path:
        """Its folder in the archive, which may be gone."""
        return archive_of(self.root, self.number)

    @property
    def thread(self) -> str | None:
        """The number of the request's first round, if this is a later one."""
        told = self.line.get("thread")
        if isinstance(told, str) and is_number(told):
            return told
        for name in numbers_in(self.root / Folder.TICKETS) - {self.number}:
            if drop_of(self.root, OutcomeKind.ACCEPTED, name) == self.number:
                return name
        return None

    @cached_property
    def outcome(self) -> OutcomeKind | None:
        """What the diary says, or else the folder that is there.

        A ticket's folder comes last: it bears the number of the request's first round, whichever
        round completed it.
        """
        told: OutcomeKind | None = None
        with suppress(ValueError):
            told = OutcomeKind(str(self.line.get("outcome")))
        others = (kind for kind in OUTCOMES if kind is not OutcomeKind.ACCEPTED)
        for kind in (*([told] if told else []), *others, OutcomeKind.ACCEPTED):
            is_ticket = kind is OutcomeKind.ACCEPTED
            name = (self.thread or self.number) if is_ticket else self.number
            if (self.root / outcome_place(kind, name)).exists():
                return kind
        return told

    @cached_property
    def name(self) -> str:
        """The number that names the outcome."""
        is_ticket = self.outcome is OutcomeKind.ACCEPTED
        return (self.thread or self.number) if is_ticket else self.number

    @cached_property
    def place(self) -> Path:
        """The outcome's folder."""
        return self.root / outcome_place(self.outcome or OutcomeKind.QUARANTINED, self.name)

    @cached_property
    def ticket(self) -> Mapping[str, Any]:
        """The ticket's JSON, or a cancellation's, or nothing."""
        return _object(self.root / record_place(self.name))

    @cached_property
    def findings(self) -> Mapping[str, Any]:
        """The verdict beside the outcome, or nothing."""
        return _object(self.place / FINDINGS)

    @cached_property
    def digest(self) -> Digest:
        """Of the original, if it is there; else what the diary knows of it."""
        if original := original_in(self.archive):
            with suppress(OSError):
                return digest(self.archive / ORIGINAL / original)
        told = self.line.get("sha256") or _inside(self.ticket, "drop", "sha256")
        return Digest(Shape.FILE, str(told or "0" * 64), 0)

    def received_at(self, receipt: Receipt | None) -> datetime:
        """When it came, as exactly as anything says."""
        said = (_inside(self.ticket, "dates", "received_at"), self.line.get("at"))
        for one in said:
            with suppress(ValueError, TypeError):
                at = datetime.fromisoformat(str(one)) if one else None
                if at and at.tzinfo:
                    return at
        if receipt:
            return receipt.arrived_at
        return datetime.combine(day_of(self.number), datetime.min.time(), UTC)

    def codes(self) -> tuple[str, ...]:
        """What was found."""
        told = self.line.get("codes")
        if isinstance(told, list):
            return tuple(str(code) for code in told)
        found = self.findings.get("findings")
        inside = found if isinstance(found, list) else []
        codes = [str(one.get("code")) for one in inside if isinstance(one, dict)]
        return tuple(dict.fromkeys(codes))

    def client(self) -> str | None:
        """Whose it is."""
        told = _inside(self.ticket, "client", "id") or _inside(self.findings, "client", "id")
        told = told or _inside(self.findings, "request", "client_id")
        return told if isinstance(told, str) and told else None

    def letters(self) -> tuple[str, ...]:
        """The Message-IDs of the letters beside it."""
        found = list[str]()
        for path in files_in(self.place):
            if path.suffix == ".eml":
                with suppress(OSError):
                    found += _message_ids(read_own(path))
        return tuple(found)


def rebuilt(root: Path, number: str) -> tuple[Settlement, Receipt] | None:
    """The decision on a drop and its receipt, from what is left; None when that says too little.

    What is still readable is kept; nothing is written.
    """
    lines = [ln for ln in diary_lines(root) if ln.get("number") == number]
    if lines and lines[-1].get("step") in {"purged", "erased"}:
        return None
    settled = [line for line in lines if line.get("step") == "settled"]
    left = _Evidence(root, number, settled[-1] if settled else {})
    if left.outcome is None:
        return None
    receipt = read_receipt(left.archive)
    known = _readable_settlement(left.archive)
    settlement = known or _settlement(left, receipt)
    return settlement, receipt or _receipt(left, settlement)


def _readable_settlement(archive: Path) -> Settlement | None:
    try:
        return read_settlement(archive)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _settlement(left: _Evidence, receipt: Receipt | None) -> Settlement:
    content = left.digest
    first = left.line.get("first")
    return Settlement(
        drop=str(left.line.get("drop") or (receipt.drop if receipt else left.number)),
        number=left.number,
        outcome=left.outcome or OutcomeKind.QUARANTINED,
        sha256=content.sha256,
        size=content.size,
        received_at=left.received_at(receipt),
        moves=(),
        archive=left.archive.relative_to(left.root).as_posix(),
        codes=left.codes(),
        first=str(first) if first else None,
        thread=left.thread,
        client=left.client(),
        letters=left.letters(),
    )


def _receipt(left: _Evidence, settlement: Settlement) -> Receipt:
    stored = original_in(left.archive)
    name = left.findings.get("file") or _inside(left.ticket, "drop", "name") or stored
    told = str(name or left.number)
    return Receipt(settlement.drop, told, stored or left.number, settlement.received_at)


def _object(path: Path) -> Mapping[str, Any]:
    with suppress(OSError, ValueError):
        found = read_json(path)
        if isinstance(found, dict):
            return found
    return {}


def _inside(values: Mapping[str, Any], table: str, key: str) -> object:
    inside = values.get(table)
    return inside.get(key) if isinstance(inside, dict) else None


def _message_ids(letter: bytes) -> Iterator[str]:
    head = letter.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    for line in head.decode("ascii", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.lower() == "message-id" and value.strip("<> "):
            yield value.strip("<> ")


# Where things lie.


def files_in(folder: Path) -> list[Path]:
    """What lies in a folder and is none itself, by name; nothing when it cannot be listed."""
    try:
        return sorted(path for path in folder.iterdir() if not path.is_dir())
    except OSError:
        return []


def numbers_in(folder: Path) -> set[str]:
    """The numbers that have an outcome in a folder, or a ticket's JSON."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - tens of thousands, and no Path for each
    except OSError:
        return set()
    return {stem for name in names if is_number(stem := name.removesuffix(".json"))}


def drop_of(root: Path, kind: OutcomeKind, name: str) -> str:
    """The number of the drop whose outcome is called so: a ticket bears that of its request."""
    if kind is OutcomeKind.ACCEPTED:
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = str(read_json(root / record_place(name))["drop"]["number"])
            if is_number(said):
                return said
        for line in diary_lines(root):
            is_round = line.get("thread") == name and line.get("outcome") == kind
            if is_round and line.get("step") == "settled" and is_number(str(line.get("number"))):
                return str(line.get("number"))
    return name


def archive_of(root: Path, number: str) -> Path:
    """Where the archive has a number, or would have it."""
    places = [root / archive_place(number, restricted=restricted) for restricted in (False, True)]
    return next((place for place in places if place.is_dir()), places[0])
