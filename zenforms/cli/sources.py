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
        if name != STANDARD and not Path(name).exists():
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
