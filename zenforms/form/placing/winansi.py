"""WinAnsiEncoding, the field font's 224 characters, and what is drawn for all others.

WinAnsi covers all of French (œ Œ Ÿ € “ ” ‘ ’ « » – …). A value is always kept exactly as
Unicode; only its drawn picture falls back on a character that looks alike, else on “?”.
"""

import unicodedata

from zenforms.language import NBSP

FIRST = 32
LAST = 255
UNKNOWN = "?"

_LOOKALIKES = str.maketrans(
    {
        "\u2010": "-",  # hyphen
        "\u2011": "-",  # non-breaking hyphen
        "\u2212": "–",  # minus
        "\u2192": ">",  # arrow
        "\u202f": NBSP,  # narrow no-break space
        "\u2009": " ",  # thin space
        "\t": " ",
    }
    # Latin letters with a stroke, or without their dot: nothing decomposes them
    | dict(zip("ĐđĦħıĿŀŁłŦŧƁɓƗɨŊŋ", "DdHhiLlLlTtBbIiNn", strict=True))
)


def encode(text: str) -> bytes:
    """`text` as the font draws it; never raises."""
    return drawable(text).encode("cp1252")


def drawable(text: str) -> str:
    """`text` with every character that the font lacks replaced; line ends are kept."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return "".join(_substitute(character) for character in composed)


def undrawable(text: str) -> str:
    """The characters of `text` that are drawn as “?”, each once."""
    return "".join(dict.fromkeys(c for c in text if c != UNKNOWN and drawable(c) == UNKNOWN))


def characters() -> dict[int, str]:
    """The character of each code; undefined codes are left out."""
    pairs = ((code, bytes([code])) for code in range(FIRST, LAST + 1))
    return {code: octet.decode("cp1252") for code, octet in pairs if code not in _UNDEFINED}


_UNDEFINED = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})


def _substitute(character: str) -> str:
    if character == "\n" or _is_known(character):
        return character
    parts = "".join(filter(_is_known, unicodedata.normalize("NFKD", character)))
    if parts:
        return parts
    # an invisible mark or a joiner draws nothing; anything else must be seen to be missing
    return "" if unicodedata.category(character) in {"Mn", "Me", "Cf"} else UNKNOWN


def _is_known(character: str) -> bool:
    try:
        code = character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return False
    return code >= FIRST and code not in _UNDEFINED
