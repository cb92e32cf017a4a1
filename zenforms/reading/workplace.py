"""Whether this process is a worker, which may be lost: native code sees strangers' bytes there."""

_is_worker = False


def be_worker() -> None:
    """From here on, and for good, this process is one."""
    global _is_worker  # noqa: PLW0603 - a fact about this process, changed once
    _is_worker = True


def is_worker() -> bool:
    """Whether it is one."""
    return _is_worker
