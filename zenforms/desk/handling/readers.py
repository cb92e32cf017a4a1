"""Opens drops in processes that may be killed: one for each worker, started when first needed."""

import errno
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

from zenforms.desk.handling.copies import proposed
from zenforms.desk.handling.pipeline import Source
from zenforms.desk.setup.maps import form_maps
from zenforms.findings import Problem
from zenforms.judging.policy import Policy
from zenforms.reading.drop import read_drop
from zenforms.reading.handover import read_through
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.submission import Submission
from zenforms.reading.worker import ANSWER_BYTES


class ScannerAwayError(OSError):
    """The virus scanner is configured and does not answer: nothing passes unscanned."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNREFUSED, "the virus scanner does not answer")


class Sandboxes:
    """One killable process for each thread that asks; use it in a `with` block.

    `confined`, `usual`, `answer_bytes` and `rehearse` are those of `Sandbox`.
    """

    def __init__(
        self,
        *,
        confined: bool,
        usual: Callable[..., object] = read_drop,
        answer_bytes: int = ANSWER_BYTES,
        rehearse: Callable[[], None] | None = None,
    ) -> None:
        self._sandbox = partial(
            Sandbox,
            confined=confined,
            usual=usual,
            answer_bytes=answer_bytes,
            rehearse=rehearse,
        )
        self._own = threading.local()
        self._all: list[Sandbox] = []

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
        """End all processes."""
        for sandbox in tuple(self._all):
            sandbox.close()

    def interrupt(self) -> None:
        """End them in the midst of their tasks, from any thread."""
        for sandbox in tuple(self._all):
            sandbox.interrupt()

    def of(self, limits: Limits) -> Sandbox:
        """The calling thread's own, within these limits."""
        known: tuple[Limits, Sandbox] | None = getattr(self._own, "sandbox", None)
        if known and known[0] == limits:
            return known[1]
        if known:
            known[1].close()
            self._all.remove(known[1])
        sandbox = self._sandbox(limits)
        self._own.sandbox = (limits, sandbox)
        self._all.append(sandbox)
        return sandbox


class Readers:
    """One killable reader for each thread that asks; use it in a `with` block."""

    def __init__(
        self,
        usual: Callable[..., object] = read_drop,
        answer_bytes: int = ANSWER_BYTES,
        rehearse: Callable[[], None] | None = None,
    ) -> None:
        self.sandboxes = Sandboxes(
            confined=True, usual=usual, answer_bytes=answer_bytes, rehearse=rehearse
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.sandboxes.close()

    def read(self, source: Source, policy: Policy) -> Submission:
        """What was dropped; raises ScannerAwayError when it has to be scanned and cannot be."""
        sandbox = self.sandboxes.of(policy.limits)
        read = read_through(
            sandbox,
            source.original,
            scratch=source.scratch,
            maps=form_maps(policy.forms),
            limits=policy.limits,
            mail_server=policy.intake.mail_server,
            scanner=policy.intake.scanner,
        )
        if isinstance(read, Problem):
            return Submission(source.name, source.sha256, problems=(read,))
        if read.held:
            raise ScannerAwayError
        documents = proposed(read, source.scratch, sandbox, policy.forms)
        return replace(read, name=source.name, sha256=source.sha256, documents=documents)
