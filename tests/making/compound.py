"""Writes OLE compound files: storages are dicts, streams are bytes. For tests only."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "Tree | bytes"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0


@dataclass(slots=True)
class _Table:
    """Sectors of one size, and the chains through them."""

    size: int
    chain: list[int] = field(default_factory=list)
    data: bytes = b""

    def add(self, data: bytes) -> int:
        if not data:
            return _END
        first = len(self.chain)
        count = -(-len(data) // self.size)
        self.chain += [first + n + 1 for n in range(count - 1)] + [_END]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def compound(tree: Tree) -> bytes:
    """The bytes of a version 3 compound file that holds `tree`."""
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _children(tree, entries)
    big, mini = _Table(_SECTOR), _Table(_MINI)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            table = mini if entry.size < _CUTOFF else big
            entry.start = table.add(entry.data)
    entries[0].start, entries[0].size = big.add(mini.data), len(mini.data)
    mini_fat = b"".join(struct.pack("<I", n) for n in mini.chain)
    mini_start = big.add(mini_fat + b"\xff" * (-len(mini_fat) % _SECTOR))
    directory_start = big.add(b"".join(map(_packed, entries)))
    return _with_fat(big, directory_start, mini_start, -(-len(mini_fat) // _SECTOR))


def _with_fat(big: _Table, directory: int, mini: int, mini_count: int) -> bytes:
    count = 1
    while count * (_SECTOR // 4) < len(big.chain) + count:
        count += 1
    fat_start = len(big.chain)
    chain = big.chain + [_FAT] * count
    fat = b"".join(struct.pack("<I", n) for n in chain).ljust(count * _SECTOR, b"\xff")
    places = [fat_start + n for n in range(count)] + [_FREE] * (109 - count)
    header = struct.pack(
        "<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory, 0, _CUTOFF, mini, mini_count, _END, 0,
    )  # fmt: skip
    return header + struct.pack("<109I", *places) + big.data + fat


def _children(tree: Tree, entries: list[_Entry]) -> int:
    """Add what a storage holds; the place of the root of its balanced tree of siblings."""
    places = []
    for name in sorted(tree, key=lambda one: (len(one), one.upper())):
        value = tree[name]
        places.append(len(entries))
        if isinstance(value, bytes):
            entries.append(_Entry(name, _STREAM, value))
        else:
            entry = _Entry(name, _STORAGE)
            entries.append(entry)
            entry.child = _children(value, entries)
    return _balanced(places, entries)


def _balanced(places: list[int], entries: list[_Entry]) -> int:
    if not places:
        return _NONE
    middle = len(places) // 2
    entry = entries[places[middle]]
    entry.left = _balanced(places[:middle], entries)
    entry.right = _balanced(places[middle + 1 :], entries)
    return places[middle]


def _packed(entry: _Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    start = 0 if entry.kind == _STORAGE else entry.start
    return struct.pack(
        "<64sH2B3I36xIQ", name, len(name), entry.kind, 1, entry.left, entry.right, entry.child,
        start, entry.size,
    )  # fmt: skip
