"""Which errors pass by themselves, so that a drop is held and tried again, never lost."""

import errno

_LASTING = frozenset(
    {
        errno.ENOENT,
        errno.EEXIST,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EINVAL,
        errno.ENAMETOOLONG,
        errno.ELOOP,
        errno.EBADF,
        errno.ENOTEMPTY,
    }
)
"""What waiting does not mend: such an error is a mistake of ours, or lies in the drop itself."""


class StillWrittenError(OSError):
    """The drop changed while it was read; its sender is not done with it."""

    def __init__(self, drop: str) -> None:
        super().__init__(errno.EBUSY, f"{drop} is still being written")


class OvertakenError(OSError):
    """Another round, or an equal request, got its outcome while this drop was judged."""

    def __init__(self, drop: str) -> None:
        super().__init__(errno.EBUSY, f"{drop} was overtaken by another drop")


def is_transient(error: BaseException) -> bool:
    """Whether the machine refused for now: busy, no permission, disk full, scanner away."""
    return isinstance(error, OSError) and error.errno not in _LASTING


def reason_of(error: BaseException) -> str:
    """Why a drop is held, in the system's own words and without any path or client text."""
    number = getattr(error, "errno", None)
    name = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    return f"{type(error).__name__} {name}".strip()
