"""What the desk holds about one person: found, exported, erased; each with its trace."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.drop import members
from zenforms.desk.spool.index import archived_numbers
from zenforms.judging.case import OutcomeKind

_READABLE = frozenset({".json", ".jsonl", ".txt", ".eml", ".html"})
_LONGEST = 20_000_000  # bytes; our own texts are far below


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a person's address occurs. Originals of what could not be read are not searched."""

    requests: tuple[Filed, ...]
    unread: tuple[str, ...]
    """Numbers of quarantined drops without a word that can be searched: look at them."""
    in_register: tuple[str, ...]
    """Ids of the clients whose référent it is; the register is yours to change."""


def traces_of(opened: OpenDesk, address: str) -> Traces:
    """Everything in which an e-mail address occurs, case aside."""
    wanted = address.strip().casefold()
    requests, unread = [], []
    for number in sorted(archived_numbers(opened.root)):
        filed = filed_as(opened.root, number)
        if filed is None:
            continue
        if _occurs(filed, wanted):
            requests.append(filed)
        elif filed.settlement.outcome is OutcomeKind.QUARANTINED and not filed.settlement.client:
            unread.append(number)
    register = opened.desk.register
    clients = register.clients if register else ()
    listed = (c.id for c in clients if wanted in {one.casefold() for one in c.contacts})
    return Traces(tuple(requests), tuple(unread), tuple(listed))


def export_traces(opened: OpenDesk, traces: Traces, target: Path) -> None:
    """Write a zip with every original and every outcome, a folder for each request.

    Raises OSError, also when `target` exists.
    """
    root = opened.root
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        manifest = [
            {"number": f.number, "received_at": f.settlement.received_at.isoformat()}
            for f in traces.requests
        ]
        archive.writestr("requests.json", json.dumps(manifest, indent=1))
        for filed in traces.requests:
            for path in _files(filed):
                name = path.relative_to(root).as_posix()
                archive.write(path, f"{filed.number}/{name}")


def _occurs(filed: Filed, wanted: str) -> bool:
    return any(
        wanted in path.read_text(encoding="utf-8", errors="replace").casefold()
        for path in _files(filed)
        if path.suffix in _READABLE and path.stat().st_size < _LONGEST
    )


def _files(filed: Filed) -> Iterator[Path]:
    """The regular files of a request; no link is followed."""
    for place in filed.everywhere:
        paths = members(place) if place.is_dir() else iter([place])
        yield from (path for path in paths if path.is_file() and not path.is_symlink())
