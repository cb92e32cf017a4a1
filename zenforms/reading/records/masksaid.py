"""Secrets that a word announces: `password=…`, `<mdp>…</mdp>`, `--token …`, « code PIN … »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zenforms.reading.records.maskfold import Folded
from zenforms.reading.records.maskvalues import Values, looks_made
from zenforms.reading.records.maskwords import (
    BEGINNINGS,
    GAP_WORDS,
    KEYS,
    STATUS,
    UNSAID_AFTER,
    UNSAID_BEFORE,
    Key,
    Opening,
    Span,
    believed,
    opening_of,
)

_NAME_BEFORE, _AROUND, _LOOKED_AT = 40, 300, 120
_TAIL = re.compile(r"[\w.\-]{0,60}(?:\[\d{0,3}\])?")
_SEPARATOR = re.compile(
    r"(?P<close>(?:\s?\\{0,7}[\"'`])?\s?[\])]{0,2})(?:\s?\*\*)?\s{0,20}"
    r"(?P<sep>=>|:=|[!=]?={1,3}|::?(?!\\+[^\\\"']|//)|(?<=\s)->(?=\s)|\||\t|\\t)(?:\s?\*\*(?=\s))?\s{0,20}"
)
_SPACE = re.compile(
    r"(?:\s(?:provisoire|temporaire|initial|actuel|par defaut|temporary|new|default|nueva|neu))?"
    r"\s{1,20}"
)
_GAP = re.compile(rf" (?:{GAP_WORDS}|\()[^:=\r\n\"<>|;,]{{0,60}}?\s?(?::(?=\s|$)|=(?!=))\s{{0,20}}")
_PROSE = re.compile(
    r"(?:\s(?:d'|de|du|pour|for|of|von)[^:=\r\n\"<>|;,.]{0,40}?)?[\s,]{1,3}"
    r"(?:is(?: now| set to)?|was|set to|changed to|reset to|c'est|est(?: maintenant| desormais)?"
    r"|etait|sera|ist|lautet|es|e|change en|remplace par)(?:\s{1,5}[:=]?|[:=])\s{0,5}"
)
_MADE_AFTER = re.compile(
    r"\s?[=:]\s{0,3}[^\s,;]{1,40} (?!(?i:for|from|on|at|in|to|by|via|with|user|host|and|or|pour|sur"
    r"|de|du|depuis|dans|par|avec|et|ou|fur|von|auf|para)\b)"
)
_CLAUSE = re.compile(
    r"\s?[=:]\s{0,3}(?P<words>[^\s,;\"'<>{}|&=:]{1,40}(?: [^\s,;\"'<>{}|&=:]{1,40}){1,5})"
    r"\s*(?:$|[,;.|])"
)
_LEAD = re.compile(
    r"\s{0,20}\[?\d[\dTZ\-/:.,+]{5,30}(?:\s[\d:.,+]{5,20})?\]?(?:\s{1,9}(?:\[[^\]\r\n]{1,60}\]|[A-Z]{4,8}:?"
    r"|[\w.$]{1,80}\s{0,3}[:\-](?=\s))){0,5}\s{1,9}(?:-\s)?"
)
"""What a log writes before its sentence: time, level, thread, class."""
_CALL = re.compile(r"\s?\(\s?(?=[\"'`])|\\{0,7}[\"'`]\s?,\s?(?=\\{0,7}[\"'`])|\s(?=[\"'])")
_NAMED = re.compile(
    r"\\{0,7}[\"'][\s,]{1,10}[^<>{}\r\n]{0,120}?\b(?:value|val|content|default)"
    r"\\{0,7}[\"']?\s?[=:]\s?"
)
_NAMED_BEFORE = re.compile(
    r"\b(?:value|val|content)\\{0,7}[\"']?\s?[=:]\s?(?P<quote>\\{0,7}[\"'])"
    r"(?P<secret>[^\"'<>\r\n\\]{1,200})(?P=quote)[^<>{}\r\n]{0,100}$"
)
_ELEMENT = re.compile(
    r"(?:\\{0,7}[\"']?(?:\s[^<>\r\n]{0,200})?>|</[\w:.\-]{1,60}>)\s{0,20}"
    r"(?:</?(?!!)[\w:.\-]{1,40}(?:\s[^<>\r\n]{0,100})?>\s{0,20}){0,3}"
)
_FLAG = re.compile(r"(?:^|[\s\"'(\[,])(?P<dash>--?|/)[\w.\-]{0,40}$")
_FLAG_VALUE = re.compile(r"(?:\s?[=:]\s?|\\{0,7}[\"']?\s{1,5}|[\"'],\s?)(?![\-|>&])")
_REQUEST = re.compile(r"(?:get|post|put|delete|patch|head|options)\s{1,3}/?$")
_DIGITS_AFTER = re.compile(
    r"[\s:=#\"']{1,5}(?:n°|numero|is|est|ist|saisi|recu|envoye|sent)?[\s:=\"']{0,5}"
    r"(?P<secret>\d{3,10}|\d{3}[ \-]\d{3})(?![\w.:\-]?\d)(?![a-z])"
)
_DIGITS_BEFORE = re.compile(
    r"(?<![\w.])(?P<secret>(?:g-)?\d{4,8})\s(?:is|est|ist|:)\s(?:your|votre|the|le|ihr|su)\s"
    r"[^\r\n.]{0,40}$"
)
_AUTH_END = re.compile(r"[\r\n]|\s(?=-[A-Za-z]\s|https?://)|(?<=\S)[,;]\s(?=[\w\-]{2,40}:\s)")
_COOKIE_PART = re.compile(
    r"(?:(?P<name>[^\s=;,\"']{1,100})=)?(?P<secret>\"[^\"\r\n]*+\"?|[^;\r\n\"']++)[;\s]*"
)
_COOKIE_FACTS = frozenset(
    {"path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "priority"}
)
_OTHER = re.compile(r"\(|0x|[\d.,:/\-]+$|v?\d+\.\d|\w+\(")  # a number, a version, a type or a call


@dataclass(frozen=True, slots=True)
class Said:
    """The secrets of a line, and what it leaves open."""

    spans: list[Span]
    opening: Opening | None = None


def said(text: Folded) -> Said:
    """What the words of a line announce."""
    spans: list[Span] = []
    end, opening = 0, None
    values = Values(text)
    for begin in BEGINNINGS.finditer(text.low):
        if begin.start() < end:
            continue  # what lies inside a secret needs no second look: long lines stay cheap
        match = KEYS.match(text.low, begin.start())
        if match is None:
            continue
        key = _key(text, match)
        if key is None:
            continue
        end = max(end, key.end)
        for start, stop in _secrets(text, key, values):
            if stop > start:
                spans.append((start, stop))
                end = max(end, stop)
        if opens := _left_open(text, key, spans, values):
            opening = opens
        elif end <= key.end and len(text.plain) - key.tail < _AROUND:
            opening = opening_of(text, key) or opening
    return Said(spans, opening)


def _left_open(text: Folded, key: Key, spans: list[Span], values: Values) -> Opening | None:
    """The quote that is open at the line's end, in which the secret goes on."""
    if key.kind in {"weak", "header"} or not spans or values.last >= len(text.plain):
        return None
    start, stop = spans[-1]
    quote = text.plain[start - 1 : start]
    if start < key.tail or stop < values.last or quote not in {'"', "'"}:
        return None
    if "," in text.plain[start:stop] or text.plain[stop - 1] == quote:
        return None  # a quote of the text around it, or one that is closed
    return Opening(0, block=False, tag=quote)


def announces(text: Folded) -> bool:
    """Whether a word of the line may announce a secret that is not drawn by lot."""
    for begin in BEGINNINGS.finditer(text.low):
        match = KEYS.match(text.low, begin.start())
        if match is None or match.lastgroup == "weak":
            continue
        kind, (start, end) = str(match.lastgroup), match.span()
        if kind in {"alone", "digits"} and not _begins(text.plain, start):
            continue
        if kind in {"header", "strong"} or _ends(text.plain, text.low, end):
            return True
    return False


def _key(text: Folded, match: re.Match[str]) -> Key | None:
    """The name in which the word stands, when it is one that announces."""
    kind, (start, end) = str(match.lastgroup), match.span()
    plain, low = text.plain, text.low
    if kind in {"alone", "digits", "weak"} and not _begins(plain, start):
        return None
    if kind in {"word", "alone", "digits", "weak"} and not _ends(plain, low, end):
        return None
    tail = _TAIL.match(low, end)
    stop = tail.end() if tail else end
    while stop > end and plain[stop - 1] in ".-":
        stop -= 1
    if UNSAID_AFTER.search(low, end, stop) or UNSAID_BEFORE.search(low[max(0, start - 20) : start]):
        return None
    return Key(kind, match.group(), start, end, stop)


def _begins(plain: str, start: int) -> bool:
    before = plain[start - 1 : start]
    return not before.isalpha() or (before.islower() and plain[start].isupper())


def _ends(plain: str, low: str, end: int) -> bool:
    after = plain[end : end + 1]
    if not after.isalpha() or (after.isupper() and plain[end - 1].islower()):
        return True
    return re.match(r"(?:s|en|value|hash|string|code|id)(?![a-z])", low[end : end + 8]) is not None


def _secrets(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    if key.kind == "header":
        yield from _header(text, key, values)
        return
    for way in (_flag, _assigned, _called, _elsewhere, _in_words, _digits):
        found = [span for span in way(text, key, values) if span[1] > span[0]]
        if found:
            yield from found
            return


def _flag(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    """`--password x`, `-Password x`, `/pwd:x`."""
    flag = _FLAG.search(text.plain[max(0, key.start - _NAME_BEFORE - 4) : key.start])
    gap = _FLAG_VALUE.match(text.plain, key.tail) if flag else None
    if flag is None or gap is None:
        return
    before = text.low[max(0, key.start - 60) : key.start - 1]
    if flag["dash"] == "/" and not gap.group().strip() and _REQUEST.search(before):
        return
    span = values.at(gap.end(), stop_at_space=True)
    if span and believed(text, key, span):
        value = text.plain[span[0] : span[1]]
        if not (flag["dash"] == "/" and (value.isdigit() or value.startswith(("/", "HTTP/")))):
            yield span


def _assigned(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    """`key=value`, `key: value`, `"key": "value"`, `| key | value |`, `key for x = value`."""
    plain = text.plain
    sep = _SEPARATOR.match(plain, key.tail)
    gap = None if sep or key.kind == "weak" else _GAP.match(text.low, key.tail)
    match = sep or gap
    if match is None or match.end() >= values.last:
        return
    sign = match["sep"] if sep else "="
    if sign in {":", "::"} and not _is_colon(plain, match, sign):
        return
    start = match.end()
    inner = plain[start : start + 1]
    if inner == "[" and re.match(r"\[\s?\\{0,7}[\"']", plain[start : start + 12]):
        yield from values.items(start + 1)
        return
    enclosing = "" if sep and match["close"].strip(" ])") else _quote_before(plain, key.start)
    span = values.at(
        start,
        enclosing=enclosing,
        cell=sign in "|\t",
        whole=_runs_on(text, key, sign, values),
        connected=_is_connection(plain, key.start),
    )
    if not believed(text, key, span) or span is None:
        return
    if sign in {"|", "\t"} and not looks_made(plain[span[0] : span[1]], least=4):
        return
    yield span


def _is_colon(plain: str, match: re.Match[str], sign: str) -> bool:
    """Whether the colon says what the secret is: neither a time, nor a name of C++."""
    after = plain[match.end("sep") : match.end("sep") + 1]
    return sign == ":" or after.isspace()


def _quote_before(plain: str, start: int) -> str:
    name = re.search(r"(\\{0,7}[\"'`])[\w.\-$]{0,40}$", plain[max(0, start - 50) : start])
    return name.group(1)[-1] if name else ""


def _runs_on(text: Folded, key: Key, sign: str, values: Values) -> bool:
    """Whether the secret may hold spaces: a phrase, or the value of a line that is only that."""
    if "phrase" in key.word or "recover" in key.word or "backup" in key.word:
        return True
    if re.search(r"codes? de (?:secours|recup|sauveg)", key.word):
        return True
    if key.kind == "weak":
        return False
    if _MADE_AFTER.match(text.plain, key.tail) and _is_phrase(text.plain, key.tail):
        return True
    return _is_line_of(text, key, sign, values)


def _is_line_of(text: Folded, key: Key, sign: str, values: Values) -> bool:
    """Whether the line is only the name and its value, but for what a log writes before it."""
    lead = _LEAD.match(text.plain)
    begin = lead.end() if lead else 0
    if key.start - begin >= _NAME_BEFORE or values.last - key.tail > _AROUND:
        return False
    if lead and not STATUS.isdisjoint(re.findall(r"[^\W\d_]+", text.low[key.tail : values.last])):
        return False  # behind a time stamp stand sentences, too
    before = text.plain[begin : key.start]
    is_line = re.fullmatch(r"\s*(?:[\-*]\s)?[\"']?[A-Za-z_][\w.\-]*|\s*(?:[\-*]\s)?", before)
    spaced = text.plain[key.tail : key.tail + 3]
    rest = text.plain[key.tail :].split()
    is_spaced = sign in {":", "="} or spaced.startswith(" =")
    is_name = " " not in key.word and "mdp" not in key.word
    return bool(is_line) and is_spaced and is_name and len(rest) <= 6  # noqa: PLR2004 - a phrase, no sentence


def _is_phrase(plain: str, start: int) -> bool:
    """Whether a secret of several words stands there: one of them, not the first, looks made."""
    clause = _CLAUSE.match(plain, start)
    words = clause["words"].split() if clause else []
    return 1 < len(words) <= 6 and any(looks_made(word, least=6) for word in words[1:])  # noqa: PLR2004 - no sentence


def _is_connection(plain: str, start: int) -> bool:
    """Whether the name stands in a connection string, where only `;` ends a value."""
    return bool(
        re.search(r"(?:;|^[\w .]{0,40}\"?)\s{0,5}[\w ]{0,20}$", plain[max(0, start - 30) : start])
    )


def _called(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    """`setPassword("x")`, `("password", "x")`, `PASSWORD 'x'`."""
    call = _CALL.match(text.plain, key.tail)
    if call is None or key.kind == "weak":
        return
    if "," in call.group() and not re.search(
        r"[\[({]\s?\\{0,7}[\"'][\w.\-]{0,40}$", text.plain[max(0, key.start - 50) : key.start]
    ):
        return
    span = values.at(call.end())
    if span and believed(text, key, span):
        yield span


def _elsewhere(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    """`<add key="password" value="x"/>`, `<password>x</password>`, and their like."""
    plain = text.plain
    named = _NAMED.match(text.low, key.tail)
    if named:
        span = values.at(named.end())
        if believed(text, key, span) and span:
            yield span
    before = plain[max(0, key.start - _AROUND) : key.start]
    if plain[key.tail : key.tail + 1] in {'"', "'", "\\"} and "value" in before.lower():
        earlier = _NAMED_BEFORE.search(before)
        if earlier:
            offset = max(0, key.start - _AROUND)
            span = offset + earlier.start("secret"), offset + earlier.end("secret")
            if believed(text, key, span):
                yield span
    element = _ELEMENT.match(plain, key.tail)
    if element:
        span = values.element(element.end())
        if believed(text, key, span) and span:
            yield span


def _in_words(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    """« mon mot de passe est x », `password x1y2z3`."""
    if key.kind == "weak":
        return
    prose = _PROSE.match(text.low, key.tail)
    if prose:
        span = values.at(prose.end(), stop_at_space=True)
        if believed(text, key, span, said_by_words=True) and span:
            yield span
            return
    space = _SPACE.match(text.low, key.tail)
    if space and key.kind in {"strong", "alone", "word"}:
        span = values.at(space.end(), stop_at_space=True)
        least = 16 if key.kind == "word" else 6
        if span and believed(text, key, span):
            value = text.plain[span[0] : min(span[1], span[0] + _LOOKED_AT)]
            if looks_made(value, least=least) and not _OTHER.match(value):
                yield span


def _digits(text: Folded, key: Key, _values: Values) -> Iterator[Span]:
    """« code PIN 4821 », `OTP 492817 sent`, `123456 is your verification code`."""
    if key.kind != "digits":
        return
    after = _DIGITS_AFTER.match(text.low, key.end)
    if after and (key.word not in {"pin", "tan"} or len(after["secret"]) > 3):  # noqa: PLR2004 - a number of pins
        yield after.span("secret")
        return
    offset = max(0, key.start - 80)
    before = _DIGITS_BEFORE.search(text.low[offset : key.start])
    if before:
        yield offset + before.start("secret"), offset + before.end("secret")


def _header(text: Folded, key: Key, values: Values) -> Iterator[Span]:
    plain = text.plain
    sep = _SEPARATOR.match(plain, key.tail)
    if sep is None:
        found = list(_elsewhere(text, key, values)) or list(_called(text, key, values))
        yield from found
        return
    start = sep.end()
    quote = re.match(r"\\{0,7}[\"'`]", plain[start : start + 9])
    if quote:
        span = values.at(start)
        start, stop = span or (start, start)
    else:
        enclosing = _quote_before(plain, key.start)
        close = plain.find(enclosing, start) if enclosing else -1
        stop = close if close >= 0 else values.last
    if key.word.startswith("cookie"):
        yield from _cookies(text, start, stop)
        return
    scheme = re.compile(
        r"(?:bearer|basic|digest|negotiate|ntlm|token|apikey|api-key|oauth|hawk|aws4-hmac-sha256"
        r"|kerberos|sharedkey(?:lite)?|mac|key)\s{1,5}"
    ).match(text.low, start)
    start = scheme.end() if scheme else start
    end = _AUTH_END.search(plain, start, stop)
    stop = end.start() if end and not quote else stop
    if believed(text, key._replace(kind="strong"), (start, stop)):
        yield start, stop


def _cookies(text: Folded, start: int, stop: int) -> Iterator[Span]:
    """Each cookie's value; how long it lives and where it goes stay to be read."""
    at = start
    while at < stop and (part := _COOKIE_PART.match(text.plain, at, stop)):
        name = (part["name"] or part["secret"]).strip().lower()
        is_told = part["name"] or name not in STATUS
        if name not in _COOKIE_FACTS and part["secret"].strip() and is_told:
            yield part.start("secret"), part.start("secret") + len(part["secret"].rstrip())
        at = max(part.end(), at + 1)
