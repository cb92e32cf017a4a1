"""Counts a log line by line: its levels, its period, its last errors with what surrounds them."""

import re
from collections import Counter, deque

from zenforms.reading.evidence import LogError
from zenforms.reading.limits import Limits
from zenforms.reading.records.logtime import Period
from zenforms.reading.records.masking import Masker

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
ZEN = re.compile(r"(?i)zen ?solutions|\bZen(?:Desk|Moc|Service|Scan|Capture|Server)")
"""What only a program of the suite writes."""

_LEVEL_WHERE = 160  # characters of a line in which its level stands
_BEFORE, _AFTER = 2, 8  # lines of context
_TOLD_CHARS = 500


class Tally:
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
        self._stamps = False

    @property
    def full(self) -> bool:
        """Whether the log has more lines than are looked at."""
        return self.lines >= self._limits.log_lines

    def see(self, line: str) -> None:
        """Count one line, which may belong to the error before it."""
        self.lines += 1
        start = self.masker.line(line)[:_TOLD_CHARS].rstrip("\r\n")
        self.zen = self.zen or bool(ZEN.search(start))
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
