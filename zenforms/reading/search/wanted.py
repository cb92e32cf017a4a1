"""Whom one looks for, in every spelling that people and programs give to the same person."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

_GAP = r"[\s>|]{0,8}"
"""What may stand between two letters of an address: a line that a program broke, or quoted."""
_AT = r"(?:@|\(at\)|\[at\]|\{at\})"
_BETWEEN_DIGITS = r"[\s.,\-/()\u2010-\u2015]{0,4}"
_FRENCH = re.compile(r"(?:(?:\+|00)33(?:0)?|0)([1-9]\d{8})")
_LEAST_DIGITS = 8
_MOST_WORDS = 4
_BROKEN_WORDS = frozenset("\x02\xad\ufffe")
_FEW = 8


class NobodyError(Exception):
    """What was said is nothing that can be looked for."""


class Kind(StrEnum):
    """By what a person is looked for."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said of the person; `of` tells an address from a number from a name."""

    said: str
    kind: Kind

    @classmethod
    def of(cls, said: str) -> "Wanted":
        """Raises NobodyError when nothing can be looked for: no letter, or a single one."""
        plain = " ".join(unicodedata.normalize("NFC", said).split())
        if "@" in plain:
            local, _, domain = plain.rpartition("@")
            if local and domain:
                return cls(plain, Kind.EMAIL)
            raise NobodyError(said)
        digits = _digits(plain)
        if len(digits) >= _LEAST_DIGITS and not any(map(str.isalpha, plain)):
            return cls(plain, Kind.TELEPHONE)
        if sum(map(str.isalnum, plain)) > 1:
            return cls(plain, Kind.NAME)
        raise NobodyError(said)


class Finder:
    """Finds one person in texts; made once for a search."""

    def __init__(self, wanted: Wanted) -> None:
        self._is_name = wanted.kind is Kind.NAME
        makers = {Kind.EMAIL: _email, Kind.TELEPHONE: _telephone, Kind.NAME: _name}
        core = makers[wanted.kind](wanted.said)
        before, after = _EDGES[wanted.kind]
        self._strict = re.compile(before + core + after)
        self._loose = re.compile(core)

    def is_in(self, text: str, *, loose: bool = False) -> bool:
        """Whether `text` names the person. `loose` forgets where words end: for binary files."""
        folded = folded_text(text, bare=self._is_name)
        if self._loose.search(folded) is None:  # by far the quicker of the two to say no
            return False
        return loose or self._strict.search(folded) is not None

    def is_called(self, name: str) -> bool:
        """Whether a file's name tells of the person, its extension aside."""
        return self.is_in(f"{name}\n{name.rpartition('.')[0]}")


_EDGES = {
    Kind.EMAIL: (r"(?<![\w.+%-])", r"(?![\w-]|\.\w)"),
    Kind.TELEPHONE: (r"(?<![\d+])", r"(?!\d)"),
    Kind.NAME: (r"(?<![^\W_])", r"(?![^\W_])"),
}


def folded_text(text: str, *, bare: bool = False) -> str:
    """One spelling: width, composition, case and invisible letters are nothing.

    `bare` takes the accents away as well: names are written without them.
    """
    if text.isascii():
        return text.replace("\x02", "").lower()
    plain = _without("Cf", unicodedata.normalize("NFKC", text), _BROKEN_WORDS).casefold()
    if not bare:
        return unicodedata.normalize("NFC", plain)
    apart = _without("Mn", unicodedata.normalize("NFD", plain))
    return apart.replace("œ", "oe").replace("æ", "ae")


def _without(category: str, text: str, also: frozenset[str] = frozenset()) -> str:
    """`text` less the letters of a category of Unicode, of which most texts hold few or none."""
    there = [c for c in set(text) if unicodedata.category(c) == category or c in also]
    if len(there) > _FEW:
        return text.translate(dict.fromkeys(map(ord, there)))
    for letter in there:
        text = text.replace(letter, "")
    return text


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


def _email(said: str) -> str:
    local, _, domain = folded_text(said).rpartition("@")
    local = local.strip('"')
    names = "|".join(map(_spaced, sorted(_spellings(domain.rstrip(".")))))
    tag = "" if "+" in local else r"(?:\+[^@\s]{0,64})?"
    return f'{_spaced(local)}"?{tag}{_GAP}{_AT}{_GAP}(?:{names})'


def _spellings(domain: str) -> Iterator[str]:
    """A domain in its own letters and in those of the DNS."""
    yield domain
    for turned in (_to_dns, _from_dns):
        try:
            yield turned(domain)
        except (UnicodeError, ValueError):
            continue


def _to_dns(domain: str) -> str:
    return domain.encode("idna").decode()


def _from_dns(domain: str) -> str:
    return folded_text(domain.encode().decode("idna"))


def _spaced(text: str) -> str:
    return _GAP.join(map(re.escape, text))


def _telephone(said: str) -> str:
    plain = re.sub(r"\(0\)", "", folded_text(said))
    plus = "+" if plain.lstrip().startswith("+") else ""
    number = plus + _digits(plain)
    french = _FRENCH.fullmatch(number)
    if french:
        national = _BETWEEN_DIGITS.join(french[1])
        abroad = rf"(?:\+|00){_BETWEEN_DIGITS}33{_BETWEEN_DIGITS}(?:\(?0\)?)?"
        return rf"(?:{abroad}|0){_BETWEEN_DIGITS}{national}"
    bare = number.removeprefix("+").removeprefix("00")
    abroad = rf"(?:\+|00)?{_BETWEEN_DIGITS}"
    return abroad + _BETWEEN_DIGITS.join(bare)


def _name(said: str) -> str:
    words = re.findall(r"[^\W_]+", folded_text(said, bare=True))
    spelt = [r"\s?".join(word) for word in words]
    orders = permutations(spelt) if len(spelt) <= _MOST_WORDS else (spelt, spelt[::-1])
    return "(?:" + "|".join(sorted({r"[\W_]{1,8}".join(order) for order in orders})) + ")"
