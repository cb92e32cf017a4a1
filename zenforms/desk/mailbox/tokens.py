"""OAuth 2 tokens for a mailbox: had by signing in once, refreshed ever after. oauthlib's home.

oauthlib writes and reads what is said to the provider and knows no network: the few requests are
made here. Neither a token nor a code stands in any text that this module raises.
"""

import json
import secrets
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from zenforms.desk.mailbox.refusals import MailboxAwayError, refused_sign_in
from zenforms.desk.setup.opening import TOKENS
from zenforms.desk.spool.durable import Disk, replace_file
from zenforms.desk.spool.small import read_json
from zenforms.judging.connections import OAuth
from zenforms.sanitize import plain_line

if TYPE_CHECKING:
    from oauthlib.oauth2 import Client

_NO_JSON = "no JSON"
_SECONDS = 30.0
_ANSWER_BYTES = 1 << 18
_EARLY = 120.0
"""So many seconds before its end a token is no longer used."""
_UNTIL_SIGNED_IN = 900.0

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Provider:
    """Where tokens come from; `secret` is the program's own, for providers that give it one."""

    oauth: OAuth
    secret: str | None = field(default=None, repr=False)
    ca_file: str | None = None

    def ask(self, url: str, body: str) -> dict[str, Any]:
        """What the provider answers, an error of its own included.

        Raises MailboxAwayError when it gives no answer that can be understood.
        """
        context = ssl.create_default_context()
        if self.ca_file:
            context.load_verify_locations(self.ca_file)
        opener = build_opener(_NoRedirect, HTTPSHandler(context=context))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        request = Request(url, body.encode(), headers, method="POST")  # noqa: S310 - https, or loopback: the policy's pattern
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                content = answer.read(_ANSWER_BYTES)
        except HTTPError as error:  # its body says why, as RFC 6749 wants it
            with suppress(OSError, HTTPException):
                content = error.read(_ANSWER_BYTES)
                if isinstance(said := _object(content), dict) and "error" in said:
                    return said
            status = f"HTTP {error.code}"
            raise MailboxAwayError(status) from None
        except (OSError, HTTPException) as error:
            raise MailboxAwayError(plain_line(str(getattr(error, "reason", error)))) from error
        said = _object(content)
        if not isinstance(said, dict):
            raise MailboxAwayError(_NO_JSON)
        return said

    def known(self) -> dict[str, str]:
        """What goes into each request besides the grant itself."""
        return {"client_secret": self.secret} if self.secret else {}


class Tokens:
    """Access tokens of one desk's mailbox, kept in memory; the refresh token is kept on disk."""

    def __init__(self, root: Path, provider: Provider, *, wall: Callable[[], float]) -> None:
        self._path = root / TOKENS
        self._provider = provider
        self._wall = wall
        self._access = ""
        self._ends = 0.0

    def access(self, *, anew: bool) -> str:
        """A token that is good now; `anew` when the server would not have the last one.

        Raises DeskError when somebody must sign in (again), MailboxAwayError when the provider
        gives no answer.
        """
        if anew or not self._access or self._wall() > self._ends - _EARLY:
            self._refresh()
        return self._access

    def keep(self, answer: dict[str, Any], refresh: str = "") -> None:
        """Take over a provider's answer; a refresh token that it replaced counts from now on."""
        access, lasts = answer.get("access_token"), answer.get("expires_in", 0)
        if not isinstance(access, str) or not access:
            raise refused_sign_in(_words(answer))
        self._access = access
        with suppress(TypeError, ValueError):
            self._ends = self._wall() + float(lasts)
        new = answer.get("refresh_token")
        if isinstance(new, str) and new and new != refresh:
            content = json.dumps({"version": 1, "refresh_token": new}).encode()
            replace_file(Disk(), self._path, content)

    def _refresh(self) -> None:
        from oauthlib.oauth2 import WebApplicationClient  # noqa: PLC0415 - 40 ms, with OAuth only

        refresh = self._stored()
        oauth = self._provider.oauth
        client = WebApplicationClient(oauth.client_id)
        body = client.prepare_refresh_body(
            refresh_token=refresh,
            scope=oauth.scope or None,
            client_id=oauth.client_id,
            **self._provider.known(),
        )
        answer = self._provider.ask(oauth.token_url or "", body)
        if str(answer.get("error")) in _PASSING:
            raise MailboxAwayError(_words(answer))
        self.keep(answer, refresh)

    def _stored(self) -> str:
        try:
            found = read_json(self._path)["refresh_token"]
        except (OSError, ValueError, KeyError, TypeError):
            raise refused_sign_in(words="") from None
        return str(found)


_PASSING = frozenset({"temporarily_unavailable", "server_error", "slow_down"})
_WAIT = frozenset({"authorization_pending", "slow_down"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the person who signs in must open, and the code to type there, if one is needed."""

    address: str
    code: str = ""


Invite = Callable[[Invitation], None]


def sign_in(provider: Provider, tokens: Tokens, *, invite: Invite, sleep: Sleep) -> None:
    """Let a person sign in to the mailbox, and keep the tokens.

    By a code that is typed on any device, where the provider has an address for it; else by a
    browser on this machine, which is sent back to it. Raises DeskError when that failed.
    """
    by = _by_device if provider.oauth.device_url else _by_browser
    tokens.keep(by(provider, invite, sleep))


def _by_device(provider: Provider, invite: Invite, sleep: Sleep) -> dict[str, Any]:
    from oauthlib.oauth2 import DeviceClient  # noqa: PLC0415 - to sign in only

    oauth = provider.oauth
    client = DeviceClient(oauth.client_id)
    asked = client.prepare_request_uri(oauth.device_url or "", scope=oauth.scope or None)
    answer = provider.ask(oauth.device_url or "", asked.partition("?")[2])
    code, place = answer.get("device_code"), answer.get("verification_uri")
    place = place or answer.get("verification_url")  # as Google calls it
    if not code or not place:
        raise refused_sign_in(_words(answer))
    invite(Invitation(str(place), str(answer.get("user_code", ""))))
    pause, left = _seconds(answer, "interval", 5.0), _seconds(answer, "expires_in", 900.0)
    while left > 0:
        sleep(pause)
        left -= pause
        body = client.prepare_request_body(
            code, scope=oauth.scope or None, include_client_id=True, **provider.known()
        )
        answer = provider.ask(oauth.token_url or "", body)
        if str(answer.get("error")) not in _WAIT:
            return answer
        pause += 5.0 if answer["error"] == "slow_down" else 0.0
    raise refused_sign_in(_words(answer))


def _by_browser(provider: Provider, invite: Invite, _sleep: Sleep) -> dict[str, Any]:
    from oauthlib.oauth2 import WebApplicationClient  # noqa: PLC0415 - to sign in only

    oauth = provider.oauth
    client: Client = WebApplicationClient(oauth.client_id)
    state = secrets.token_urlsafe(24)
    proof = client.create_code_verifier(64)
    with _Waiting(state) as waiting:
        here = f"http://localhost:{waiting.server_port}"
        address = client.prepare_request_uri(
            oauth.authorize_url,
            redirect_uri=here,
            scope=oauth.scope or None,
            state=state,
            code_challenge=client.create_code_challenge(proof, "S256"),
            code_challenge_method="S256",
            access_type="offline",  # Google gives a refresh token for these two words only
            prompt="consent",
        )
        invite(Invitation(address))
        came = waiting.come()
    if "code" not in came:
        raise refused_sign_in(_words(came))
    body = client.prepare_request_body(
        code=came["code"], redirect_uri=here, code_verifier=proof, **provider.known()
    )
    return provider.ask(oauth.token_url or "", body)


class _Waiting(HTTPServer):
    """Listens on loopback for the browser that comes back; whoever brings no state is not it."""

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Back)
        self.state = state
        self.answer: dict[str, Any] = {}
        self.timeout = 1.0

    def come(self) -> dict[str, Any]:
        """What the browser brought; nothing when nobody came in time."""
        end = time.monotonic() + _UNTIL_SIGNED_IN
        while not self.answer and time.monotonic() < end:
            self.handle_request()
        return self.answer

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base has it
        """A visitor that hangs up is no news."""


class _Back(BaseHTTPRequestHandler):
    server: _Waiting
    timeout = 10.0

    def do_GET(self) -> None:
        """Take the code, and say that the window may be closed."""
        found = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        is_ours = secrets.compare_digest(
            found.get("state", "").encode(), self.server.state.encode()
        )
        if is_ours:
            self.server.answer = found
        words = _CLOSE if is_ours else ""
        self.send_response(200 if is_ours else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
        """The code stands in what would be logged."""


_CLOSE = "C'est fait, cette fenêtre peut être fermée. / Done, this window may be closed."


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """What holds a secret goes where the policy says, and nowhere else."""


def _object(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _seconds(answer: dict[str, Any], name: str, usual: float) -> float:
    value = answer.get(name)
    is_number = isinstance(value, int | float) and 0 < value <= _UNTIL_SIGNED_IN
    return float(value) if is_number and value is not None else usual


def _words(answer: dict[str, Any]) -> str:
    """What the provider says went wrong; of its answer these two fields alone are shown."""
    said = (answer.get("error"), answer.get("error_description"))
    return plain_line(": ".join(str(word) for word in said if word), 300)
