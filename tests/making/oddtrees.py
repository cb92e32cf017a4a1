"""What a stranger may lay into an inbox: trees and names that no program expects."""

import os
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from zenforms.handles import remove_tree

CANARY = "7d3fc0de" * 8
"""Stands in files of the desk that no drop may show; it is a key, too."""


@contextmanager
def cleared(root: Path) -> Iterator[Path]:
    """Remove everything afterwards: no other tool can, and what lies there would stay for ever."""
    try:
        yield root
    finally:
        remove_tree(root)


def dig(path: Path, depth: int, file: str = "x.txt") -> None:
    """A folder with `depth` folders inside each other, and a file in the last."""
    path.mkdir()
    handle = os.open(path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=handle)
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, dir_fd=handle))
    os.close(handle)


def _deep(path: Path, desk: Path) -> None:
    del desk
    dig(path, 1_200)


def _abyss(path: Path, desk: Path) -> None:
    del desk
    dig(path, 2_500)


def _wide(path: Path, desk: Path) -> None:
    del desk
    path.mkdir()
    for n in range(300):
        (path / f"{n}.log").write_text(f"{n}\n")


def _long(path: Path, desk: Path) -> None:
    del desk
    inner = path
    path.mkdir()
    for n in range(8):
        inner /= str(n) * 255
        inner.mkdir()
    (inner / "x.txt").write_text("x")


def _links(path: Path, desk: Path) -> None:
    path.mkdir()
    (path / "key").symlink_to(desk / "seal.keys")
    (path / "loop").symlink_to(path)
    (path / "self").symlink_to("self")
    (path / "outside").symlink_to(desk)
    (path / "x.txt").write_text("accepted avec des liens")


def _one_link(path: Path, desk: Path) -> None:
    path.symlink_to(desk / "seal.keys")


def _hard_link(path: Path, desk: Path) -> None:
    os.link(desk / "seal.keys", path)


def _hard_links(path: Path, desk: Path) -> None:
    path.mkdir()
    os.link(desk / "policy.toml", path / "a.txt")
    os.link(desk / "seal.keys", path / "b.txt")


def _special(path: Path, desk: Path) -> None:
    del desk
    path.mkdir()
    os.mkfifo(path / "pipe")
    _socket(path / "s")
    (path / "x.txt").write_text("accepted avec un tube")


def _socket(path: Path) -> None:
    here = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(f"/proc/self/fd/{here}/{path.name}")  # the whole path may be too long
    finally:
        os.close(here)


def _pipe(path: Path, desk: Path) -> None:
    del desk
    os.mkfifo(path)


def _names(path: Path, desk: Path) -> None:
    del desk
    path.mkdir()
    names: tuple[bytes, ...] = (
        b"caf\xe9.txt",
        b"a\nb.txt",
        b"\x1b[31mrouge.txt",
        b"x" * 255,
        b".tmp-settled.json",
    )
    names += (b"~$x", b"settled.json", b"received.json", b"found", b"attempt-1", b"X.TXT", b"x.txt")
    names += ("é.log".encode(), "e\u0301.log".encode(), b"scratch~", b"CON", b"\xff\xfe")
    for name in names:
        Path(os.fsdecode(os.fsencode(path) + b"/" + name)).write_text("accepted des noms")


def _empty_folders(path: Path, desk: Path) -> None:
    del desk
    (path / "a" / "b").mkdir(parents=True)


def _closed(path: Path, desk: Path) -> None:
    del desk
    (path / "sub").mkdir(parents=True)
    (path / "x.txt").write_text("accepted fermé")
    (path / "x.txt").chmod(0)
    (path / "sub").chmod(0)


KINDS: dict[str, Callable[[Path, Path], None]] = {
    "deep": _deep,
    "abyss": _abyss,
    "wide": _wide,
    "long": _long,
    "links": _links,
    "one-link": _one_link,
    "hard-link": _hard_link,
    "hard-links": _hard_links,
    "special": _special,
    "pipe": _pipe,
    "names": _names,
    "empty-folders": _empty_folders,
    "closed": _closed,
}
"""Each lays down one entry at a path; it is told where the desk is."""

ODD_NAMES = (b"caf\xe9.pdf", b"a\nb.pdf", b"\x1b[2Jx.pdf", b"x" * 251 + b".pdf", b"\xff", b"- -")
"""Names for a single file of the inbox."""


def grow(path: Path, rng: random.Random, desk: Path) -> None:
    """A random tree: a few of the kinds above at random places of random folders."""
    path.mkdir()
    folders = [path]
    for n in range(rng.randint(1, 12)):
        here = rng.choice(folders)
        inner = here / f"{n}{rng.choice(['', ' ', 'é', '~', '.tmp', '.d'])}"
        if rng.random() < 0.4:
            inner.mkdir()
            folders.append(inner)
        elif rng.random() < 0.5:
            inner.write_text(f"accepted {rng.random()}")
        else:
            kinds = [kind for kind in KINDS if kind not in {"abyss", "wide"}]
            KINDS[rng.choice(kinds)](inner, desk)
