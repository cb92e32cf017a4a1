"""One request, whatever answers: bounded, no redirect followed, no secret told."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.making.mailserver import certificate
from tests.making.ticketserver import House, ticket_server
from zenforms.desk.delivery.transport import (
    ANSWER_BYTES,
    HttpClient,
    SystemAwayError,
    SystemRefusedError,
)

SECRET = {"Authorization": "token very-secret"}


@contextmanager
def answering(content: bytes, *, slowly: bool = False) -> Iterator[str]:
    """A server that says the same to everybody, or a byte now and then."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.recv(65_536)
                    if not slowly:
                        connection.sendall(content)
                        continue
                    for byte in content:
                        connection.sendall(bytes([byte]))
                        if over.wait(0.05):
                            break

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def said(status: str, body: bytes = b"{}", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        said("200 OK", b"<html>proxy</html>"),
        said("200 OK", b"[" * 100_000),
        said("500 Oops"),
        said("503 Busy", b"{}", "Retry-After: soon"),
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500,
    ],
)
def test_an_answer_that_says_nothing_is_no_answer(answer: bytes) -> None:
    with answering(answer) as url, pytest.raises(SystemAwayError) as raised:
        HttpClient(url, SECRET, seconds=5).get("/x")
    assert "very-secret" not in str(raised.value)


def test_an_answer_that_never_ends_is_given_up() -> None:
    with (
        answering(said("200 OK", b" " * 10_000), slowly=True) as url,
        pytest.raises(SystemAwayError, match="timed out"),
    ):
        HttpClient(url, seconds=0.3).get("/x")


def test_an_answer_beyond_all_measure_is_not_read() -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {ANSWER_BYTES + 10}\r\n\r\n".encode()
    with (
        answering(head + b" " * (ANSWER_BYTES + 10)) as url,
        pytest.raises(SystemAwayError, match="too large"),
    ):
        HttpClient(url, seconds=20).get("/x")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_no_redirect_takes_the_secret_along(status: str) -> None:
    other = House()
    with ticket_server(lambda _house, _asked: (200, {}), other):
        answer = said(status, b"", f"Location: {other.url}/elsewhere")
        with answering(answer) as url, pytest.raises(SystemRefusedError, match="redirected"):
            HttpClient(url, SECRET).get("/x")
    assert other.requests == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("999999", 3600.0),
        ("Tue, 01 Dec 2026 10:01:00 GMT", 60.0),
        ("-5", 0.0),
        ("x", 0.0),
    ],
)
def test_a_pause_that_is_asked_for_is_kept(header: str, seconds: float) -> None:
    answer = said(
        "429 Slow", b"{}", f"Retry-After: {header}", "Date: Tue, 01 Dec 2026 10:00:00 GMT"
    )
    with answering(answer) as url, pytest.raises(SystemAwayError) as raised:
        HttpClient(url).get("/x")
    assert raised.value.after == seconds


def test_a_refusal_says_why_and_no_terminal_obeys_it() -> None:
    answer = said("422 No", b'{"errors": ["Subject \\u001b[31m is too long", "x"]}')
    with answering(answer) as url, pytest.raises(SystemRefusedError) as raised:
        HttpClient(url).get("/x")
    assert raised.value.status == 422
    assert "is too long" in str(raised.value)
    assert "\x1b" not in str(raised.value)


def test_a_certificate_that_nobody_vouches_for_is_refused_and_one_that_is_named_is_taken(
    tmp_path: Path,
) -> None:
    import ssl  # noqa: PLC0415 - of this test alone

    certificate(tmp_path / "c.pem", tmp_path / "k.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    house = House()
    with ticket_server(lambda _house, _asked: (200, {"fine": True}), house, tls=context):
        with pytest.raises(SystemAwayError, match="certificate"):
            HttpClient(house.url, SECRET).get("/x")
        assert house.requests == []
        found = HttpClient(house.url, SECRET, ca_file=str(tmp_path / "c.pem")).get("/x")
    assert found == {"fine": True}


def test_nobody_there_is_said_in_the_systems_words() -> None:
    with pytest.raises(SystemAwayError, match="refused"):
        HttpClient("http://127.0.0.1:9", SECRET, seconds=2).get("/x")


def test_the_secret_is_not_shown_with_the_client() -> None:
    assert "very-secret" not in repr(HttpClient("https://rt.example", SECRET))
