"""S/MIME: what an opaque signature wraps. Nothing is verified here, and nothing decrypted."""

from dataclasses import dataclass

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_SEQUENCE, _OCTETS, _OCTETS_IN_PIECES, _OID, _SET, _CONTEXT_0 = 0x30, 0x04, 0x24, 0x06, 0x31, 0xA0
_LONG, _INDEFINITE = 0x80, 0x80
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Node:
    """One BER value: `end` is where the next one starts."""

    tag: int
    start: int
    stop: int
    end: int


def signed_content(data: bytes) -> bytes | None:
    """The message inside a CMS signed-data structure, or None when it is none (encrypted…)."""
    try:
        return _content(data)
    except (ValueError, IndexError, RecursionError):
        return None


def _content(data: bytes) -> bytes | None:
    kind, *rest = _children(data, _node(data, 0, 0), 1)
    if data[kind.start : kind.stop] != _SIGNED_DATA or not rest:
        return None
    (signed, *_) = _children(data, rest[0], 2)
    inner = next((n for n in _children(data, signed, 3) if n.tag == _SEQUENCE), None)
    if inner is None:
        return None
    kind, *wrapped = _children(data, inner, 4)
    if data[kind.start : kind.stop] != _DATA or not wrapped:
        return None
    return b"".join(_octets(data, node, 6) for node in _children(data, wrapped[0], 5))


def _octets(data: bytes, node: _Node, depth: int) -> bytes:
    if node.tag == _OCTETS:
        return data[node.start : node.stop]
    if node.tag == _OCTETS_IN_PIECES:
        return b"".join(_octets(data, child, depth + 1) for child in _children(data, node, depth))
    raise ValueError(node.tag)


def _children(data: bytes, node: _Node, depth: int) -> list[_Node]:
    found, at = [], node.start
    while at < node.stop:
        found.append(_node(data, at, depth))
        at = found[-1].end
    return found


def _node(data: bytes, at: int, depth: int) -> _Node:
    """The BER value at `at`; raises ValueError or IndexError when it is none."""
    if depth > _DEEPEST:
        raise ValueError(depth)
    tag, size, start = data[at], data[at + 1], at + 2
    if size == _INDEFINITE:
        stop = start
        while data[stop : stop + 2] != b"\0\0":
            stop = _node(data, stop, depth + 1).end
        return _Node(tag, start, stop, stop + 2)
    if size & _LONG:
        count = size & ~_LONG
        size, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + size > len(data):
        raise ValueError(size)
    return _Node(tag, start, start + size, start + size)
