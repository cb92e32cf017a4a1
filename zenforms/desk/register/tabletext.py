"""The text of a CSV file, whatever a spreadsheet program saved it in."""

import codecs
import unicodedata

_GUESSES = ("cp1252", "cp850", "mac_roman")
"""What French programs save without a mark: Windows, MS-DOS (“CSV (MS-DOS)”), the Mac."""
_MARKS = frozenset("’‘“”«»€°–—…œŒ\u00a0")
_NULS = 0.2


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding that was guessed; empty when it says or proves its own."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), ""
    if wide := _wide(content):
        return content.decode(wide, "replace"), wide
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        texts = {name: content.decode(name, "replace") for name in _GUESSES}
        best = max(_GUESSES, key=lambda name: (_likeness(texts[name]), name == "cp1252"))
        return texts[best], "" if best == "cp1252" else best


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    head = content[:4096]
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(head) > 1 and head[start::2].count(0) > _NULS * len(head):
            return name
    return ""


def _likeness(text: str) -> int:
    """How much it reads like French: accented letters as their neighbours are, and no rubbish."""
    score = 0
    for place, char in enumerate(text):
        if char.isascii():
            continue
        before = text[place - 1] if place else " "
        if char in _MARKS:
            score += 1
        elif unicodedata.category(char) not in {"Lu", "Ll"} or ord(char) > _LATIN:
            score -= 2
        else:
            score += -2 if char.isupper() and before.islower() else 1
    return score


_LATIN = 0x17F
