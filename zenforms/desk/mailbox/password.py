"""The mailbox's password: from the environment, else from the system's keyring. Never stored."""

import os
from importlib import import_module

from zenforms.errors import DeskError
from zenforms.judging.policy import Mailbox
from zenforms.language import Text

SERVICE = "zenforms"


def password_for(mailbox: Mailbox) -> str:
    """The password; raises DeskError when neither place has it."""
    if password := os.environ.get(mailbox.password_variable) or _in_keyring(mailbox.user):
        return password
    raise DeskError(
        Text(
            fr="Le mot de passe de la boîte {user} n'est pas connu.",
            en="The password of the mailbox {user} is not known.",
        ),
        advice=Text(
            fr="Mettez-le dans la variable {variable}, ou dans le trousseau avec « keyring set "
            "zenforms {user} » (extension zenforms[keyring]).",
            en="Put it into the variable {variable}, or into the keyring with “keyring set "
            "zenforms {user}” (extra zenforms[keyring]).",
        ),
        arguments={"user": mailbox.user, "variable": mailbox.password_variable},
    )


def _in_keyring(user: str) -> str | None:
    try:
        keyring = import_module("keyring")  # an optional extra: desks on servers have none
    except ModuleNotFoundError:
        return None
    found: str | None = keyring.get_password(SERVICE, user)
    return found
