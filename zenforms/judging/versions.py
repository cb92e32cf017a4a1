"""Version numbers as people write them: “v12.2”, “12.2.0.114 ”, “Desk 12,2 bêta”."""

import re
from dataclasses import dataclass

from zenforms.judging.text import plain

_LONGEST = 200
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"(?<![\w.,])v?\.?\s?(\d{1,6}(?:[.,]\d{1,6}){0,4})(?![\w/])")
_PREVIEW = re.compile(r"\b(alpha|beta|rc\d*|preview|preversion)\b")


@dataclass(frozen=True, slots=True)
class Version:
    """A version as far as it was written: `12.2` stands for every 12.2.x."""

    parts: tuple[int, ...]
    preview: bool = False
    """Whether it is called a beta or a release candidate."""

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.parts)

    def is_older_than(self, other: "Version") -> bool:
        """Whether it comes before `other`; what was not written is taken in its favour."""
        mine, theirs = _common(self, other)
        return mine < theirs or (mine == theirs and self.preview and not other.preview)

    def is_newer_than(self, other: "Version") -> bool:
        """Whether it comes after `other`, as far as both are written."""
        mine, theirs = _common(self, other)
        if mine != theirs:
            return mine > theirs
        return any(self.parts[len(other.parts) :])

    def stands_for(self, other: "Version") -> bool:
        """Whether `other` is what was meant: equal as far as it was written, zeros aside."""
        mine, theirs = _common(self, other)
        return mine == theirs and not any(self.parts[len(other.parts) :])


def parse_version(text: str) -> Version | None:
    """The version in a text, or None when it holds none or more than one."""
    said = plain(text)
    if len(said) > _LONGEST or _DATE.search(said):
        return None
    numbers = {match.group(1).replace(",", ".") for match in _NUMBER.finditer(_spoken(said))}
    if len(numbers) != 1:
        return None
    parts = tuple(int(part) for part in numbers.pop().split("."))
    return Version(parts, preview=bool(_PREVIEW.search(said)))


def _spoken(said: str) -> str:
    """Without the build number and the service pack, which are no second version."""
    return re.sub(
        r"\(?\b(build|sp|rc|patch|revision|rev|x64|x86|bits?|64|32)\b\.?\s*\d*\)?", " ", said
    )


def _common(one: Version, other: Version) -> tuple[tuple[int, ...], tuple[int, ...]]:
    size = min(len(one.parts), len(other.parts))
    return one.parts[:size], other.parts[:size]
