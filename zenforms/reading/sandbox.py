"""Reading functions on untrusted bytes, in a worker that can be killed.

A worker that dies, hangs or swells costs its file a clear problem, and nothing else.
"""

import logging
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import ParamSpec, Protocol, Self, TypeVar, cast

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.scratch import ScratchError
from zenforms.reading.worker import ANSWER_BYTES, READY, Cramped, Mishap, Task, serve

P = ParamSpec("P")
R = TypeVar("R")

_START_SECONDS = 60.0
_TASKS_PER_WORKER = 500  # what leaks in a library goes with its process
_PRELOADED = ["zenforms.reading.document"]

_log = logging.getLogger(__name__)


class Runner(Protocol):
    """Whoever runs a reading function within limits: `Sandbox` or `restraint.ThisProcess`."""

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Problem:
        """The result of `function`, or the problem that stopped it."""


def preload(module: str) -> None:
    """Have `module` ready in every worker that starts from now on, where workers are forked."""
    if module not in _PRELOADED:
        _PRELOADED.append(module)


class Sandbox:
    """Runs one function at a time in a worker process; use it in a `with` block.

    `limits` hold for each call anew. Functions must be top-level and, like their arguments
    and results, picklable. Not for several threads at once.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker. The next call starts another."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def interrupt(self) -> None:
        """End the worker amidst its task, from any thread: whoever waits gets READER_DIED."""
        worker = self._worker
        if worker is not None:
            worker.kill()

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Problem:
        """The result of `function`, or the problem: timed out, out of memory, died.

        An exception in the worker is logged by kind and place, and is the problem that it died:
        a file that finds a bug in us is put aside like any other that cannot be read.
        Only a ScratchError is raised again here: it is the machine's trouble.
        """
        worker = self._ready_worker()
        if isinstance(worker, Problem):
            return worker
        answer = worker.ask(Task(function, args, kwargs), self._limits.wall_seconds)
        if not worker.is_fit():
            self.close()
        if isinstance(answer, Cramped):
            raise ScratchError(answer.number, os.strerror(answer.number or 0))
        if isinstance(answer, Mishap):
            _log.error("reading failed: %s at %s", answer.exception, answer.place)
            return Problem(problems.READER_DIED)
        return cast("R | Problem", answer)

    def _ready_worker(self) -> "_Worker | Problem":
        if self._worker is None:
            worker = _Worker(self._limits)
            if not worker.is_ready():
                worker.end()
                return Problem(problems.READER_DIED)
            self._worker = worker
        return self._worker


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        context = _context()
        self._connection, other_end = multiprocessing.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=serve, args=(other_end, limits), daemon=True, name="zenforms-reader"
        )
        self._process.start()
        other_end.close()
        self._expired = threading.Event()
        self._broken = False
        self._tasks = 0

    def is_ready(self) -> bool:
        return self._within(_START_SECONDS, self._connection.recv_bytes) == READY

    def is_fit(self) -> bool:
        """Whether it may be asked again."""
        return not self._broken and self._tasks < _TASKS_PER_WORKER

    def ask(self, task: Task, seconds: float) -> object:
        self._tasks += 1
        data = self._within(seconds, lambda: self._exchange(pickle.dumps(task, protocol=5)))
        if data is None:
            self._broken = True
            return self._post_mortem()
        answer = _unpacked(data)
        # one that ran out of memory ends itself: what it holds cannot be trusted any more
        self._broken = answer == Problem(problems.OUT_OF_MEMORY)
        return answer

    def kill(self) -> None:
        with suppress(ValueError):  # it was ended meanwhile
            self._process.kill()

    def end(self) -> None:
        self._connection.close()
        self._process.join(0.2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _exchange(self, question: bytes) -> bytes:
        self._connection.send_bytes(question)
        return self._connection.recv_bytes(ANSWER_BYTES)

    def _within(self, seconds: float, wait: Callable[[], bytes]) -> bytes | None:
        """What `wait` receives; None when the process dies first, or is killed at the deadline."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return wait()
        except (EOFError, OSError):
            return None
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._expired.set()
        self._process.kill()

    def _post_mortem(self) -> Problem:
        self._process.join(1.0)
        overtime = -getattr(signal, "SIGXCPU", 0) or None
        if self._expired.is_set() or self._process.exitcode == overtime:
            return Problem(problems.TIMED_OUT)
        return Problem(problems.READER_DIED)


class _Unpickler(pickle.Unpickler):
    """Accepts only our own values: a worker that was taken over must not take over its parent."""

    _ROOTS = frozenset({"zenforms", "datetime", "pathlib", "collections"})

    def find_class(self, module: str, name: str) -> object:
        if module.partition(".")[0] in self._ROOTS:
            found = super().find_class(module, name)
            home = getattr(found, "__module__", "")
            if isinstance(found, type) and (home == module or home.startswith("zenforms.")):
                return found
        message = "not one of our values"
        raise pickle.UnpicklingError(message)


def _unpacked(data: bytes) -> object:
    try:
        return _Unpickler(BytesIO(data)).load()
    except Exception as error:  # noqa: BLE001 - a forged answer may raise anything
        return Mishap(type(error).__name__, "the answer")


def _context() -> BaseContext:
    """A forkserver where there is one: it starts a worker in milliseconds; else spawn."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context
