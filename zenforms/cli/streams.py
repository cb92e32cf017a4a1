"""What differs between terminals, pipes and systems, kept away from the commands."""

import glob
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from zenforms.errors import ExitCode, UsageError
from zenforms.language import Text

"""128 + SIGPIPE: what a shell shows for a program whose reader went away."""


def prepared(*streams: TextIO) -> None:
    """UTF-8 whatever the system's code page is, and never an error for a character.

    A Windows terminal keeps its own encoding; characters that it lacks are escaped.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def expanded(arguments: Sequence[str], system: str = os.name) -> list[str]:
    """The arguments, with `*` and `?` in file names resolved on Windows, whose shell does not."""
    if system != "nt":
        return list(arguments)
    return [name for word in arguments for name in _matching(word)]


def quiet_after_broken_pipe() -> ExitCode:
    """Say nothing more to a reader that left; the interpreter would complain when it flushes."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open to the end
    return ExitCode.BROKEN_PIPE


def _matching(word: str) -> list[str]:
    if word.startswith("-") or not glob.has_magic(word):
        return [word]
    return sorted(glob.glob(word)) or [word]  # noqa: PTH207 - keeps the words as they are written


# Files that commands write: all at once, and never over another file without being told.

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
