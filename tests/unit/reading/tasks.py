"""What the sandbox's workers are asked to do. They import this alone, so it imports little."""

import os
import signal
import time

from zenforms.findings import Problem
from zenforms.reading.submission import Document


def process_id() -> int:
    return os.getpid()


def hang() -> None:
    time.sleep(600)


def burn() -> None:
    while True:
        pass


def swell() -> int:
    return len(bytearray(3_000_000_000))


def die() -> None:
    os._exit(3)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def complain() -> str:
    os.write(1, b"\x1b[31mraw\x1b[0m")
    os.write(2, b"raw")
    return "said"


def fail(secret: str) -> None:
    raise ValueError(secret)


def be_refused(error: OSError) -> None:
    raise error


def answer_at_length() -> bytes:
    return bytes(70_000_000)


def recurse(depth: int) -> int:
    return recurse(depth + 1)


def document(name: str) -> Document:
    return Document(name=name, size=1, sha256="0", problems=(Problem("ZF001", {"a": "b"}),))


class Forged:
    """Unpickles into a call, as a worker that was taken over would have it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


def forge() -> Forged:
    return Forged()


def burn_for(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
