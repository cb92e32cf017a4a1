"""Keeps taking messages from the mailbox: connects, passes, waits, and connects again."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from zenforms.desk.mailbox.connection import Connection, RefusedError, connected
from zenforms.desk.mailbox.credentials import (
    Credentials,
    credentials_for,
    provider_of,
    tokens_of,
)
from zenforms.desk.mailbox.fetching import Fetched, Fetching, Step
from zenforms.desk.mailbox.refusals import MailboxAwayError
from zenforms.desk.mailbox.tokens import Invite, Sleep, sign_in
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.durable import reason_of
from zenforms.desk.spool.lock import hold_desk
from zenforms.desk.watching.wake import Stop
from zenforms.desk.watching.workers import BackOff
from zenforms.errors import DeskError
from zenforms.judging.connections import Mailbox
from zenforms.language import Text

MAILBOX = "mailbox"
"""The name of the lock: one program at a time takes from a mailbox."""

_OPEN = frozenset({Step.TAKEN, Step.WAITING, Step.COPY, Step.UNREADABLE, Step.NOT_FILED})
_LISTENS = 5.0  # seconds after which a request to stop is heard while the server is silent


_AT_MOST = 20
"""How often `once` connects again because a message made the server hang up."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """The mailbox did not answer; `reason` is what the server said, harmless, or the error."""

    reason: str


Tell = Callable[[Fetched | Unreached], None]


def fetch_mail(opened: OpenDesk, *, once: bool, stop: Stop, tell: Tell) -> bool:
    """Take messages until asked to stop or, `once`, in one pass.

    Returns whether the last try reached the mailbox. Raises DeskError when the desk has no
    mailbox, password or token, when access is refused, and when another program is taking
    already.
    """
    policy = opened.desk.policy
    if policy.mailbox.host is None:
        raise _no_mailbox()
    credentials = credentials_for(policy, opened.root)
    fetching = Fetching(opened.root, largest=policy.limits.mail_bytes)
    with hold_desk(opened.root, doing="fetch", now=opened.clock.now(), what=MAILBOX):
        return _Service(policy.mailbox, fetching, stop, tell).run(credentials, once=once)


def sign_in_to(opened: OpenDesk, *, invite: Invite, sleep: Sleep = time.sleep) -> None:
    """Let a person sign in to the desk's mailbox, and keep the tokens for `fetch_mail`.

    Raises DeskError when the policy does not say where, or when that failed.
    """
    policy = opened.desk.policy
    if not (policy.oauth.token_url and (policy.oauth.device_url or policy.oauth.authorize_url)):
        raise _no_provider()
    tokens = tokens_of(policy, opened.root)
    try:
        sign_in(provider_of(policy), tokens, invite=invite, sleep=sleep)
    except MailboxAwayError as error:
        raise _provider_away(str(error)) from None


class _Service:
    def __init__(self, mailbox: Mailbox, fetching: Fetching, stop: Stop, tell: Tell) -> None:
        self._mailbox = mailbox
        self._fetching = fetching
        self._stop = stop
        self._tell = tell
        self._told: dict[int, Fetched] = {}
        self._has_worked = False
        self._asked = threading.Event()
        self._refusals: BackOff[str] = BackOff(time.monotonic)
        stop.then(self._asked.set)

    def run(self, credentials: Credentials, *, once: bool) -> bool:
        while True:
            before = self._fetching.unreadable
            reason = self._served(credentials, once=once)
            if reason is None:
                return True
            tries = self._refusals.refused(MAILBOX, reason).tries
            self._tell(Unreached(reason))
            over_a_message = self._fetching.unreadable > before and tries < _AT_MOST
            if self._stop.asked or (once and not over_a_message):
                return False
            if not once:
                self._asked.wait(self._refusals.next_due())

    def _served(self, credentials: Credentials, *, once: bool) -> str | None:
        """Serve over one connection; None when it is done, else why it was lost."""
        try:
            with connected(self._mailbox, credentials, has_worked=self._has_worked) as connection:
                self._has_worked = True
                self._serve(connection, once=once)
        except MailboxAwayError as error:
            return str(error)
        except OSError as error:  # the desk's own disk
            return reason_of(error)
        return None

    def _serve(self, connection: Connection, *, once: bool) -> None:
        """Pass after pass over one connection."""
        while True:
            open_ones = 0
            for fetched in self._fetching.once(connection):
                open_ones += fetched.step in _OPEN
                self._say(fetched)
            self._refusals.forget(MAILBOX)
            if once or self._stop.asked:
                return
            self._wait(connection, listen=connection.can_tell and not open_ones)

    def _say(self, fetched: Fetched) -> None:
        """Tell what is new: a message that stays as it was is told once."""
        if self._told.get(fetched.uid) != fetched:
            self._told[fetched.uid] = fetched
            self._tell(fetched)

    def _wait(self, connection: Connection, *, listen: bool) -> None:
        """Until the next pass: the server tells of new messages, only time of settled drops."""
        if not listen:
            self._asked.wait(self._mailbox.poll_seconds)
            return
        end = time.monotonic() + self._mailbox.poll_seconds
        while not self._stop.asked and time.monotonic() < end:
            try:
                if connection.has_news(_LISTENS):
                    return
            except RefusedError:  # it promises IDLE, and will not
                self._asked.wait(end - time.monotonic())


def _no_mailbox() -> DeskError:
    return DeskError(
        Text(fr="Ce bureau n'a pas de boîte de courrier.", en="This desk has no mailbox."),
        advice=Text(
            fr="Remplissez [mailbox] dans policy.toml.", en="Fill in [mailbox] in policy.toml."
        ),
    )


def _no_provider() -> DeskError:
    return DeskError(
        Text(
            fr="policy.toml ne dit pas où se connecter : il y manque, sous [oauth], token_url et "
            "device_url ou authorize_url.",
            en="policy.toml does not say where to sign in: below [oauth], token_url and "
            "device_url or authorize_url are missing.",
        ),
        advice=Text(
            fr="docs/operations.md montre ce qu'il faut pour les fournisseurs habituels.",
            en="docs/operations.md shows what the usual providers need.",
        ),
    )


def _provider_away(words: str) -> DeskError:
    return DeskError(
        Text(
            fr="Le fournisseur des jetons ne répond pas : {reason}",
            en="The provider of the tokens does not answer: {reason}",
        ),
        advice=Text(
            fr="Vérifiez les adresses sous [oauth] et le réseau, puis recommencez.",
            en="Check the addresses below [oauth] and the network, then try again.",
        ),
        arguments={"reason": words},
    )
