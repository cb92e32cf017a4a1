"""What runs in the sandbox's processes: carry out a task within limits, and answer in bytes.

Nothing of the file may reach a log from here: standard output and error go nowhere.
"""

import errno
import os
import pickle
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, get_type_hints

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.scratch import ScratchError
from zenforms.reading.wire import schema
from zenforms.reading.wire.schema import pack, unpack
from zenforms.reading.wire.values import TooMuchError, WireError
from zenforms.reading.workplace import be_worker

ANSWER_BYTES = 64_000_000
"""No answer is longer: files stay in the scratch folder, only summaries come back."""

READY = b"ready"

_LABEL = re.compile(r"[\w.:<>?-]{1,120}")
_FAILED, _DONE = b"\0", b"\1"


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

    def __post_init__(self) -> None:
        if not (_LABEL.fullmatch(self.exception) and _LABEL.fullmatch(self.place)):
            raise ValueError


@dataclass(frozen=True, slots=True)
class Cramped:
    """The scratch folder refused: the number of the system's error."""

    number: int | None

    def __post_init__(self) -> None:
        if self.number is not None and self.number not in errno.errorcode:
            raise ValueError


_Failure = Problem | Mishap | Cramped


def serve(connection: Connection, limits: Limits) -> None:
    """Answer tasks until the other end is closed. The last answer is one that ran out of memory."""
    go_quiet()
    be_worker()
    _stay_within(limits)
    connection.send_bytes(READY)
    while True:
        try:
            task = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own parent
        except (EOFError, OSError):
            return
        _start_the_clock(limits)
        answer = carry_out(task)
        connection.send_bytes(written(answer, task.function))
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


def written(answer: object, function: Callable[..., object]) -> bytes:
    """What becomes of a task, as bytes; an answer that `function` does not declare is a Mishap."""
    if isinstance(answer, Problem | Mishap | Cramped):
        return _FAILED + pack(answer, _Failure, most=ANSWER_BYTES)
    try:
        return _DONE + pack(answer, _declared(function), most=ANSWER_BYTES)
    except TooMuchError:
        detail = Text(fr="trop de contenu", en="too much content")
        return written(Problem(problems.TOO_COMPLEX, {"detail": detail}), function)
    except Exception as error:  # noqa: BLE001 - a value, or a type, that no bytes are known for
        return written(Mishap(type(error).__name__, _place(error)), function)


def answered(data: bytes, function: Callable[..., object]) -> object:
    """What `written` wrote: the result, Problem, Mishap or Cramped; WireError for the rest."""
    if data[:1] == _FAILED:
        return unpack(data[1:], _Failure)
    if data[:1] == _DONE:
        return unpack(data[1:], _declared(function))
    raise WireError


def prepare(function: Callable[..., object]) -> None:
    """Look up now what is needed to answer for `function`."""
    schema.prepare(_declared(function))
    schema.prepare(_Failure)


def go_quiet() -> None:
    """The parent answers Ctrl-C; and no library's complaint leaves this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 - a label, not a path


def _declared(function: Callable[..., object]) -> object:
    named = function.func if isinstance(function, partial) else function
    return get_type_hints(named, include_extras=True)["return"]


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
