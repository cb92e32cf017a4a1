"""A secret of the desk's: from the environment, a file of its own, or the system's keyring."""

import os
from importlib import import_module
from pathlib import Path

from zenforms.desk.setup.keys import is_private
from zenforms.desk.setup.tomlfile import broken, text_of
from zenforms.language import Text

SERVICE = "zenforms"

_OPEN = Text(
    fr="d'autres comptes peuvent lire ce secret : ôtez-leur ce droit (chmod 600).",
    en="other accounts can read this secret: take that right away (chmod 600).",
)
_EMPTY = Text(fr="il n'y a pas de secret dedans.", en="there is no secret in it.")


def secret_in(path: Path) -> str:
    """The first line of a file; raises DeskError when others may read it, or it is empty."""
    found = text_of(path).strip().partition("\n")[0].strip()
    if not is_private(path):
        raise broken(path, _OPEN)
    if not found:
        raise broken(path, _EMPTY)
    return found


def secret_of(user: str, *, variable: str, path: Path | None = None) -> str | None:
    """What the desk signs in with as `user`; None when no place has it. It is never stored.

    Raises DeskError when the file that is to hold it cannot be used.
    """
    if found := os.environ.get(variable):
        return found
    return secret_in(path) if path else _in_keyring(user)


def _in_keyring(user: str) -> str | None:
    try:
        keyring = import_module("keyring")  # an optional extra: desks on servers have none
    except ModuleNotFoundError:
        return None
    try:
        found: str | None = keyring.get_password(SERVICE, user)
    except Exception:  # noqa: BLE001 - each keyring fails in its own way; then it has no password
        return None
    return found
