"""Request numbers, `ZF-yymmdd-XXXXX`: short enough to be said on the telephone.

The date is that of receipt in Paris, the rest comes from the hash of what was received. The
alphabet is Crockford's base 32, which has no I, L, O and U; read aloud or mistyped, O is 0 and
I or L is 1. Between its parts programs and people write what they like: hyphens of any kind,
slashes, dots, spaces of any width, signs that nobody sees, or nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Container
from datetime import datetime

from zenforms.judging.dates import day_in_paris

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST = 5

_GAP = r"[\W_]{0,4}"
_DAY, _CODE = "([0-9OIL]{6})", "([0-9A-Z]{5,13})"
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"
_SEARCHED = re.compile(f"{_BEFORE}Z[\\W_]?F{_GAP}{_DAY}{_GAP}{_CODE}{_BEHIND}", re.IGNORECASE)
_BARE = re.compile(f"{_BEFORE}{_DAY}{_GAP}{_CODE}{_BEHIND}", re.IGNORECASE)
_MISHEARD = str.maketrans("OIL", "011")
_BITS = 5


def number_of(received_at: datetime, sha256: str, *, taken: Container[str] = ()) -> str:
    """The number of what was received then with this hash (hexadecimal).

    It grows by a character for as long as the shorter one is `taken`; the same moment, hash and
    neighbours give the same number. Raises ValueError when `received_at` has no time zone.
    """
    if received_at.tzinfo is None:
        message = "received_at needs a time zone"
        raise ValueError(message)
    day = day_in_paris(received_at).strftime("%y%m%d")
    code = _base32(sha256)
    for length in range(SHORTEST, len(code) + 1):
        number = f"ZF-{day}-{code[:length]}"
        if number not in taken:
            break
    return number


def numbers_in(text: str) -> tuple[str, ...]:
    """The request numbers that a text names, as they are written by us, once each."""
    return _distinct(_SEARCHED.findall(_legible(text)))


def numbers_perhaps_in(text: str) -> tuple[str, ...]:
    """The same, with those of which somebody left out the ZF.

    Another thing may look like one of these: only who knows the number can tell.
    """
    legible = _legible(text)
    bare = [(day, code) for day, code in _BARE.findall(legible) if not code.isdigit()]
    return _distinct([*_SEARCHED.findall(legible), *bare])


def parse_number(text: str) -> str | None:
    """The one request number that a text names, or None when it names none or several."""
    found = numbers_in(text) or numbers_perhaps_in(text)
    return found[0] if len(found) == 1 else None


def without_numbers(text: str, is_left_out: Callable[[str], bool]) -> str:
    """The text without those request numbers, in whatever way they are written."""

    def kept(found: re.Match[str]) -> str:
        return "…" if any(map(is_left_out, numbers_in(found[0]))) else found[0]

    return _SEARCHED.sub(kept, _legible(text)) if numbers_in(text) else text


def _legible(text: str) -> str:
    """Letters and digits of full width made plain, and what nobody sees left out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join([c for c in plain if unicodedata.category(c) != "Cf"])


def _distinct(found: list[tuple[str, str]]) -> tuple[str, ...]:
    said = ((day.upper(), code.upper()) for day, code in found)
    plain = ((day.translate(_MISHEARD), code.translate(_MISHEARD)) for day, code in said)
    numbers = (f"ZF-{day}-{code}" for day, code in plain if set(code) <= set(ALPHABET))
    return tuple(dict.fromkeys(numbers))


def _base32(hexadecimal: str) -> str:
    bits = f"{int(hexadecimal, 16):0{4 * len(hexadecimal)}b}"
    chunks = (bits[i : i + _BITS] for i in range(0, len(bits) - _BITS + 1, _BITS))
    return "".join(ALPHABET[int(chunk, 2)] for chunk in chunks)
