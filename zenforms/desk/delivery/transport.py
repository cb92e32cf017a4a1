"""One request to another system, within bounds of time and size; no redirect is followed.

A request that was sent may have been carried out whatever came back: `SystemAwayError` says
nothing about that, and whoever asked looks before asking again.
"""

import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from zenforms import __version__
from zenforms.desk.spool.small import parsed
from zenforms.sanitize import plain_line

ANSWER_BYTES = 16_000_000
"""No answer that anybody needs is longer; a list of files and notes is far shorter."""
SLOWEST = 50_000
"""Bytes a second that a line must carry: what is larger has longer to arrive."""
LONGEST_PAUSE = 3600.0
"""Seconds: a system may ask for a longer one, and is asked again all the same."""

_TOO_LARGE = "answer too large"
_NO_JSON = "the answer is no JSON (a page of a proxy?)"
_OFF = frozenset({408, 425, 429})
"""What says that the same request may be taken later."""
_SERVER_ERRORS = 500


class SystemAwayError(Exception):
    """No answer that says anything. `after` is for how many seconds the system asks to wait.

    `is_whole` tells that the system as a whole cannot be used now, not only for this request.
    """

    def __init__(self, reason: str, *, after: float = 0.0, is_whole: bool = True) -> None:
        super().__init__(plain_line(reason))
        self.after = min(after, LONGEST_PAUSE)
        self.is_whole = is_whole


class SystemRefusedError(Exception):
    """The system says no in so many words, and would say so again. `status` is that of HTTP."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(plain_line(f"HTTP {status} {reason}".strip()))
        self.status = status


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A good answer (2xx)."""

    status: int
    content: bytes

    def json(self) -> Any:  # noqa: ANN401 - JSON has no one type
        """Its values; raises SystemAwayError when they are none."""
        try:
            return parsed(self.content)
        except ValueError:
            raise SystemAwayError(_NO_JSON) from None


@dataclass(frozen=True, slots=True)
class HttpClient:
    """What talks to one system. The headers hold the secret, so they are never shown.

    Raises SystemAwayError and SystemRefusedError; no text of either holds a header.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca_file: str | None = None
    seconds: float = 30.0
    """How long an answer may take, for a request of ordinary size."""

    def get(self, path: str, **query: str) -> Any:  # noqa: ANN401 - JSON has no one type
        """Ask for values."""
        return self.ask("GET", path, query=query).json()

    def send(self, method: str, path: str, values: object) -> HttpAnswer:
        """Send values as JSON."""
        content = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
        return self.ask(method, path, content=content, kind="application/json")

    def patience(self, size: int) -> float:
        """After how many seconds a request with so many bytes is given up."""
        return self.seconds + size / SLOWEST

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        content: bytes | None = None,
        kind: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        """Make one request, over a connection of its own."""
        parts = urlsplit(self.url)
        target = quote(parts.path.rstrip("/") + path, safe="/%") or "/"
        if asked := {**query} if query else {}:
            target = f"{target}?{urlencode(asked)}"
        said = {"Accept": "application/json", "User-Agent": f"zenforms/{__version__}"}
        said |= {**self.headers, **(headers or {})} | ({"Content-Type": kind} if kind else {})
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        seconds = self.patience(len(content or b""))
        end = time.monotonic() + seconds
        late = threading.Timer(seconds, _hang_up, (connection,))
        late.daemon = True
        late.start()
        try:
            connection.request(method, target, body=content, headers=said)
            answer = connection.getresponse()
            return _judged(answer, _read(answer))
        except (OSError, HTTPException, ValueError) as error:
            # the timer closes the socket under whoever reads it: that is an answer too late
            reason = "timed out" if time.monotonic() >= end else _said(error)
            raise SystemAwayError(reason) from None
        finally:
            late.cancel()
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(host, port, timeout=self.seconds)
        context = ssl.create_default_context(cafile=self.ca_file)
        return HTTPSConnection(host, port, timeout=self.seconds, context=context)


def _hang_up(connection: HTTPConnection) -> None:
    found = connection.sock
    if found is not None:
        with suppress(OSError):
            found.shutdown(socket.SHUT_RDWR)


def _read(answer: HTTPResponse) -> bytes:
    content = answer.read(ANSWER_BYTES + 1)
    if len(content) > ANSWER_BYTES:
        raise HTTPException(_TOO_LARGE)
    return content


def _judged(answer: HTTPResponse, content: bytes) -> HttpAnswer:
    status = answer.status
    if 200 <= status < 300:  # noqa: PLR2004 - what HTTP calls a success
        return HttpAnswer(status, content)
    if 300 <= status < 400:  # noqa: PLR2004 - what HTTP calls a redirection
        host = urlsplit(answer.getheader("Location", "")).netloc
        raise SystemRefusedError(status, f"redirected to {host or 'another address'}")
    reason = _complaint(content) or answer.reason
    if status in _OFF or status >= _SERVER_ERRORS:
        after = _pause(answer.getheader("Retry-After", ""), answer.getheader("Date", ""))
        is_whole = status in {429, 502, 503, 504}
        said = f"HTTP {status} {reason}"
        raise SystemAwayError(said, after=after, is_whole=is_whole)
    raise SystemRefusedError(status, reason)


def _complaint(content: bytes) -> str:
    """What a system says of its refusal, if it says so in JSON."""
    try:
        values = parsed(content[:100_000])
    except ValueError:
        return ""
    if isinstance(values, list):
        return "; ".join(str(one) for one in values[:5])
    if not isinstance(values, dict):
        return ""
    said = next((values[n] for n in ("errors", "error", "message", "detail") if n in values), "")
    return "; ".join(map(str, said[:5])) if isinstance(said, list) else str(said)


def _pause(after: str, date: str) -> float:
    """Seconds that `Retry-After` asks for: a number, or a date by the system's own clock."""
    if after.strip().isdecimal():
        return float(after.strip()[:6])
    try:
        return (parsedate_to_datetime(after) - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError, IndexError):
        return 0.0


def _said(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate not trusted ({error.verify_message})"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
