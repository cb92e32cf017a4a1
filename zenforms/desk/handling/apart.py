"""The workshop apart: one process reads, another judges and packs; both are bounded.

The reader sees untrusted bytes and, of the desk, its forms and words alone. The writer sees what
the reader left, the desk's decisions, register and keys, and writes all that becomes of a drop into
a folder of its own. Between them the watcher hands on names and small values.
"""

import errno
import gc
import itertools
import json
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from zenforms.desk.handling import verdict
from zenforms.desk.handling.copies import proposed
from zenforms.desk.handling.decide import decide, decided
from zenforms.desk.handling.glance import (
    ForgedError,
    TooLongError,
    glance_of,
    is_glance,
    read_answer,
    write_answer,
)
from zenforms.desk.handling.job import Decided, Glance, Job, Reason, Refused, Upon
from zenforms.desk.handling.pipeline import Judge, Pack, Source
from zenforms.desk.handling.readers import Readers, Sandboxes, ScannerAwayError
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.spool.durable import Disk, is_transient
from zenforms.desk.spool.settlement import Parcel, event_of, event_values
from zenforms.desk.spool.staging import WRITTEN, write_out
from zenforms.findings import Problem
from zenforms.form.outline import FormLibrary
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.judging.rules.handling import TOO_MUCH
from zenforms.problems import READER_DIED, TOO_COMPLEX
from zenforms.reading.drop import read_drop
from zenforms.reading.files.scanning import scanned
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import Unbounded
from zenforms.reading.scratch import Scratch, ScratchError
from zenforms.reading.submission import Submission

_LOG = logging.getLogger(__name__)


class WorkshopClosedError(OSError):
    """The work was put an end to from outside: it is no drop's fault, and taken up again."""

    def __init__(self) -> None:
        super().__init__(errno.EBUSY, "the workers were ended")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader answers; all else lies in the scratch folder (see `glance`)."""

    glance: Glance
    is_held: bool = False
    """Whether the virus scanner did not answer."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer answers: what becomes of a drop, whose files lie in `folder` already."""

    folder: str
    outcome: OutcomeKind
    received_at: str
    has_record: bool = False
    codes: tuple[str, ...] = ()
    restricted: bool = False
    events: tuple[tuple[str, str], ...] = ()
    """The place of each, and the event as JSON."""
    letters: tuple[str, ...] = ()
    client: str | None = None
    thread: str | None = None
    upon: str | None = None
    rounds: tuple[tuple[str, str], ...] = ()
    said: int | None = None
    bug: str = ""
    """Where our own code broke, if it did."""
    refused: Reason | None = None
    refused_for: str = ""


class Write(Protocol):
    """The writer's function, wired at the top; it runs in a process of its own."""

    def __call__(self, job: Job, *, key: int, desk: Desk | None) -> Written | Problem | None:
        """See `write_apart`."""


class Apart:
    """One reader and one writer for each thread that asks; use the readers in a `with` block."""

    def __init__(self, readers: Readers, writers: Sandboxes, write: Write) -> None:
        self._readers = readers
        self._writers = writers
        self._write = write
        self._keys = itertools.count(1)
        self._known: tuple[Desk, int] | None = None
        self._is_over = False

    def start(self, desk: Desk) -> None:
        """Start the calling thread's reader and writer, and tell the writer of the desk."""
        limits = desk.policy.limits
        self._readers.sandboxes.of(limits).start()
        self._writers.of(limits.for_judging()).run(be_told, desk, key=self._key(desk))

    def read(self, source: Source, policy: Policy) -> Glance:
        """Have a drop read; raises ScannerAwayError when it has to be scanned and cannot be."""
        self._check()
        limits = policy.limits
        seen: Seen | Problem = self._readers.sandboxes.of(limits).run(
            read_apart,
            source.original,
            scratch=source.scratch,
            name=source.name,
            sha256=source.sha256,
            forms=policy.forms,
            maps=form_maps(policy.forms),
            limits=limits,
            mail_server=policy.intake.mail_server,
        )
        if isinstance(seen, Seen) and not is_glance(seen.glance):
            _LOG.error("reading failed: no glance of ours")
            seen = Problem(READER_DIED)
        if policy.intake.scanner and not isinstance(seen, Problem):  # a reader has no network
            writer = self._writers.of(limits.for_judging())
            seen = writer.run(
                scan_apart,
                source.scratch,
                policy.intake.scanner,
                forms=policy.forms,
                seconds=limits.wall_seconds,
            )
        self._check()
        if isinstance(seen, Problem):
            stopped = Submission(source.name, source.sha256, problems=(seen,))
            write_answer(source.scratch, stopped)
            return glance_of(stopped)
        if seen.is_held:
            raise ScannerAwayError
        return seen.glance

    def decide(self, job: Job, desk: Desk) -> Decided | Refused | Problem:
        """Have it judged and packed; what the machine refuses is raised as an OSError."""
        self._check()
        writer = self._writers.of(desk.policy.limits.for_judging())
        key = self._key(desk)
        written = writer.run(self._write, job, key=key, desk=None)
        if written is None:  # a new process, which has not been told of the desk
            written = writer.run(self._write, job, key=key, desk=desk)
        self._check()
        if written is None:
            return Problem(READER_DIED)
        if isinstance(written, Problem):
            return written
        if written.refused is not None:
            return Refused(written.refused, written.refused_for)
        if written.bug:
            _LOG.error("bug: %s", written.bug, extra={"drop": job.drop.receipt.drop})
        return _decided(written)

    def end(self) -> None:
        """End whoever is at work, from any thread; nobody is asked to work any more."""
        self._is_over = True
        self._readers.sandboxes.interrupt()
        self._writers.interrupt()

    def _check(self) -> None:
        if self._is_over:
            raise WorkshopClosedError

    def _key(self, desk: Desk) -> int:
        """What the desk as it is now is called between us and the writers."""
        known = self._known
        if known is None or known[0] is not desk:
            known = self._known = (desk, next(self._keys))
        return known[1]


def read_apart(
    source: Path,
    *,
    scratch: Scratch,
    name: str,
    sha256: str,
    forms: FormLibrary,
    maps: FormMaps,
    limits: Limits,
    mail_server: str | None,
) -> Seen | Problem:
    """Read a drop, and leave in `scratch` what was read. Runs in the reader's process."""
    read = read_drop(source, scratch=scratch, maps=maps, limits=limits, mail_server=mail_server)
    documents = proposed(read, scratch, Unbounded(), forms)
    read = replace(read, name=name, sha256=sha256, documents=documents)
    try:
        write_answer(scratch, read)
    except TooLongError:
        return Problem(TOO_COMPLEX, {"detail": "réponse trop longue"})
    return Seen(glance_of(read))


def scan_apart(
    scratch: Path, scanner: str, *, forms: FormLibrary, seconds: float
) -> Seen | Problem:
    """Have the files scanned that a reader left in `scratch`. Runs in the writer's process."""
    try:
        read = scanned(read_answer(scratch, forms), scratch, scanner, seconds=seconds)
    except (ForgedError, TooLongError):
        return Problem(READER_DIED)
    if isinstance(read, Problem):
        return read
    write_answer(scratch, read)
    return Seen(glance_of(read), is_held=read.held)


_desk: dict[int, Desk] = {}
"""In a writer's process: the desk as it was told last, by its key."""


def be_told(desk: Desk, *, key: int) -> None:
    """Remember the desk called `key`. Runs in the writer's process."""
    _desk.clear()
    _desk[key] = desk
    gc.freeze()  # what is there now stays: no collection needs to walk through it again


def write_apart(
    job: Job, root: Path, *, key: int, desk: Desk | None, judge: Judge, pack: Pack
) -> Written | Problem | None:
    """Judge a drop and write all that becomes of it. Runs in the writer's process.

    None when it does not know the desk called `key`: ask again, with the desk. Raises
    ScratchError when the machine refuses; an error of ours is the outcome of this drop alone.
    """
    if desk is not None:
        be_told(desk, key=key)
    known = _desk.get(key)
    if known is None:
        return None
    try:
        load = partial(read_answer, forms=known.policy.forms)
        result = decide(job, known, root, load=load, judge=judge, pack=pack)
        if isinstance(result, Refused):
            refused = Written("", OutcomeKind.QUARANTINED, "")
            return replace(refused, refused=result.reason, refused_for=result.number)
        return _write_out(job, known, result)
    except ForgedError:
        return Problem(READER_DIED)
    except TooLongError:
        return Problem(TOO_COMPLEX)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        if is_transient(error):
            raise ScratchError(getattr(error, "errno", None), "refused") from error
        return _write_bug(job, known, error)


def _write_bug(job: Job, desk: Desk, error: Exception) -> Written | Problem:
    unread = Submission(name=job.drop.receipt.name, sha256=job.sha256)
    place, at = verdict.place_of(error), job.drop.receipt.arrived_at
    outcome = verdict.set_aside(verdict.BUG, unread, desk=desk, at=at, place=place)
    written = _write_out(job, desk, decided(outcome, verdict.bare_parcel(outcome, error)))
    return written if isinstance(written, Problem) else replace(written, bug=place)


def _write_out(job: Job, desk: Desk, result: Decided) -> Written | Problem:
    folder, parcel = f"{WRITTEN}{secrets.token_hex(8)}", result.parcel
    disk = _BoundedDisk(desk.policy.limits.outcome_bytes)
    try:
        write_out(disk, job.drop.folder / folder, parcel)
    except _FullError:
        disk.remove(job.drop.folder / folder)
        return Problem(TOO_MUCH)
    return Written(
        folder,
        parcel.outcome,
        result.received_at.isoformat(),
        has_record=parcel.record is not None,
        codes=parcel.codes,
        restricted=parcel.restricted,
        events=tuple((place, json.dumps(event_values(one))) for place, one in parcel.events),
        letters=parcel.letters,
        client=result.client,
        thread=result.thread,
        upon=result.upon.number if result.upon else None,
        rounds=result.upon.rounds if result.upon else (),
        said=result.said,
    )


def _decided(written: Written) -> Decided:
    parcel = Parcel(
        written.outcome,
        {},
        codes=written.codes,
        restricted=written.restricted,
        events=tuple((place, event_of(json.loads(event))) for place, event in written.events),
        letters=written.letters,
        written=written.folder,
        written_record=written.has_record,
    )
    return Decided(
        parcel,
        datetime.fromisoformat(written.received_at),
        client=written.client,
        thread=written.thread,
        upon=Upon(written.upon, written.rounds) if written.upon else None,
        said=written.said,
    )


class _FullError(Exception):
    """More was to be written than may become of a drop."""


class _BoundedDisk(Disk):
    """A disk that takes so many bytes and no more."""

    def __init__(self, size: int) -> None:
        self._left = size

    def put(self, handle: int, content: bytes) -> None:
        """Write every byte, unless there are too many."""
        self._left -= len(content)
        if self._left < 0:
            raise _FullError
        super().put(handle, content)
