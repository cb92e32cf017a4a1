import errno
import os

import pytest

from zenforms.desk.spool.durable import StillWrittenError, is_transient, reason_of


@pytest.mark.parametrize(
    "number",
    [errno.ENOSPC, errno.EACCES, errno.EBUSY, errno.EROFS, errno.EIO, errno.ECONNREFUSED],
)
def test_what_the_machine_refuses_for_now_passes(number: int) -> None:
    assert is_transient(OSError(number, os.strerror(number)))


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EISDIR, errno.EINVAL])
def test_what_waiting_does_not_mend_is_lasting(number: int) -> None:
    assert not is_transient(OSError(number, os.strerror(number)))


def test_a_bug_is_not_transient() -> None:
    assert not is_transient(RuntimeError())
    assert not is_transient(MemoryError())


def test_a_drop_that_is_still_written_is_tried_again() -> None:
    assert is_transient(StillWrittenError("x"))


def test_the_reason_tells_no_name_and_no_path() -> None:
    assert reason_of(OSError(errno.ENOSPC, "full", "/secret/Camille.pdf")) == "OSError ENOSPC"
    assert reason_of(ValueError("Camille")) == "ValueError"
