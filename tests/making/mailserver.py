"""A small IMAP server with the habits of others, and a provider of tokens; both over TLS."""

import base64
import datetime as dt
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER = "desk@societe.example"
PASSWORD = "for-tests-only"  # noqa: S105 - of a server that lives as long as the test


def certificate(certificate: Path, key: Path) -> None:
    """A certificate for localhost that vouches for itself, good for a day."""
    private = ec.generate_private_key(ec.SECP256R1())
    serial = x509.random_serial_number()  # in the name too: one file may hold several of them
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"localhost {serial}")])
    now = dt.datetime.now(dt.UTC)
    places: list[x509.GeneralName] = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(serial)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _context(folder: Path) -> ssl.SSLContext:
    if not (folder / "c.pem").exists():
        certificate(folder / "c.pem", folder / "k.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "c.pem", folder / "k.pem")
    return context


@dataclass(frozen=True)
class Habits:
    """What a server is wont to do. Messages are named by their UIDs."""

    caps: str = "IMAP4rev1 MOVE UIDPLUS NAMESPACE"
    greeting: str = ""
    """Said instead of the usual one; then the server hangs up."""
    no_login: str = ""
    no_select: str = ""
    no_create: str = ""
    no_move: str = ""
    prefix: str = ""
    separator: str = "."
    longest_line: int = 1_000_000
    refuses: frozenset[int] = frozenset()
    """It says NO to these."""
    hangs_up: frozenset[int] = frozenset()
    """It ends the connection over these."""
    nil: frozenset[int] = frozenset()
    garbled: frozenset[int] = frozenset()
    """It answers with something that is no IMAP."""
    unsized: frozenset[int] = frozenset()
    """It says NO to a question for the sizes of these."""
    read_only: bool = False
    """It says so when the folder is selected."""
    no_validity: bool = False
    bye_after: int = 0
    """It says BYE after so many commands of each connection."""
    token: Callable[[str], bool] | None = None
    """Whether a token is good; then no password is taken."""


@dataclass
class Mail:
    """What lies on the server, and what it was asked."""

    inbox: dict[int, bytes]
    done: dict[int, bytes] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    lines: list[bytes] = field(default_factory=list)
    signed_in_with: list[str] = field(default_factory=list)
    habits: Habits = Habits()
    port: int = 0
    ca_file: Path = Path()

    @property
    def left(self) -> set[int]:
        """The messages that still wait in the folder."""
        return set(self.inbox) - self.deleted


@contextmanager
def mail_server(folder: Path, messages: dict[int, bytes], habits: Habits) -> Iterator[Mail]:
    """The server while the block runs; its habits may be changed in between."""
    context = _context(folder)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        mail = Mail(dict(messages), habits=habits, port=listening.getsockname()[1])
        mail.ca_file = folder / "c.pem"
        talks: list[threading.Thread] = []
        serving = threading.Thread(
            target=_serve, args=(listening, context, mail, talks), daemon=True
        )
        serving.start()
        try:
            yield mail
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            serving.join(5)
            for talk in talks:
                talk.join(5)


def _serve(
    listening: socket.socket, context: ssl.SSLContext, mail: Mail, talks: list[threading.Thread]
) -> None:
    with suppress(OSError):
        while True:
            plain, _ = listening.accept()
            talk = threading.Thread(target=_talk, args=(plain, context, mail), daemon=True)
            talk.start()
            talks.append(talk)


def _talk(plain: socket.socket, context: ssl.SSLContext, mail: Mail) -> None:
    with suppress(OSError, ValueError), plain, context.wrap_socket(plain, server_side=True) as line:
        line.settimeout(30)
        with line.makefile("rb") as file:
            _Talk(line, file, mail).run()


class _HungUpError(OSError):
    pass


class _Talk:
    """One connection."""

    def __init__(self, line: ssl.SSLSocket, file: BinaryIO, mail: Mail) -> None:
        self._line = line
        self._file = file
        self._mail = mail
        self._habits = mail.habits

    def run(self) -> None:
        habits = self._habits
        if habits.greeting:
            self._say(habits.greeting)
            return
        self._say(f"* OK [CAPABILITY {habits.caps}] ready")
        count = 0
        while got := self._file.readline():
            count += 1
            self._mail.lines.append(got)
            tag, _, rest = got.decode().strip().partition(" ")
            if habits.bye_after and count > habits.bye_after:
                self._say("* BYE [UNAVAILABLE] going down for maintenance")
                return
            if len(got) > habits.longest_line:
                self._say(f"{tag} BAD Error in IMAP command: Too long argument.")
                continue
            name = rest.upper().partition(" ")[0]
            if name == "UID":
                name = "UID_" + rest.upper().split(" ")[1]
            answer = getattr(self, f"_{name.lower()}", None)
            said = answer(rest) if answer else "BAD unknown command"
            self._say(f"{tag} {said}")
            if name == "LOGOUT":
                return

    def _say(self, text: str | bytes) -> None:
        raw = text if isinstance(text, bytes) else text.encode()
        self._line.sendall(raw + b"\r\n")

    def _capability(self, _: str) -> str:
        self._say(f"* CAPABILITY {self._habits.caps}")
        return "OK done"

    def _noop(self, _: str) -> str:
        return "OK done"

    def _login(self, rest: str) -> str:
        if self._habits.no_login:
            return f"NO {self._habits.no_login}"
        if self._habits.token or f'"{PASSWORD}"' not in rest:
            return "NO [AUTHENTICATIONFAILED] LOGIN failed."
        return f"OK [CAPABILITY {self._habits.caps}] in"

    def _authenticate(self, rest: str) -> str:
        self._say("+ ")
        told = base64.b64decode(self._file.readline()).decode()
        token = told.partition("auth=Bearer ")[2].partition("\x01")[0]
        self._mail.signed_in_with.append(f"{rest.split()[1]} {token}")
        if self._habits.token and self._habits.token(token):
            return "OK in"
        self._say(b"+ " + base64.b64encode(b'{"status":"401","schemes":"bearer"}'))
        self._file.readline()
        return "NO [AUTHENTICATIONFAILED] AUTHENTICATE failed."

    def _namespace(self, _: str) -> str:
        self._say(f'* NAMESPACE (("{self._habits.prefix}" "{self._habits.separator}")) NIL NIL')
        return "OK done"

    def _list(self, rest: str) -> str:
        wanted = rest.rsplit(" ", maxsplit=1)[-1].strip('"')
        if not wanted:
            self._say(f'* LIST (\\Noselect) "{self._habits.separator}" ""')
        for name in self._mail.folders & {wanted}:
            self._say(f'* LIST (\\HasNoChildren) "{self._habits.separator}" "{name}"')
        return "OK done"

    def _create(self, rest: str) -> str:
        name = rest.split(" ", 1)[1].strip('"')
        if self._habits.no_create:
            return f"NO {self._habits.no_create}"
        if not name.startswith(self._habits.prefix):
            return "NO [CANNOT] Client tried to access nonexistent namespace."
        self._mail.folders.add(name)
        return "OK done"

    def _subscribe(self, _: str) -> str:
        return "OK done"

    def _select(self, _: str) -> str:
        if self._habits.no_select:
            return f"NO {self._habits.no_select}"
        self._say(f"* {len(self._mail.inbox)} EXISTS")
        if not self._habits.no_validity:
            self._say("* OK [UIDVALIDITY 7] valid")
        return "OK [READ-ONLY] done" if self._habits.read_only else "OK [READ-WRITE] done"

    _examine = _select

    def _uid_search(self, _: str) -> str:
        self._say("* SEARCH " + " ".join(str(uid) for uid in sorted(self._mail.left)))
        return "OK done"

    def _uid_fetch(self, rest: str) -> str:
        uids = [int(one) for one in rest.split(" ")[2].split(",")]
        sizes = "RFC822.SIZE" in rest
        if sizes and self._habits.unsized & set(uids):
            return "NO [SERVERBUG] Internal error occurred"
        for uid in uids:
            message = self._mail.inbox.get(uid)
            if message is None:
                continue
            if sizes:
                self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(message)})")
            elif uid in self._habits.refuses:
                return "NO [SERVERBUG] Internal error occurred, message cannot be converted"
            elif uid in self._habits.hangs_up:
                raise _HungUpError
            elif uid in self._habits.nil:
                self._say(f"* {uid} FETCH (UID {uid} BODY[] NIL)")
            elif uid in self._habits.garbled:
                self._say(f"* {uid} FETCH (UID {uid} BODY[] (((")
            else:
                head = f"* {uid} FETCH (UID {uid} BODY[] {{{len(message)}}}\r\n"
                self._line.sendall(head.encode() + message + b")\r\n")
        return "OK done"

    def _uid_move(self, rest: str) -> str:
        return self._put_away(rest, keep=False)

    def _uid_copy(self, rest: str) -> str:
        return self._put_away(rest, keep=True)

    def _put_away(self, rest: str, *, keep: bool) -> str:
        uid, name = int(rest.split(" ")[2]), rest.split(" ", 3)[3].strip('"')
        if self._habits.no_move:
            return f"NO {self._habits.no_move}"
        if name not in self._mail.folders:
            return "NO [TRYCREATE] no such mailbox"
        self._mail.done[uid] = self._mail.inbox[uid]
        if not keep:
            del self._mail.inbox[uid]
        return "OK done"

    def _uid_store(self, rest: str) -> str:
        self._mail.deleted.add(int(rest.split(" ")[2]))
        return "OK done"

    def _uid_expunge(self, rest: str) -> str:
        self._mail.inbox.pop(int(rest.split(" ")[2]), None)
        return "OK done"

    def _logout(self, _: str) -> str:
        self._say("* BYE see you")
        return "OK done"


# A provider of tokens: it counts what it gave, and tells what it was asked.


@dataclass
class Provider:
    """Refresh tokens are good once; an access token is good until `outlived` is called."""

    url: str = ""
    introspection: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    good: set[str] = field(default_factory=set)
    refresh: str = ""
    pending: int = 2
    """How often a device is told to wait."""
    error: tuple[int, dict[str, object]] | None = None
    """Answered instead of a token."""
    codes: set[str] = field(default_factory=set)
    count: int = 0

    def outlive(self) -> None:
        """No access token given so far is good any more."""
        self.good.clear()

    def is_good(self, token: str) -> bool:
        """Whether a server should let this token in."""
        return token in self.good

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Status and JSON for one request."""
        self.asked.append({"path": path, **asked})
        if path == "/introspect":
            return 200, {"active": asked.get("token", "") in self.good, "username": USER}
        if self.error:
            return self.error
        if path == "/device":
            return 200, {
                "device_code": "device-1",
                "user_code": "ABCD-EFGH",
                "verification_uri": "https://login.example/device",
                "interval": 1,
                "expires_in": 600,
            }
        return self._token(asked)

    def _token(self, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        grant = asked.get("grant_type", "")
        if grant.endswith("device_code") and self.pending:
            self.pending -= 1
            return 400, {"error": "authorization_pending"}
        if grant == "refresh_token" and asked.get("refresh_token") != self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "token was revoked"}
        if grant == "authorization_code" and asked.get("code") not in self.codes:
            return 400, {"error": "invalid_grant"}
        self.count += 1
        access, self.refresh = f"access-{self.count}", f"refresh-{self.count}"
        self.good.add(access)
        return 200, {
            "access_token": access,
            "refresh_token": self.refresh,
            "expires_in": 3600,
            "token_type": "Bearer",
        }


@contextmanager
def token_provider(folder: Path) -> Iterator[Provider]:
    """The provider while the block runs, on loopback with the certificate in `folder`.

    It also tells a mail server which tokens are good, on an address without TLS.
    """
    provider = Provider()

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(content).items()}
            status, said = provider.answer(self.path, asked)
            raw = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
            pass

    context = _context(folder)
    with _answering(Asked) as plain, _answering(Asked, context) as safe:
        provider.url = f"https://localhost:{safe}"
        provider.introspection = f"http://127.0.0.1:{plain}/introspect"
        yield provider


@contextmanager
def _answering(
    handler: type[BaseHTTPRequestHandler], context: ssl.SSLContext | None = None
) -> Iterator[int]:
    """A server on loopback while the block runs; its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join(5)
