"""Has every file of a drop scanned for malware, when a scanner is configured."""

import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from zenforms import danger_problems, drop_problems, problems
from zenforms.findings import Problem
from zenforms.reading.submission import DropFile, Submission

# Asks clamd whether a file holds malware: INSTREAM over a socket, nothing else.

_CHUNK = 65_536
_REPLY_BYTES = 4_096
_FOUND = " FOUND"


class ScanResult(StrEnum):
    """What the scanner said; anything but `clean` and `infected` means that it did not scan."""

    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too_large"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Scan:
    """The answer on one file: `detail` is the malware's name, or why there is no answer."""

    result: ScanResult
    detail: str = ""


def scan(path: Path, address: str, *, timeout: float = 60.0) -> Scan:
    """Send the file to clamd; never raises: an unreachable scanner is an answer too.

    `address` is `host:port`, or the path of a Unix socket; `timeout` is in seconds.
    """
    try:
        with _connected(address, timeout) as link, path.open("rb") as stream:
            _send(link, _frames(stream))
            return _understood(_reply(link))
    except (OSError, ValueError) as error:
        return Scan(ScanResult.UNREACHABLE, type(error).__name__)


def _connected(address: str, timeout: float) -> socket.socket:
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host.strip("[]"), int(port)), timeout)
    family = getattr(socket, "AF_UNIX", None)
    if family is None:
        raise ValueError(address)  # Windows: clamd listens on TCP there
    link = socket.socket(family, socket.SOCK_STREAM)
    link.settimeout(timeout)
    try:
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link


def _frames(stream: BinaryIO) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    while chunk := stream.read(_CHUNK):
        yield struct.pack("!I", len(chunk)) + chunk
    yield struct.pack("!I", 0)


def _send(link: socket.socket, frames: Iterator[bytes]) -> None:
    try:
        for frame in frames:
            link.sendall(frame)
    except (BrokenPipeError, ConnectionResetError):
        return  # clamd hangs up on a file that is too large for it, after it said so


def _reply(link: socket.socket) -> str:
    reply = b""
    while b"\0" not in reply and len(reply) < _REPLY_BYTES:
        piece = link.recv(_REPLY_BYTES)
        if not piece:
            break
        reply += piece
    return reply.split(b"\0")[0].decode("utf-8", "replace").strip()


def _understood(reply: str) -> Scan:
    if reply == "stream: OK":
        return Scan(ScanResult.CLEAN)
    if reply.endswith(_FOUND):
        return Scan(ScanResult.INFECTED, reply.removeprefix("stream: ").removesuffix(_FOUND))
    if "size limit exceeded" in reply:
        return Scan(ScanResult.TOO_LARGE)
    return Scan(ScanResult.UNREACHABLE, reply[:200] or "no reply")


def scanned(
    submission: Submission, scratch: Path, scanner: str, *, seconds: float
) -> Submission | Problem:
    """`submission` with what clamd at `scanner` finds in its files, which lie in `scratch`.

    `held` when it does not answer; the problem that time is up when all the files together take
    longer than `seconds`.
    """
    end = time.monotonic() + seconds
    found: list[Problem] = []
    for file in submission.files:
        left = end - time.monotonic()
        if left <= 0:
            return Problem(problems.TIMED_OUT)
        answer = scan(scratch / file.safe_name, scanner, timeout=left)
        problem = _problem(answer, file)
        if problem and problem not in found:
            found.append(problem)
        if answer.result is ScanResult.UNREACHABLE:
            return _with(submission, found, held=True)
    return _with(submission, found, held=False)


def _with(submission: Submission, found: list[Problem], *, held: bool) -> Submission:
    return replace(submission, problems=(*submission.problems, *found), held=held)


def _problem(answer: Scan, file: DropFile) -> Problem | None:
    if answer.result is ScanResult.INFECTED:
        about = {"file": file.name, "name": answer.detail}
        return Problem(danger_problems.INFECTED, about)
    if answer.result is ScanResult.TOO_LARGE:
        return Problem(drop_problems.UNSCANNED, {"file": file.name})
    if answer.result is ScanResult.UNREACHABLE:
        return Problem(drop_problems.NO_SCAN, {"detail": answer.detail})
    return None
