"""A drop is read by a worker; here its parent looks at what it hands over, and has it scanned.

Types are the business of `wire`; this is what types cannot say. Whatever is out of order means
that the reader was not itself: it died.
"""

import logging
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.drop import read_drop
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Document, DropFile, Submission

if TYPE_CHECKING:  # multiprocessing costs 30 ms, and one file needs none of it
    from zenforms.reading.restraint import Runner

_NO_NAME = re.compile(r'[<>:"|?*/\\\x00-\x1f]')
_LONGEST_NAME = 255
_DIGEST = re.compile(r"[0-9a-f]{64}")

_log = logging.getLogger(__name__)


def read_through(
    runner: "Runner",
    source: Path,
    *,
    scratch: Path,
    maps: FormMaps,
    limits: Limits,
    mail_server: str | None = None,
    scanner: str | None = None,
) -> Submission | Problem:
    """`source` as `read_drop` gives it, through `runner`; its files lie in `scratch`.

    With a `scanner`, the address of clamd, every file is scanned: from this process, since a
    reader has no network. Raises ScratchError when `scratch` cannot be written to.
    """
    read = runner.run(
        read_drop, source, scratch=scratch, maps=maps, limits=limits, mail_server=mail_server
    )
    if isinstance(read, Problem):
        return read
    if not is_in_order(read, scratch, maps):
        _log.error("reading failed: what was handed over is out of order")
        return Problem(problems.READER_DIED)
    if scanner is None:
        return read
    from zenforms.reading.files.scanning import scanned  # noqa: PLC0415 - for start-up: sockets

    return scanned(read, scratch, scanner, seconds=limits.wall_seconds)


def is_in_order(submission: Submission, scratch: Path, maps: FormMaps) -> bool:
    """Whether every file lies in `scratch` as it is said to, and names lead nowhere else."""
    names = [file.safe_name for file in submission.files]
    known = set(maps.ids())
    return (
        len(names) == len(set(names))
        and all(_is_there(file, scratch) for file in submission.files)
        and all(_is_document(document, known) for document in submission.documents)
        and (not submission.sha256 or _is_digest(submission.sha256))
    )


def _is_there(file: DropFile, scratch: Path) -> bool:
    return (
        _is_name(file.safe_name)
        and _is_digest(file.sha256)
        and _size(scratch / file.safe_name) == file.size
        and _are_pictures(file, scratch)
    )


def _are_pictures(file: DropFile, scratch: Path) -> bool:
    recording = file.recording
    if recording is None or not recording.screenshot_folder:
        return True
    folder = scratch / recording.screenshot_folder
    return (
        _is_name(recording.screenshot_folder)
        and folder.is_dir()
        and not folder.is_symlink()
        and all(_is_name(n) and _size(folder / n) is not None for n in recording.screenshots)
    )


def _is_document(document: Document, known: set[str]) -> bool:
    """Its digest names a folder later on, its form a file of ours."""
    return (not document.sha256 or _is_digest(document.sha256)) and (
        document.form is None or document.form.id in known
    )


def _is_name(name: str) -> bool:
    """Whether it names something in one folder, on any system, and nothing of ours (`~…`)."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and not _NO_NAME.search(name)
        and not name.startswith((".", "~"))
    )


def _is_digest(text: str) -> bool:
    return _DIGEST.fullmatch(text) is not None


def _size(path: Path) -> int | None:
    """The size of a plain file; None for anything else."""
    try:
        found = path.lstat()
    except (OSError, ValueError):  # a name with a lone surrogate is none on this disk
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
