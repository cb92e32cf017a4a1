"""Who is at the board: sessions that end, and a slow-down after failures.

All of it is in memory: when the board is started anew, everybody signs in again.
"""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from zenforms.desk.setup.accounts import Account, StaffRole

IDLE, LONGEST = 2 * 3600.0, 12 * 3600.0
"""Seconds after which a session ends: without a click, and in any case."""
_MOST = 1_000
_FREE_TRIES = 5
_SLOWEST = 300.0


@dataclass(frozen=True, slots=True)
class Session:
    """One person in one browser. `form_token` proves that a form is one of our own pages'."""

    id: str
    name: str
    """Whose decisions are made here; empty until somebody has said it, on a board without accounts.
    """
    role: StaffRole
    began: float
    used: float
    secret: str = ""
    """The account's, as it was when the session began; another one ends it."""
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def is_administrator(self) -> bool:
        """Whether more may be seen and decided."""
        return self.role is StaffRole.ADMINISTRATOR


class Sessions:
    """All sessions of a board; safe to ask from several threads. `clock` is monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, Session] = {}

    def begin(self, name: str, role: StaffRole, secret: str = "") -> Session:
        """A new session, with an id that nobody can guess."""
        now = self._clock()
        session = Session(secrets.token_urlsafe(32), name, role, now, now, secret)
        with self._lock:
            for old in [one for one in self._known.values() if self._is_over(one, now)]:
                del self._known[old.id]
            while len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[session.id] = session
        return session

    def of(self, session_id: str, accounts: Mapping[str, Account]) -> Session | None:
        """The session that goes on; None when it ended, or its account changed."""
        now = self._clock()
        with self._lock:
            session = self._known.get(session_id)
            if session is None:
                return None
            account = accounts.get(session.name.casefold()) if accounts else None
            is_known = not accounts or (account is not None and account.secret == session.secret)
            if self._is_over(session, now) or not is_known:
                del self._known[session_id]
                return None
            role = account.role if account else session.role
            session = self._known[session_id] = replace(session, used=now, role=role)
            return session

    def called(self, session: Session, name: str) -> None:
        """Give the session of a board without accounts the name under which it decides."""
        with self._lock:
            if session.id in self._known:
                self._known[session.id] = replace(self._known[session.id], name=name)

    def end(self, session_id: str) -> None:
        """End a session."""
        with self._lock:
            self._known.pop(session_id, None)

    @staticmethod
    def _is_over(session: Session, now: float) -> bool:
        return now - session.used > IDLE or now - session.began > LONGEST


class Tries:
    """How long somebody waits who failed to sign in: after five tries twice as long each time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[str, tuple[int, float]] = {}

    def wait(self, key: str) -> float:
        """Seconds until `key`, a name or an address, may try again."""
        with self._lock:
            count, last = self._failed.get(key, (0, 0.0))
        if count < _FREE_TRIES:
            return 0.0
        pause = min(_SLOWEST, 2.0 ** (count - _FREE_TRIES))
        return max(0.0, last + pause - self._clock())

    def failed(self, key: str) -> None:
        """Count a failure."""
        with self._lock:
            while len(self._failed) >= _MOST and key not in self._failed:
                del self._failed[next(iter(self._failed))]
            count, _ = self._failed.pop(key, (0, 0.0))
            self._failed[key] = (count + 1, self._clock())

    def passed(self, key: str) -> None:
        """Forget the failures of whoever signed in."""
        with self._lock:
            self._failed.pop(key, None)
