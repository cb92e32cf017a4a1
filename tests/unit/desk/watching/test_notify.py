import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue

import pytest

from tests.unit.desk.bench import NOW
from zenforms.desk.watching.happenings import Event, Happened, notifying
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Notify
from zenforms.language import Lang

LONG = 20.0


def settled(outcome: OutcomeKind) -> Event:
    return Event(
        Happened.SETTLED,
        NOW,
        number="ZF-260512-00000",
        outcome=outcome,
        codes=("ZF501",),
        name="Camille.pdf",
    )


@pytest.fixture
def received() -> Queue[bytes]:
    return Queue()


@pytest.fixture
def address(received: Queue[bytes]) -> Iterator[str]:
    """A web server that keeps what it is sent."""

    class Keeper(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Keeper)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_quarantine_calls_the_web_address(address: str, received: Queue[bytes]) -> None:
    notifying(Notify(webhook=address), Lang.FR)(settled(OutcomeKind.QUARANTINED))
    content = received.get(timeout=LONG)
    said = json.loads(content)
    assert said["number"] == "ZF-260512-00000"
    assert said["codes"] == ["ZF501"]
    assert "en quarantaine" in said["text"]
    assert b"Camille" not in content


def test_nothing_else_calls(address: str, received: Queue[bytes]) -> None:
    tell = notifying(Notify(webhook=address), Lang.FR)
    tell(settled(OutcomeKind.ACCEPTED))
    tell(Event(Happened.STARTED, NOW))
    tell(settled(OutcomeKind.QUARANTINED))
    received.get(timeout=LONG)
    assert received.empty()


def test_a_command_is_run_with_the_sentence_last(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'w').write(sys.argv[-1])"
    target = tmp_path / "said"
    command = (sys.executable, "-c", code, str(target))
    notifying(Notify(command=command), Lang.EN)(settled(OutcomeKind.QUARANTINED))
    for thread in threading.enumerate():
        if thread.daemon and thread.name.startswith("Thread") and "_call" in thread.name:
            thread.join(LONG)
    assert target.read_text() == "zenforms: ZF-260512-00000 is in quarantine (ZF501)"


def test_a_call_that_fails_stops_nothing() -> None:
    notify = Notify(webhook="http://127.0.0.1:9/", command=("/no/such/command",))
    notifying(notify, Lang.FR)(settled(OutcomeKind.QUARANTINED))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x.example/"])
def test_only_web_addresses_are_called(address: str) -> None:
    with pytest.raises(ValueError, match="webhook"):
        Notify(webhook=address)
