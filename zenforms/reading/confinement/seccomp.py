"""Which system calls a process may still make: a filter for the kernel (seccomp), assembled here.

A library would be libseccomp through pyseccomp, both LGPL, to write some hundred instructions.
"""

import ctypes
import os
import struct
from collections.abc import Iterable, Iterator
from functools import cache

from zenforms.reading.confinement.syscalls import ARGUMENTS, HIGHEST_KNOWN, NUMBERS

_AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38

_LOAD, _EQUAL, _ABOVE, _RETURN = 0x20, 0x15, 0x25, 0x06  # instructions of classic BPF
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16  # in struct seccomp_data, little-endian

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2  # prctl

_LIBRARY = ctypes.CDLL(None)

_Step = tuple[int, int, int, int]
"""Operation, how many steps to skip when it holds, and when not, operand."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def restrict() -> bool:
    """Leave this process, for good, the calls of `syscalls`; False when the kernel cannot.

    A denied call returns EPERM, one newer than the table ENOSYS. One by the numbers of another
    machine, as 32-bit code makes, ends the process.
    """
    machine = os.uname().machine
    if machine not in NUMBERS:
        return False
    steps = assembled(machine)
    described = _Program(len(steps) // 8, steps)
    failed = _LIBRARY.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _LIBRARY.prctl(
        _SET_SECCOMP, _MODE_FILTER, ctypes.byref(described), 0, 0
    )
    return not failed


@cache
def assembled(machine: str) -> bytes:
    """The filter, in the kernel's bytes."""
    return b"".join(struct.pack("=HBBI", *step) for step in _program(machine))


def _program(machine: str) -> Iterator[_Step]:
    numbers = NUMBERS[machine]
    yield _LOAD, 0, 0, _ARCHITECTURE_AT
    yield _EQUAL, 1, 0, _AUDIT_ARCHITECTURE[machine]
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER_AT
    for name, number in numbers.items():
        if name not in ARGUMENTS and name != "prlimit64":
            yield from _when(number, [(_RETURN, 0, 0, _ALLOW)])
    for name, (argument, values) in ARGUMENTS.items():
        yield from _when(numbers[name], list(_one_of(argument, values)))
    yield from _when(numbers["prlimit64"], list(_asking_own_limits()))
    yield _ABOVE, 0, 1, HIGHEST_KNOWN
    yield _RETURN, 0, 0, _ERRNO | _ENOSYS
    yield _RETURN, 0, 0, _ERRNO | _EPERM


def _when(number: int, steps: list[_Step]) -> Iterator[_Step]:
    yield _EQUAL, 0, len(steps), number
    yield from steps


def _one_of(argument: int, values: Iterable[int]) -> Iterator[_Step]:
    """Allowed with one of these values; the kernel, too, looks at 32 bits of them."""
    yield _LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument
    for value in values:
        yield _EQUAL, 0, 1, value
        yield _RETURN, 0, 0, _ALLOW
    yield _RETURN, 0, 0, _ERRNO | _EPERM


def _asking_own_limits() -> Iterator[_Step]:
    """Without a new limit (a null pointer, in two halves), and of no other process."""
    zeros = [_ARGUMENTS_AT, _ARGUMENTS_AT + 16, _ARGUMENTS_AT + 20]
    for place in zeros:
        yield _LOAD, 0, 0, place
        yield _EQUAL, 1, 0, 0
        yield _RETURN, 0, 0, _ERRNO | _EPERM
    yield _RETURN, 0, 0, _ALLOW
