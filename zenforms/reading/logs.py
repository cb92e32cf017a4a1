"""Logs: recognised, decoded, summarised. Their secrets are masked in all that is told."""

import codecs
import gzip
import re
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from zenforms.reading.archive import Archive, Refused
from zenforms.reading.evidence import LogError, LogFacts
from zenforms.reading.limits import Limits
from zenforms.reading.logtime import Period
from zenforms.reading.masking import Masker
from zenforms.reading.media import EVENT_LOG, GZIP, HEAD_BYTES, media_type
from zenforms.reading.names import extension
from zenforms.reading.textcode import text_encoding

READ_ERRORS = (OSError, EOFError, zlib.error)

_LOG_NAME = re.compile(
    r"(?i)\.log(?:$|[._-])|(?:^|[\W_])(?:logs?|journal|journaux|traces?)(?=[\W_]|\d)"
)
_PLAIN_EXTENSIONS = frozenset({"", "log", "txt", "out", "err", "trace", "trc"})
_ROTATION = re.compile(r"[-_. ]?(?:20\d\d[-_.]?\d\d[-_.]?\d\d|\(\d{1,3}\)|\d{1,4})(?=\.|$)")
_LEVELS = {
    "fatal": "fatal critical critique emergency alert",
    "error": "error erreur err severe grave fehler",
    "warning": "warning warn avertissement attention warnung",
    "info": "info information notice",
    "debug": "debug trace verbose",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_WORDS = "|".join(sorted(_LEVEL_OF, key=len, reverse=True))
_LEVEL = re.compile(
    rf"\b({_WORDS.upper()})\b|[\[|(<]\s*((?i:{_WORDS}))\s*[\])|>]|\b(?i:level|lvl)[\"']?\s*[:=]\s*[\"']?"
    rf"((?i:{_WORDS}))\b|(?:^|[\s\])-])((?i:{_WORDS}))\s?:"
)
_EXCEPTION = re.compile(r"(?:^|\s)[\w.]+(?:Exception|Error)\b\s?:")
_CONTINUED = re.compile(r"^(?:\s+\S|at |à |bei |---|Caused by|Traceback|Inner)")
_ZEN = re.compile(r"(?i)zen ?solutions|\bZen(?:Desk|Moc|Service|Scan|Capture|Server)")
_LEVEL_WHERE = 160
_BEFORE, _AFTER = 2, 8
_TOLD_CHARS = 500
_LINES_TO_JUDGE, _LEAST_STAMPS, _STAMP_WHERE = 50, 3, 40
_ENDLESS = 1_000_000  # characters without a line end: handled in pieces
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
        return True
    if kind != "text/plain" or last not in _PLAIN_EXTENSIONS:
        return False
    return named or _has_stamps(head)


def read_log(path: Path, name: str, limits: Limits, *, folder: str = "") -> LogFacts:
    """What the log at `path` tells; never raises. A gzip one is unpacked as it is read."""
    try:
        chunks = opened(path)
        head = next(chunks, b"")
        return _facts(chain([head], chunks), head, name, limits, folder=folder)
    except READ_ERRORS:
        return LogFacts(binary=True, series=series(name), from_zen=_placed_by_zen(name, folder))


def read_log_archive(archive: Archive, name: str, limits: Limits) -> LogFacts:
    """The logs of a zip, each and together; what cannot be read counts as binary."""
    members = {}
    for entry in archive.entries():
        place = f"{entry.folder}/{entry.name}".lstrip("/")
        try:
            data = archive.read(entry)
            head = data[:HEAD_BYTES]
            members[place] = _facts([data], head, entry.name, limits, folder=entry.folder)
        except Refused:
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
            yield rest
            rest = ""
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def opened(path: Path) -> Iterator[bytes]:
    """The bytes of a log in pieces, unpacked when it is gzip; raises READ_ERRORS."""
    with path.open("rb") as plain:
        packed = plain.read(2) == _GZIP_MAGIC
    with gzip.open(path) if packed else path.open("rb") as stream:
        while chunk := stream.read(HEAD_BYTES):
            yield chunk


def _facts(
    chunks: Iterable[bytes], head: bytes, name: str, limits: Limits, *, folder: str
) -> LogFacts:
    codec = text_encoding(head)
    zen = _placed_by_zen(name, folder)
    if codec is None:
        return LogFacts(binary=True, series=series(name), from_zen=zen)
    budget = _Budget(chunks, limits.log_bytes)
    tally = _Tally(name, limits)
    for line in log_lines(budget, codec):
        tally.see(line)
    first, last = tally.period.ends()
    return LogFacts(
        encoding=codec.removesuffix("-sig"),
        lines=tally.lines,
        first=first,
        last=last,
        levels=dict(tally.levels) or None,
        errors=tally.errors(),
        secrets=tally.masker.count,
        truncated=budget.spent,
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


class _Tally:
    """Counts a log line by line, and keeps its last errors with what stands around them."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.period = Period(name)
        self.masker = Masker()
        self.levels: Counter[str] = Counter()
        self.lines = 0
        self.zen = False
        self._limits = limits
        self._before: deque[str] = deque(maxlen=_BEFORE)
        self._errors: deque[tuple[int, str, list[str]]] = deque(maxlen=limits.log_errors)
        self._stack_left = 0

    def see(self, line: str) -> None:
        self.lines += 1
        masked = self.masker.line(line).rstrip("\r\n")
        self.zen = self.zen or bool(_ZEN.search(masked[: self._limits.log_line_chars]))
        stamped = self.period.see(masked)
        if not stamped and self._stack_left and _CONTINUED.match(masked):
            self._stack_left -= 1
            self._errors[-1][2].append(masked[:_TOLD_CHARS])
            return
        self._stack_left = 0
        level = _level(masked)
        if level:
            self.levels[level] += 1
        if level in {"error", "fatal"}:
            self._errors.append((self.lines, masked[:_TOLD_CHARS], list(self._before)))
            self._stack_left = _AFTER
        self._before.append(masked[:_TOLD_CHARS])

    def errors(self) -> tuple[LogError, ...]:
        return tuple(
            LogError(line, text, context=tuple(context)) for line, text, context in self._errors
        )


def _placed_by_zen(name: str, folder: str) -> bool:
    return bool(_ZEN.search(folder)) or name.lower().startswith("zen")


def _level(line: str) -> str | None:
    start = line[:_LEVEL_WHERE]
    found = _LEVEL.search(start)
    if found:
        return _LEVEL_OF[next(group for group in found.groups() if group).lower()]
    return "error" if _EXCEPTION.search(start) else None


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
