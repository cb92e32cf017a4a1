"""The scanner's protocol, against a small server that speaks it."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from zenforms.reading.files.scanning import Scan, ScanResult, scan


@contextmanager
def clamd(reply: bytes, *, hang_up_after: int | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A server for one scan: its address, and what it was sent."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        worker = threading.Thread(target=_serve, args=(server, reply, received, hang_up_after))
        worker.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", received
        worker.join()


def _serve(
    server: socket.socket, reply: bytes, received: list[bytes], hang_up_after: int | None
) -> None:
    link, _ = server.accept()
    with link, link.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        total = 0
        while size := struct.unpack("!I", stream.read(4))[0]:
            received.append(stream.read(size))
            total += size
            if hang_up_after is not None and total > hang_up_after:
                break
        link.sendall(reply)


@pytest.fixture(name="file")
def fixture_file(tmp_path: Path) -> Path:
    path = tmp_path / "x.bin"
    path.write_bytes(bytes(range(256)) * 1000)
    return path


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (b"stream: OK\0", Scan(ScanResult.CLEAN)),
        (
            b"stream: Eicar-Test-Signature FOUND\0",
            Scan(ScanResult.INFECTED, "Eicar-Test-Signature"),
        ),
        (b"INSTREAM size limit exceeded. ERROR\0", Scan(ScanResult.TOO_LARGE)),
        (b"", Scan(ScanResult.UNREACHABLE, "no reply")),
        (b"stream: trouble ERROR\0", Scan(ScanResult.UNREACHABLE, "stream: trouble ERROR")),
    ],
)
def test_every_reply_is_understood(file: Path, reply: bytes, answer: Scan) -> None:
    with clamd(reply) as (address, received):
        assert scan(file, address) == answer
    assert b"".join(received) == file.read_bytes()


def test_a_scanner_that_hangs_up_on_a_large_file_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(bytes(30_000_000))
    with clamd(b"INSTREAM size limit exceeded. ERROR\0", hang_up_after=1_000_000) as (address, _):
        answer = scan(path, address)
    assert answer.result in {ScanResult.TOO_LARGE, ScanResult.UNREACHABLE}


def test_a_scanner_that_is_not_there_is_unreachable(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert scan(file, f"127.0.0.1:{port}").result is ScanResult.UNREACHABLE


@pytest.mark.parametrize("address", ["/nulle/part.sock", "", "127.0.0.1:99999", "nulle part:1"])
def test_a_wrong_address_is_unreachable(file: Path, address: str) -> None:
    assert scan(file, address).result is ScanResult.UNREACHABLE


def test_a_silent_scanner_is_unreachable_in_time(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        assert scan(file, address, timeout=0.2).result is ScanResult.UNREACHABLE
