"""The lines that hold a message together, as they stand and as they may have been meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zenforms.reading.mail.headers import is_near

_MOST_NAMES = 20
MOST_EDGES = 500
_MOST_DASHED = 3_000
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_DASHED = re.compile(rb"--[^\r\n]{1,204}")
CLOSING = b"--"
CONTENT = (b"content-type", b"content-transfer-encoding", b"content-disposition")
KNOWN = (*CONTENT, b"content-description", b"content-location", b"content-id")
USUAL = (
    *KNOWN,
    *b"mime-version message-id received return-path reply-to references in-reply-to".split(),
    *b"subject sender from date user-agent thread-topic thread-index".split(),
)
BOUNDARY_PARAMETER = re.compile(
    rb"""(?i)[;\s]([\w-]{7,9})\s{0,20}=\s{0,20}(?:"([^"\r\n]{1,200})"|"?([^\s;"]{1,200}))"""
)
_TELLING = 4  # characters: a shorter boundary stands in any line


@dataclass(frozen=True, slots=True)
class Edge:
    """A line that parts two parts, as it stands; `opens` says that headers of a part follow."""

    start: int
    line: bytes
    following: int
    opens: bool

    @property
    def stop(self) -> int:
        """Where the line ends, its line end not counted."""
        return self.start + len(self.line)

    @property
    def name(self) -> bytes:
        """The boundary that it bears."""
        return self.line[2:] if self.line.startswith(b"--") else self.line

    def means(self, name: bytes) -> bool:
        """Whether it was meant to part by this boundary."""
        line, low = b"--" + name, name.lower()
        is_same = low in {self.name.lower(), self.name.lower().removesuffix(CLOSING)}
        return is_same or is_near(self.line, line) or is_near(self.line, line + CLOSING)


def edges_of(data: bytes) -> list[Edge] | None:
    """Every line that parts two parts or was meant to; None when there are too many to tell."""
    names = _declared(data)
    starts = set[int]()
    for count, found in enumerate(_DASHED.finditer(data)):
        if count > _MOST_DASHED:
            return None
        if not found.start() or data[found.start() - 1] in b"\r\n":
            starts.add(found.start())
    looks = _MOST_DASHED
    for name in names:
        at = data.find(name) if len(name) >= _TELLING else -1
        while at >= 0:
            looks -= 1
            if not looks:
                return None
            start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
            stop = line_end(data, at)
            if len(data[start:stop].rstrip()) <= len(name) + 5:
                starts.add(start)
            at = data.find(name, stop)
    found_edges = (_edge(data, start, names) for start in sorted(starts))
    edges = [one for one in found_edges if one.opens or any(map(one.means, names))]
    return edges if len(edges) <= MOST_EDGES else None


def _edge(data: bytes, start: int, names: Sequence[bytes]) -> Edge:
    following = line_end(data, start)
    line = data[start:following].rstrip()
    after = data[following : line_end(data, following)]
    if any(is_near(line + b"\n" + after.rstrip(), b"--" + name) for name in names):
        line += data[start + len(line) : following] + after.rstrip()  # a line end came between
        following += len(after)
        after = data[following : line_end(data, following)]
    return Edge(start, line, following, opens=bool(content_name(after)))


def line_end(data: bytes, at: int) -> int:
    """Where the line that begins or goes on at `at` ends, its line end counted."""
    found = LINE.match(data, at)
    return found.end() if found else len(data)


def _declared(data: bytes) -> list[bytes]:
    """The boundaries that headers name, in order."""
    low, found = data.lower(), dict[bytes, None]()
    for half in (b"bound", b"ndary"):  # one of them is whole
        at = low.find(half)
        for _ in range(MOST_EDGES):
            if at < 0:
                break
            named = BOUNDARY_PARAMETER.search(data, max(0, at - 6), at + 250)
            if named and is_boundary(named[1]):
                found[(named[2] or named[3]).rstrip()] = None
            at = low.find(half, at + 1)
    return list(found)[:_MOST_NAMES]


def is_boundary(name: bytes) -> bool:
    """Whether a parameter is the boundary, or was meant to be."""
    return is_near(name.lower(), b"boundary")


@dataclass(frozen=True, slots=True)
class Named:
    """The header that a line begins with or was meant to, and where its value starts."""

    name: bytes
    stop: int
    is_sound: bool


def named_header(line: bytes, names: Sequence[bytes]) -> Named | None:
    """Which of these headers the line bears, one byte of its name or its colon being wrong."""
    low = line[:40].lower()
    for name in names:
        if low.startswith(name) and re.match(rb"[ \t]*:", low[len(name) :]):
            return Named(name, low.index(b":", len(name)) + 1, is_sound=True)
    for name in names:
        for size in range(len(name), len(name) + 3):
            if is_near(low[:size], name + b":"):
                return Named(name, size, is_sound=False)
    return None


def content_name(line: bytes) -> bytes:
    """The header of a part's content that the line bears; else nothing."""
    found = named_header(line, KNOWN)
    return found.name if found else b""
