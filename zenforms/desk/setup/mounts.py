"""Whether a folder lies on another machine, whose changes no event tells us."""

import os
import sys
from pathlib import Path

_NETWORK = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.s3fs", "fuse.sshfs", "gfs2"}
    | {"glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb3", "smbfs"}
    | {"vboxsf", "virtiofs"}
)
_REMOTE_DRIVE = 4


def is_network(path: Path) -> bool:
    """Whether `path` is on a network file system, as far as this system tells."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        anchor = path.absolute().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return anchor.startswith("\\\\") or kind == _REMOTE_DRIVE
    return file_system(path) in _NETWORK


def file_system(path: Path) -> str:
    """The type of the file system that holds `path` (`ext4`, `nfs4`…); empty when unknown."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return type_of(os.path.realpath(path), mounts)


def type_of(path: str, mountinfo: str) -> str:
    """The type of the mount that holds `path`, in the words of Linux's mountinfo."""
    best, found = -1, ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        point = left.split()[4].encode().decode("unicode_escape") if left else ""
        holds = path == point or path.startswith(point.rstrip("/") + "/")
        if right and holds and len(point) >= best:
            best, found = len(point), right.split()[0]
    return found
