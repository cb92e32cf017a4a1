"""Confines this process for one task, and says how far the kernel went along."""

import sys
from dataclasses import dataclass

from zenforms.reading.confinement.grants import Grants, its_own_files


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds for this process. `landlock` is its version in the kernel, 0 for none.

    Landlock keeps it to its files; `calls`, the filter of system calls, from programs, the
    network and other processes.
    """

    landlock: int = 0
    calls: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether both hold."""
        return self.landlock > 0 and self.calls


_held = Confinement()


def confinement() -> Confinement:
    """What holds for this process; ask it in a worker."""
    return _held


def confine(grants: Grants) -> Confinement:
    """Leave this process `grants` and its own libraries, for good, as far as the kernel can.

    Never raises for what it cannot: limits of time and memory hold anyway, and `doctor` tells.
    """
    global _held  # noqa: PLW0603 - a fact about this process, changed once
    if sys.platform == "linux":
        from zenforms.reading.confinement import landlock, seccomp  # noqa: PLC0415 - Linux's own

        readable = (*its_own_files(), *grants.readable)
        version = landlock.restrict(readable, grants.writable)
        _held = Confinement(version, seccomp.restrict())
    return _held
