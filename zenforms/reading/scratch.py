"""The scratch folder, into which readers unpack: what it means that it cannot be written to."""

from collections.abc import Iterator
from contextlib import contextmanager


class ScratchError(OSError):
    """The machine refuses (disk full, share away): not the drop's fault, and it may pass."""


@contextmanager
def writing_scratch() -> Iterator[None]:
    """Turn any OSError of the block into a ScratchError; nothing of the drop is read in it."""
    try:
        yield
    except OSError as error:
        raise ScratchError(error.errno, error.strerror) from error
