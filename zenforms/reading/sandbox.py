"""Functions on untrusted bytes, in a worker that can be killed and that stays alone.

A worker that dies, hangs or swells costs its file a clear problem, and nothing else. One that
was taken over by its file can say no more than a value of the declared type (see `wire`), and
do no more than write to its scratch folder (see `confinement`).
"""

import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, ParamSpec, Self, TypeVar, cast

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.confinement.grants import grants_of
from zenforms.reading.limits import Limits
from zenforms.reading.scratch import (
    ScratchError,
    TooMuchScratchError,
    holds_only_files,
    is_refused,
)
from zenforms.reading.worker import ANSWER_BYTES, READY, Cramped, Mishap, Task, answered, serve

if sys.platform == "linux":
    from multiprocessing.reduction import send_handle

    from zenforms.reading.nursery import PRELOADED, RARELY_NEEDED, serve_in_children
else:
    PRELOADED = ("zenforms.reading.drop",)
    RARELY_NEEDED = ()

P = ParamSpec("P")
R = TypeVar("R")

_START_SECONDS = 60.0
_TASKS_PER_WORKER = 500  # what leaks in a library goes with its process
_LOOK_SECONDS = 0.5  # between two looks at what a reader lays down
_LAST_GASP = 5.0  # seconds: how long the kernel may take to end a process

_preloaded = list(PRELOADED)

_TOO_MUCH = Problem(
    problems.TOO_COMPLEX,
    {"detail": Text(fr="trop de fichiers une fois ouvert", en="too many files once opened")},
)

_log = logging.getLogger(__name__)


def preload(module: str) -> None:
    """Have `module` ready in every worker that starts from now on, where workers are forked.

    So is what few files need: whoever asks for this stays, and no drop should wait for it.
    """
    for name in (*RARELY_NEEDED, module):
        if name not in _preloaded:
            _preloaded.append(name)


class Sandbox:
    """Runs one function at a time in a worker process; use it in a `with` block.

    `limits` hold for each call anew. Functions must be top-level, their arguments picklable, and
    their results of the type that they declare, one that `wire` knows. Not for several threads
    at once.

    `confined`: on Linux each call has a process of its own, which may read the paths among its
    arguments, write to those annotated `Scratch`, and nothing else: no network, no program.
    Otherwise one process serves many calls, and may do what its parent may. `usual` is the
    function that is asked for most: what it needs is looked up once, not by each process;
    `rehearse` has it done once on data of our own, so that no process begins from nothing. Longer
    answers than `answer_bytes` are none.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        confined: bool = True,
        usual: Callable[..., object] | None = None,
        answer_bytes: int = ANSWER_BYTES,
        rehearse: Callable[[], None] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._answer_bytes = answer_bytes
        self._usual = usual
        self._rehearse = rehearse
        self._confined = confined and sys.platform == "linux"
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

    def start(self) -> None:
        """Have a worker ready before the first call; where that fails, the call will tell."""
        self._ready_worker()

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
        task = Task(function, args, kwargs)
        answer = worker.ask(task, self._limits.wall_seconds)
        if not worker.is_fit():
            self.close()
        if self._confined and (disorder := self._disorder(task, answer)):
            return disorder
        if isinstance(answer, Cramped):
            raise ScratchError(answer.number, os.strerror(answer.number or 0))
        if isinstance(answer, Mishap):
            _log.error("reading failed: %s at %s", answer.exception, answer.place)
            return Problem(problems.READER_DIED)
        return cast("R | Problem", answer)

    def _disorder(self, task: Task, answer: object) -> Problem | None:
        """What a confined reader left that no reader of ours leaves, or says and is not so."""
        folders, room = _scratch_of(task), self._limits.scratch_bytes
        try:
            in_order = all(holds_only_files(folder, room) for folder in folders)
        except TooMuchScratchError:
            return _TOO_MUCH
        except OSError:
            in_order = False
        if isinstance(answer, Cramped):  # a drop of which that is said waits: it must be so
            in_order &= not folders or any(map(is_refused, folders))
        if in_order:
            return None
        _log.error("reading failed: the scratch folder is not as it should be")
        return Problem(problems.READER_DIED)

    def _ready_worker(self) -> "_Worker | Problem":
        if self._worker is None:
            worker = (
                _Nursery(self._limits, self._usual, self._rehearse, self._answer_bytes)
                if self._confined
                else _Worker(self._limits)
            )
            if not worker.is_ready():
                worker.end()
                return Problem(problems.READER_DIED)
            self._worker = worker
        return self._worker


_Target = Callable[[Connection, Limits], None]
_Watched = Callable[[], bool]
"""Whether something must be put an end to."""


class _Ended(NamedTuple):
    """How a child came to its end, and what it had sent before."""

    data: bytes | None
    exit_code: int


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, limits: Limits, target: _Target = serve) -> None:
        context = _context()
        self._connection, other_end = multiprocessing.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=target, args=(other_end, limits), daemon=True, name="zenforms-reader"
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
        return not (self._broken or self._expired.is_set()) and self._tasks < _TASKS_PER_WORKER

    def ask(self, task: Task, seconds: float) -> object:
        self._tasks += 1
        data = self._within(seconds, lambda: self._exchange(task))
        if data is None:
            self._broken = True
            return self._post_mortem()
        answer = _understood(data, task)
        # one that ran out of memory ends itself: what it holds cannot be trusted any more
        self._broken = answer == Problem(problems.OUT_OF_MEMORY)
        return answer

    def kill(self) -> None:
        with suppress(ValueError):  # it was ended meanwhile
            self._process.kill()

    def end(self) -> None:
        self._connection.close()
        self._process.join(0.2)
        self._kill()

    def _kill(self) -> None:
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _exchange(self, task: Task) -> bytes:
        self._connection.send_bytes(pickle.dumps(task, protocol=5))
        return self._connection.recv_bytes(ANSWER_BYTES)

    def _within(
        self, seconds: float, wait: Callable[[], R], watched: _Watched | None = None
    ) -> R | None:
        """What `wait` receives; None when the process dies first, or is killed at the deadline."""
        over = threading.Event()
        threading.Thread(target=self._guard, args=(over, seconds, watched), daemon=True).start()
        try:
            return wait()
        except (EOFError, OSError):
            return None
        finally:
            over.set()

    def _guard(self, over: threading.Event, seconds: float, watched: _Watched | None) -> None:
        """Kill the process at the deadline, or when it lays down more than it may."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if over.wait(min(left, _LOOK_SECONDS) if watched else left):
                return
            if watched and watched():
                self._process.kill()
                return
        if not over.is_set():
            self._expire()

    def _expire(self) -> None:
        self._expired.set()
        self._process.kill()

    def _post_mortem(self) -> Problem:
        self._process.join(1.0)
        return self._ended_by(self._process.exitcode)

    def _ended_by(self, exit_code: int | None) -> Problem:
        overtime = -getattr(signal, "SIGXCPU", 0) or None
        if self._expired.is_set() or exit_code == overtime:
            return Problem(problems.TIMED_OUT)
        return Problem(problems.READER_DIED)


class _Nursery(_Worker):
    """A process that has a child carry out each task; when it is killed, so is the child."""

    def __init__(
        self,
        limits: Limits,
        usual: Callable[..., object] | None,
        rehearse: Callable[[], None] | None,
        answer_bytes: int,
    ) -> None:
        super().__init__(limits, partial(serve_in_children, usual=usual, rehearse=rehearse))
        self._room = limits.scratch_bytes
        self._answer_bytes = answer_bytes

    def ask(self, task: Task, seconds: float) -> object:
        self._tasks += 1
        folders = _scratch_of(task)
        watched = partial(_is_too_full, folders, self._room) if folders else None
        answers, other_end = multiprocessing.Pipe(duplex=False)
        with answers:
            ended = self._within(
                seconds, lambda: self._through_child(task, answers, other_end), watched
            )
            if ended is None:
                self._broken = True
                _await_the_end(answers)
                return self._post_mortem()
        if ended.data is not None and ended.exit_code == 0:
            return _understood(ended.data, task)
        return self._ended_by(ended.exit_code)

    def end(self) -> None:
        self._connection.close()
        self._kill()  # it holds nothing, and may be busy loading

    def _through_child(self, task: Task, answers: Connection, other_end: Connection) -> _Ended:
        with other_end:
            self._connection.send_bytes(pickle.dumps(task, protocol=5))
            send_handle(self._connection, other_end.fileno(), self._process.pid)
        try:
            data = answers.recv_bytes(self._answer_bytes + 1)
        except (EOFError, OSError):
            data = None
        return _Ended(data, os.waitstatus_to_exitcode(int(self._connection.recv_bytes(64))))


def _await_the_end(answers: Connection) -> None:
    """Until a child that was killed has let go of its pipe: it writes to no file any more."""
    with suppress(EOFError, OSError):
        while answers.poll(_LAST_GASP):
            answers.recv_bytes(ANSWER_BYTES)


def _understood(data: bytes, task: Task) -> object:
    try:
        return answered(data, task.function)
    except Exception as error:  # noqa: BLE001 - forged bytes, or a function without a type
        return Mishap(type(error).__name__, "answer")


def _scratch_of(task: Task) -> tuple[Path, ...]:
    return grants_of(task.function, task.args, task.kwargs).writable


def _is_too_full(folders: tuple[Path, ...], room: int) -> bool:
    try:
        for folder in folders:
            holds_only_files(folder, room)
    except TooMuchScratchError:
        return True
    except OSError:  # it is busy there
        return False
    return False


def _context() -> BaseContext:
    """A forkserver where there is one: it starts a worker in milliseconds; else spawn."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_preloaded)
    return context
