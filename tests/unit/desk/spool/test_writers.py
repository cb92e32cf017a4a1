import os
import subprocess
import sys
from pathlib import Path

import pytest

from zenforms.desk.spool.writers import is_being_written

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tell")


def test_a_file_that_nobody_holds_is_not_being_written(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    assert not is_being_written(tmp_path / "x")


@linux
def test_a_file_that_another_program_holds_open_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "x"
    code = "import sys; f = open(sys.argv[1], 'w'); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        assert writer.stdin
        writer.stdout.readline()
        assert is_being_written(path)
        writer.stdin.close()
        writer.wait()
    assert not is_being_written(path)


@linux
def test_a_reader_does_not_keep_a_file_back(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with (tmp_path / "x").open():
        assert not is_being_written(tmp_path / "x")


def test_links_pipes_and_what_is_gone_are_not_being_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "x")
    assert not is_being_written(tmp_path / "link")
    assert not is_being_written(tmp_path / "gone")
    assert not is_being_written(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert not is_being_written(tmp_path / "pipe")


@linux
def test_whoever_opens_the_file_while_it_is_asked_for_ends_nobody(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    busy = (
        "import os, sys, time\n"
        "print(flush=True)\n"
        "end = time.monotonic() + 5\n"
        "while time.monotonic() < end and os.getppid() == int(sys.argv[2]):\n"
        "    os.close(os.open(sys.argv[1], os.O_WRONLY))\n"
    )
    asks = (
        "import sys, pathlib; from zenforms.desk.spool.writers import is_being_written\n"
        "for _ in range(5_000): is_being_written(pathlib.Path(sys.argv[1]))\n"
    )
    path, parent = str(tmp_path / "x"), str(os.getpid())
    with subprocess.Popen(
        [sys.executable, "-c", busy, path, parent], stdout=subprocess.PIPE
    ) as sender:
        assert sender.stdout
        sender.stdout.readline()
        asked = subprocess.run([sys.executable, "-c", asks, path], check=False)
        sender.terminate()
    assert asked.returncode == 0
