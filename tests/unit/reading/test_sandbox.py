"""The sandbox: whatever happens to a worker, the parent gets an answer and goes on."""

import errno
import multiprocessing
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.reading.tasks import (
    answer_at_length,
    be_killed,
    be_refused,
    burn,
    burn_for,
    complain,
    die,
    document,
    fail,
    forge,
    hang,
    process_id,
    recurse,
    swell,
)
from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.scratch import ScratchError

LIMITS = Limits(memory_bytes=700_000_000, cpu_seconds=1, wall_seconds=60.0)

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone confines")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has only the wall limit")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS) as made:
        yield made


def test_a_result_comes_back_equal(sandbox: Sandbox) -> None:
    assert sandbox.run(document, "a") == document("a")


def test_a_worker_that_is_not_confined_answers_again() -> None:
    with Sandbox(LIMITS, confined=False) as sandbox:
        first = sandbox.run(process_id)
        assert first == sandbox.run(process_id)
        assert first != os.getpid()


@linux_only
def test_a_confined_worker_serves_one_task(sandbox: Sandbox) -> None:
    first, second = sandbox.run(process_id), sandbox.run(process_id)
    assert len({first, second, os.getpid()}) == 3


def test_a_worker_that_hangs_is_killed_and_replaced() -> None:
    with Sandbox(Limits(wall_seconds=3.0)) as sandbox:
        before = sandbox.run(process_id)
        assert sandbox.run(hang) == Problem(problems.TIMED_OUT)
        after = sandbox.run(process_id)
        assert isinstance(after, int)
        assert after != before


@posix_only
def test_a_worker_that_burns_time_is_stopped_by_the_processor_limit(sandbox: Sandbox) -> None:
    assert sandbox.run(burn) == Problem(problems.TIMED_OUT)


@posix_only
def test_the_processor_limit_counts_from_the_start_of_each_task() -> None:
    with Sandbox(Limits(cpu_seconds=1, wall_seconds=60), confined=False) as sandbox:
        before = sandbox.run(process_id)
        for _ in range(4):
            sandbox.run(burn_for, 0.6)
        assert sandbox.run(process_id) == before


@posix_only
def test_a_worker_that_swells_is_out_of_memory(sandbox: Sandbox) -> None:
    assert sandbox.run(swell) == Problem(problems.OUT_OF_MEMORY)
    assert isinstance(sandbox.run(process_id), int)


@pytest.mark.parametrize("end", [die, pytest.param(be_killed, marks=posix_only)])
def test_a_worker_that_dies_costs_only_its_file(sandbox: Sandbox, end: object) -> None:
    assert callable(end)
    assert sandbox.run(end) == Problem(problems.READER_DIED)
    assert isinstance(sandbox.run(process_id), int)


def test_endless_recursion_is_too_complex(sandbox: Sandbox) -> None:
    answer = sandbox.run(recurse, 0)
    assert isinstance(answer, Problem)
    assert answer.code == problems.TOO_COMPLEX


def test_an_exception_is_told_by_kind_and_place_never_by_its_words(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    assert sandbox.run(fail, "\x1b[31m secret") == Problem(problems.READER_DIED)
    assert "ValueError at tasks.py" in caplog.text
    assert "secret" not in caplog.text


def test_a_scratch_folder_that_refuses_is_the_machines_trouble(sandbox: Sandbox) -> None:
    with pytest.raises(ScratchError) as refused:
        sandbox.run(be_refused, ScratchError(errno.ENOSPC, "full"))
    assert refused.value.errno == errno.ENOSPC
    assert sandbox.run(document, "a") == document("a")


def test_any_other_error_of_the_system_is_the_files_own(sandbox: Sandbox) -> None:
    assert sandbox.run(be_refused, OSError(errno.ENOSPC, "")) == Problem(problems.READER_DIED)


def test_an_answer_beyond_the_channel_is_refused(sandbox: Sandbox) -> None:
    answer = sandbox.run(answer_at_length)
    assert isinstance(answer, Problem)
    assert answer.code == problems.TOO_COMPLEX


def test_an_answer_that_would_run_code_is_refused(sandbox: Sandbox) -> None:
    assert sandbox.run(forge) == Problem(problems.READER_DIED)


def test_nothing_is_printed_from_the_worker(
    sandbox: Sandbox, capfd: pytest.CaptureFixture[str]
) -> None:
    assert sandbox.run(complain) == "said"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("confined", [True, False])
def test_no_worker_is_left_behind(*, confined: bool) -> None:
    before = {child.pid for child in multiprocessing.active_children()}
    with Sandbox(LIMITS, confined=confined) as sandbox:
        sandbox.run(process_id)
        assert len(multiprocessing.active_children()) == len(before) + 1
    assert {child.pid for child in multiprocessing.active_children()} == before


def test_limits_travel_as_values() -> None:
    assert pickle.loads(pickle.dumps(LIMITS)) == LIMITS  # noqa: S301 - our own bytes


class TestThisProcess:
    def test_a_result_is_given_as_it_is(self) -> None:
        assert ThisProcess(LIMITS).run(process_id) == os.getpid()

    @pytest.mark.no_cover  # the alarm may go off inside the measuring, which then waits for itself
    def test_the_wall_limit_interrupts(self) -> None:
        assert ThisProcess(Limits(wall_seconds=0.2)).run(hang) == Problem(problems.TIMED_OUT)

    def test_limits_are_lifted_afterwards(self) -> None:
        ThisProcess(Limits(wall_seconds=0.2, memory_bytes=800_000_000)).run(process_id)
        time.sleep(0.3)
        assert len(bytearray(900_000_000)) == 900_000_000

    @posix_only
    def test_memory_and_processor_limits_hold(self, tmp_path: Path) -> None:
        script = tmp_path / "limited.py"
        script.write_text(
            "from zenforms.reading.limits import Limits\n"
            "from zenforms.reading.restraint import ThisProcess\n"
            "def burn():\n    while True: pass\n"
            "def swell():\n    return len(bytearray(3_000_000_000))\n"
            "here = ThisProcess(Limits(cpu_seconds=1, memory_bytes=700_000_000))\n"
            "print(here.run(swell).code, here.run(burn).code)\n"
        )
        run = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, check=True, timeout=60
        )
        assert run.stdout.split() == [problems.OUT_OF_MEMORY, problems.TIMED_OUT]

    @posix_only
    def test_the_memory_limit_is_for_what_the_file_brings(self, tmp_path: Path) -> None:
        script = tmp_path / "already_large.py"
        script.write_text(
            "import mmap\n"
            "from zenforms.reading.apart import apart\n"
            "from zenforms.reading.limits import Limits\n"
            "from zenforms.reading.restraint import ThisProcess\n"
            "from zenforms.reading.workplace import is_worker\n"
            "def swell():\n    return len(bytearray(3_000_000_000))\n"
            "if __name__ == '__main__':\n"
            "    taken = mmap.mmap(-1, 2_000_000_000)\n"
            "    limits = Limits(memory_bytes=700_000_000, wall_seconds=30)\n"
            "    here = ThisProcess(limits)\n"
            "    print(here.run(swell).code, here.run(apart, limits, is_worker))\n"
        )
        run = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, check=True, timeout=60
        )
        assert run.stdout.split() == [problems.OUT_OF_MEMORY, "True"]
