"""The system calls that a reader needs, and their numbers on the machines that are known.

All else is denied: sockets, programs, processes and threads, signals, tracing, mounts,
keys, io_uring, rights and owners of files, links, devices, shared memory.
"""

from collections.abc import Mapping
from types import MappingProxyType

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
