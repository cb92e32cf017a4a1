"""What one process may use: memory, processor time, and wall time, where the system can say so.

RLIMIT_CPU counts from the start of the process: it is raised for each task, lest a worker that
has read a thousand innocent files kill the next one. On Windows only the wall limit exists.
"""

import _thread
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits

P = ParamSpec("P")
R = TypeVar("R")


class Runner(Protocol):
    """Whoever runs a reading function within limits: `Sandbox` or `restraint.ThisProcess`."""

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Problem:
        """The result of `function`, or the problem that stopped it."""


class OutOfTimeError(BaseException):
    """The time for a file is up. Not an Exception: no guard around a bad node may swallow it."""


@contextmanager
def limit_this_process(limits: Limits) -> Iterator[None]:
    """Bound what this process uses inside the block; raises OutOfTimeError or MemoryError.

    The memory limit is for what is taken beyond what the process had before.

    For one file at the command line. Only the main thread can be interrupted: elsewhere the
    memory limit alone holds. The limits are lifted again at the end of the block.
    """
    with ExitStack() as stack:
        if sys.platform != "win32":
            stack.enter_context(_bounded_memory(limits.memory_bytes))
        if threading.current_thread() is threading.main_thread():
            stack.enter_context(_bounded_time(limits))
        yield


class ThisProcess:
    """Runs reading functions here, within limits; the sibling of `sandbox.Sandbox`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Problem:
        """The result of `function`, or the problem that it ran out of time or memory."""
        try:
            with limit_this_process(self._limits):
                return function(*args, **kwargs)
        except OutOfTimeError:
            return Problem(problems.TIMED_OUT)
        except MemoryError:
            return Problem(problems.OUT_OF_MEMORY)


class Unbounded:
    """Runs reading functions as they are: this process is bounded already, as a whole."""

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Problem:
        """The result of `function`."""
        return function(*args, **kwargs)


def _raise_out_of_time(*_: object) -> None:
    raise OutOfTimeError


if sys.platform == "win32":

    @contextmanager
    def _bounded_time(limits: Limits) -> Iterator[None]:
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            _thread.interrupt_main()

        timer = threading.Timer(limits.wall_seconds, expire)
        timer.start()
        try:
            yield
        except KeyboardInterrupt:
            if expired.is_set():
                raise OutOfTimeError from None
            raise
        finally:
            timer.cancel()

else:
    import resource

    @contextmanager
    def _bounded_memory(size: int) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_AS)
        lower(resource.RLIMIT_AS, _address_space() + size)
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)

    @contextmanager
    def _bounded_time(limits: Limits) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_CPU)
        handlers = {
            number: signal.signal(number, _raise_out_of_time)
            for number in (signal.SIGXCPU, signal.SIGALRM)
        }
        lower(resource.RLIMIT_CPU, cpu_deadline(limits.cpu_seconds))
        signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            resource.setrlimit(resource.RLIMIT_CPU, before)
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def _address_space() -> int:
        """What this process has taken already, in bytes; 0 where the system does not say.

        The limit is for what the file brings: a process that maps much before it looks at one
        could else not even start a thread, and a thread that cannot begin is waited for in vain.
        """
        try:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        except (OSError, ValueError, IndexError):
            return 0
        return pages * resource.getpagesize()

    def cpu_deadline(seconds: int) -> int:
        """The RLIMIT_CPU that leaves this process `seconds` from now."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return int(used.ru_utime + used.ru_stime) + 1 + seconds

    def lower(kind: int, value: int) -> None:
        """Set a soft limit; never above the hard one, and not where the system has none."""
        hard = resource.getrlimit(kind)[1]
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS but does not set it
            return
