"""What runs in the sandbox's process: receive a task, carry it out within limits, answer.

Nothing of the file may reach a log from here: standard output and error go nowhere.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.scratch import ScratchError

ANSWER_BYTES = 64_000_000
"""No answer is longer: files stay in the scratch folder, only summaries come back."""

READY = b"ready"


@dataclass(frozen=True, slots=True)
class Task:
    """One call: a top-level function of ours and its arguments."""

    function: Callable[..., object]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mishap:
    """A function raised: where, and what kind of exception. Never its message."""

    exception: str
    place: str


@dataclass(frozen=True, slots=True)
class Cramped:
    """The scratch folder refused: the number of the system's error."""

    number: int | None


def serve(connection: Connection, limits: Limits) -> None:
    """Answer tasks until the other end is closed. The last answer is one that ran out of memory."""
    _go_quiet()
    _stay_within(limits)
    connection.send_bytes(READY)
    while True:
        try:
            task = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own parent
        except (EOFError, OSError):
            return
        _start_the_clock(limits)
        answer = carry_out(task)
        connection.send_bytes(_packed(answer))
        if answer == Problem(problems.OUT_OF_MEMORY):
            return


def carry_out(task: Task) -> object:
    """The result of a task; running out of memory is a Problem, most other exceptions a Mishap."""
    try:
        return task.function(*task.args, **task.kwargs)
    except ScratchError as error:
        return Cramped(error.errno)
    except MemoryError:
        return Problem(problems.OUT_OF_MEMORY)
    except RecursionError:
        detail = Text(fr="objets trop imbriqués", en="objects nested too deeply")
        return Problem(problems.TOO_COMPLEX, {"detail": detail})
    except Exception as error:  # noqa: BLE001 - the parent tells; this process goes on
        return Mishap(type(error).__name__, _place(error))


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 - a label, not a path


def _packed(answer: object) -> bytes:
    data = pickle.dumps(answer, protocol=5)
    if len(data) <= ANSWER_BYTES:
        return data
    detail = Text(fr="trop de contenu", en="too much content")
    return pickle.dumps(Problem(problems.TOO_COMPLEX, {"detail": detail}), protocol=5)


def _go_quiet() -> None:
    """The parent answers Ctrl-C; and no library's complaint leaves this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


if sys.platform == "win32":

    def _stay_within(limits: Limits) -> None:
        """Windows has no such limits; the parent keeps the wall time."""

    def _start_the_clock(limits: Limits) -> None:
        """Likewise."""

else:
    import resource

    from zenforms.reading.restraint import cpu_deadline, lower

    def _stay_within(limits: Limits) -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        lower(resource.RLIMIT_AS, limits.memory_bytes)

    def _start_the_clock(limits: Limits) -> None:
        lower(resource.RLIMIT_CPU, cpu_deadline(limits.cpu_seconds))
