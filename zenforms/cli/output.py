"""Files that commands write: all at once, and never over another file without being told."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from zenforms.errors import UsageError
from zenforms.language import Text

STANDARD = "-"


def write_out(target: str, content: bytes, *, force: bool) -> None:
    """Write `content` to the file `target`, or to standard output for `-`.

    An existing file with the same content is left alone; one with other content raises
    UsageError without `force`. The file appears whole or not at all.
    """
    if target == STANDARD:
        sys.stdout.buffer.write(content)
        return
    path = Path(target)
    try:
        if path.exists():
            if path.read_bytes() == content:
                return
            if not force:
                raise _exists(path)
        _replace(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder to write into, if it is not there; raises UsageError when it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(_ordinary_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _ordinary_mode(path: Path) -> int:
    """The mode of the file that is replaced, else what the umask leaves."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _exists(path: Path) -> UsageError:
    return UsageError(
        Text(
            fr="{path} existe déjà avec un autre contenu.",
            en="{path} exists already with other content.",
        ),
        advice=Text(
            fr="Choisissez un autre nom, ou ajoutez --force pour le remplacer.",
            en="Choose another name, or add --force to replace it.",
        ),
        arguments={"path": str(path)},
    )


def cannot_write(path: Path, error: OSError) -> UsageError:
    """What to tell when the system refuses to write `path`."""
    return UsageError(
        Text(
            fr="Impossible d'écrire {path} : {reason}.",
            en="{path} cannot be written: {reason}.",
        ),
        advice=Text(
            fr="Vérifiez que le dossier existe, qu'il vous est ouvert en écriture et qu'il reste "
            "de la place.",
            en="Check that the folder exists, that you may write in it, and that there is room.",
        ),
        arguments={"path": str(path), "reason": error.strerror or type(error).__name__},
    )
