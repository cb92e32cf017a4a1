r"""Text as a reader sees it, for whoever looks for words in it: plain letters, each with its place.

Accents, full-width letters, no-break spaces, characters without width and escaped signs
(`&quot;`, `%3D`, `\u0022`) hide no word; the places lead back into the text as it was.
"""

import re
import unicodedata
from dataclasses import dataclass, field

NOTHING = "\ufffe"  # stands for a character without width until it is taken out
_ENTITIES = {"quot": '"', "apos": "'", "lt": "<", "gt": ">", "nbsp": " ", "colon": ":"}
_ENTITIES |= {"equals": "=", "num": "#", "sol": "/", "lowbar": "_", "hyphen": "-"}
# what `%26` or `&amp;` stand for is part of a value: written so in order not to end it
_PERCENT = "(?:3[ad]|2[27]|3[ce]|7[bd]|5[bd]|2d|5f)"
_ESCAPE = re.compile(
    rf"{NOTHING}+|&(?:{'|'.join(_ENTITIES)}|#[0-9]{{2,4}}|#x[0-9a-f]{{2,4}});|%{_PERCENT}"
    r"|\\u00[2-7][0-9a-f]|\\x(?:22|27|3[ad])",
    re.IGNORECASE,
)
_SIGNS = dict(zip("«»“”„‘’‚‛ʼ′″‐‑‒–—―−：＝｜⁄∕․∶", "\"\"\"\"\"''''''\"-------:=|//.:", strict=True))


class _Table(dict[int, str]):
    """Which plain character each other one stands for, learnt as they are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char if code < 128 else _SIGNS.get(char) or _plain(char)  # noqa: PLR2004 - ASCII
        self[code] = plain
        return plain


def _plain(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in {"Cf", "Mn", "Me"} or char in "\u115f\u1160\u3164\u2800":
        return NOTHING
    if kind == "Zs":
        return " "
    base = unicodedata.normalize("NFKD", char)[0]
    if base.isdigit() and not base.isascii():
        return str(unicodedata.digit(base, 0))
    return base if len(base.lower()) == 1 else "x"


PLAIN = _Table()


def plain_latin(code: int) -> str:
    """The plain character for one of Latin-1; the character 1 for one without width."""
    plain = PLAIN[code]
    return "\x01" if plain == NOTHING else plain if ord(plain) < 256 else "x"  # noqa: PLR2004 - Latin-1


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain` for places and case, `low` for words; both of one length."""

    plain: str
    low: str
    places: list[int] = field(default_factory=list)
    """Where each character stood; empty when nothing has moved."""

    def there(self, start: int, stop: int) -> tuple[int, int]:
        """Where that stands in the text as it was."""
        return (self.places[start], self.places[stop]) if self.places else (start, stop)

    def is_escaped(self, at: int) -> bool:
        """Whether the character was written as an escape."""
        return bool(self.places) and self.places[at + 1] - self.places[at] > 1


def folded(text: str) -> Folded:
    """`text` as a reader sees it."""
    plain = text if text.isascii() else text.translate(PLAIN)
    places: list[int] = []
    if ("&" in plain or "%" in plain or "\\" in plain or NOTHING in plain) and _ESCAPE.search(
        plain
    ):
        plain, places = _unescaped(plain)
    return Folded(plain, plain.lower(), places)


def _unescaped(text: str) -> tuple[str, list[int]]:
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for match in _ESCAPE.finditer(text):
        parts.append(text[end : match.start()])
        places.extend(range(end, match.start()))
        if char := _sign(match.group().lower()):
            parts.append(char)
            places.append(match.start())
        end = match.end()
    parts.append(text[end:])
    places.extend(range(end, len(text) + 1))
    return "".join(parts), places


def _sign(escape: str) -> str:
    if escape[0] == NOTHING:
        return ""
    if escape[0] in "%\\":
        return chr(int(escape.lstrip("%\\ux"), 16))
    name = escape[1:-1]
    if name[0] != "#":
        return _ENTITIES[name]
    code = int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:])
    plain = PLAIN[code]
    return "" if plain == NOTHING else plain
