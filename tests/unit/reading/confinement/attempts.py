"""What a reader that was taken over would try. Each raises OSError when it is denied.

Forbidden places come as texts: a path among the arguments would be granted.
"""

import ctypes
import errno
import fcntl
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

from zenforms.reading.scratch import Scratch, ScratchError

X86_64 = os.uname().machine == "x86_64"
TIOCSTI = 0x5412

CALLS = {  # on x86-64, on AArch64
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "rt_sigqueueinfo": (129, 138),
    "kcmp": (312, 272),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "mount": (165, 40),
    "umount2": (166, 39),
    "fsopen": (430, 430),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execve": (59, 221),
    "execveat": (322, 281),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "setuid": (105, 146),
    "setresuid": (117, 147),
    "capset": (126, 91),
    "setpriority": (141, 140),
    "sched_setaffinity": (203, 122),
    "setsid": (112, 157),
    "quotactl": (179, 60),
    "swapon": (167, 224),
    "settimeofday": (170, 170),
    "sethostname": (170, 161),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "personality": (135, 92),
    "vmsplice": (278, 75),
    "move_pages": (279, 239),
    "timer_create": (222, 107),
    "mknodat": (259, 33),
    "linkat": (265, 37),
    "symlinkat": (266, 36),
    "fchmodat": (268, 53),
    "fchownat": (260, 54),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "chdir": (80, 49),
}


def denied_by(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "?")
    except RuntimeError:
        return "RuntimeError"  # no thread could be started
    return "done"


def call(name: str) -> str:
    """What the kernel says to a call with arguments that are all zero."""
    number = CALLS[name][0 if X86_64 else 1]
    library = ctypes.CDLL(None, use_errno=True)
    result = library.syscall(*[ctypes.c_long(one) for one in (number, 0, 0, 0, 0, 0, 0)])
    return errno.errorcode[ctypes.get_errno()] if result == -1 else "done"


def newer_call() -> str:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall(ctypes.c_long(600), ctypes.c_long(0))
    return errno.errorcode[ctypes.get_errno()]


def connect(family: int, kind: int, address: str, port: int) -> str:
    def attempt() -> None:
        with socket.socket(family, kind) as link:
            link.connect((address, port) if port else address)

    return denied_by(attempt)


def run_a_program(how: str) -> str:
    ways: dict[str, Callable[[], object]] = {
        "exec": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - shall fail
        "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "shell": lambda: subprocess.run(["/bin/true"], check=False),
        "fork": lambda: os.fork() or os._exit(0),
        "thread": threading.Thread(target=int).start,
        "python": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
    }
    return denied_by(ways[how])


def look_at(place: str) -> str:
    path = Path(place)
    return denied_by(lambda: list(path.iterdir()) if path.is_dir() else path.read_bytes())


def look_at_parent(what: str) -> str:
    return denied_by(lambda: Path(f"/proc/{os.getppid()}/{what}").open("rb").close())


def signal_parent() -> str:
    return denied_by(lambda: os.kill(os.getppid(), 0))


def limit_parent() -> str:
    return denied_by(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CORE, (0, 0)))


def lift_limit(kind: int) -> str:
    def lift() -> None:
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except ValueError as error:
            raise PermissionError(errno.EPERM, "") from error

    return denied_by(lift)


def own_limit_is_known() -> bool:
    return resource.getrlimit(resource.RLIMIT_AS)[0] > 0


def outlive_parent() -> str:
    library = ctypes.CDLL(None, use_errno=True)
    return "done" if library.prctl(1, 0, 0, 0, 0) == 0 else errno.errorcode[ctypes.get_errno()]


def own_signals(scratch: Scratch) -> str:
    with (scratch / "f").open("wb") as file:
        return denied_by(lambda: fcntl.fcntl(file, fcntl.F_SETOWN, os.getppid()))


def type_at_terminal() -> str:
    return denied_by(lambda: fcntl.ioctl(0, TIOCSTI, b"x"))


def change(how: str, place: str, scratch: Scratch) -> str:
    """Change something at `place`, outside; `scratch` is the reader's own."""
    own = scratch / "own"
    own.write_bytes(b"own")
    ways: dict[str, Callable[[], object]] = {
        "write": lambda: Path(place).write_bytes(b""),
        "append": lambda: os.close(os.open(place, os.O_WRONLY | os.O_APPEND)),
        "create": lambda: Path(place + ".new").write_bytes(b""),
        "create folder": lambda: Path(place + ".dir").mkdir(),
        "truncate": lambda: os.truncate(place, 0),
        "unlink": lambda: Path(place).unlink(),
        "replace": lambda: own.rename(place),
        "take": lambda: Path(place).rename(scratch / "taken"),
        "link in": lambda: os.link(place, scratch / "linked"),
        "link out": lambda: os.link(own, place + ".linked"),
        "point at": lambda: (scratch / "pointer").symlink_to(place),
        "pipe": lambda: os.mkfifo(scratch / "pipe"),
        "device": lambda: os.mknod(scratch / "device", stat.S_IFCHR | 0o666, 0x0103),
        "chmod": lambda: Path(place).chmod(0o777),
        "chown": lambda: os.chown(place, 0, 0),
        "utime": lambda: os.utime(place, (0, 0)),
        "setxattr": lambda: os.setxattr(place, "user.x", b"x"),
    }
    return denied_by(ways[how])


def read_granted(source: Path, scratch: Scratch) -> bytes:
    """What a reader does all day: read, write, rename, list, remove."""
    folder = scratch / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "~1").write_bytes(source.read_bytes())
    (folder / "~1").rename(scratch / "whole")
    (scratch / "gone").write_bytes(b"")
    (scratch / "gone").unlink()
    folder.rmdir()
    with (scratch / "whole").open("r+b") as stream:
        stream.truncate(3)
    return (scratch / "whole").read_bytes()


def write_to(source: Path) -> str:
    return denied_by(lambda: source.write_bytes(b"forged"))


def descriptors() -> tuple[int, ...]:
    """The open ones beyond standard input, output and error."""
    found = []
    for number in range(3, 256):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return tuple(found)


def environment() -> tuple[str, ...]:
    library = ctypes.CDLL(None)
    library.getenv.restype = ctypes.c_char_p
    return (*os.environ, *(name for name in ("PATH", "HOME") if library.getenv(name.encode())))


def abort() -> None:
    os.abort()


def crash() -> None:
    signal.raise_signal(signal.SIGSEGV)
    ctypes.string_at(0)


def leave_link(scratch: Scratch, target: str) -> str:
    (scratch / "innocent.txt").symlink_to(target)
    return "left"


def answer_raw(data: bytes, times: int) -> str:
    """Answer on whatever is open, as code would that has taken over; then end as if in order."""
    message = len(data).to_bytes(4, "big") + data
    for number in descriptors():
        os.write(number, message * times)
    os._exit(0)


def fill(how: str, scratch: Scratch) -> str:
    """Lay down more than any reader may, for as long as it lasts."""
    for number in count():
        place = scratch / str(number)
        if how == "files":
            place.write_bytes(b"")
        elif how == "deep":
            place.mkdir()
            scratch = place if number % 200 else scratch
        elif how == "bytes":
            place.write_bytes(bytes(100_000_000))
        else:
            with place.open("wb") as file:
                file.truncate(10**15)
    return "done"


def say_that_the_disk_is_full(number: int, scratch: Scratch) -> str:
    (scratch / "~probe").write_bytes(b"")
    raise ScratchError(number, "full")


def talk(length: int) -> str:
    return "x" * length
