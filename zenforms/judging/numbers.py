"""Request numbers, `ZF-yymmdd-XXXXX`: short enough to be said on the telephone.

The date is that of receipt in Paris, the rest comes from the hash of what was received. The
alphabet is Crockford's base 32, which has no I, L, O and U; read aloud or mistyped, O is 0 and
I or L is 1.
"""

import re
from collections.abc import Callable, Container
from datetime import datetime

from zenforms.judging.dates import day_in_paris

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST = 5

_SEARCHED = re.compile(r"\bZF[ \-–]?(\d{6})[ \-–]?([0-9A-Z]{5,13})\b", re.IGNORECASE)
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
    found = (
        f"ZF-{day}-{code.upper().translate(_MISHEARD)}" for day, code in _SEARCHED.findall(text)
    )
    return tuple(dict.fromkeys(n for n in found if set(n[10:]) <= set(ALPHABET)))


def parse_number(text: str) -> str | None:
    """The one request number that a text names, or None when it names none or several."""
    found = numbers_in(text)
    return found[0] if len(found) == 1 else None


def without_numbers(text: str, is_left_out: Callable[[str], bool]) -> str:
    """The text without those request numbers, in whatever way they are written."""

    def kept(found: re.Match[str]) -> str:
        return "…" if any(map(is_left_out, numbers_in(found[0]))) else found[0]

    return _SEARCHED.sub(kept, text)


def _base32(hexadecimal: str) -> str:
    bits = f"{int(hexadecimal, 16):0{4 * len(hexadecimal)}b}"
    chunks = (bits[i : i + _BITS] for i in range(0, len(bits) - _BITS + 1, _BITS))
    return "".join(ALPHABET[int(chunk, 2)] for chunk in chunks)
