"""Whatever lies where a desk keeps its files: no command breaks, hangs, or repeats it raw.

Each of `INSTEAD` takes the place of each file and folder of a desk that has a ticket and a returned
request, and each of `COMMANDS` is asked about it.
"""

import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.crash.extent import SOAK
from tests.unit.cli.conftest import Call, Made
from zenforms.cli.main import main
from zenforms.errors import ExitCode
from zenforms.handles import remove_tree
from zenforms.sanitize import HARMFUL

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="acts as Linux lets one"),
    pytest.mark.no_cover,  # the same lines over and over
]

NASTY = "\x1b]0;titre\x07\x1b[2J\u202eexe.\u2066\ufeff\u200b\r\n</script>=1+1\x9b31m\udcff [red]"
SECONDS = 30
"""A command that is not done by then hangs."""


def with_strings(content: bytes) -> bytes:
    """The same JSON with words that no terminal should see."""
    return _changed(content, lambda value: NASTY if isinstance(value, str) else value)


def with_numbers(content: bytes) -> bytes:
    """The same JSON with numbers beyond all."""
    return _changed(content, lambda value: 10**300 if isinstance(value, int | float) else value)


def with_nothing(content: bytes) -> bytes:
    """The same JSON with null for every value."""
    return _changed(content, lambda _: None)


def with_lists(content: bytes) -> bytes:
    """The same JSON with a list for every value."""
    return _changed(content, lambda value: [value])


def with_odd_numbers(content: bytes) -> bytes:
    """The same JSON with what Python alone calls a number."""
    return _changed(content, lambda value: float("nan") if isinstance(value, int) else value)


def _changed(content: bytes, change: Callable[[object], object]) -> bytes:
    lines = []
    for line in content.split(b"\n") if content.count(b"\n{") else [content]:
        try:
            lines.append(json.dumps(_walked(json.loads(line), change)).encode())
        except ValueError:
            lines.append(line + NASTY.encode("utf-8", "surrogateescape"))
    return b"\n".join(lines)


def _walked(value: Any, change: Callable[[object], object]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: _walked(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [_walked(one, change) for one in value]
    return change(value)


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "words": with_strings,
    "numbers": with_numbers,
    "nulls": with_nothing,
    "lists": with_lists,
    "odd numbers": with_odd_numbers,
    "empty": lambda _: b"",
    "half": lambda content: content[: len(content) // 2],
    "no text": lambda _: b"\xff\xfe\0\x1b[31m" * 99,
    "a list": lambda _: b"[]",
    "a word": lambda _: b'"x"',
    "deep": lambda _: b"[" * 100_000,
    "deep tables": lambda _: b'{"a":' * 100_000,
    "many lines": lambda _: b"\n" * 200_000,
    "a long line": lambda _: b'{"at": "' + b"x" * 2_000_000 + b'"}',
    "a long number": lambda _: b'{"version": ' + b"9" * 5_000 + b"}",
}


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link_without_end(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(f"/nulle/part/{NASTY[:9]}")


def a_link_to_a_folder(path: Path) -> None:
    path.symlink_to("/proc/self")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        here = os.open(path.parent, os.O_RDONLY)
        end.bind(f"/proc/self/fd/{here}/{path.name}"[:100])
        os.close(here)


def a_hole(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(30_000_000_000)


def a_folder(path: Path) -> None:
    (path / f"x{NASTY.encode('utf-8', 'replace').decode().replace('/', '')}").mkdir(parents=True)


def nothing(path: Path) -> None:
    assert not path.exists()


def a_file(path: Path) -> None:
    path.write_bytes(b"{}")


INSTEAD: dict[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (
        *(a_pipe, a_link_without_end, a_link_to_itself, a_link_to_nothing, a_link_to_a_folder),
        *(a_socket, a_hole, a_folder, nothing, a_file),
    )
}

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("status", "--format", "json"),
    ("find",),
    ("find", "camille", "--format", "json"),
    ("show", "{accepted}"),
    ("show", "{accepted}", "--format", "json"),
    ("show", "{incomplete}"),
    ("stats",),
    ("stats", "--format", "json"),
    ("doctor",),
    ("clients", "check"),
    ("clients", "list"),
    ("purge", "--older-than", "1"),
    ("calendar", "-o", "-"),
    ("note", "{accepted}", "--by", "A", "--why", "vu"),
    ("close", "{incomplete}", "--by", "A"),
)


class HangsError(BaseException):
    """A command did not come to an end; no handler of its own may take it for a mishap."""


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Break off what hangs."""

    def hangs(_number: int, _frame: FrameType | None) -> None:
        raise HangsError

    earlier = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


@pytest.fixture(scope="module")
def worked(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a ticket that was noted upon, and a returned request."""
    desk = shutil.copytree(made.desk, tmp_path_factory.mktemp("hostile") / "bureau")
    policy = desk / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("#stillness_seconds = 2.0", "stillness_seconds = 0.0"), "utf-8")
    for path in (made.filled, made.blank):
        shutil.copy(path, desk / "inbox")
    assert main(["watch", str(desk), "--once"]) == 0
    number = next((desk / "tickets").glob("ZF-*/")).name
    assert main(["note", str(desk), number, "--by", "A", "--why", "vu"]) == 0
    return desk


def numbers_of(desk: Path) -> dict[str, str]:
    folders = {"accepted": "tickets", "incomplete": "returned"}
    return {o: next((desk / f).glob("ZF-*/")).name for o, f in folders.items()}


def places_in(desk: Path) -> list[str]:
    """Every file and folder, relative to the desk."""
    return sorted(path.relative_to(desk).as_posix() for path in desk.rglob("*"))


def put_instead(path: Path, how: str) -> None:
    """Let something else take the place of a file or folder."""
    content = path.read_bytes() if path.is_file() else b""
    if path.is_dir():
        remove_tree(path)
    else:
        path.unlink()
    if how in BYTES:
        path.write_bytes(BYTES[how](content))
    else:
        INSTEAD[how](path)


def wrongs_of(
    call: Call, desk: Path, numbers: dict[str, str], commands: Iterable[tuple[str, ...]] = COMMANDS
) -> Iterator[str]:
    """What of the invariant a command breaks."""
    for command in commands:
        words = [word.format(**numbers) for word in command]
        try:
            with no_longer_than(SECONDS):
                done = call(*words, "--desk", desk)
        except HangsError:
            yield f"{command}: it hangs"
            continue
        if done.code not in set(ExitCode) - {ExitCode.BUG}:
            yield f"{command}: exit {done.code}, {done.err}"
        for said in (done.out, done.err):
            if raw := HARMFUL.search(said.replace("\r\n", "").replace("\n", "")):
                yield f"{command}: {raw[0]!r} is said"


def wrongs_with(
    call: Call, worked: Path, folder: Path, rows: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """What is broken where something takes the place of a file or folder of the desk."""
    numbers = numbers_of(worked)
    for place, how in rows:
        desk = shutil.copytree(worked, folder / "bureau")
        try:
            put_instead(desk / place, how)
            for wrong in wrongs_of(call, desk, numbers):
                yield f"{how} for {place}: {wrong}"
        finally:
            remove_tree(desk)


def rows_of(worked: Path) -> list[tuple[str, str]]:
    """Every place with all that can take it."""
    return [
        (place, how)
        for place in places_in(worked)
        for how in (*(() if (worked / place).is_dir() else BYTES), *INSTEAD)
    ]


def test_no_command_breaks_on_what_lies_in_the_place_of_a_file(
    call: Call, worked: Path, tmp_path: Path
) -> None:
    rows = rows_of(worked)[::17]  # each place once or twice, with another thing each time
    assert list(wrongs_with(call, worked, tmp_path, rows)) == []


@pytest.mark.hostile
@pytest.mark.parametrize("how", [*BYTES, *INSTEAD])
def test_nor_on_any_other(call: Call, worked: Path, tmp_path: Path, how: str) -> None:
    rows = [row for row in rows_of(worked) if row[1] == how][:: 1 if SOAK else 12]
    assert list(wrongs_with(call, worked, tmp_path, rows)) == []


def test_odd_names_in_every_folder_are_never_repeated_raw(
    call: Call, worked: Path, tmp_path: Path
) -> None:
    desk = shutil.copytree(worked, tmp_path / "bureau")
    odd = os.fsencode(NASTY.replace("/", "")) + b"\xff\xfe"
    for folder in [path for path in desk.rglob("*") if path.is_dir()]:
        for name in (odd, b"ZF-260512-" + odd, odd + b".json", odd + b".eml"):
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("{}")
        Path(os.fsdecode(os.fsencode(folder) + b"/d" + odd)).mkdir()
    try:
        assert list(wrongs_of(call, desk, numbers_of(worked))) == []
    finally:
        remove_tree(desk)
