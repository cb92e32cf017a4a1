"""One process for each task: forked from one that has loaded everything, then confined.

What a file does to its reader ends with that file: the next one gets a fresh process. The process
that forks never looks at a file's bytes. Linux only.
"""

import ctypes
import gc
import os
import pickle
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from typing import NoReturn

from zenforms.reading.confinement import grants, seccomp
from zenforms.reading.confinement.confine import confine, rules
from zenforms.reading.limits import Limits
from zenforms.reading.worker import READY, carry_out, go_quiet, prepare, written
from zenforms.reading.workplace import be_worker

PRELOADED = (
    "zenforms.reading.nursery",
    "zenforms.reading.drop",
    "zenforms.reading.confinement.confine",
    "zenforms.reading.confinement.seccomp",
)
"""What nearly every task needs."""

RARELY_NEEDED = (
    "zenforms.reading.pdf.copies",
    "zenforms.reading.pdf.formless",
    "zenforms.reading.pdf.normalise",
    "olefile",
)
"""What some need: loaded by one that is there to stay, if nobody has preloaded it."""

_SETTLED_AFTER = 4  # tasks: who reads a file or two waits for none of it

_DIES_WITH_PARENT = 1  # prctl
_KEPT = {"TZ", "LANG"}
_GRACE = 2  # seconds between the signal that a reader could catch and the one that it cannot
_NOTHING_TO_DO = 75


def serve_in_children(
    connection: Connection,
    limits: Limits,
    *,
    usual: Callable[..., object] | None,
    rehearse: Callable[[], None] | None,
) -> None:
    """Have each task carried out by a child, until the other end is closed.

    What the `usual` function needs is looked up here, before there is any child. After the first
    task `rehearse` is called, on our own data alone: what it brings about all children share.

    The child is there before its task, and takes it from `connection` itself, with the handle of
    a pipe for its answer that nobody else will ever hold. Then it lets go of `connection`, on
    which this process says how the child ended, as `os.waitpid` puts it.
    """
    go_quiet()
    be_worker()
    _forget_environment()
    if usual is not None:
        prepare(usual)
        grants.prepare(usual)
    seccomp.prepare()
    connection.send_bytes(READY)
    for number in count():
        if number == 1 and rehearse is not None:
            with suppress(Exception):  # it only saves time
                rehearse()
        if number == _SETTLED_AFTER:
            for name in RARELY_NEEDED:
                import_module(name)
        gc.freeze()  # what is shared is not copied for the collector's notes
        own = os.getpid()
        child = os.fork()
        if not child:
            _be_child(connection, limits, rehearse if number else None, parent=own)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == _NOTHING_TO_DO:
            return
        connection.send_bytes(str(status).encode())


def _be_child(
    connection: Connection, limits: Limits, rehearse: Callable[[], None] | None, *, parent: int
) -> NoReturn:
    try:
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == parent:
            if rehearse is not None and not connection.poll():
                _warm_up(rehearse)
            _carry_out_one(connection, limits)
            os._exit(0)
    finally:
        os._exit(1)


def _warm_up(rehearse: Callable[[], None]) -> None:
    """Have what is shared copied where it will be written to, while there is nothing else to do.

    The first touch of each page costs more than the reading of a form.
    """
    with suppress(Exception):
        rehearse()


def _carry_out_one(connection: Connection, limits: Limits) -> None:
    begun = rules()
    try:
        task = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own parent
        answers = recv_handle(connection)
    except (EOFError, OSError):
        os._exit(_NOTHING_TO_DO)
    _hold_only(answers, begun.handle)
    _bound(limits)
    confine(grants.grants_of(task.function, task.args, task.kwargs), begun)
    Connection(answers).send_bytes(written(carry_out(task), task.function))


def _forget_environment() -> None:
    """It may hold the mailbox's password; it lies in memory, which no rule about files keeps.

    Overwritten, since a name that is only unset leaves its value where it was.
    """
    names = [name for name in os.environ if name not in _KEPT and not name.startswith("LC_")]
    block = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
    for place in list(_places(block)):
        text = ctypes.string_at(place)
        if os.fsdecode(text.partition(b"=")[0]) in names:
            ctypes.memset(place + text.index(b"=") + 1, 0, len(text) - text.index(b"=") - 1)
    for name in names:
        del os.environ[name]


def _places(block: "ctypes._Pointer[ctypes.c_void_p]") -> Iterator[int]:
    for number in count():
        place = block[number]
        if not place:
            return
        yield place


def _hold_only(*handles: int) -> None:
    """Close whatever else was open, the way back to the parent above all."""
    kept = sorted(handle for handle in handles if handle >= 0)
    ends = (*kept, os.sysconf("SC_OPEN_MAX"))
    for before, end in zip((2, *kept), ends, strict=True):
        os.closerange(before + 1, end)


def _bound(limits: Limits) -> None:
    """For good, as this process serves one task: it cannot raise them again."""
    seconds = limits.cpu_seconds + 1
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds, seconds + _GRACE),
        (resource.RLIMIT_FSIZE, limits.scratch_bytes, limits.scratch_bytes),
    ):
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)  # noqa: PLW2901 - never above the system's
        resource.setrlimit(kind, (soft, hard))
