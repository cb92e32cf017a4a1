"""The IMAP mailbox: listed, read without marking, moved. The one home of IMAPClient."""

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from zenforms.errors import DeskError
from zenforms.judging.policy import Mailbox
from zenforms.language import Text

TIMEOUT = 60.0
"""Seconds that any answer of the server may take."""


class Connection:
    """An open mailbox, its source folder selected. Every method raises OSError when it is lost."""

    def __init__(self, client: IMAPClient, mailbox: Mailbox) -> None:
        self._client = client
        self._done = mailbox.done_folder
        if not client.folder_exists(self._done):
            client.create_folder(self._done)
        self.validity = int(client.select_folder(mailbox.folder)[b"UIDVALIDITY"])

    def sizes(self) -> dict[int, int]:
        """The size in bytes of each message in the folder, by UID, oldest first."""
        with _lost():
            uids = sorted(self._client.search(["UNDELETED"]))
            found = self._client.fetch(uids, ["RFC822.SIZE"]) if uids else {}
        return {uid: int(found[uid][b"RFC822.SIZE"]) for uid in uids if uid in found}

    def message(self, uid: int) -> bytes | None:
        """A message as it lies in the mailbox, not marked as read; None when it is gone."""
        with _lost():
            found = self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {})
        content = found.get(b"BODY[]")
        return bytes(content) if content is not None else None

    def file_away(self, uid: int) -> None:
        """Move a message to the done folder."""
        with _lost():
            if self._client.has_capability("MOVE"):
                self._client.move([uid], self._done)
            else:  # copied first: a connection lost between leaves two messages, never none
                self._client.copy([uid], self._done)
                self._client.delete_messages([uid])
                self._client.uid_expunge([uid])

    def has_news(self, seconds: float) -> bool:
        """Whether the server tells of news within so many seconds (IDLE)."""
        with _lost():
            self._client.idle()
            try:
                return bool(self._client.idle_check(timeout=seconds))
            finally:
                self._client.idle_done()

    @property
    def can_tell(self) -> bool:
        """Whether the server tells of news by itself (IDLE)."""
        return bool(self._client.has_capability("IDLE"))


@contextmanager
def connected(mailbox: Mailbox, password: str) -> Iterator[Connection]:
    """The mailbox, over TLS with the server's certificate and name verified.

    Raises OSError when the server cannot be reached, DeskError when it refuses the password,
    the folder or its certificate.
    """
    context = ssl.create_default_context(cafile=mailbox.ca_file)
    direct = mailbox.security == "tls"
    try:
        client = IMAPClient(
            mailbox.host or "",
            port=mailbox.port,
            ssl=direct,
            ssl_context=context if direct else None,
            timeout=TIMEOUT,
        )
    except ssl.SSLCertVerificationError as error:
        raise _refused(mailbox, error.verify_message) from error
    try:
        if not direct:
            client.starttls(context)
        client.login(mailbox.user, password)
        yield Connection(client, mailbox)
    except ssl.SSLCertVerificationError as error:
        raise _refused(mailbox, error.verify_message) from error
    except IMAPClientError as error:
        raise _refused(mailbox, type(error).__name__) from error
    finally:
        with suppress(OSError, IMAPClientError):
            client.logout()


@contextmanager
def _lost() -> Iterator[None]:
    """What the server says no to in the middle of the work counts as a lost connection."""
    try:
        yield
    except IMAPClientError as error:
        raise ConnectionError(type(error).__name__) from error


def _refused(mailbox: Mailbox, reason: str) -> DeskError:
    return DeskError(
        Text(
            fr="La boîte {user} sur {host} refuse l'accès : {reason}.",
            en="The mailbox {user} on {host} refuses access: {reason}.",
        ),
        advice=Text(
            fr="Vérifiez le nom, le mot de passe, le dossier et le certificat, puis relancez.",
            en="Check the name, the password, the folder and the certificate, then try again.",
        ),
        arguments={"user": mailbox.user, "host": mailbox.host or "", "reason": reason},
    )


# The mailbox's password: from the environment, else from the system's keyring. Never stored.

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
