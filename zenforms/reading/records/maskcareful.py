"""One line after another, looked at by every masker: what the cheap look let through.

Its patterns are many, so this is loaded when a first line may hold a secret.
"""

import re
from collections.abc import Iterable

from zenforms.reading.records.maskdigits import checked_numbers
from zenforms.reading.records.maskfold import folded
from zenforms.reading.records.masklines import Lines
from zenforms.reading.records.masksaid import announces, said
from zenforms.reading.records.maskshapes import shapes

MASK = "***"

_KEPT = 400  # characters of a piece that the next one is read with
_RUN = re.compile(r"[^\s\"'<>;&]*+")


class Careful:
    """Masks lines; `count` says how many secrets, `waits` whether something is left open."""

    def __init__(self) -> None:
        self.count = 0
        self._lines = Lines()
        self._before = ""
        self._open: str | None = None  # what ends a secret that the last piece did not end

    @property
    def waits(self) -> bool:
        """Whether the next line is looked at because of those before it."""
        return bool(self._before) or self._open is not None or self._lines.open

    def line(self, text: str, *, words_only: bool = False) -> str:
        """`text` with each secret as `***`; `words_only` when only a word can announce one."""
        before, self._before = self._before, ""
        plain = folded(text) if words_only else None
        if plain and not announces(plain):
            return text
        if not text.endswith("\n") and len(text) > _KEPT:
            self._before = text[-_KEPT:]
        whole = before + text
        plain = plain or folded(whole)
        goes_on = self._lines.in_key
        hidden, is_key = self._lines.hidden(plain)
        self.count -= goes_on and bool(hidden)  # a key in several lines is one
        spans = hidden
        if not is_key:
            announced = said(plain)
            spans = [*hidden, *announced.spans, *shapes(plain), *checked_numbers(plain)]
            self._lines.see(plain, announced.opening)
        places = [plain.there(start, stop) for start, stop in spans]
        if before and self._open is not None:
            places.append((len(before), self._end(whole, len(before))))
        joined = _joined(places)
        self._open = None
        if self._before and joined and joined[-1][1] >= len(whole):
            self._open = whole[joined[-1][0] - 1 : joined[-1][0]]
        return self._masked(whole, joined, len(before))

    def _end(self, text: str, start: int) -> int:
        """Where the secret ends that the piece before left open."""
        if self._open and self._open in "\"'":
            stop = text.find(self._open, start)
            return stop if stop >= 0 else len(text)
        run = _RUN.match(text, start)
        return run.end() if run else start

    def _masked(self, text: str, spans: Iterable[tuple[int, int]], begin: int) -> str:
        end, parts = begin, []
        for start, stop in spans:
            if stop <= begin or not text[start:stop].strip("*{} \t\r\n"):
                continue  # told before, nothing there, or masked already
            start = max(start, begin)  # noqa: PLW2901 - the part of it that is told here
            parts += [text[end:start], MASK]
            self.count += 1
            end = stop
        return "".join([*parts, text[end:]])


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping secrets as one."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], stop)
        elif stop > start:
            joined.append((start, stop))
    return joined
