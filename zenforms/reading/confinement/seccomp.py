"""Which system calls a process may still make: a filter for the kernel (seccomp), assembled here.

A library would be libseccomp through pyseccomp, both LGPL, to write some hundred instructions.
"""

import ctypes
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

# The system calls that a reader needs, and their numbers on the machines that are known.
#
# All else is denied: sockets, programs, processes and threads, signals, tracing, mounts,
# keys, io_uring, rights and owners of files, links, devices, shared memory.

HIGHEST_KNOWN = 470
"""A number above is newer than this table; the C library falls back on what it knows."""

_CALLS = """
read 0 63             write 1 64            readv 19 65           writev 20 66
pread64 17 67         pwrite64 18 68        preadv 295 69         pwritev 296 70
close 3 57            close_range 436 436   dup 32 23             dup2 33 -
dup3 292 24           open 2 -              openat 257 56         openat2 437 437
stat 4 -              lstat 6 -             fstat 5 80            newfstatat 262 79
statx 332 291         statfs 137 43         fstatfs 138 44        access 21 -
faccessat 269 48      faccessat2 439 439    readlink 89 -         readlinkat 267 78
getdents 78 -         getdents64 217 61     getcwd 79 17          lseek 8 62
ftruncate 77 46       truncate 76 45        fsync 74 82           fdatasync 75 83
fadvise64 221 223     sendfile 40 71        copy_file_range 326 285
mkdir 83 -            mkdirat 258 34        rmdir 84 -            rename 82 -
renameat 264 38       renameat2 316 276     unlink 87 -           unlinkat 263 35
umask 95 166          brk 12 214            mmap 9 222            munmap 11 215
mremap 25 216         mprotect 10 226       madvise 28 233        membarrier 324 283
poll 7 -              ppoll 271 73          select 23 -           pselect6 270 72
futex 202 98          sched_yield 24 124    getcpu 309 168        sched_getaffinity 204 123
nanosleep 35 101      clock_nanosleep 230 115                     clock_gettime 228 113
clock_getres 229 114  gettimeofday 96 169   time 201 -            times 100 153
getrusage 98 165      getrlimit 97 163      sysinfo 99 179        uname 63 160
getpid 39 172         getppid 110 173       gettid 186 178        getuid 102 174
geteuid 107 175       getgid 104 176        getegid 108 177       getresuid 118 148
getresgid 120 150     rt_sigaction 13 134   rt_sigprocmask 14 135 rt_sigreturn 15 139
sigaltstack 131 132   restart_syscall 219 128                     getrandom 318 278
set_robust_list 273 99                      get_robust_list 274 100
rseq 334 293          arch_prctl 158 -      set_tid_address 218 96
exit 60 93            exit_group 231 94     fcntl 72 25           ioctl 16 29
prctl 157 167         prlimit64 302 261
"""
"""Name, number on x86-64, number on AArch64 (`-`: it has none); from the kernel's headers."""

X86_64, AARCH64 = "x86_64", "aarch64"


def _table() -> Mapping[str, Mapping[str, int]]:
    words = _CALLS.split()
    rows = list(zip(words[::3], words[1::3], words[2::3], strict=True))
    return MappingProxyType(
        {
            X86_64: {name: int(number) for name, number, _ in rows if number != "-"},
            AARCH64: {name: int(number) for name, _, number in rows if number != "-"},
        }
    )


NUMBERS = _table()
"""By the name of the machine, as `os.uname` gives it: the number of each allowed call."""

ARGUMENTS: Mapping[str, tuple[int, tuple[int, ...]]] = MappingProxyType(
    {
        # no owner of signals (F_SETOWN), no leases, no locks: duplicates and flags alone
        "fcntl": (1, (0, 1, 2, 3, 4, 1030)),
        # is it a terminal, how wide, close on exec, blocking: what the interpreter asks
        "ioctl": (1, (0x5401, 0x5413, 0x5421, 0x5450, 0x5451)),
        # the name of a thread, the name of a piece of memory
        "prctl": (0, (15, 0x53564D41)),
    }
)
"""For a call that does many things: which argument, from 0, and the values allowed in it."""


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


def prepare() -> None:
    """Assemble the filter now, where this machine is known."""
    machine = os.uname().machine
    if machine in NUMBERS:
        assembled(machine)


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
