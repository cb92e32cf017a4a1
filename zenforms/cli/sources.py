"""What commands read from: files that must be there, or standard input for `-`."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from zenforms.errors import UsageError
from zenforms.form.outline import SHIPPED, FormLibrary
from zenforms.language import Text

if TYPE_CHECKING:
    from zenforms.findings import Problem
    from zenforms.reading.limits import Limits
    from zenforms.reading.restraint import Runner
    from zenforms.reading.submission import Document

STANDARD = "-"
_OPENED = frozenset(map(Path, ("/dev/fd", "/proc/self/fd")))
"""Where a shell shows what it has opened for a command, as in `validate <(…)`."""

_SPECIAL = Text(fr="c'est un tube, une prise ou un périphérique", en="a pipe, socket or device")


def read_documents(
    names: Iterable[str], limits: "Limits | None" = None, forms: FormLibrary = SHIPPED
) -> "Iterator[Document]":
    """Each PDF as read; a printed copy of ours with the answers proposed from its pages.

    Raises UsageError for a name that is no file, before any is read.
    One file is read in this process, within its limits; several in a worker that can be killed.
    """
    from zenforms.desk.handling.copies import with_proposals
    from zenforms.desk.setup.maps import form_maps
    from zenforms.findings import Problem
    from zenforms.reading.document import read_document
    from zenforms.reading.limits import Limits

    wanted = list(names)
    check_sources(wanted)
    bounds, maps = limits or Limits(), form_maps(forms)
    with runner_for(len(wanted), bounds) as runner:
        for name in wanted:
            source = source_of(name)
            read = runner.run(read_document, source, name=name, maps=maps, limits=bounds)
            if isinstance(read, Problem):
                yield _stopped(source, name, read)
            else:
                yield with_proposals(read, source, runner, forms)


def forms_here(desk: Path | None = None) -> FormLibrary:
    """The forms of the desk that is named or found here; without one those that ship."""
    from zenforms.desk.setup.own import library_of
    from zenforms.desk.setup.place import find_desk

    root = find_desk(desk)
    return library_of(root) if root else SHIPPED


def check_sources(names: Iterable[str]) -> None:
    """Raises UsageError for the first name that is no file or folder."""
    for name in names:
        if name == STANDARD:
            continue
        if _is_special(Path(name)):
            raise _unreadable(name, _SPECIAL)
        if not Path(name).exists():
            raise UsageError(
                Text(fr="Le fichier {name} n'existe pas.", en="The file {name} does not exist."),
                advice=Text(
                    fr="Vérifiez le nom, et le dossier où vous êtes.",
                    en="Check the name, and the folder you are in.",
                ),
                arguments={"name": name},
            )


def source_of(name: str) -> bytes | Path:
    """The file called `name`, or all that comes in on standard input."""
    if name != STANDARD:
        return Path(name)
    from zenforms.reading.limits import Limits

    most = Limits().drop_bytes + 1  # one more than is ever read, so that it is told
    return sys.stdin.buffer.read(most)


def content_of(name: str, *, most: int) -> bytes:
    """All that a small file holds; raises UsageError when it cannot be read or is longer."""
    source = source_of(name)
    try:
        content = source if isinstance(source, bytes) else _beginning(source, most + 1)
    except OSError as error:
        raise _unreadable(name, error.strerror or type(error).__name__) from error
    if len(content) > most:
        raise _unreadable(name, f"> {most // 1_000_000} Mo")
    return content


def _beginning(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device, which may have no end; not a shell's own."""
    if path.parent in _OPENED:
        return False
    return path.is_fifo() or path.is_socket() or path.is_char_device() or path.is_block_device()


def _unreadable(name: str, reason: str | Text) -> UsageError:
    return UsageError(
        Text(
            fr="Le fichier {name} ne peut pas être lu ({reason}).",
            en="The file {name} cannot be read ({reason}).",
        ),
        advice=Text(
            fr="Vérifiez que c'est bien le fichier que vous vouliez.",
            en="Check that it is the file you meant.",
        ),
        arguments={"name": name, "reason": reason},
    )


def runner_for(files: int, limits: "Limits") -> "AbstractContextManager[Runner]":
    """Who reads: this process for one file, a worker that can be killed for several."""
    if files == 1:
        from zenforms.reading.restraint import ThisProcess

        return nullcontext(ThisProcess(limits))
    from zenforms.reading.sandbox import Sandbox

    return Sandbox(limits)


def _stopped(source: bytes | Path, name: str, problem: "Problem") -> "Document":
    from zenforms.reading.submission import Document

    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    return Document(name=name, size=size, sha256="", problems=(problem,))
