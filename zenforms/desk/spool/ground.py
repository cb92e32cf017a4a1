"""Whether the ground is fit for a spool: checked before anything is written to it."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import make_folders, move, write_file
from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.language import Text

_POLICY = "policy.toml"

LINK = Text(
    fr="{folder} est un lien symbolique : un bureau n'en suit aucun.",
    en="{folder} is a symbolic link: a desk follows none.",
)
NOT_A_FOLDER = Text(fr="{folder} n'est pas un dossier.", en="{folder} is not a folder.")
OTHER_DEVICE = Text(
    fr="{folder} est sur un autre disque que le bureau : un envoi n'y passerait pas d'un coup.",
    en="{folder} is on another device than the desk: a drop could not pass in one step.",
)
NESTED = Text(
    fr="Le bureau est dans un autre bureau, {folder}.",
    en="The desk lies inside another desk, {folder}.",
)
REFUSED = Text(
    fr="On ne peut pas écrire dans {folder} ({reason}).",
    en="Nothing can be written in {folder} ({reason}).",
)


def check_ground(root: Path) -> None:
    """Raises DeskError for the first thing that makes `root` unfit for a spool."""
    for sentence, arguments in complaints(root):
        raise DeskError(
            sentence,
            advice=Text(
                fr="Gardez tous les dossiers du bureau ensemble, sur un seul disque, à vous ; "
                "« zenforms doctor » vérifie le reste.",
                en="Keep all folders of the desk together, on one device, your own; "
                "“zenforms doctor” checks the rest.",
            ),
            arguments=arguments,
        )


def device_of(path: Path) -> int:
    """The device that holds `path`."""
    return path.stat().st_dev


def complaints(
    root: Path, device: Callable[[Path], int] = device_of
) -> Iterator[tuple[Text, dict[str, str]]]:
    """What makes `root` unfit: each a sentence and its arguments. Missing folders are no fault."""
    for parent in root.absolute().parents:
        if (parent / _POLICY).is_file():
            yield NESTED, {"folder": str(parent)}
    folders = [root / folder for folder in Folder if os.path.lexists(root / folder)]
    for path in folders:
        if path.is_symlink():
            yield LINK, {"folder": str(path)}
        elif not path.is_dir():
            yield NOT_A_FOLDER, {"folder": str(path)}
        elif device(path) != device(root):
            yield OTHER_DEVICE, {"folder": str(path)}
        elif refusal := _refusal(path):
            yield REFUSED, {"folder": str(path), "reason": refusal}


def _refusal(folder: Path) -> str | None:
    """Why a file cannot be made, renamed and removed there; None when it can."""
    disk, probe = Disk(), folder / f".tmp-probe-{secrets.token_hex(4)}"
    try:
        make_folders(disk, folder)
        write_file(disk, probe, b"")
        move(disk, probe, probe.with_suffix(".moved"))
        disk.remove(probe.with_suffix(".moved"))
    except OSError as error:
        return error.strerror or type(error).__name__
    return None
