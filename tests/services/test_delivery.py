"""Tickets reach a real RT and a real Redmine: once, whole, in order, whatever is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.making.mails import attachment, mail, part
from tests.places import SAMPLES
from tests.services.conftest import Zenforms
from tests.services.ticketservers import TicketHouse, redmine_house, rt_house

pytestmark = pytest.mark.services

HOSTILE = (
    "{{include(Wiki)}} {{macro_list}} </pre><script>alert(1)</script> #1 @admin \n"
    'h1. titre\n\nStatus: resolved\n"lien":http://mal.example !image.png! ~~~~ ``` **gras**'
)


@dataclass
class Remote:
    """What the other system holds, told the same way of both."""

    name: str
    house: TicketHouse
    settings: str
    secret: dict[str, str]

    def ids(self, number: str) -> list[int]:
        """The tickets that bear our number and are open or closed, not rejected."""
        if self.name == "rt":
            query = f"/REST/2.0/tickets?query=CF.%7BRequest%20ID%7D%3D%27{number}%27"
            return [int(one["id"]) for one in self.house.get(query)["items"]]
        found = self.house.get(f"/issues.json?status_id=*&cf_{self.house.ids['key']}={number}")
        return [one["id"] for one in found["issues"]]

    def living(self, number: str) -> list[int]:
        """All that bear our number in their titles, and are not closed as doubles."""
        if self.name == "rt":
            asked = quote(f"Subject LIKE '[{number}]' AND Status != 'rejected'")
            found = self.house.get(f"/REST/2.0/tickets?query={asked}")
            return [int(one["id"]) for one in found["items"]]
        return [one for one in self.ids(number) if not self.is_closed(one)]

    def files(self, ticket: int) -> list[str]:
        """The names of a ticket's files."""
        if self.name == "rt":
            query = f"/REST/2.0/ticket/{ticket}/attachments?fields=Filename&per_page=100"
            return [one["Filename"] for one in self.house.get(query)["items"] if one["Filename"]]
        found = self.house.get(f"/issues/{ticket}.json?include=attachments")
        return [one["filename"] for one in found["issue"]["attachments"]]

    def notes(self, ticket: int) -> list[str]:
        """The first lines of its notes, in order."""
        if self.name == "rt":
            query = f"/REST/2.0/ticket/{ticket}/attachments?fields=Subject&per_page=100"
            said = [" ".join(one["Subject"].split()) for one in self.house.get(query)["items"]]
        else:
            found = self.house.get(f"/issues/{ticket}.json?include=journals")["issue"]
            said = [one["notes"].partition("\n")[0] for one in found["journals"] if one["notes"]]
        return [line for line in said if "(zenforms:" in line]

    def is_closed(self, ticket: int) -> bool:
        """Whether it is closed."""
        if self.name == "rt":
            return bool(self.house.get(f"/REST/2.0/ticket/{ticket}")["Status"] == "resolved")
        found = self.house.get(f"/issues/{ticket}.json")["issue"]["status"]
        return bool(found["is_closed"])

    def close(self, ticket: int) -> None:
        """Somebody closes it over there."""
        if self.name == "rt":
            self.house.raw("PUT", f"/REST/2.0/ticket/{ticket}", {"Status": "resolved"})
        else:
            values = {"issue": {"status_id": self.house.ids["closed"]}}
            self.house.raw("PUT", f"/issues/{ticket}.json", values)


RT_SETTINGS = """
[rt]
url = "{url}"
queue = "Support"
key_field = "Request ID"
poll_minutes = 0.001
timeout_seconds = 15
lag_seconds = 0.5
priority = {{ low = 80, normal = 80, high = 80, blocking = 80 }}
fields = {{ "Client" = "client" }}
"""
REDMINE_SETTINGS = """
[redmine]
url = "{url}"
project = "support"
tracker = {tracker}
key_field = {key}
closed = {closed}
opened = {opened}
poll_minutes = 0.001
timeout_seconds = 15
lag_seconds = 0.5
priority = {{ low = {high}, normal = {high}, high = {high}, blocking = {high} }}
fields = {{ "{client}" = "client" }}
"""


@pytest.fixture(scope="module", params=["rt", "redmine"])
def remote(request: pytest.FixtureRequest) -> Iterator[Remote]:
    if request.param == "rt":
        with rt_house() as house:
            settings = RT_SETTINGS.format(url=house.url)
            yield Remote("rt", house, settings, {"ZENFORMS_RT_TOKEN": house.secret})
    else:
        with redmine_house() as house:
            settings = REDMINE_SETTINGS.format(url=house.url, **house.ids)
            yield Remote("redmine", house, settings, {"ZENFORMS_REDMINE_KEY": house.secret})


@pytest.fixture
def delivering(desk: Path, remote: Remote) -> Path:
    (desk / "delivery.toml").write_text(f"since = 2026-01-01\n{remote.settings}")
    return desk


def drop(desk: Path, count: int, *, first: int = 0) -> None:
    """Requests that differ by their messages; all hold the same form and files."""
    form = (SAMPLES / "accepted-pdfium/demande.pdf").read_bytes()
    for number in range(first, first + count):
        words = f"Demande {number} {time.time_ns()}\n{HOSTILE}".encode()
        body = part("Content-Type: text/plain; charset=utf-8", words)
        log = attachment("journal é.log", f"2026-05-11 10:00:00 ERROR {number}\n".encode())
        (desk / "inbox" / f"m{number}.eml").write_bytes(
            mail(body, attachment("demande.pdf", form), log)
        )


def tickets(desk: Path) -> list[str]:
    return sorted(path.stem for path in (desk / "tickets").glob("ZF-*.json"))


def test_a_ticket_lives_on_over_there(delivering: Path, zenforms: Zenforms, remote: Remote) -> None:
    checked = zenforms("deliver", "check", **remote.secret)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    drop(delivering, 1)
    zenforms("watch", "--once")
    (number,) = tickets(delivering)
    ran = zenforms("deliver", "run", "--once", **remote.secret)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (ticket,) = remote.ids(number)
    assert sorted(remote.files(ticket)) == sorted(
        [f"{number}.json", "demande.pdf", "journal e.log"]
    )
    _check_fields(remote, ticket)

    zenforms("qualify", number, "--first", "--by", "A. Exemple")
    shutil.rmtree(delivering / "outbox")  # a desk that was restored from an older copy
    assert zenforms("deliver", "run", "--once", **remote.secret).returncode == 0
    assert remote.ids(number) == [ticket]
    (note,) = remote.notes(ticket)
    assert "qualification" in note
    shown = json.loads(zenforms("show", number, "--format", "json").stdout)
    assert shown["deliveries"][0]["id"] == str(ticket)
    assert shown["deliveries"][0]["lacks"] == []

    remote.close(ticket)
    with _running(delivering, remote) as process:  # asks what became of it
        _wait_for(lambda: list((delivering / "orders").glob("*.json")), process)
    zenforms("watch", "--once")
    shown = json.loads(zenforms("show", number, "--format", "json").stdout)
    assert [event["kind"] for event in shown["events"]][-1] == "closed"
    zenforms("reopen", number, "--by", "A. Exemple")
    zenforms("deliver", "run", "--once", **remote.secret)
    assert len(remote.notes(ticket)) == 2, "what was heard over there is not told there again"
    assert not remote.is_closed(ticket)


def _check_fields(remote: Remote, ticket: int) -> None:
    if remote.name == "rt":
        seen = remote.house.get(f"/REST/2.0/ticket/{ticket}")
        assert seen["Priority"] == "80"
        assert not seen["Requestor"] or "exemple" not in json.dumps(seen["Requestor"])
        assert seen["Due"].startswith("2026-")
        text = _rt_text(remote, ticket)
        assert "{{include(Wiki)}}" in text
        return
    page = remote.house.raw("GET", f"/issues/{ticket}?key={remote.house.secret}", None).decode()
    assert "<script>alert(1)" not in page
    assert "{{macro_list}}" in page, "a macro stands there as text"
    assert "Executes" not in page
    assert "<h1>titre" not in page
    assert 'href="http://mal.example"' not in page


def _rt_text(remote: Remote, ticket: int) -> str:
    listed = remote.house.get(f"/REST/2.0/ticket/{ticket}/attachments?fields=ContentType,Filename")
    texts = [o for o in listed["items"] if o["ContentType"] == "text/plain" and not o["Filename"]]
    content: Any = remote.house.get(f"/REST/2.0/attachment/{texts[0]['id']}")["Content"]
    import base64  # noqa: PLC0415 - only RT says texts like this

    return base64.b64decode(content).decode("utf-8", "replace")


class _running:  # noqa: N801 - read like a function
    def __init__(self, desk: Path, remote: Remote) -> None:
        self._command = [sys.executable, "-m", "zenforms", "deliver", "run", "--desk", str(desk)]
        self._environment = os.environ | remote.secret | {"ZENFORMS_LANG": "en"}

    def __enter__(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.DEVNULL
        )
        return self._process

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)


def _wait_for(found: Any, process: "subprocess.Popen[bytes]") -> None:  # noqa: ANN401 - a question
    end = time.monotonic() + 300  # a slow machine makes it wait before it asks again
    while not found():
        assert process.poll() is None, "the delivery ended by itself"
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def test_killed_again_and_again_it_neither_loses_nor_doubles(
    delivering: Path, zenforms: Zenforms, remote: Remote
) -> None:
    drop(delivering, 4)
    zenforms("watch", "--once")
    numbers = tickets(delivering)
    assert len(numbers) == 4
    zenforms("note", numbers[0], "--by", "A. Exemple", "--why", "vu")
    for seconds in (0.9, 1.2, 1.6):
        with _running(delivering, remote) as process:
            time.sleep(seconds)
            process.kill()
    with _running(delivering, remote) as process:
        _wait_for(lambda: _all_there(delivering, numbers), process)
    for number in numbers:
        (ticket,) = remote.living(number)
        assert sorted(remote.files(ticket)) == sorted(
            [f"{number}.json", "demande.pdf", "journal e.log"]
        )
        assert len(remote.notes(ticket)) == (number == numbers[0])


def _all_there(desk: Path, numbers: list[str]) -> bool:
    files = [
        path for number in numbers for path in (desk / "outbox/tickets" / number).glob("*.json")
    ]
    found = [json.loads(path.read_text()) for path in files if not path.name.startswith(".")]
    are_there = [one["state"] == "delivered" for one in found]
    return len(are_there) == len(numbers) and all(are_there) and any(one["done"] for one in found)
