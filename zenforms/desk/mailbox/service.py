"""Keeps taking messages from the mailbox: connects, passes, waits, and connects again."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from zenforms.desk.mailbox.connection import Connection, connected, password_for
from zenforms.desk.mailbox.fetching import Fetched, Fetching, Step
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.lock import hold_desk
from zenforms.desk.watching.wake import Stop
from zenforms.desk.watching.workers import BackOff
from zenforms.errors import DeskError
from zenforms.judging.policy import Mailbox
from zenforms.language import Text

MAILBOX = "mailbox"
"""The name of the lock: one program at a time takes from a mailbox."""

_LISTENS = 5.0  # seconds after which a request to stop is heard while the server is silent


@dataclass(frozen=True, slots=True)
class Unreached:
    """The mailbox did not answer; `reason` is the kind of the error."""

    reason: str


Tell = Callable[[Fetched | Unreached], None]


def fetch_mail(opened: OpenDesk, *, once: bool, stop: Stop, tell: Tell) -> bool:
    """Take messages until asked to stop or, `once`, in one pass.

    Returns whether the last try reached the mailbox. Raises DeskError when the desk has no
    mailbox or password, when access is refused, and when another program is taking already.
    """
    mailbox = opened.desk.policy.mailbox
    if mailbox.host is None:
        raise _no_mailbox()
    password = password_for(mailbox)
    fetching = Fetching(opened.root, largest=opened.desk.policy.limits.mail_bytes)
    with hold_desk(opened.root, doing="fetch", now=opened.clock.now(), what=MAILBOX):
        return _Service(mailbox, fetching, stop, tell).run(password, once=once)


class _Service:
    def __init__(self, mailbox: Mailbox, fetching: Fetching, stop: Stop, tell: Tell) -> None:
        self._mailbox = mailbox
        self._fetching = fetching
        self._stop = stop
        self._tell = tell
        self._asked = threading.Event()
        self._refusals: BackOff[str] = BackOff(time.monotonic)
        stop.then(self._asked.set)

    def run(self, password: str, *, once: bool) -> bool:
        while True:
            try:
                with connected(self._mailbox, password) as connection:
                    self._refusals.forget(MAILBOX)
                    self._serve(connection, once=once)
            except OSError as error:
                self._refusals.refused(MAILBOX, type(error).__name__)
                self._tell(Unreached(type(error).__name__))
            else:
                return True
            if once or self._stop.asked:
                return False
            self._asked.wait(self._refusals.next_due())

    def _serve(self, connection: Connection, *, once: bool) -> None:
        """Pass after pass over one connection."""
        while True:
            open_ones = 0
            for fetched in self._fetching.once(connection):
                open_ones += fetched.step in {Step.TAKEN, Step.WAITING, Step.COPY}
                self._tell(fetched)
            if once or self._stop.asked:
                return
            self._wait(connection, listen=connection.can_tell and not open_ones)

    def _wait(self, connection: Connection, *, listen: bool) -> None:
        """Until the next pass: the server tells of new messages, only time of settled drops."""
        if not listen:
            self._asked.wait(self._mailbox.poll_seconds)
            return
        end = time.monotonic() + self._mailbox.poll_seconds
        while not self._stop.asked and time.monotonic() < end:
            if connection.has_news(_LISTENS):
                return


def _no_mailbox() -> DeskError:
    return DeskError(
        Text(fr="Ce bureau n'a pas de boîte de courrier.", en="This desk has no mailbox."),
        advice=Text(
            fr="Remplissez [mailbox] dans policy.toml.", en="Fill in [mailbox] in policy.toml."
        ),
    )
