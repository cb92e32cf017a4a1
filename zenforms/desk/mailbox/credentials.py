"""With what the desk signs in to its mailbox: a password, or a token. Neither is ever logged."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from zenforms.desk.mailbox.refusals import MailboxAwayError
from zenforms.desk.mailbox.tokens import Provider, Tokens
from zenforms.desk.setup.secret import secret_of
from zenforms.errors import DeskError
from zenforms.judging.connections import Mailbox, OAuth
from zenforms.judging.policy import Policy
from zenforms.language import Text
from zenforms.sanitize import plain_line

_COMMAND_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Credential:
    """A password, or a token (`is_token`)."""

    value: str = field(repr=False)
    is_token: bool = False


Credentials = Callable[[bool], Credential]
"""Gives what to sign in with; True when the server would not have the last one.

It raises DeskError when there is none, MailboxAwayError when it cannot be had at the moment.
"""


def credentials_for(policy: Policy, root: Path) -> Credentials:
    """What the policy says, for the desk at `root`; a password that is missing is told at once."""
    oauth = policy.oauth
    if oauth.command:
        return lambda _: Credential(_from_command(oauth), is_token=True)
    if oauth.token_url:
        tokens = tokens_of(policy, root)
        return lambda anew: Credential(tokens.access(anew=anew), is_token=True)
    password = Credential(password_for(policy.mailbox))
    return lambda _: password


def tokens_of(policy: Policy, root: Path) -> Tokens:
    """The tokens that somebody signed in for."""
    return Tokens(root, provider_of(policy), wall=time.time)


def provider_of(policy: Policy) -> Provider:
    """Where they come from."""
    secret = os.environ.get(policy.oauth.secret_variable)
    return Provider(policy.oauth, secret, policy.mailbox.ca_file)


def _from_command(oauth: OAuth) -> str:
    try:
        ended = subprocess.run(  # noqa: S603 - the desk's own policy names the command; no shell
            oauth.command, timeout=_COMMAND_SECONDS, check=False, capture_output=True
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise _command_failed(oauth, type(error).__name__) from None
    token = ended.stdout.decode("ascii", "replace").strip().partition("\n")[0].strip()
    if ended.returncode or not token or "�" in token:
        said = plain_line(ended.stderr.decode("utf-8", "replace"))
        raise _command_failed(oauth, f"{ended.returncode} {said}".strip())
    return token


def _command_failed(oauth: OAuth, words: str) -> MailboxAwayError:
    return MailboxAwayError(f"{plain_line(oauth.command[0])}: {words}")


def password_for(mailbox: Mailbox) -> str:
    """The password, from the environment, else from the system's keyring; never stored.

    Raises DeskError when neither place has it.
    """
    if password := secret_of(mailbox.user, variable=mailbox.password_variable):
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
