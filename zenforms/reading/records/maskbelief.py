"""Whether what stands behind a name is a secret, and what a name at a line's end leaves open."""

import re
from typing import NamedTuple

from zenforms.reading.records.maskfold import Folded
from zenforms.reading.records.maskvalues import looks_mixed
from zenforms.reading.records.maskwords import STATUS

Span = tuple[int, int]

_LOOKED_AT = 120
_PARTICIPLE = re.compile(r"[a-z'\-]+(?:ed|e|ee|es|ees|able|ible|ing|less|ant|ent|ert|igt|lich)\W*")
_PATH = re.compile(r"(?:/[\w.\-]{1,60}){1,20}/?(?:\s|$)|[a-z]:\\", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}(?![\w])")
_PLACE = re.compile(
    r"\$\{[^{}]{0,60}\}|\{\{[^{}]{0,60}\}\}|\{[a-z_.]{0,40}\}|\{\d?\}|%[sd@]"
    r"|<[a-z _\-]{0,40}>|\(null\)|[|>\\^`_+\-\d]{1,3}(?<!\d)|\[redacted\]"
)  # where a secret will stand


class Opening(NamedTuple):
    """A name at the end of a line whose secret is still to come; `indent` is that of the line."""

    indent: int
    block: bool
    tag: str = ""


class Key(NamedTuple):
    """A name that announces a secret, and how much it takes to believe it (see `KEYS`)."""

    kind: str
    word: str
    start: int
    end: int  # of the word
    tail: int  # of the whole name


def believed(text: Folded, key: Key, span: Span | None, *, said_by_words: bool = False) -> bool:  # noqa: PLR0911 - each reason stands by itself
    """Whether what stands there is a secret of this kind, and no word about one."""
    if span is None or span[0] >= span[1]:
        return False
    value = text.low[span[0] : min(span[1], span[0] + _LOOKED_AT)]
    word = value.strip(".,;:!?()[]{}<>\"' \t")
    is_quoted = text.plain[span[0] - 1 : span[0]] in {'"', "'"}
    first = word if is_quoted else word.split(" ", 1)[0].rstrip(".,;:!")
    if first in STATUS or not word:
        return False
    if _PLACE.fullmatch(value):
        return False
    if said_by_words and _PARTICIPLE.fullmatch(first):
        return False
    if key.kind == "weak":
        return looks_mixed(text.plain[span[0] : min(span[1], span[0] + _LOOKED_AT)])
    if _COUNT.fullmatch(word):
        return _number_counts(text, key, word)
    if key.word in {"pwd", "passwd"} and _PATH.match(value):
        return False
    return not (key.kind == "alone" and key.word == "pass" and "/" in value and " " not in value)


def _number_counts(text: Folded, key: Key, number: str) -> bool:
    """Whether a bare number is a secret behind this word, and no count of them."""
    if key.kind == "strong" and "session" in key.word:
        return len(number) > 5  # noqa: PLR2004 - Windows numbers its sessions
    if key.kind == "word" or key.word.startswith(("credential", "csrf")):
        return len(number) > 5 and text.low[key.end : key.end + 1] != "s"  # noqa: PLR2004 - a number of tokens
    if key.word == "pass":
        return len(number) > 3  # noqa: PLR2004 - a number of passes
    if key.kind in {"digits", "alone"}:
        return len(number) >= 3  # noqa: PLR2004 - a card's CVV has three
    return True


def opening_of(text: Folded, key: Key) -> Opening | None:  # noqa: PLR0911 - one for each way to go on
    """What the end of the line leaves open behind this name."""
    rest = text.plain[key.tail :].rstrip("\r\n")
    indent = len(text.plain) - len(text.plain.lstrip())
    if key.kind in {"weak", "header"}:
        return None
    if re.fullmatch(r"\\?[\"']?\]?\s*(?::|=>?|:=|->)\s*[|>][+\-\d]{0,2}\s*(?:#.*)?", rest):
        return Opening(indent, block=True)
    if re.fullmatch(r"\\?[\"']?\]?\s*(?::|=>?|:=|->)\s*\[?\s*[\\`^_]?", rest) or (
        re.fullmatch(r"\s*[\\`^]", rest)
    ):
        return Opening(indent, block=rest.rstrip().endswith("["))
    if re.fullmatch(r"(?:\s[^<>]{0,200})?>\s*", rest) and "<" in text.plain[: key.start]:
        return Opening(indent, block=False, tag="</")
    name = re.match(r"\s*-?\s*\"?name\"?\s*[:=]\s*[\"']?[\w.\-]*$", text.plain[: key.start])
    if name and re.fullmatch(r"[\"']?,?\s*", rest):
        return Opening(indent, block=False, tag="value")
    if re.search(r"<key>[^<>]*$", text.plain[max(0, key.start - 60) : key.start]) and re.fullmatch(
        r"</key>\s*", rest
    ):
        return Opening(indent, block=False, tag="</")
    return None
