"""Imitated ticket systems on loopback, with the bad habits of real ones.

Written from what the products document, not from what asks them: RT (REST 2), Redmine, Zammad,
GLPI (`apirest.php`), and a receiver of webhooks. `Faults` says which request, counted from 0, meets
what. Time is the test's own, so that a search can lag without anybody waiting.
"""

import base64
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from enum import StrEnum
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "for-tests-only"  # noqa: S105 - of a server that lives as long as the test
PAGE = b"<html><body>502 Bad Gateway <b>proxy</b></body></html>"


class Fault(StrEnum):
    """What a request can meet. `_AFTER`: it was carried out, and nobody is told."""

    CUT_BEFORE = "cut before"
    CUT_AFTER = "cut after"
    BUSY_BEFORE = "503 before"
    ERROR_AFTER = "500 after"
    PAGE_AFTER = "a proxy's page after"
    LIMITED = "429"
    REFUSED_AFTER = "422 although it was done"


@dataclass
class Ticket:
    """One ticket over there."""

    id: int
    title: str
    text: str
    made_at: float
    values: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Heading and text, as they were sent."""
    state: str = "open"
    is_deleted: bool = False
    maker: str = "desk"


@dataclass
class House:
    """What one imitated system holds, and how it behaves."""

    now: Callable[[], float] = time.time
    lag: float = 0.0
    """How long a search does not find what was made."""
    faults: Mapping[int, Fault] = field(default_factory=dict)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    bodies: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    url: str = ""
    delay: float = 0.0
    """Real seconds for which each answer is held back."""
    sessions: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)
    """Headers of every answer."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, title: str, text: str, values: dict[str, Any]) -> Ticket:
        """Make a ticket."""
        made = Ticket(len(self.tickets) + 1, title, text, self.now(), values)
        self.tickets[made.id] = made
        return made

    def searchable(self) -> list[Ticket]:
        """What a search knows of by now."""
        return [
            one
            for one in self.tickets.values()
            if one.made_at + self.lag <= self.now() and not one.is_deleted
        ]

    def living(self, number: str, *, over: frozenset[str]) -> list[Ticket]:
        """The tickets with our number that are not closed."""
        return [t for t in self.tickets.values() if number in t.title and t.state not in over]


Reply = tuple[int, Any]


class NotThereError(Exception):
    """There is no such thing: 404."""


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    headers: Mapping[str, str]

    def parts(self, prefix: str) -> tuple[str, ...]:
        """Method and path, piece by piece, after a prefix."""
        return (self.method, *self.path.removeprefix(prefix).strip("/").split("/"))


Handler = Callable[[House, Asked], Reply]

_NOT_CARRIED_OUT = {Fault.CUT_BEFORE, Fault.BUSY_BEFORE, Fault.LIMITED}
_SAID = {
    Fault.ERROR_AFTER: (500, b'{"error": "out of luck"}'),
    Fault.PAGE_AFTER: (200, PAGE),
    Fault.REFUSED_AFTER: (422, b'{"error": "Attachments need the mime-type param"}'),
}


class _Serving(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    house: House
    handler: Handler

    def _serve(self) -> None:
        house = self.house
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # whoever sent it is gone
            self.close_connection = True
            return
        with house.lock:
            fault = house.faults.get(len(house.requests))
            house.requests.append(f"{self.command} {self.path}")
            reply = (503, {}) if fault in _NOT_CARRIED_OUT else self._reply(body)
        if house.delay:
            time.sleep(house.delay)
        self._answer(fault, reply)

    do_GET = do_POST = do_PUT = _serve  # noqa: N815 - the library's names

    def _reply(self, body: bytes) -> Reply:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = dict(self.headers.items())
        asked = Asked(self.command, unquote(parts.path), query, body, headers)
        try:
            return type(self).handler(self.house, asked)
        except NotThereError:
            return 404, {"message": "No such thing"}

    def _answer(self, fault: Fault | None, reply: Reply) -> None:
        if fault in {Fault.CUT_BEFORE, Fault.CUT_AFTER}:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, content = reply[0], json.dumps(reply[1]).encode()
        if fault in _SAID:
            status, content = _SAID[fault]
        with suppress(OSError):
            self.send_response(429 if fault is Fault.LIMITED else status)
            kind = "text/html" if content == PAGE else "application/json"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if fault in {Fault.LIMITED, Fault.BUSY_BEFORE}:
                self.send_header("Retry-After", "7")
            for name, value in self.house.extra.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Tell nobody."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the server's."""


@contextmanager
def ticket_server(
    handler: Handler, house: House, *, tls: ssl.SSLContext | None = None
) -> Iterator[House]:
    """Serve one imitated system while the block runs."""
    serving = type("Serving", (_Serving,), {"house": house, "handler": staticmethod(handler)})
    server = _Quiet(("127.0.0.1", 0), serving)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    house.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _found(house: House, number: str) -> Ticket:
    ticket = house.tickets.get(int(number))
    if ticket is None:
        raise NotThereError
    return ticket


# Zammad


def zammad(house: House, asked: Asked) -> Reply:  # noqa: C901, PLR0911 - a case for each address
    """As docs.zammad.org describes it."""
    if asked.headers.get("Authorization") != f"Token token={TOKEN}":
        return 401, {"error": "Invalid token"}
    values = json.loads(asked.body) if asked.body else {}
    match asked.parts("/api/v1"):
        case ("GET", "tickets", "search"):
            words = asked.query["query"]
            return 200, [_zammad(t) for t in house.searchable() if words in t.title + t.text]
        case ("POST", "tickets"):
            article = values["article"]
            ticket = house.add(values["title"], article["body"], values)
            _zammad_article(ticket, article)
            lacks = any("mime-type" not in one for one in article.get("attachments", ()))
            return (
                (422, {"error": "Attachments need the mime-type"})
                if lacks
                else (201, _zammad(ticket))
            )
        case ("GET", "tickets", number):
            ticket = _found(house, number)
            if ticket.is_deleted:
                raise NotThereError
            return 200, _zammad(ticket)
        case ("PUT", "tickets", number):
            _found(house, number).state = values["state"]
            return 200, _zammad(_found(house, number))
        case ("POST", "ticket_articles"):
            _zammad_article(_found(house, str(values["ticket_id"])), values)
            return 201, {}
        case ("GET", "ticket_articles", "by_ticket", number):
            ticket = _found(house, number)
            articles = [{"subject": heading, "body": text} for heading, text in ticket.notes]
            files = [{"id": i, "filename": name} for i, name in enumerate(ticket.files)]
            return 200, [*articles, {"subject": ticket.title, "attachments": files}]
        case ("GET", "users", "me"):
            return 200, {"id": 3, "email": "desk@editeur.example"}
        case ("GET", "groups"):
            return 200, [{"id": 1, "name": "Support"}]
        case ("GET", "ticket_states"):
            return 200, [
                {"id": n, "name": name} for n, name in enumerate(("new", "open", "closed"))
            ]
        case ("GET", "ticket_priorities"):
            return 200, [{"id": n, "name": f"{n} x"} for n in (1, 2, 3)]
    raise NotThereError


def _zammad(ticket: Ticket) -> dict[str, Any]:
    extra = {k: v for k, v in ticket.values.items() if k not in {"article", "customer_id"}}
    said = {"id": ticket.id, "title": ticket.title, "state": ticket.state}
    return extra | said | {"created_by": ticket.maker}


def _zammad_article(ticket: Ticket, article: Mapping[str, Any]) -> None:
    assert article["content_type"] == "text/plain"
    assert article["internal"] is True
    ticket.notes.append((article["subject"], article["body"]))
    for one in article.get("attachments", ()):
        base64.b64decode(one["data"], validate=True)
        ticket.files.append(one["filename"])


# GLPI


def glpi(house: House, asked: Asked) -> Reply:  # noqa: C901, PLR0911 - a case for each address
    """As the documentation of `apirest.php` describes it."""
    where = asked.parts("/apirest.php")
    if where == ("GET", "initSession"):
        if asked.headers.get("Authorization") != f"user_token {TOKEN}":
            return 401, ["ERROR_GLPI_LOGIN", "..."]
        house.sessions += 1
        return 200, {"session_token": f"session-{house.sessions}"}
    known = {f"session-{number}" for number in range(1, house.sessions + 1)}
    if asked.headers.get("Session-Token") not in known:
        return 401, ["ERROR_SESSION_TOKEN_INVALID", "session_token semble incorrect"]
    match where:
        case ("GET", "search", "Ticket"):
            words = asked.query["criteria[0][value]"]
            found = [t for t in house.searchable() if words in t.title]
            rows = [{"1": t.title, "2": t.id, "12": int(t.state)} for t in found]
            return 200, {"totalcount": len(rows), "count": len(rows)} | (
                {"data": rows} if rows else {}
            )
        case ("POST", "Ticket"):
            values = json.loads(asked.body)["input"]
            ticket = house.add(values["name"], values["content"], values)
            ticket.state = "2"
            return 201, {"id": ticket.id, "message": ""}
        case ("GET", "Ticket", number):
            ticket = _found(house, number)
            documents = [{"filename": name, "name": name} for name in ticket.files]
            said = ticket.values | {"id": ticket.id, "status": int(ticket.state)}
            return 200, said | {"_documents": documents, "is_deleted": int(ticket.is_deleted)}
        case ("PUT", "Ticket", number):
            _found(house, number).state = str(json.loads(asked.body)["input"]["status"])
            return 200, [{number: True, "message": ""}]
        case ("GET", "Ticket", number, "ITILFollowup"):
            notes = _found(house, number).notes
            return 200, [{"id": n, "content": escape(text)} for n, (_, text) in enumerate(notes)]
        case ("POST", "ITILFollowup"):
            values = json.loads(asked.body)["input"]
            assert values["is_private"] == 1
            _found(house, str(values["items_id"])).notes.append(("", values["content"]))
            return 201, {"id": 1}
        case ("POST", "Document"):
            document = len(house.documents) + 1
            house.documents[document] = _uploaded(asked)
            return 201, {"id": document, "message": ""}
        case ("POST", "Document_Item"):
            values = json.loads(asked.body)["input"]
            name = house.documents[values["documents_id"]]
            _found(house, str(values["items_id"])).files.append(name)
            return 201, {"id": 1}
        case ("GET", "Entity", "0"):
            return 200, {"id": 0}
    raise NotThereError


def _uploaded(asked: Asked) -> str:
    head = f"Content-Type: {asked.headers['Content-Type']}\r\n\r\n".encode()
    manifest, file = message_from_bytes(head + asked.body, policy=policy.HTTP).iter_parts()
    said = json.loads(manifest.get_content())
    name = file.get_filename()
    assert name
    assert said["input"]["_filename"] == [name]
    return str(name)


# A receiver of webhooks


def receiver(house: House, asked: Asked) -> Reply:
    """Takes whatever comes, and keeps it."""
    assert (asked.method, asked.path, asked.query) == ("POST", "/hook", {})
    house.bodies.append((asked.headers, asked.body))
    return 200, {}
