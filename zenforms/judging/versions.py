"""Version numbers as people write them: “v12.2”, “12.2.0.114 ”, “Desk 12,2 bêta”."""

import re
from dataclasses import dataclass

from zenforms.judging.text import plain

_LONGEST = 200
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_DATE = re.compile(
    rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2}}\b|"
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}(?:er)? (?:{_MONTHS})(?: \d{{4}})?\b|"
    rf"\b(?:{_MONTHS}) \d{{4}}\b"
)
_NO_VERSION = re.compile(
    r"\(?\b(?:build|sp|rc|patch|correctif|revision|rev|hotfix|hf|update|maj|mise a jour|kb|poste|"
    r"postes|windows|win|server|serveur|tse|rds|citrix|office|licence|client)\b"
    r"[\s.:#n°()-]{0,6}(?:server )?(?:\d{1,8}(?:h\d)?(?![.,]?\d))?\)?|"
    r"\b(?:x64|x86|(?:32|64)[\s-]?bits?)\b|[©(c)]{1,3} ?\d{4}\b|(?<=\d)[+_-]\d{1,3}\b(?![.,\d/-])"
)
_DOTS = re.compile(r"(?<=\d)(?: \.|\.\.)(?=\d)")
_NUMBER = re.compile(
    r"(?<![\w.,])v?\.?\s?(\d{1,6}(?:[.,]\d{1,6}){0,4})(?:(?<=[.,]\d)[a-d])?(?![\w/])"
)
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
    """The version in a text, or None when it holds none or more than one.

    What people copy with it is no version: a date, a build, an update, a system, a licence. Of
    several ways to write one the longest counts: 12.2 stands for 12.2.0.114. A number without a
    point is one only where nothing else is.
    """
    said = plain(text)
    if len(said) > _LONGEST:
        return None
    dotted = _DOTS.sub(".", said.replace("\u00b7", "."))
    spoken = _NO_VERSION.sub(" ", _DATE.sub(" ", dotted))
    numbers = {match.group(1).replace(",", ".") for match in _NUMBER.finditer(spoken)}
    found = {tuple(map(int, number.split("."))) for number in numbers}
    found = {parts for parts in found if len(parts) > 1} or found
    longest = max(found, key=len, default=())
    if not longest or any(longest[: len(parts)] != parts for parts in found):
        return None
    return Version(longest, preview=bool(_PREVIEW.search(said)))


def _common(one: Version, other: Version) -> tuple[tuple[int, ...], tuple[int, ...]]:
    size = min(len(one.parts), len(other.parts))
    return one.parts[:size], other.parts[:size]
