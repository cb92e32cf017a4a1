"""The IMAP mailbox: listed, read without marking, moved. The one home of IMAPClient."""

import json
import logging
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
)

from zenforms.desk.mailbox.credentials import Credential, Credentials
from zenforms.desk.mailbox.refusals import (
    MailboxAwayError,
    may_pass,
    only_tokens,
    refused,
    said_by,
)
from zenforms.errors import DeskError
from zenforms.judging.connections import Mailbox

TIMEOUT = 60.0
"""Seconds that any answer of the server may take."""

_AT_ONCE = 75
"""How many messages a command names: with longest numbers it stays below the 1,000 bytes a line
that RFC 2683 asks for; some servers take no line beyond 8,192."""

_READ_ONLY = "READ-ONLY"
_NO_BODY = "BODY[] NIL"

logging.getLogger("imapclient").setLevel(logging.WARNING)  # below, it logs what signs in


class RefusedError(Exception):
    """The server said no to this one thing, and goes on; `str()` of it is what it said."""


class Connection:
    """An open mailbox, its source folder selected.

    Every method raises MailboxAwayError when the connection is lost, and RefusedError when the
    server will not do this one thing.
    """

    def __init__(self, client: IMAPClient, mailbox: Mailbox) -> None:
        self._client = client
        with _asking():
            spaces = _personal(client)
            self._done = _place(client, mailbox.done_folder, spaces)
            self._folder = mailbox.folder
            if self._folder.upper() != "INBOX":
                self._folder = _existing(client, self._folder, spaces) or self._folder
            try:
                told = client.select_folder(self._folder)
            except IMAPClientReadOnlyError:
                told = self._only_read(RefusedError(_READ_ONLY))
            self.validity = int(told.get(b"UIDVALIDITY", 0))

    def sizes(self) -> dict[int, int | None]:
        """The size in bytes of each message in the folder, by UID, oldest first.

        None: the server does not tell it.
        """
        with _asking():
            uids = sorted(self._client.search(["UNDELETED"]))
        found: dict[int, int] = {}
        for start in range(0, len(uids), _AT_ONCE):
            found |= self._sizes_of(uids[start : start + _AT_ONCE])
        return {uid: found.get(uid) for uid in uids}

    def _sizes_of(self, uids: Sequence[int]) -> dict[int, int]:
        """The sizes of some messages; one of which the server will not speak hides no other."""
        try:
            with _asking():
                found = self._client.fetch(uids, ["RFC822.SIZE"])
                return {u: int(v[b"RFC822.SIZE"]) for u, v in found.items() if b"RFC822.SIZE" in v}
        except RefusedError:
            half = len(uids) // 2
            if not half:
                return {}
            return self._sizes_of(uids[:half]) | self._sizes_of(uids[half:])

    def message(self, uid: int) -> bytes | None:
        """A message as it lies in the mailbox, not marked as read; None when it is gone."""
        with _asking():
            found = self._client.fetch([uid], ["BODY.PEEK[]"])
        if uid not in found:
            return None
        content = found[uid].get(b"BODY[]")
        if not isinstance(content, bytes):
            raise RefusedError(_NO_BODY)
        return content

    def file_away(self, uid: int) -> None:
        """Move a message to the done folder."""
        if isinstance(self._done, RefusedError):
            raise RefusedError(*self._done.args)
        try:
            with _asking():
                self._move(uid, self._done)
        except RefusedError as error:
            if _READ_ONLY in str(error).upper():
                with _asking():
                    self._only_read(error)
            raise

    def _move(self, uid: int, done: str) -> None:
        if self._client.has_capability("MOVE"):
            self._client.move([uid], done)
            return
        # copied first: a connection lost between leaves two messages, never none
        self._client.copy([uid], done)
        self._client.delete_messages([uid])
        if self._client.has_capability("UIDPLUS"):  # else what others deleted would go too
            self._client.uid_expunge([uid])

    def _only_read(self, why: RefusedError) -> dict[bytes, Any]:
        """Go on reading a folder in which nothing may be changed."""
        self._done = why
        told: dict[bytes, Any] = self._client.select_folder(self._folder, readonly=True)
        return told

    def has_news(self, seconds: float) -> bool:
        """Whether the server tells of a new message within so many seconds (IDLE)."""
        with _asking():
            self._client.idle()
            try:
                told = self._client.idle_check(timeout=seconds)
            finally:
                self._client.idle_done()
        return any(b"EXISTS" in news for news in told)

    @property
    def can_tell(self) -> bool:
        """Whether the server tells of news by itself (IDLE)."""
        with _asking():
            return bool(self._client.has_capability("IDLE"))


@contextmanager
def connected(
    mailbox: Mailbox, credentials: Credentials, *, has_worked: bool = False
) -> Iterator[Connection]:
    """The mailbox, over TLS with the server's certificate and name verified.

    Raises MailboxAwayError when it cannot be had at the moment, DeskError when it refuses the
    credential, the folder or its certificate; where it `has_worked` before, that may pass too.
    """
    secrets: list[str] = []
    try:
        with _opened(mailbox) as client:
            _sign_in(client, mailbox, credentials, secrets)
            yield Connection(client, mailbox)
    except ssl.SSLCertVerificationError as error:
        raise refused(mailbox, error.verify_message) from error
    except RefusedError as error:
        words = said_by(error, *secrets)
        if has_worked or may_pass(words):
            raise MailboxAwayError(words) from None
        raise refused(mailbox, words) from None


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[IMAPClient]:
    context = ssl.create_default_context(cafile=mailbox.ca_file)
    direct = mailbox.security == "tls"
    try:
        with _asking():
            client = IMAPClient(
                mailbox.host or "",
                port=mailbox.port,
                ssl=direct,
                ssl_context=context if direct else None,
                timeout=TIMEOUT,
            )
    except RefusedError as error:  # it says no before it knows to whom
        raise MailboxAwayError(*error.args) from None
    try:
        if not direct:
            with _asking():
                client.starttls(context)
        yield client
    finally:
        _part_from(client)


def _part_from(client: IMAPClient) -> None:
    """Close the connection, whatever the farewell meets: the work is done, or told."""
    try:
        client.logout()
    except Exception:  # noqa: BLE001 - see above
        with suppress(Exception):
            client.shutdown()


def _sign_in(
    client: IMAPClient, mailbox: Mailbox, credentials: Credentials, secrets: list[str]
) -> None:
    """Sign in; a token that the server would not have is asked for once more."""
    credential = credentials(False)  # noqa: FBT003 - the one argument of a plain callable
    secrets.append(credential.value)
    if not credential.is_token:
        _with_password(client, mailbox, credential)
        return
    try:
        _with_token(client, mailbox, credential)
    except RefusedError as error:
        if may_pass(str(error)):
            raise
        renewed = credentials(True)  # noqa: FBT003 - likewise
        secrets.append(renewed.value)
        if renewed.value == credential.value:
            raise
        _with_token(client, mailbox, renewed)


def _with_password(client: IMAPClient, mailbox: Mailbox, password: Credential) -> None:
    with _asking(password.value):
        if client.has_capability("LOGINDISABLED"):
            if not client.has_capability("AUTH=PLAIN"):
                raise only_tokens(mailbox, "LOGINDISABLED")
            client.plain_login(mailbox.user, password.value)
            return
        try:
            client.login(mailbox.user, password.value)
        except IMAPClientError as error:
            by_token = ("AUTH=XOAUTH2", "AUTH=OAUTHBEARER")
            offers = [one for one in client.capabilities() if one.startswith(b"AUTH=")]
            if offers and all(one.decode("ascii", "replace") in by_token for one in offers):
                raise only_tokens(mailbox, said_by(error, password.value)) from None
            raise


def _with_token(client: IMAPClient, mailbox: Mailbox, token: Credential) -> None:
    """By whichever of the two mechanisms the server offers; it may say why in a challenge."""
    why: list[bytes] = []
    bearer = f"auth=Bearer {token.value}\x01\x01"
    with _asking(token.value):
        standard = client.has_capability("AUTH=OAUTHBEARER")
        if standard and not client.has_capability("AUTH=XOAUTH2"):
            name = mailbox.user.replace("=", "=3D").replace(",", "=2C")
            mechanism, first, last = "OAUTHBEARER", f"n,a={name},\x01{bearer}", "\x01"
        else:
            mechanism, first, last = "XOAUTH2", f"user={mailbox.user}\x01{bearer}", ""

        def answer(challenge: bytes) -> str:
            if not challenge:
                return first
            why.append(challenge)
            return last

        try:
            client.sasl_login(mechanism, answer)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            told = " ".join(filter(None, (said_by(error, token.value), _reason(why))))
            raise RefusedError(told) from None


def _reason(challenges: Iterable[bytes]) -> str:
    """What a server says of a token that it refuses, as RFC 7628 has it."""
    for challenge in challenges:
        with suppress(ValueError, RecursionError):
            found = json.loads(challenge)
            if isinstance(found, dict):
                return f"({found.get('status', '?')})"
    return ""


# Where folders may lie: some servers keep all of them below “INBOX.”, each has its separator.

Space = tuple[str, str]


def _personal(client: IMAPClient) -> tuple[Space, ...]:
    """Prefix and separator of where folders of one's own may lie, the likeliest first."""
    spaces: list[Space] = []
    if client.has_capability("NAMESPACE"):
        with suppress(IMAPClientError, ValueError, TypeError):
            spaces += [(str(p), str(s or "/")) for p, s in client.namespace().personal or ()]
    separator = spaces[0][1] if spaces else ""
    if not separator:
        with suppress(IMAPClientError, ValueError, TypeError, IndexError):
            separator = str(client.list_folders("", "")[0][1].decode())
    return (*spaces, (f"INBOX{separator or '.'}", separator or "."))


def _names_of(folder: str, spaces: Iterable[Space]) -> list[str]:
    """The names that a folder of the policy may have on this server, its own first."""
    names = [folder]
    for prefix, separator in spaces:
        local = folder if separator in folder else folder.replace("/", separator)
        names += [local, local if local.startswith(prefix) else prefix + local]
    return list(dict.fromkeys(names))


def _existing(client: IMAPClient, folder: str, spaces: Iterable[Space]) -> str | None:
    return next((name for name in _names_of(folder, spaces) if client.folder_exists(name)), None)


def _place(client: IMAPClient, folder: str, spaces: tuple[Space, ...]) -> "str | RefusedError":
    """The folder, made if need be; what the server said where it lets nobody make it."""
    if found := _existing(client, folder, spaces):
        return found
    said: IMAPClientError | None = None
    names = _names_of(folder, spaces)
    home = [
        name for prefix, _ in spaces[:1] for name in names if prefix and name.startswith(prefix)
    ]
    for name in dict.fromkeys((*home, *names)):
        try:
            client.create_folder(name)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            said = said or error
        else:
            with suppress(IMAPClientError):  # programs of people show it only then
                client.subscribe_folder(name)
            return name
    return RefusedError(said_by(said) if said else folder)


@contextmanager
def _asking(*secrets: str) -> Iterator[None]:
    """Whatever a server answers, and whatever the library makes of it, in one of two errors."""
    try:
        yield
    except (RefusedError, DeskError, ssl.SSLCertVerificationError, MailboxAwayError):
        raise
    except IMAPClientReadOnlyError:  # a kind of IMAPClientAbortError, and none
        raise RefusedError(_READ_ONLY) from None
    except (IMAPClientAbortError, OSError) as error:
        raise MailboxAwayError(said_by(error, *secrets)) from None
    except IMAPClientError as error:
        raise RefusedError(said_by(error, *secrets)) from None
    except Exception as error:  # noqa: BLE001 - a server may answer anything, the library trusts it
        raise MailboxAwayError(type(error).__name__) from None
