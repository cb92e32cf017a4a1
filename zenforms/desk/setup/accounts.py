"""Who may work at the board: names, roles and passwords, in a file of the desk's account alone."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from zenforms.desk.spool.durable import Disk, replace_file
from zenforms.desk.spool.small import read_json
from zenforms.errors import DeskError
from zenforms.language import Text
from zenforms.sanitize import HARMFUL

if TYPE_CHECKING:  # a compiled library, only where a password is asked for
    from argon2 import PasswordHasher

ACCOUNTS = "staff.json"
SHORTEST = 10
"""Characters of a password; there is no other rule, length is what counts."""
_LONGEST = 200
_NAME = re.compile(r"\S(.{0,58}\S)?", re.DOTALL)


class StaffRole(StrEnum):
    """What somebody may do at the board."""

    AGENT = "agent"
    ADMINISTRATOR = "administrator"
    """Also release what is dangerous, and see what is restricted."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person; `secret` is the argon2id hash of the password, and changes with it."""

    name: str
    role: StaffRole
    secret: str


_BROKEN = Text(
    fr="Les comptes du bureau ({file}) ne se lisent plus.",
    en="The desk's accounts ({file}) can no longer be read.",
)
_RESTORE = Text(
    fr="Reprenez ce fichier d'une sauvegarde, ou supprimez-le et recréez les comptes.",
    en="Restore this file from a backup, or remove it and make the accounts anew.",
)
_SHORT = Text(
    fr="Ce mot de passe est trop court : {least} caractères au moins.",
    en="This password is too short: at least {least} characters.",
)
_LONG = Text(fr="Ce mot de passe est trop long.", en="This password is too long.")
_PHRASE = Text(
    fr="Une phrase de quatre mots se retient mieux et résiste mieux.",
    en="A phrase of four words is easier to keep in mind, and stronger.",
)
_BAD_NAME = Text(
    fr="« {name} » ne convient pas : une ligne de 60 caractères au plus.",
    en="“{name}” does not fit: one line of at most 60 characters.",
)
_KNOWN = Text(fr="Il y a déjà un compte « {name} ».", en="There is an account “{name}” already.")
_UNKNOWN = Text(fr="Il n'y a pas de compte « {name} ».", en="There is no account “{name}”.")
_LIST = Text(
    fr="« zenforms staff list » montre les comptes.", en="“zenforms staff list” shows the accounts."
)


def accounts_of(root: Path) -> Mapping[str, Account]:
    """The accounts by name in lower case; none without a file. Raises DeskError when broken."""
    try:
        values = read_json(root / ACCOUNTS)
        found = [
            Account(str(one["name"]), StaffRole(one["role"]), str(one["secret"]))
            for one in values["accounts"]
        ]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeskError(_BROKEN, advice=_RESTORE, arguments={"file": ACCOUNTS}) from error
    return {one.name.casefold(): one for one in found}


def add_account(root: Path, name: str, role: StaffRole, password: str) -> Account:
    """Make an account; raises DeskError for a name that is taken or none, or a poor password."""
    known = accounts_of(root)
    if not _NAME.fullmatch(name) or HARMFUL.search(name):
        raise DeskError(_BAD_NAME, advice=_LIST, arguments={"name": name})
    if name.casefold() in known:
        raise DeskError(_KNOWN, advice=_LIST, arguments={"name": name})
    account = Account(name, role, _hashed(password))
    _write(root, (*known.values(), account))
    return account


def change_password(root: Path, name: str, password: str) -> None:
    """Give somebody another password; every session of theirs ends."""
    known = dict(accounts_of(root))
    account = _called(known, name)
    known[name.casefold()] = replace(account, secret=_hashed(password))
    _write(root, known.values())


def remove_account(root: Path, name: str) -> None:
    """Remove an account; what its owner decided keeps the name."""
    known = dict(accounts_of(root))
    del known[_called(known, name).name.casefold()]
    _write(root, known.values())


def signed_in(root: Path, name: str, password: str) -> Account | None:
    """The account whose password this is; an unknown name takes as long as a wrong password."""
    account = accounts_of(root).get(name.casefold())
    is_right = _is_password_of(account.secret if account else _nobody(), password[:_LONGEST])
    return account if is_right else None


def _called(known: Mapping[str, Account], name: str) -> Account:
    try:
        return known[name.casefold()]
    except KeyError:
        raise DeskError(_UNKNOWN, advice=_LIST, arguments={"name": name}) from None


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - likewise

    return PasswordHasher()


def _hashed(password: str) -> str:
    if len(password) < SHORTEST:
        raise DeskError(_SHORT, advice=_PHRASE, arguments={"least": str(SHORTEST)})
    if len(password) > _LONGEST:
        raise DeskError(_LONG, advice=_PHRASE)
    return _hasher().hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash of no password that anybody has."""
    return _hasher().hash("\0nobody")


def _is_password_of(secret: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - likewise

    try:
        return _hasher().verify(secret, password)
    except (VerificationError, InvalidHashError):
        return False


def _write(root: Path, accounts: Iterable[Account]) -> None:
    values = {"version": 1, "accounts": [asdict(one) for one in accounts]}
    content = json.dumps(values, ensure_ascii=False, indent=1).encode()
    replace_file(Disk(), root / ACCOUNTS, content)
