"""What commands read from: files that must be there, or standard input for `-`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from zenforms.errors import UsageError
from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Document

STANDARD = "-"


def read_documents(names: Iterable[str], limits: Limits | None = None) -> Iterator[Document]:
    """Each PDF as read. Raises UsageError for a name that is no file, before any is read."""
    from zenforms.desk.maps import form_maps
    from zenforms.reading.document import read_document

    wanted = list(names)
    check_sources(wanted)
    for name in wanted:
        yield read_document(source_of(name), name=name, maps=form_maps(), limits=limits)


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
    return sys.stdin.buffer.read() if name == STANDARD else Path(name)
