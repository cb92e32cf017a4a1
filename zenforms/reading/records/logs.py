"""Logs: recognised, decoded, summarised. Their secrets are masked in all that is told."""

import codecs
import gzip
import re
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from zenforms.reading.evidence import LogError, LogFacts
from zenforms.reading.formats.archive import Archive, Refused
from zenforms.reading.formats.media import EVENT_LOG, GZIP, HEAD_BYTES, UNKNOWN, media_type
from zenforms.reading.formats.textcode import text_encoding
from zenforms.reading.limits import Limits
from zenforms.reading.names import extension
from zenforms.reading.records.logtime import Period
from zenforms.reading.records.masking import Masker
from zenforms.words import OF_THE_CHARTER, Words, speaks_of

# Counts a log line by line: its levels, its period, its last errors with what surrounds them.

_LEVELS = {
    "fatal": "fatal critical critique emergency alert",
    "error": "error erreur err severe grave fehler",
    "warning": "warning warn avertissement attention warnung",
    "info": "info information notice",
    "debug": "debug trace verbose",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_WORDS = "|".join(sorted(_LEVEL_OF, key=len, reverse=True))
_CAPITALS = re.compile(rf"\b({_WORDS.upper()})\b")
_SET_APART = re.compile(
    rf"(?i)[\[|(<]\s*({_WORDS})\s*[\])|>]|\b(?:level|lvl)[\"']?\s*[:=]\s*[\"']?({_WORDS})\b"
    rf"|(?:^|[\s\])-])({_WORDS})\s?:"
)
_EXCEPTION = re.compile(r"(?:^|\s)[\w.]+(?:Exception|Error)\b\s?:")
_CONTINUED = re.compile(
    r"^(?:\s+\S|at |à |bei |---|Caused by|Traceback|Inner)|^[\w.]+(?:Exception|Error)\b\s?:"
)
"""What only a program of the suite writes."""

_LEVEL_WHERE = 160  # characters of a line in which its level stands
_BEFORE, _AFTER = 2, 8  # lines of context
_TOLD_CHARS = 500


class Tally:
    """Counts a log line by line, and keeps its last errors with what stands around them."""

    def __init__(self, name: str, limits: Limits, words: Words = OF_THE_CHARTER) -> None:
        self._ours = speaks_of(words.programs)
        self.period = Period(name)
        self.masker = Masker()
        self.levels: Counter[str] = Counter()
        self.lines = 0
        self.zen = False
        self._limits = limits
        self._before: deque[str] = deque(maxlen=_BEFORE)
        self._errors: deque[tuple[int, str, list[str]]] = deque(maxlen=limits.log_errors)
        self._stack_left = 0
        self._stamps = False

    @property
    def full(self) -> bool:
        """Whether the log has more lines than are looked at."""
        return self.lines >= self._limits.log_lines

    def see(self, line: str) -> None:
        """Count one line, which may belong to the error before it."""
        self.lines += 1
        start = self.masker.line(line)[:_TOLD_CHARS].rstrip("\r\n")
        self.zen = self.zen or bool(self._ours.search(start))
        stamped = self.period.see(start)
        if self._stack_left and not stamped and (self._stamps or _CONTINUED.search(start)):
            self._stack_left -= 1
            self._errors[-1][2].append(start)
            return
        self._stack_left = 0
        level = _level(start)
        if level:
            self.levels[level] += 1
        if level in {"error", "fatal"}:
            self._errors.append((self.lines, start, list(self._before)))
            self._stack_left, self._stamps = _AFTER, stamped
        self._before.append(start)

    def errors(self) -> tuple[LogError, ...]:
        """The last errors, in order."""
        return tuple(
            LogError(line, text, context=tuple(context)) for line, text, context in self._errors
        )


def _level(line: str) -> str | None:
    start = line[:_LEVEL_WHERE]
    found = _CAPITALS.search(start) or _SET_APART.search(start)
    if found:
        return _LEVEL_OF[next(group for group in found.groups() if group).lower()]
    return "error" if _EXCEPTION.search(start) else None


READ_ERRORS = (OSError, EOFError, zlib.error)

_LOG_NAME = re.compile(
    r"(?i)\.log(?:$|[._-])|(?:^|[\W_])(?:logs?|journal|journaux|traces?)(?=[\W_]|\d|$)"
)
_PLAIN_EXTENSIONS = frozenset({"", "log", "txt", "out", "err", "trace", "trc"})
_LOG_KINDS = frozenset({UNKNOWN, "application/json", "application/xml"})
_ROTATION = re.compile(r"[-_. ]?(?:20\d\d[-_.]?\d\d[-_.]?\d\d|\(\d{1,3}\)|\d{1,4})(?=\.|$)")
_LINES_TO_JUDGE, _LEAST_STAMPS, _STAMP_WHERE = 50, 3, 40
_ENDLESS = 1_000_000  # characters without a line end: handled in pieces
_BETWEEN_WORDS = re.compile(r"(?<!\d)\s+(?!\d|\s)")
_BETWEEN_VALUES = re.compile(r"[,;|{}<>](?!\d)")
_GZIP_MAGIC = b"\x1f\x8b"
_CP1252 = "zenforms.cp1252"


def is_log(name: str, head: bytes) -> bool:
    """Whether a file is a log: by its kind, by its name, or by time stamps at its lines' starts."""
    kind = media_type(head, name)
    if kind == EVENT_LOG:
        return True
    named = bool(_LOG_NAME.search(name))
    if kind == GZIP:
        return named
    last = extension(name)
    if last == "log" or (last.isdigit() and named):
        return kind in _LOG_KINDS or kind.startswith("text/")
    if kind != "text/plain" or last not in _PLAIN_EXTENSIONS:
        return False
    return named or _has_stamps(head)


def read_log(
    path: Path, name: str, limits: Limits, *, folder: str = "", words: Words = OF_THE_CHARTER
) -> LogFacts:
    """What the log at `path` tells; never raises. A gzip one is unpacked as it is read.

    Of a plain log beyond the limit the start and the end are read: the last errors count most.
    """
    try:
        size = path.stat().st_size
        too_large = size > limits.log_bytes
        skip_to = size - limits.log_bytes + HEAD_BYTES if too_large else 0
        chunks = opened(path, skip_to=skip_to)
        head = next(chunks, b"")
        facts = _facts(chain([head], chunks), head, name, limits, folder=folder, words=words)
    except READ_ERRORS:
        placed = _placed_by_vendor(name, folder, words)
        return LogFacts(binary=True, series=series(name), from_zen=placed)
    return replace(facts, truncated=facts.truncated or too_large)


def read_log_archive(
    archive: Archive, name: str, limits: Limits, *, words: Words = OF_THE_CHARTER
) -> LogFacts:
    """The logs of a zip, each and together; what cannot be read counts as binary.

    Why it cannot be read is among the archive's problems.
    """
    members: dict[str, LogFacts] = {}
    entries = archive.entries()
    share = replace(limits, log_bytes=limits.log_bytes // max(1, len(entries)))
    for entry in entries:
        place = f"{entry.folder}/{entry.name}".lstrip("/")
        try:
            data = archive.read(entry)
            head = data[:HEAD_BYTES]
            members[place] = _facts(
                [data], head, entry.name, share, folder=entry.folder, words=words
            )
        except Refused as refused:
            archive.problems.append(refused.problem)
            members[place] = LogFacts(binary=True, series=series(entry.name))
    return together(members, series(name))


def together(members: Mapping[str, LogFacts], name: str) -> LogFacts:
    """The facts of several logs as one: sums, the whole period, the last errors."""
    facts = tuple(members.values())
    levels: Counter[str] = Counter()
    for one in facts:
        levels.update(one.levels or {})
    return LogFacts(
        lines=sum(one.lines for one in facts),
        first=min((one.first for one in facts if one.first), default=None),
        last=max((one.last for one in facts if one.last), default=None),
        levels=dict(levels) or None,
        secrets=sum(one.secrets for one in facts),
        binary=bool(facts) and all(one.binary for one in facts),
        truncated=any(one.truncated for one in facts),
        from_zen=any(one.from_zen for one in facts),
        series=name,
        members=members,
    )


def series(name: str) -> str:
    """What the logs of one rotated set share: `service.log` for `service-20261124.log.2.gz`."""
    plain = name.lower().removesuffix(".gz").removesuffix(".zip")
    return _ROTATION.sub("", plain) or plain


def log_lines(chunks: Iterable[bytes], codec: str) -> Iterator[str]:
    """The lines in `chunks` with their ends; bytes that are not UTF-8 are read as cp1252."""
    errors = _CP1252 if codec.startswith("utf-8") else "replace"
    decoder = codecs.getincrementaldecoder(codec)(errors)
    rest = ""
    for chunk in chunks:
        *lines, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from (line + "\n" for line in lines)
        if len(rest) > _ENDLESS:
            cut = _cut(rest)
            yield rest[:cut]
            rest = rest[cut:]
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def _cut(text: str) -> int:
    """Where a line without end is cut: between words, so that no secret loses its beginning."""
    for place in (_BETWEEN_WORDS, _BETWEEN_VALUES):
        found = deque(place.finditer(text, len(text) - _ENDLESS // 16), maxlen=1)
        if found:
            return found[0].end()
    return len(text)


def opened(path: Path, *, skip_to: int = 0) -> Iterator[bytes]:
    """The bytes of a log in pieces, unpacked when it is gzip; raises READ_ERRORS.

    Of a plain log only the first piece and what follows `skip_to` is given.
    """
    with path.open("rb") as plain:
        packed = plain.read(2) == _GZIP_MAGIC
    with gzip.open(path) if packed else path.open("rb") as stream:
        yield stream.read(HEAD_BYTES)
        if skip_to > HEAD_BYTES and not packed:
            stream.seek(skip_to + skip_to % 2)  # a character of UTF-16 is not cut in two
        while chunk := stream.read(HEAD_BYTES):
            yield chunk


def _facts(
    chunks: Iterable[bytes], head: bytes, name: str, limits: Limits, *, folder: str, words: Words
) -> LogFacts:
    codec = text_encoding(head)
    zen = _placed_by_vendor(name, folder, words)
    if codec is None:
        return LogFacts(binary=True, series=series(name), from_zen=zen)
    budget = _Budget(chunks, limits.log_bytes)
    tally = Tally(name, limits, words)
    for line in log_lines(budget, codec):
        tally.see(line)
        if tally.full:
            break
    first, last = tally.period.ends()
    return LogFacts(
        encoding=codec.removesuffix("-sig"),
        lines=tally.lines,
        first=first,
        last=last,
        levels=dict(tally.levels) or None,
        errors=tally.errors(),
        secrets=tally.masker.count,
        truncated=budget.spent or tally.full,
        from_zen=zen or tally.zen,
        series=series(name),
    )


class _Budget:
    """Passes bytes on until the limit, then stops and remembers it."""

    def __init__(self, chunks: Iterable[bytes], limit: int) -> None:
        self._chunks = chunks
        self._left = limit
        self.spent = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            if len(chunk) > self._left:
                self.spent = True
                yield chunk[: self._left]
                return
            self._left -= len(chunk)
            yield chunk


def _placed_by_vendor(name: str, folder: str, words: Words) -> bool:
    return bool(speaks_of(words.programs).search(folder)) or words.are_ours(name)


def _has_stamps(head: bytes) -> bool:
    """Whether most lines that are not indented begin with a time stamp."""
    codec = text_encoding(head)
    if codec is None:
        return False
    lines = [line for line in log_lines([head], codec) if line.strip() and not line[0].isspace()]
    period = Period("")
    stamped = sum(period.see(line[:_STAMP_WHERE]) for line in lines[:_LINES_TO_JUDGE])
    return stamped >= max(_LEAST_STAMPS, len(lines[:_LINES_TO_JUDGE]) / 2)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_CP1252, _as_cp1252)
