"""How texts are compared: accents, case, apostrophes and spaces do not matter."""

import re
import unicodedata
from difflib import SequenceMatcher

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_QUOTED_CHARACTERS = 60
_FIRST_MARK = "\u0300"
"""No character before this one is a combining mark."""


def is_empty(text: str) -> bool:
    """Whether a text is only white space and zero-width characters."""
    return not text.translate(_INVISIBLE).strip()


def plain(text: str) -> str:
    """Lower case without accents, ligatures and typographic signs, one space between words."""
    letters = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    folded = unicodedata.normalize("NFKD", letters)
    folded = "".join([c for c in folded if c < _FIRST_MARK or not unicodedata.combining(c)])
    folded = folded.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return " ".join(folded.split())


def words(text: str) -> list[str]:
    """The words of a text, plain, in order."""
    return _WORD.findall(plain(text))


def mentions(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text` side by side; an empty phrase never does."""
    wanted, said = words(phrase), words(text)
    spots = range(len(said) - len(wanted) + 1)
    return bool(wanted) and any(said[i : i + len(wanted)] == wanted for i in spots)


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words in the same order)."""
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


def quoted(text: str) -> str:
    """A client's text on one line and cut to a length that fits a sentence."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED_CHARACTERS:
        return line
    return line[: _QUOTED_CHARACTERS - 1].rstrip() + "…"
