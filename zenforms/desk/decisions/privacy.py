"""What the desk holds about one person: found, exported, erased; each with its trace."""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.setup.accounts import ACCOUNTS
from zenforms.desk.setup.opening import CLIENTS, FILES, OpenDesk
from zenforms.desk.spool.catalogue import archived_numbers
from zenforms.desk.spool.drop import members
from zenforms.desk.spool.durable import PRIVATE_FILE
from zenforms.findings import Problem
from zenforms.judging.policy import Client
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.search.piece import Searched, Unsearched, Why
from zenforms.reading.search.search import search_file
from zenforms.reading.search.wanted import Finder, Wanted


@dataclass(frozen=True, slots=True)
class NotSearched:
    """A file that may name the person, for all one knows. `path` is relative to the desk."""

    path: str
    part: str
    """The way to what could not be searched inside it; empty for the file itself."""
    why: Why
    number: str | None = None
    """The request that it belongs to, if any."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a person occurs, and where nobody could look."""

    requests: tuple[Filed, ...]
    unsearched: tuple[NotSearched, ...]
    """Of the other requests, and of what belongs to none."""
    elsewhere: tuple[str, ...]
    """Files that belong to no request, relative to the desk: the inbox, orders, logs, settings."""
    in_register: tuple[str, ...]
    """Ids of the clients whose référent it is; the register is yours to change."""

    @property
    def pictures(self) -> tuple[NotSearched, ...]:
        """What is never searched: it shows or sounds, and says nothing."""
        return tuple(one for one in self.unsearched if one.why is Why.PICTURE)

    @property
    def doubtful(self) -> tuple[NotSearched, ...]:
        """What else was not searched, although a file of its kind can be."""
        return tuple(one for one in self.unsearched if one.why is not Why.PICTURE)


def traces_of(opened: OpenDesk, said: str) -> Traces:
    """Everything about whoever is meant by an e-mail address, a name, a telephone or a client.

    Raises NobodyError when `said` is nothing that can be looked for.
    """
    wanted = Wanted.of(said)
    clients = frozenset(one.id for one in _clients(opened) if _is_meant(one, said))
    with Sandbox(opened.desk.policy.limits) as sandbox:
        search = _Search(opened, wanted, sandbox)
        requests, missed, known = [], list[NotSearched](), set[Path]()
        for number in sorted(archived_numbers(opened.root)):
            filed = filed_as(opened.root, number)
            if filed is None:
                continue
            known.update(filed.everywhere)
            found, unsearched = search.request(filed)
            if found or filed.settlement.client in clients:
                requests.append(filed)
            else:
                missed += unsearched
        elsewhere, unsearched = search.elsewhere(known)
    return Traces(
        tuple(requests), (*missed, *unsearched), elsewhere, tuple(_listed(opened, wanted))
    )


class _Search:
    def __init__(self, opened: OpenDesk, wanted: Wanted, sandbox: Sandbox) -> None:
        self._root = opened.root
        self._limits = opened.desk.policy.limits
        self._wanted = wanted
        self._sandbox = sandbox

    def request(self, filed: Filed) -> tuple[bool, list[NotSearched]]:
        """Whether the person occurs in a request, else what of it was not searched."""
        missed: list[NotSearched] = []
        for path in _paths(filed):
            searched = self._file(path)
            if searched.found:
                return True, []
            missed += self._missed(path, searched, filed.number)
        return False, missed

    def elsewhere(self, known: set[Path]) -> tuple[tuple[str, ...], list[NotSearched]]:
        """The files of the desk that are no request's: where the person occurs, what was missed."""
        found: list[str] = []
        missed: list[NotSearched] = []
        for path in _others(self._root, known):
            searched = self._file(path)
            if searched.found:
                found.append(self._said(path))
            missed += self._missed(path, searched, None)
        return tuple(found), missed

    def _file(self, path: Path) -> Searched:
        answer = self._sandbox.run(
            search_file, path, self._wanted, self._limits, name=self._said(path)
        )
        if isinstance(answer, Problem):
            return Searched(found=False, unsearched=(Unsearched("", Why.STOPPED),))
        return answer

    def _missed(self, path: Path, searched: Searched, number: str | None) -> Iterator[NotSearched]:
        said = self._said(path)
        return (NotSearched(said, one.part, one.why, number) for one in searched.unsearched)

    def _said(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()


def export_traces(opened: OpenDesk, traces: Traces, target: Path) -> None:
    """Write a zip for its owner's eyes with everything that was found, and lists of the rest.

    Each request has a folder with its original and its outcome. Raises OSError, also when `target`
    exists; nothing half-written is left.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = os.open(target, flags, PRIVATE_FILE)
    try:
        with (
            os.fdopen(handle, "wb") as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
        ):
            _write(opened.root, traces, archive)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _write(root: Path, traces: Traces, archive: zipfile.ZipFile) -> None:
    manifest = [
        {"number": f.number, "received_at": f.settlement.received_at.isoformat()}
        for f in traces.requests
    ]
    archive.writestr("requests.json", json.dumps(manifest, indent=1))
    missed = [asdict(one) for one in traces.unsearched]
    archive.writestr("not-searched.json", json.dumps(missed, indent=1))
    archive.writestr("elsewhere.json", json.dumps(traces.elsewhere, indent=1))
    for filed in traces.requests:
        for path in _files(filed):
            archive.write(path, _named(filed.number, path.relative_to(root)))
    for said in traces.elsewhere:
        path = root / said
        if said not in (*FILES, ACCOUNTS) and path.is_file() and not path.is_symlink():
            archive.write(path, _named("elsewhere", Path(said)))


def _named(folder: str, path: Path) -> str:
    """A name that a zip can hold, even if nobody could write it."""
    return f"{folder}/{path.as_posix()}".encode("utf-8", "replace").decode()


def _clients(opened: OpenDesk) -> tuple[Client, ...]:
    register = opened.desk.register
    return register.clients if register else ()


def _is_meant(client: Client, said: str) -> bool:
    names = (client.id, client.name, *client.former_names)
    return " ".join(said.split()).casefold() in {name.casefold() for name in names}


def _listed(opened: OpenDesk, wanted: Wanted) -> Iterator[str]:
    finder = Finder(wanted)
    return (one.id for one in _clients(opened) if any(map(finder.is_in, one.contacts)))


def _paths(filed: Filed) -> Iterator[Path]:
    """Everything that the desk has of a request, links and special files included."""
    for place in filed.everywhere:
        yield from members(place) if place.is_dir() else iter([place])


def _files(filed: Filed) -> Iterator[Path]:
    """The regular files of a request; no link is followed."""
    return (path for path in _paths(filed) if path.is_file() and not path.is_symlink())


def _others(root: Path, known: set[Path]) -> Iterator[Path]:
    """What belongs to no request; the register is asked by itself."""
    waiting = [root]
    while waiting:
        with os.scandir(waiting.pop()) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            path = Path(entry.path)
            if path in known or path == root / CLIENTS:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif not entry.name.endswith(".lock"):
                yield path
