"""The seal keys of a desk: one a line in hexadecimal, the current one first."""

import os
import secrets
from pathlib import Path

from zenforms.desk.setup.tomlfile import broken, text_of
from zenforms.desk.spool.durable import Disk, replace_file
from zenforms.language import Text

KEY_BYTES = 32
_NO_KEY = Text(
    fr="il ne contient aucune clé : reprenez-le d'une sauvegarde.",
    en="there is no key in it: restore it from a backup.",
)
_NOT_HEXADECIMAL = Text(
    fr="cette clé n'est pas en hexadécimal : reprenez le fichier d'une sauvegarde.",
    en="this key is no hexadecimal number: restore the file from a backup.",
)
_TOO_SHORT = Text(
    fr="cette clé est trop courte, peut-être coupée : reprenez le fichier d'une sauvegarde.",
    en="this key is too short, perhaps cut: restore the file from a backup.",
)

_HEADER = (
    "# Clés des sceaux : la première sert, les suivantes ne font que vérifier. À garder secret.\n"
    "# Seal keys: the first one seals, the others only check. Keep this file secret.\n"
)


def read_keys(path: Path) -> tuple[bytes, ...]:
    """The keys in `path`, the current one first; raises DeskError naming the bad line."""
    keys = []
    for number, line in enumerate(text_of(path).splitlines(), 1):
        text = line.partition("#")[0].strip()
        if text:
            keys.append(_key(path, number, text))
    if not keys:
        raise broken(path, _NO_KEY)
    return tuple(keys)


def add_key(path: Path, *, disk: Disk | None = None) -> None:
    """Make a new key the current one; the old ones stay for checking what they sealed."""
    old = read_keys(path) if path.exists() else ()
    lines = [key.hex() for key in (secrets.token_bytes(KEY_BYTES), *old)]
    replace_file(disk or Disk(), path, (_HEADER + "\n".join(lines) + "\n").encode())


def is_private(path: Path) -> bool:
    """Whether nobody but the owner may read the file; Windows has other means to tell."""
    return os.name == "nt" or not path.stat().st_mode & 0o077


def _key(path: Path, number: int, text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise broken(path, _NOT_HEXADECIMAL, line=number) from error
    if len(key) < KEY_BYTES:
        raise broken(path, _TOO_SHORT, line=number)
    return key
