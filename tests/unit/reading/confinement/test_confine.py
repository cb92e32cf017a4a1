"""A reader that was taken over stays alone: whatever it tries from inside is denied."""

import errno
import json
import os
import pickle
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("Linux alone confines", allow_module_level=True)

from tests.unit.desk.bench import new_desk
from tests.unit.reading.confinement import attempts
from tests.unit.reading.tasks import process_id
from zenforms import problems
from zenforms.findings import Problem
from zenforms.handles import remove_tree
from zenforms.reading.confinement.confine import Confinement, confinement
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.wire.schema import pack
from zenforms.reading.worker import written

FILES = ("write", "append", "create", "create folder", "truncate", "unlink", "replace", "take")
LINKS = ("link in", "link out", "point at", "pipe", "device")
MARKS = ("chmod", "chown", "utime", "setxattr")


@pytest.fixture(scope="module", name="reader")
def fixture_reader() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.fixture(scope="module", name="held")
def fixture_held(reader: Sandbox) -> Confinement:
    held = reader.run(confinement)
    assert isinstance(held, Confinement)
    return held


@pytest.fixture(name="calls")
def fixture_calls(held: Confinement) -> None:
    if not held.calls:
        pytest.skip("this kernel filters no calls: the doctor says so")


@pytest.fixture(name="files")
def fixture_files(held: Confinement) -> None:
    if not held.landlock:
        pytest.skip("this kernel has no Landlock: the doctor says so")


@pytest.fixture(name="scratch")
def fixture_scratch(tmp_path: Path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


@pytest.fixture(name="key")
def fixture_key(tmp_path: Path) -> Path:
    (tmp_path / "seal.keys").write_bytes(b"secret")
    return tmp_path / "seal.keys"


def test_what_a_reader_has_to_do_it_can(reader: Sandbox, key: Path, scratch: Path) -> None:
    assert reader.run(attempts.read_granted, key, scratch=scratch) == b"sec"
    assert sorted(path.name for path in scratch.iterdir()) == ["a", "whole"]
    assert reader.run(attempts.own_limit_is_known) is True


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("name", sorted(attempts.CALLS))
def test_a_call_that_no_reader_needs_is_not_permitted(reader: Sandbox, name: str) -> None:
    assert reader.run(attempts.call, name) == "EPERM"


@pytest.mark.usefixtures("calls")
def test_a_call_newer_than_the_table_is_as_if_the_kernel_had_none(reader: Sandbox) -> None:
    assert reader.run(attempts.newer_call) == "ENOSYS"


@pytest.mark.usefixtures("calls")
def test_it_reaches_no_network(reader: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            said = reader.run(attempts.connect, socket.AF_INET, kind, "127.0.0.1", port)
            assert said == "EPERM"
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(str(tmp_path / "s"))
        here.listen()
        address = str(tmp_path / "s")
        assert reader.run(attempts.connect, socket.AF_UNIX, socket.SOCK_STREAM, address, 0) == (
            "EPERM"
        )


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("how", ["exec", "spawn", "shell", "fork", "thread", "python"])
def test_it_runs_no_program_and_no_second_process(reader: Sandbox, how: str) -> None:
    assert reader.run(attempts.run_a_program, how) in {"EPERM", "EACCES", "RuntimeError"}


@pytest.mark.usefixtures("calls")
def test_it_reaches_no_other_process(reader: Sandbox) -> None:
    assert reader.run(attempts.signal_parent) == "EPERM"
    assert reader.run(attempts.limit_parent) == "EPERM"
    assert reader.run(attempts.outlive_parent) == "EPERM"
    assert reader.run(attempts.type_at_terminal) == "EPERM"


@pytest.mark.usefixtures("calls")
def test_it_sends_no_signal_through_a_file(reader: Sandbox, scratch: Path) -> None:
    assert reader.run(attempts.own_signals, scratch=scratch) == "EPERM"


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("kind", [resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE])
def test_it_does_not_lift_its_limits(reader: Sandbox, kind: int) -> None:
    assert reader.run(attempts.lift_limit, kind) == "EPERM"


@pytest.mark.usefixtures("files")
def test_it_reads_nothing_but_its_own(reader: Sandbox, key: Path, tmp_path: Path) -> None:
    home, here = str(Path.home()), str(Path.cwd())
    places = (str(key), str(tmp_path), "/etc/passwd", "/etc/shadow", home, here, "/", "/tmp")  # noqa: S108
    for place in (*places, "/proc/self/environ", "/proc/1/cmdline", "/proc", "/sys", "/dev"):
        assert reader.run(attempts.look_at, place) == "EACCES", place


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("what", ["mem", "environ", "maps", "fd", "root/etc/passwd"])
def test_it_does_not_look_into_its_parent(reader: Sandbox, what: str) -> None:
    assert reader.run(attempts.look_at_parent, what) in {"EACCES", "EPERM"}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("how", FILES)
def test_it_writes_nothing_beside_its_scratch(
    reader: Sandbox, key: Path, scratch: Path, how: str
) -> None:
    said = reader.run(attempts.change, how, str(key), scratch=scratch)
    assert said in {"EACCES", "EPERM", "EXDEV"}
    assert key.read_bytes() == b"secret"
    assert sorted(path.name for path in key.parent.iterdir()) == ["scratch", "seal.keys"]


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("how", LINKS + MARKS)
def test_it_leaves_no_link_no_device_and_changes_no_rights(
    reader: Sandbox, key: Path, scratch: Path, how: str
) -> None:
    before = key.stat()
    assert reader.run(attempts.change, how, str(key), scratch=scratch) == "EPERM"
    after = key.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime_ns) == (
        before.st_mode,
        before.st_uid,
        before.st_mtime_ns,
    )
    assert [path.name for path in scratch.iterdir()] == ["own"]


@pytest.mark.usefixtures("files")
def test_its_input_is_not_its_to_change(reader: Sandbox, key: Path) -> None:
    assert reader.run(attempts.write_to, key) == "EACCES"
    assert key.read_bytes() == b"secret"


def test_it_holds_nothing_open_but_the_way_for_its_answer(reader: Sandbox) -> None:
    found = reader.run(attempts.descriptors)
    assert isinstance(found, tuple)
    assert len(found) == 1


class Escape:
    """Unpickles into a call."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.place),)


def forged(place: Path) -> Iterator[bytes]:
    true = written("true", attempts.answer_raw)
    yield from (b"", b"\0", b"\1", b"\2", b"ready", true[:-1], true + b"\0", bytes(1000))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        yield pickle.dumps(Escape(place), protocol=protocol)
        yield b"\1" + pickle.dumps(Escape(place), protocol=protocol)
    yield b"\1" + pack(Problem("ZF001"), Problem, most=1000)
    yield b"\0\0" + pack(10**6, int, most=100)  # an error of the system that no system knows


@pytest.mark.parametrize("times", [1, 2])
def test_raw_bytes_are_no_answer_and_nothing_runs_on_arrival(
    reader: Sandbox, tmp_path: Path, times: int
) -> None:
    for data in forged(tmp_path / "ran"):
        assert reader.run(attempts.answer_raw, data, times) == Problem(problems.READER_DIED), data
    assert not (tmp_path / "ran").exists()


def test_no_answer_is_left_over_for_the_next_task(reader: Sandbox) -> None:
    data = written("forged", attempts.answer_raw)
    assert reader.run(attempts.answer_raw, data, 3) == "forged"  # of its own drop it may lie
    assert isinstance(reader.run(attempts.descriptors), tuple)
    assert isinstance(reader.run(process_id), int)


def test_it_does_not_know_the_environment_which_may_hold_a_password(reader: Sandbox) -> None:
    known = reader.run(attempts.environment)
    assert isinstance(known, tuple)
    assert "PATH" in os.environ
    assert [name for name in known if not name.startswith(("LANG", "LC_", "TZ"))] == []


@pytest.mark.parametrize("end", [attempts.abort, attempts.crash])
def test_an_error_in_native_code_costs_its_file_alone(reader: Sandbox, end: object) -> None:
    assert callable(end)
    assert reader.run(end) == Problem(problems.READER_DIED)
    assert isinstance(reader.run(process_id), int)


FLOODS = ("files", "deep", "bytes", "sparse")


@pytest.mark.parametrize("how", FLOODS)
def test_it_does_not_fill_the_disk(scratch: Path, how: str) -> None:
    limits = Limits(drop_bytes=100_000_000, archive_bytes=100_000_000, wall_seconds=20)
    with Sandbox(limits) as reader:
        found = reader.run(attempts.fill, how, scratch=scratch)
        assert isinstance(found, Problem)
        assert found.code in {problems.TOO_COMPLEX, problems.READER_DIED}, how
        remove_tree(scratch)
        assert isinstance(reader.run(process_id), int)


def test_one_file_is_no_larger_than_all_may_be(scratch: Path) -> None:
    with Sandbox(Limits(drop_bytes=1_000_000, archive_bytes=1_000_000)) as reader:
        reader.run(attempts.fill, "bytes", scratch=scratch)
    assert all(path.stat().st_size <= 4_000_000 for path in scratch.iterdir())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES])
def test_nobody_waits_for_a_disk_that_is_only_said_to_be_full(
    reader: Sandbox, scratch: Path, number: int
) -> None:
    found = reader.run(attempts.say_that_the_disk_is_full, number, scratch=scratch)
    assert found == Problem(problems.READER_DIED)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_nor_where_the_disk_has_less_room_than_a_reader_may_ever_fill(
    scratch: Path, number: int
) -> None:
    with Sandbox(Limits(drop_bytes=10**15)) as reader:
        found = reader.run(attempts.say_that_the_disk_is_full, number, scratch=scratch)
    assert found == Problem(problems.READER_DIED)


def test_it_says_no_more_than_its_parent_will_hear() -> None:
    with Sandbox(answer_bytes=10_000) as reader:
        assert reader.run(attempts.talk, 9_000) == "x" * 9_000
        assert reader.run(attempts.talk, 11_000) == Problem(problems.READER_DIED)
        assert reader.run(attempts.talk, 60_000_000) == Problem(problems.READER_DIED)
        assert isinstance(reader.run(process_id), int)


ABSENT = """
import ctypes, json, struct, sys
from pathlib import Path
def deny(number, error, argument=None):  # the kernel without one of its calls
    steps = [(0x20, 0, 0, 0), (0x15, 0, 3 if argument is not None else 1, number)]
    if argument is not None:
        steps += [(0x20, 0, 0, 16), (0x15, 0, 1, argument)]
    steps += [(6, 0, 0, 0x50000 | error), (6, 0, 0, 0x7fff0000)]
    program = b"".join(struct.pack("=HBBI", *step) for step in steps)
    class Described(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))
    described = Described(len(steps), program)
    library = ctypes.CDLL(None)
    assert library.prctl(38, 1, 0, 0, 0) == 0
    assert library.prctl(22, 2, ctypes.byref(described), 0, 0) == 0
if __name__ == "__main__":
    if "landlock" in sys.argv:
        deny(444, 95)  # not started with it
    if "calls" in sys.argv:
        import os
        deny(157 if os.uname().machine == "x86_64" else 167, 22, 22)  # built without it
    from tests.unit.reading.confinement import attempts
    from zenforms.desk.queries.doctor import examine_desk
    from zenforms.language import Lang
    from zenforms.reading.confinement.confine import confinement
    from zenforms.reading.sandbox import Sandbox
    source, scratch, desk = map(Path, sys.argv[1:4])
    with Sandbox() as sandbox:
        held = sandbox.run(confinement)
        read = sandbox.run(attempts.read_granted, source, scratch=scratch)
        socket = sandbox.run(attempts.call, "socket")
    told = [check.said.fill(Lang.EN, check.arguments) for check in examine_desk(desk)]
    told = [line for line in told if line.startswith(("Readers", "This system"))]
    print(json.dumps([held.landlock, held.calls, read.decode(), socket, told]))
"""


SAID = {
    "": "Readers are confined: no network, no program, no file but the drop.",
    "landlock": "Readers are confined in part only: this system lacks Landlock.",
    "calls": "Readers are confined in part only: this system lacks seccomp.",
    "landlock calls": "This system does not confine readers: only their time and memory are",
}


@pytest.mark.parametrize("missing", SAID)
@pytest.mark.usefixtures("calls", "files")
def test_whatever_the_kernel_has_all_is_read_and_the_doctor_says_how(
    key: Path, scratch: Path, tmp_path: Path, missing: str
) -> None:
    script = tmp_path / "absent.py"
    script.write_text(ABSENT)
    desk = new_desk(tmp_path / "desk")
    run = subprocess.run(
        [sys.executable, script, key, scratch, desk, *missing.split()],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    landlock, calls, read, said, told = json.loads(run.stdout)
    assert (landlock == 0) is ("landlock" in missing)
    assert calls is ("calls" not in missing)
    assert read == "sec"
    assert (said == "EPERM") is calls
    assert len(told) == 1
    assert told[0].startswith(SAID[missing])
