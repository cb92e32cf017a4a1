"""What every request passes and every answer carries: host, origin, headers. Plain ASGI."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
CLIENTS_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
"""For pages that tell what a client sent: an origin of their own, no script, nothing fetched."""

_SAFE = frozenset({"GET", "HEAD"})
_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Lets in what was asked of this host and, when it changes something, by a page of ours."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], is_secure: bool) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._is_secure = is_secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        if _name_of(headers.get("host", "")) not in self._hosts:
            answer = PlainTextResponse("unknown host", 421)
            await answer(scope, receive, with_headers)
        elif scope["method"] not in _SAFE and not self._is_ours(headers):
            answer = PlainTextResponse("not from a page of this board", 403)
            await answer(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)

    @staticmethod
    def _is_ours(headers: Headers) -> bool:
        """Whether a page of this board asks; a browser says so in one of two ways."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = headers.get("origin", "")
        return bool(origin) and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        headers.setdefault("Cache-Control", "no-store")
        if self._is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")


def _name_of(host: str) -> str:
    """The host without its port, in lower case; brackets of an IPv6 address stay."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()
