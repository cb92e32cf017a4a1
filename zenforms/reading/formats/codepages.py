"""Names written in a code page that nobody names: which one they were meant in.

Windows packs names in the code page of its console, old tools in that of its windows, a Mac in
its own. The words tell: French letters belong where letters stand, frames of boxes nowhere.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

_CODE_PAGES = ("cp850", "cp1252", "cp437", "mac-roman", "cp852", "cp1250")
"""Those of Western Europe first: they win where two read equally well."""
_FREQUENT = frozenset("éèàêçÉÀ")
_FRENCH = frozenset("âäëîïôöùûüÿœæÂÄÇÈÊËÎÏÔÖÙÛÜŸŒÆ")
_WORDS = frozenset("àÀôÔ")
_SIGNS = frozenset("’‘“”«»–—…°€№\u00a0")
_LOOKED_AT = 300
"""Bytes of a name that are weighed: no more of it is shown."""
_UNFIT = -100
_ODD = -6


def meant_names(names: Iterable[bytes]) -> Mapping[bytes, str]:
    """Each name as it was meant; where a name alone does not tell, those beside it do."""
    unknown: dict[bytes, str] = {}
    told: dict[bytes, str] = {}
    for name in names:
        (told if _as_utf8(name) is not None else unknown)[name] = _as_utf8(name) or ""
    together = {page: sum(_likely(name, page) for name in unknown) for page in _CODE_PAGES}

    def best(name: bytes) -> str:
        page = max(_CODE_PAGES, key=lambda one: (_likely(name, one), together[one]))
        return name.decode(page, "replace")

    return told | {name: best(name) for name in unknown}


def _as_utf8(name: bytes) -> str | None:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return None


@cache
def _signs_of(page: str) -> tuple[int, ...]:
    """How well each byte reads in a code page."""
    return tuple(_weight(bytes([byte]), page) for byte in range(256))


def _weight(byte: bytes, page: str) -> int:
    try:
        sign = byte.decode(page)
    except UnicodeDecodeError:
        return _UNFIT
    if byte.isascii():
        return 0
    if sign in _FREQUENT:
        return 4
    if sign in _FRENCH:
        return 2
    if sign in _SIGNS:
        return 1
    return 1 if sign.isalpha() else _ODD


def _likely(name: bytes, page: str) -> int:
    """How well a name reads in a code page."""
    weights, name = _signs_of(page), name[:_LOOKED_AT]
    total = sum(weights[byte] for byte in name)
    text = name.decode(page, "replace")
    return total + _ODD * (_odd_capitals(text) + _odd_words(text))


def _odd_capitals(text: str) -> int:
    """How often a special letter has not the case of those beside it."""
    changes = ((a, b) for a, b in pairwise(text) if a.islower() and b.isupper())
    return sum(not (a.isascii() and b.isascii()) for a, b in changes)


def _odd_words(text: str) -> int:
    """How many special letters stand alone, and are no word."""
    words = re.split(r"[\W_]+", text)
    return sum(len(word) == 1 and not word.isascii() and word not in _WORDS for word in words)
