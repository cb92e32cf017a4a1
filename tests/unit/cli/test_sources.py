"""What a command is told to read: a file, and not what may have no end."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call, Made

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="acts as Linux lets one")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path)[-100:])


def a_link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.parent / "p")
    path.symlink_to("p")


ODD: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a link to a pipe": a_link_to_a_pipe,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a socket": lambda path: a_socket(Path(path.name)),
    "a link to itself": lambda path: path.symlink_to(path),
    "nothing": lambda _: None,
}
COMMANDS = (
    ("validate", "{odd}"),
    ("validate", "{odd}", "{odd}", "--format", "json"),
    ("fields", "{odd}"),
    ("psr", "{odd}"),
    ("log", "{odd}"),
    ("copy", "{odd}", "-o", "c.html"),
    ("clients", "import", "{odd}", "--desk", "{desk}"),
    ("form", "fill", "{odd}", "{odd}", "-o", "o.pdf"),
)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nobody_waits_for_what_has_no_end(
    call: Call, made: Made, tmp_path: Path, *, odd: str, command: tuple[str, ...]
) -> None:
    path = tmp_path / "demande.pdf"
    ODD[odd](path)
    done = call(*(word.format(odd=path, desk=made.desk) for word in command))
    assert done.code == 2
    assert "demande.pdf" in done.err


def test_what_a_shell_has_opened_is_read(call: Call, made: Made) -> None:
    with made.blank.open("rb") as file:
        assert call("fields", f"/dev/fd/{file.fileno()}").code == 0


@pytest.mark.parametrize("content", [b"a = " + b"[" * 50_000, b"\xff", b"x" * 5_000_000])
def test_values_that_nobody_writes_are_told(
    call: Call, made: Made, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "valeurs.toml").write_bytes(content)
    done = call("form", "fill", made.blank, tmp_path / "valeurs.toml", "-o", tmp_path / "o.pdf")
    assert done.code == 2
    assert len(done.err) < 1_000


def test_a_folder_is_no_table_of_clients(call: Call, made: Made, tmp_path: Path) -> None:
    assert call("clients", "import", tmp_path, "--desk", made.desk).code == 2
