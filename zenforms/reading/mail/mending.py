"""The MIME lines of a message, mended where their writer's meaning is plain.

A boundary that nobody declared, a header's name with a wrong letter, a folded line that lost its
blank: the parser takes what follows for text, and a file is gone without a word. Only such lines
are rewritten here, never what a part holds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from enum import IntEnum
from itertools import islice

from zenforms.reading.mail.headers import is_near
from zenforms.reading.mail.mimelines import (
    BOUNDARY_PARAMETER,
    CLOSING,
    CONTENT,
    KNOWN,
    LINE,
    MOST_EDGES,
    USUAL,
    Edge,
    edges_of,
    is_boundary,
    line_end,
    named_header,
)

_BLOCK_BYTES, _BLOCK_LINES = 262_144, 2_000
_TYPE = re.compile(rb"content-type[ \t]*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*")
_NAME = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_ENDS = re.compile(rb"[\r\n]{4}")
_EMPTY_LINE = b"\r\n\r\n"
_PARAMETER_LIKE = re.compile(rb"""^[^\s=]{0,60}=|[;"]|^(?i:content|onten)|^[\w*-]{1,40}:""")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}\s*")
_VALUE = re.compile(
    rb"(?i)\s*(?:[a-z]{1,30}/[a-z]|attachment|inline|base64|quoted-printable|[78]bit|binary)"
)
"""What a header of a part's content says: a list of signed headers names them as well."""
_OF_PARTS = frozenset({*CONTENT, b"mime-version"})
_LOOKED_AT = 20
_SHORT = re.compile(rb"(?i)(?:to|b?cc|x-[\w-]{1,40}):")
_STRAY = 2  # characters: a line that short stood empty


class Mend(IntEnum):
    """How far the lines of a message had to be read as they were meant."""

    NOTHING = 0
    SURELY = 1
    """Nothing else can have been meant."""
    PERHAPS = 2
    """A file's name or a piece of text may not be what was written."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The message to parse; the very same bytes when nothing was wrong."""

    data: bytes = field(repr=False)
    how: Mend = Mend.NOTHING


def mended(data: bytes) -> Mended:
    """The message in `data`, its MIME lines mended; of too many nothing is."""
    short = _Shortened(data)
    lines = _Blocks(short.data)
    first = lines.mended()
    second = _Edges(first).mended() if first is not None else None
    if first is None or second is None:
        return Mended(data)
    how = max(lines.how, second.how)
    return Mended(short.whole(second.data), how) if how else Mended(data)


_RUN = re.compile(rb"(?:\n[A-Za-z0-9+/]{40,78}\r?(?=\n)){8,}")
_KEPT = 200  # bytes: a few lines
_MARK = b"\xff\0-%d-\0\xff"
_MARKED = re.compile(rb"\xff\0-(\d+)-\0\xff")


class _Shortened:
    """A message without the inner lines of its base64, which nobody need look at."""

    def __init__(self, data: bytes) -> None:
        self.data, self._runs = data, list[bytes]()
        if _MARKED.search(data):
            return
        pieces, at = [], 0
        for run in _RUN.finditer(data):
            start, stop = run.start() + _KEPT, run.end() - _KEPT
            if stop > start:
                pieces += [data[at:start], _MARK % len(self._runs)]
                self._runs.append(data[start:stop])
                at = stop
        self.data = b"".join([*pieces, data[at:]])

    def whole(self, data: bytes) -> bytes:
        """The same with all its lines."""
        if not self._runs:
            return data
        return _MARKED.sub(lambda mark: self._runs[int(mark[1])], data)


class _Blocks:
    """Mends header blocks line by line: at the top, behind each edge, and in inner messages."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._edits: list[tuple[int, int, bytes]] = []
        self.how = Mend.NOTHING

    def mended(self) -> bytes | None:
        edges = edges_of(self._data)
        if edges is None:
            return None
        opening = (edge for edge in edges if edge.opens or not edge.line.endswith(CLOSING))
        starts = {0} | {edge.following for edge in opening}
        waiting, done = sorted(starts, reverse=True), set[int]()
        while waiting:
            start = waiting.pop()
            if start in done:
                continue
            done.add(start)
            inner = self._block(start)
            if inner is not None:
                waiting.append(inner)
        return _edited(self._data, self._edits)

    def _block(self, start: int) -> int | None:
        """Mend one block; where the message inside it begins, if there is one."""
        at, known, is_message = start, set[bytes](), False
        for _ in range(_BLOCK_LINES):
            line = LINE.match(self._data, at)
            if not line or not line[0] or at - start > _BLOCK_BYTES:
                return None
            text = line[0].strip(b"\r\n")
            if not text.strip():
                if self._goes_on(line.end(), known):
                    self._edit(at, line.end(), b"", Mend.PERHAPS)
                    at = line.end()
                    continue
                self._even_ends(at)
                return line.end() if is_message else None
            if text.startswith(b"--"):
                return None
            name = self._header(at, text, is_first=not known)
            if name is None:
                return None
            known.add(name)
            is_message |= name == b"content-type" and b"message/" in text.lower()
            at = line.end()
        return None

    def _header(self, at: int, text: bytes, *, is_first: bool) -> bytes | None:
        """Mend one line; the name it begins with, empty for a folded one, None: the block ends."""
        bare = text.lstrip(b" \t")
        fold = len(text) - len(bare)
        found = named_header(bare, KNOWN if fold else USUAL)
        if fold and not (found and _VALUE.match(bare, found.stop)):
            return b""
        if found:
            if fold or not found.is_sound:
                self._edit(at, at + fold + found.stop, found.name + b":", Mend.SURELY)
            return found.name
        named = _NAME.match(bare)
        if named:
            return named[1].lower()
        return self._stray(at, text, is_first=is_first) if at else b""

    def _stray(self, at: int, text: bytes, *, is_first: bool) -> bytes | None:
        """A line that is no header: a folded one without its blank, or the text begins."""
        end = line_end(self._data, at)
        following = self._data[end : line_end(self._data, end)]
        joined = named_header(text + following, USUAL)
        if joined and not named_header(following, USUAL):
            stop = end + joined.stop - len(text)
            self._edit(at, stop, joined.name + b":", Mend.SURELY)
            return joined.name
        if not is_first and _BASE64_LINE.fullmatch(text):
            self._edit(at, at, b"\r\n", Mend.SURELY)
            return None
        goes_on = bool(named_header(following, USUAL) or _SHORT.match(following)) or (
            not following.strip() and b" " not in text and text[-1:] not in b",.!:"
        )
        if not is_first and len(text) <= _STRAY and not goes_on:
            self._edit(at, at + len(text), b"", Mend.PERHAPS)
            return None
        if _PARAMETER_LIKE.search(text) or (goes_on and not is_first):
            self._edit(at, at, b" ", Mend.PERHAPS)
            return b""
        return None

    def _even_ends(self, at: int) -> None:
        """One of the four signs that make an empty line may have become another."""
        start = at - 1 if at else 0
        while start and self._data[start - 1] in b"\r\n":
            start -= 1
        ends = self._data[start : start + len(_EMPTY_LINE)]
        is_lone = ends[:3] == b"\r\n\r" and ends != _EMPTY_LINE
        if is_lone or (
            _ENDS.fullmatch(ends) and is_near(ends, _EMPTY_LINE) and ends != _EMPTY_LINE
        ):
            self._edit(start, start + len(ends), _EMPTY_LINE, Mend.SURELY)

    def _goes_on(self, at: int, known: set[bytes]) -> bool:
        """Whether headers follow the empty line that ought to end them."""
        names = set[bytes]()
        for _ in range(_LOOKED_AT):
            end = line_end(self._data, at)
            text = self._data[at:end].strip()
            if not text:
                break
            at = end
            found = named_header(text, USUAL)
            if found:
                names.add(found.name)
            elif not (_NAME.match(text) or _PARAMETER_LIKE.search(text)):
                return False
        return bool(known) and not names.isdisjoint(_OF_PARTS) and names.isdisjoint(known)

    def _edit(self, start: int, stop: int, instead: bytes, how: Mend) -> None:
        self._edits.append((start, stop, instead))
        self.how = max(self.how, how)


def _edited(data: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    pieces, at = [], 0
    for start, stop, instead in sorted(edits, key=lambda edit: edit[:2]):
        if start >= at:
            pieces += [data[at:start], instead]
            at = stop
    return b"".join([*pieces, data[at:]]) if pieces else data


# Edges: each boundary that lines bear belongs to a header that declares it.


@dataclass(slots=True)
class _Declared:
    """A Content-Type header: where it stands, whether it means several parts, its boundary."""

    start: int
    stop: int
    is_multipart: bool
    name: bytes


class _Edges:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._edits: list[tuple[int, int, bytes]] = []
        self._how = Mend.NOTHING

    def mended(self) -> Mended | None:
        heads = list(islice(map(self._head, self._types()), MOST_EDGES + 1))
        edges = edges_of(self._data)
        if edges is None or len(heads) > MOST_EDGES:
            return None
        names = {head.name for head in heads if head.name}
        used = {_bare(edge.name, names) for edge in edges if _is_sound(edge, names)}
        for head in heads:
            if head.name in used and not head.is_multipart:
                self._declare(head, head.name)
        orphans = [edge for edge in edges if not _is_sound(edge, names)]
        for name in dict.fromkeys(edge.name for edge in orphans if edge.opens):
            mine = [one for one in orphans if one.name in {name, name + CLOSING}]
            self._adopt(mine, name, heads, used)
        closed = {edge.name[:-2]: edge.start for edge in edges if edge.name.endswith(CLOSING)}
        self._close(orphans, {name: closed.get(name) for name in names & used})
        return Mended(_edited(self._data, self._edits), self._how)

    def _types(self) -> Iterator[re.Match[bytes]]:
        low = self._data.lower()
        found = _TYPE.finditer(low)
        return (one for one in found if not one.start() or low[one.start() - 1] in b"\r\n")

    def _head(self, found: re.Match[bytes]) -> _Declared:
        text = self._data[found.start() : found.end()]
        named = next((m for m in BOUNDARY_PARAMETER.finditer(text) if is_boundary(m[1])), None)
        name = (named[2] or named[3]).rstrip() if named else b""
        parsed = BytesHeaderParser().parsebytes(text)
        is_multipart = parsed.get_content_maintype() == "multipart"
        if name and parsed.get_boundary() != name.decode("ascii", "surrogateescape"):
            is_multipart = False
        return _Declared(found.start(), found.end(), is_multipart, name)

    def _adopt(
        self, mine: list[Edge], name: bytes, heads: list[_Declared], used: set[bytes]
    ) -> None:
        """Give parts without a whole their whole: the header that was meant, or a new one."""
        alike = [head for head in heads if head.name and mine[0].means(head.name)]
        if any(head.name in used for head in alike):
            for edge in mine:  # a line of a boundary whose other lines are sound
                self._write(edge, alike[0].name, closes=edge.name != name)
            return
        before = [head for head in heads if head.start < mine[0].start]
        empty = [h for h in before if h.name not in used and (h.name or h.is_multipart)]
        if alike or empty:
            head = (alike or empty[-1:])[0]
            used.add(head.name)
            self._declare(head, name)
            head.name = name
            used.add(name)
        elif len(mine) > 1:
            self._make_whole(mine[0], name, heads)

    def _make_whole(self, first: Edge, name: bytes, heads: list[_Declared]) -> None:
        """A message whose header says nothing of its parts: what stands before them is its text."""
        blank = re.search(rb"\r?\n[ \t]*\r?\n|\r\r", self._data[: first.start])
        if blank is None or any(blank.end() <= head.start < first.start for head in heads):
            return  # it is a message inside a text: its files are looked for there
        own = next((head for head in heads if head.stop <= blank.start() + 2), None)
        kind = b'Content-Type: multipart/mixed; boundary="' + name + b'"'
        if own:
            self._edit(own.start, own.stop, kind, Mend.SURELY)
        else:
            self._edit(blank.start(), blank.start(), b"\r\n" + kind, Mend.SURELY)
        if self._data[blank.end() : first.start].strip():
            self._edit(blank.end(), blank.end(), b"--" + name + b"\r\n\r\n", Mend.SURELY)

    def _close(self, orphans: list[Edge], names: dict[bytes, int | None]) -> None:
        """Lines that nearly close, or nearly part, parts that are well declared and still open."""
        done = {start for start, *_ in self._edits}
        for edge in orphans:
            if edge.opens or edge.start in done:
                continue
            for name, closed in names.items():
                if closed is not None and closed < edge.start:
                    continue
                if is_near(edge.line, b"--" + name + CLOSING):
                    self._write(edge, name, closes=True)
                    break
                if is_near(edge.line, b"--" + name):
                    self._write(edge, name, closes=False)
                    break

    def _declare(self, head: _Declared, name: bytes) -> None:
        text = self._data[head.start : head.stop]
        kind = re.search(rb"(?i)multipart/[a-z]{1,20}", text)
        quoted = re.sub(rb'(["\\])', rb"\\\1", name)
        value = (kind[0] if kind else b"multipart/mixed") + b'; boundary="' + quoted + b'"'
        self._edit(head.start, head.stop, b"Content-Type: " + value, Mend.SURELY)
        head.is_multipart = True

    def _write(self, edge: Edge, name: bytes, *, closes: bool) -> None:
        line = b"--" + name + (CLOSING if closes else b"")
        self._edit(edge.start, edge.stop, line, Mend.SURELY)

    def _edit(self, start: int, stop: int, instead: bytes, how: Mend) -> None:
        self._edits.append((start, stop, instead))
        self._how = max(self._how, how)


def _bare(name: bytes, names: set[bytes]) -> bytes:
    """The boundary that a line bears, without the dashes that close it."""
    if name not in names and name.endswith(CLOSING):
        return name[:-2] if name[:-2] in names else name
    return name


def _is_sound(edge: Edge, names: set[bytes]) -> bool:
    return edge.line.startswith(b"--") and _bare(edge.name, names) in names
