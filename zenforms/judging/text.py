"""How texts are compared: accents, case, apostrophes and spaces do not matter."""

import re
import unicodedata
from collections.abc import Sequence

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_QUOTED_CHARACTERS = 60
_COMPARED = 4_000
"""How many words of a text are held against another's: more than any field takes."""
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
    mine, theirs = words(one)[:_COMPARED], words(other)[:_COMPARED]
    both = len(mine) + len(theirs)
    return 2 * _in_common(mine, theirs) / both if both else 1.0


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words stand in both in the same order, at most: the longest common subsequence.

    One bit for each word of `one`, all of them moved at once (Hyyrö 2004): some milliseconds for
    the longest texts, whatever they say. Ratcliff and Obershelp's search, which the standard
    library has, is cubic when a few words are said over and over.
    """
    spots: dict[str, int] = {}
    for place, word in enumerate(one):
        spots[word] = spots.get(word, 0) | 1 << place
    everywhere = (1 << len(one)) - 1
    unmatched = everywhere
    for word in other:
        hits = unmatched & spots.get(word, 0)
        unmatched = (unmatched + hits | unmatched - hits) & everywhere
    return len(one) - unmatched.bit_count()


def quoted(text: str) -> str:
    """A client's text on one line and cut to a length that fits a sentence."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED_CHARACTERS:
        return line
    return line[: _QUOTED_CHARACTERS - 1].rstrip() + "…"
