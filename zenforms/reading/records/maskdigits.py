"""Numbers that say by their check digits what they are: IBAN, payment card, French NIR."""

import re
from collections.abc import Iterator

from zenforms.reading.records.maskfold import Folded

_GAP = r"[ .\-/_]{0,2}"
_CARD_GAP = r"[ .\-/_]"
_CARD = re.compile(
    r"(?<![a-z0-9])(?<!\d[.,])(?:"
    rf"\d{{4}}({_CARD_GAP})\d{{4}}\1\d{{4}}\1\d{{4}}(?:\1\d{{3}})?"
    rf"|3[47]\d\d({_CARD_GAP})\d{{6}}\2\d{{5}}|3[0689]\d\d({_CARD_GAP})\d{{6}}\3\d{{4}}"
    r"|[2-6]\d{12,18}"
    r")(?![a-z0-9])(?![.,]\d)"
)
_IBAN = re.compile(rf"(?<![a-z0-9])[a-z]{{2}}{_GAP}\d\d(?:{_GAP}[a-z0-9]){{11,30}}")
_KEY_GAP = r"(?:[ .\-/_]{0,2}|\s?[(,/]?\s?(?:cle)?\s?:?\s?)"
_NIR = re.compile(
    rf"(?<![a-z0-9])(?<!\d[.,])[1-478]{_GAP}\d\d{_GAP}\d\d{_GAP}(?:\d\d|2[ab])"
    rf"{_GAP}\d{{3}}{_GAP}\d{{3}}{_KEY_GAP}\d\d(?![a-z0-9])(?![.,]\d)"
)
_NO_DIGIT = re.compile(r"[^a-z0-9]")
_LENGTHS = {
    country: int(length)
    for length, countries in {
        15: "no", 16: "be", 18: "dk fo fi gl nl", 19: "mk si", 20: "at ba ee kz lt lu xk",
        21: "ch cr hr li lv", 22: "bg bh de gb ge ie me rs va", 23: "ae gi il iq tl",
        24: "ad cz es md pk ro sa se sk tn vg", 25: "ly pt st", 26: "is tr",
        27: "fr gr it mc mr sm bi dj", 28: "al az by cy do gt hu lb pl sv eg", 29: "br ps qa ua",
        30: "jo kw mu", 31: "mt sc", 32: "lc", 33: "ru",
    }.items()
    for country in countries.split()
}  # fmt: skip
_MANY_DIGITS = re.compile(rf"\d(?:{_GAP}[\dab]){{12}}")
_LONG_ENOUGH = re.compile(rf"\d\d(?:{_GAP}[a-z0-9]){{11}}")


def checked_numbers(text: Folded) -> Iterator[tuple[int, int]]:
    """Where the numbers stand whose check digits are right."""
    low = text.low
    has_many = _MANY_DIGITS.search(low) is not None
    for match in _CARD.finditer(low) if has_many else ():
        if _is_card(_NO_DIGIT.sub("", match.group())):
            yield match.span()
    for match in _NIR.finditer(low) if has_many else ():
        if _is_nir(_NO_DIGIT.sub("", match.group().replace("cle", ""))):
            yield match.span()
    for match in _IBAN.finditer(low) if _LONG_ENOUGH.search(low) else ():
        length = _LENGTHS.get(match.group()[:2])
        stop = _after(low, match.start(), match.end(), length) if length else None
        if stop and _is_iban(_NO_DIGIT.sub("", low[match.start() : stop])):
            yield match.start(), stop


def _after(low: str, start: int, end: int, length: int) -> int | None:
    """Where the `length` letters and digits from `start` end; None when there are fewer."""
    left = length
    for at in range(start, end):
        left -= low[at].isalnum()
        if not left:
            return None if low[at + 1 : at + 2].isalnum() else at + 1
    return None


def _is_card(digits: str) -> bool:
    size, two, four = len(digits), int(digits[:2]), int(digits[:4])
    known = (
        (two // 10 == 4 and size in {13, 16, 19})  # noqa: PLR2004 - Visa
        or (size == 16 and (51 <= two <= 55 or 2221 <= four <= 2720))  # noqa: PLR2004 - Mastercard
        or (size == 15 and two in {34, 37})  # noqa: PLR2004 - American Express
        or (size == 14 and two in {30, 36, 38, 39})  # noqa: PLR2004 - Diners
        or (size in {16, 19} and (two in {35, 62, 64, 65} or four == 6011))  # noqa: PLR2004 - JCB, UnionPay, Discover
        or (size in {16, 18, 19} and (two in {50, 67} or 56 <= two <= 58))  # noqa: PLR2004 - Maestro
    )
    return known and len(set(digits)) > 1 and _luhn(digits)


def _luhn(digits: str) -> bool:
    odd = sum(int(d) for d in digits[-1::-2])
    even = sum(sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (odd + even) % 10 == 0


def _is_iban(compact: str) -> bool:
    number = "".join(str(int(char, 36)) for char in compact[4:] + compact[:4])
    return int(number) % 97 == 1


def _is_nir(compact: str) -> bool:
    month, key = int(compact[3:5]), int(compact[13:])
    if not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50):  # noqa: PLR2004 - as INSEE gives them
        return False
    corsica = {"2a": "19", "2b": "18"}.get(compact[5:7])
    number = compact[:5] + (corsica or compact[5:7]) + compact[7:13]
    return compact[5:7] != "00" and key == 97 - int(number) % 97
