"""A board over a real desk, on a port of this machine, and a browser of the simplest kind."""

import http.client
import re
import shutil
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail
from zenforms.language import Lang
from zenforms.web.entrance import Setting
from zenforms.web.serving import BoardOpening, config_for
from zenforms.web.state import DeskState

TOKEN = "the-printed-token"  # noqa: S105 - of a board that lives for a test
HOSTILE = "<script>alert(1)</script> \u202e{{7*7}} \x1b[2J " + "é" * 300
"""What a client may write."""


@dataclass(frozen=True)
class Reply:
    """An answer: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def token(self) -> str:
        """The token that the page's forms hold."""
        found = re.search(r'name="jeton" value="([^"]+)"', self.text)
        return found[1] if found else ""

    @property
    def seen(self) -> str:
        """What the page's forms say that its reader saw."""
        found = re.search(r'name="vu" value="([^"]+)"', self.text)
        return found[1] if found else ""


@dataclass
class Browser:
    """Keeps a cookie and sends what a browser sends; follows nothing by itself."""

    port: int
    cookie: str = ""
    origin: str | None = field(default=None)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request."""
        host = f"127.0.0.1:{self.port}"
        sent = {"Host": host, "Origin": self.origin or f"http://{host}"}
        if self.cookie:
            sent["Cookie"] = self.cookie
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {**sent, **(headers or {})})
            answer = connection.getresponse()
            reply = Reply(
                answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
            )
        finally:
            connection.close()
        if said := reply.headers.get("set-cookie"):
            self.cookie = said.partition(";")[0]
        return reply

    def get(self, path: str) -> Reply:
        """A page."""
        return self.ask("GET", path)

    def post(self, path: str, headers: Mapping[str, str] | None = None, **fields: str) -> Reply:
        """A form; names lose a trailing `_`."""
        body = urlencode({name.rstrip("_"): value for name, value in fields.items()}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, {**kind, **(headers or {})})

    def decide(self, number: str, deed: str, **fields: str) -> Reply:
        """A click on the page of a request."""
        page = self.get(f"/demandes/{number}")
        told = {"jeton": page.token, "vu": page.seen, **fields}
        return self.post(f"/demandes/{number}/{deed}", None, **told)


@contextmanager
def board(root: Path, *, token: str = TOKEN, name: str = "Ada") -> Iterator[Browser]:
    """A board of the desk in `root` while the block runs; its browser is not signed in yet."""
    state = DeskState(root, Lang.FR)
    hosts = frozenset({"127.0.0.1", "localhost"})
    config = config_for(state, Setting(hosts, token=token, name=name), BoardOpening())
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield Browser(bound.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def signed_in(browser: Browser) -> Browser:
    """The same browser after a click on the printed address."""
    assert browser.get(f"/entrer?jeton={TOKEN}").status == 303
    return browser


@dataclass(frozen=True)
class Numbers:
    """What the desk of these tests holds."""

    accepted: str
    returned: str
    quarantined: str
    hostile: str


def fill(story: Story) -> Numbers:
    """Requests of each kind; one of them says hostile things wherever a client may."""
    sender = "anne.essai@client.example"
    form = story.form()
    files = {"demande.pdf": filled(form, ANSWERS), "psr.zip": PSR}
    accepted = story.receive("a.eml", mail(sender, "Demande", files), "2026-05-28T10:00:00")
    short = filled(form, {**ANSWERS, "description": None, "summary": "Tri des pièces"})
    back = mail(sender, "Autre", {"demande.pdf": short})
    returned = story.receive("b.eml", back, "2026-05-28T11:00:00")
    strange = story.receive("c.pdf", b"%PDF-1.7\nnothing", "2026-05-28T12:00:00")
    words = {**ANSWERS, "summary": HOSTILE[:110], "description": HOSTILE}
    bad = {"<img src=x onerror=alert(1)>\u202e.txt": b"x" * 99, "d.pdf": filled(form, words)}
    hostile = story.receive("d.eml", mail(sender, "<b>x</b>", bad), "2026-05-28T13:00:00")
    return Numbers(accepted.number, returned.number, strange.number, hostile.number)


def copied(root: Path, target: Path) -> Path:
    """A desk of one's own, to decide at."""
    shutil.copytree(root, target)
    return target
