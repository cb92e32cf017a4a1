"""Secrets in text, hidden before a copy leaves the archive: passwords, tokens, keys, cookies.

Hiding too much costs a support person a glance; hiding too little cannot be undone. But a log
in which a version, a digest or a thread's number is hidden tells nothing any more: what a word
announces must look like a secret, numbers must have the right check digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zenforms.reading.records.maskgate import WORD, looked_at

if TYPE_CHECKING:
    from zenforms.reading.records.maskcareful import Careful

MASK = "***"

_SHORT = 400  # a longer text without a line end is a piece of a line


class Masker:
    """Masks line after line, so that a key in several lines is seen; `count` says how many.

    A line may come in pieces: what does not end with a line end is taken to go on.
    """

    def __init__(self) -> None:
        self._careful: Careful | None = None

    @property
    def count(self) -> int:
        """How many secrets were hidden so far."""
        return self._careful.count if self._careful else 0

    def line(self, text: str) -> str:
        """`text` with each secret as `***`; line ends stay as they are."""
        careful, look = self._careful, 0
        if not (careful and careful.waits) and (len(text) <= _SHORT or text.endswith("\n")):
            look = looked_at(text)
            if not look:
                return text
        if careful is None:
            from zenforms.reading.records.maskcareful import Careful  # noqa: PLC0415 - its patterns are made only for what may hold a secret

            careful = self._careful = Careful()
        return careful.line(text, words_only=look == WORD)


def masked(text: str) -> tuple[str, int]:
    """A text of several lines with its secrets masked, and how many there were."""
    masker = Masker()
    lines = text.split("\n")
    ends = ["\n"] * (len(lines) - 1) + [""]
    return "".join(
        masker.line(line + end) for line, end in zip(lines, ends, strict=True)
    ), masker.count
