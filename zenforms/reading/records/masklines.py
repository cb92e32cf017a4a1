"""Secrets in several lines: keys in blocks, values on the next line, dialogues, tables.

Whatever a line opens ends by itself after a bounded number of lines.
"""

import re
from typing import NamedTuple

from zenforms.reading.records.maskfold import Folded
from zenforms.reading.records.maskvalues import looks_made
from zenforms.reading.records.maskwords import STATUS, Opening

Span = tuple[int, int]

_BEGIN = re.compile(
    r"-----BEGIN (?=[A-Z0-9 ]{0,60}(?:PRIVATE|PKCS|PGP MESSAGE|SECRET|ENCRYPTED))"
    r"[A-Z0-9 ]{1,60}(?:-----)?"
    r"|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
)
_END = re.compile(r"-----END [A-Z0-9 ]{1,60}-----|---- END [A-Z0-9 ]{1,60} ----")
_PPK = re.compile(r"Private-Lines:\s*(\d{1,4})")
_KEY_LINE = re.compile(
    r"\s*(?:[\w.\-]{1,40}\s?\|\s?)?(?:[A-Za-z0-9+/=\\]+|[A-Z][\w\-]{2,30}: [^\r\n]{1,200})?\s*"
)
_BASE64 = re.compile(r"(?<![\w+/=])(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{4,}==?)(?![\w+/=])")
_AUTH_OPENS = re.compile(
    r"\bAUTH(?:ENTICATE)?\s+\"?(?:LOGIN|PLAIN|CRAM-MD5|NTLM|DIGEST-MD5|XOAUTH2|OAUTHBEARER|SCRAM-\S+|GSSAPI)"
    r"|(?<![\d.,:/=])334(?: [A-Za-z0-9+/]{4,}={0,2})?\s*$",
    re.IGNORECASE,
)
_AUTH_OFFERED = re.compile(r"\b250[ \-]|CAPABILITY|\*\s", re.IGNORECASE)
_AUTH_ENDS = re.compile(r"\b(?:235|5[0-5]\d|MAIL FROM|OK|NO|BAD)\b")
_AUTH_REPLY = re.compile(r"(?<![\w+/=.\-])(?P<secret>[A-Za-z0-9+/]{4,}={0,2})\s*$")
_SERVER = re.compile(r"(?:^|[\s:<\[\]])(?:334|\+)(?:\s|$)")
_STAMP = re.compile(r"\s*\[?(?:\d{4}-\d\d-\d\d|\d\d[/.]\d\d[/.]\d{2,4}|\d\d:\d\d:\d\d)")
_MAPPING = re.compile(r"\s*(?:- )?[\"']?[A-Za-z_][\w.\-]{0,40}[\"']?\s?(?::\s|:$|=(?!=))")
_COMMENT = re.compile(r"\s*(?:#|//|;|<!--)")
_CELLS = re.compile(r"[|;\t,]")
_HEAD = re.compile(
    r"[\s\"']*(?:\w{1,12}[_ .\-])?(?:passwords?|passwd|pwd|passwort|mdp|mots? de passe|motdepasse"
    r"|secrets?|tokens?|jetons?|api[_ \-]?keys?|pass(?:phrase|code)|code pin|pin|contrasena"
    r"|kennwort)[\s\"']*"
)
_HEAD_WORDS = ("pass", "pwd", "mdp", "token", "secret", "jeton", "pin", "key", "kenn", "contras")
_CELL = re.compile(r"[\s\"']*[\w .\-]{1,30}[\s\"']*")
_RULE = re.compile(r"[\s|+\-=:;\t,]+")
_KEY_LINES, _BLOCK_LINES, _TABLE_LINES, _DIALOGUE = 400, 100, 1_000, 8
_NEXT_LINES = 2


class _Table(NamedTuple):
    sign: str
    cells: int
    column: int


class Lines:
    """What lines before leave open for the next one."""

    def __init__(self) -> None:
        self._key = 0
        self._ppk = 0
        self._dialogue = 0
        self._left = 0
        self._opening: Opening | None = None
        self._table: _Table | None = None
        self._rows = 0

    @property
    def in_key(self) -> bool:
        """Whether the line before belongs to a private key that goes on."""
        return bool(self._key)

    @property
    def open(self) -> bool:
        """Whether a line is looked at because of those before it."""
        return bool(self._key or self._ppk or self._dialogue or self._opening or self._table)

    def hidden(self, text: Folded) -> tuple[list[Span], bool]:
        """What the lines before make secret in this one; true when nothing else is in it."""
        plain = text.plain
        last = len(plain.rstrip("\r\n"))
        if not (
            self.open or "-----BEGIN " in plain or "---- BEGIN" in plain or "rivate-L" in plain
        ):
            return [], False
        spans, whole = self._keys(plain, last)
        if whole:
            return spans, True
        spans += self._replies(plain)
        spans += self._cells(plain)
        spans += self._values(plain, last)
        return spans, False

    def see(self, text: Folded, opening: Opening | None) -> None:
        """Remember what this line leaves open."""
        plain = text.plain
        may_ask = "334" in plain or "auth" in text.low
        if may_ask and _AUTH_OPENS.search(plain) and not _AUTH_OFFERED.search(plain):
            self._dialogue = _DIALOGUE
        if opening:
            self._opening = opening
            self._left = _BLOCK_LINES if opening.block or opening.tag == "</" else _NEXT_LINES
        if not self._table and len(plain) < 500:  # noqa: PLR2004 - a head is short
            self._table = _head(text)
            self._rows = _TABLE_LINES

    def _keys(self, plain: str, last: int) -> tuple[list[Span], bool]:
        """The lines of a private key."""
        if self._ppk:
            self._ppk -= 1
            if _KEY_LINE.fullmatch(plain[:last]):
                return [(0, last)], True
            self._ppk = 0
        if ppk := _PPK.search(plain):
            self._ppk = min(int(ppk.group(1)), _KEY_LINES)
        begin = None if self._key else _BEGIN.search(plain)
        if begin:
            end = _END.search(plain, begin.end())
            self._key = 0 if end else _KEY_LINES
            return [(begin.start(), end.end() if end else last)], False
        if not self._key:
            return [], False
        self._key -= 1
        if end := _END.search(plain):
            self._key = 0
            stamped = _STAMP.match(plain)
            return [(end.start() if stamped else 0, end.end())], False
        if _KEY_LINE.fullmatch(plain[:last]):
            return [(0, last)], True
        return [match.span() for match in _BASE64.finditer(plain)], False

    def _replies(self, plain: str) -> list[Span]:
        """What a client answers when a mail server asks who it is."""
        if not self._dialogue:
            return []
        self._dialogue -= 1
        if _SERVER.search(plain):
            return []
        if _AUTH_ENDS.search(plain):
            self._dialogue = 0
            return []
        reply = _AUTH_REPLY.search(plain)
        return [reply.span("secret")] if reply else []

    def _cells(self, plain: str) -> list[Span]:
        """The cell under a head that announces secrets."""
        table = self._table
        if table is None:
            return []
        cells = plain.rstrip("\r\n").split(table.sign)
        self._rows -= 1
        if len(cells) != table.cells or not self._rows:
            self._table = None if not _RULE.fullmatch(plain) or not self._rows else table
            return []
        start = sum(len(cell) + 1 for cell in cells[: table.column])
        cell = cells[table.column]
        bare = cell.strip(" \"'")
        if not bare or _RULE.fullmatch(cell) or bare.lower() in STATUS:
            return []
        at = start + cell.index(bare)
        return [(at, at + len(bare))]

    def _values(self, plain: str, last: int) -> list[Span]:  # noqa: PLR0911 - one for each way to go on
        """The value that the line before announced."""
        opening = self._opening
        if opening is None:
            return []
        body = plain.strip()
        self._left -= 1
        if self._left < 0 or _STAMP.match(plain):
            self._opening = None
            return []
        if not body:
            return []
        indent = len(plain) - len(plain.lstrip())
        if opening.tag in {'"', "'"}:
            return self._quoted(plain, opening.tag, last)
        if opening.tag == "</":
            return self._element(plain, indent, last)
        if opening.tag:
            self._opening = None
            value = re.match(r"\s*\"?(?:value|data)\"?\s*[:=]\s*[\"']?", plain)
            return [(value.end(), len(plain[:last].rstrip(" ,\"'")))] if value else []
        return self._next(plain, opening, indent)

    def _next(self, plain: str, opening: Opening, indent: int) -> list[Span]:
        start = len(plain) - len(plain.lstrip())
        text = plain.strip()
        if opening.block:
            if indent <= opening.indent or text[0] in "]}":
                self._opening = None
                return []
        else:
            item = re.match(r"-\s+", text)
            deeper = indent > opening.indent or (item and indent == opening.indent)
            self._opening = opening if item and deeper else None
            self._left = _BLOCK_LINES if item else self._left
            if _MAPPING.match(plain) or _COMMENT.match(plain) or text[0] in "{[<":
                return []
            if not deeper and (" " in text or not looks_made(text, least=4)):
                return []
        lead = re.match(r"(?:-\s+)?[\"']?", text)
        start += lead.end() if lead else 0
        bare = plain[start:].rstrip().rstrip(",").rstrip("\"'\\`").rstrip()
        if bare.lower() in STATUS:
            return []
        return [(start, start + len(bare))]

    def _quoted(self, plain: str, quote: str, last: int) -> list[Span]:
        """What goes on of a quoted value up to its end."""
        close = plain.find(quote)
        if close >= 0:
            self._opening = None
        return [(0, close if close >= 0 else last)]

    def _element(self, plain: str, indent: int, last: int) -> list[Span]:
        close = plain.find("</")
        inner = re.match(r"\s*<(?:string|value|val|text)\b[^<>]*>", plain)
        start = inner.end() if inner else indent
        stop = plain.find("</", start) if inner else (close if close >= 0 else last)
        if close >= 0:
            self._opening = None
        if (
            not inner
            and plain[start : start + 1] == "<"
            and not plain.startswith("<![CDATA[", start)
        ):
            self._opening = None
            return []
        return [(start, stop if stop >= 0 else last)]


def _head(text: Folded) -> _Table | None:
    low = text.low.rstrip("\r\n")
    if not any(word in low for word in _HEAD_WORDS):
        return None
    for sign in "|\t;,":
        cells = low.split(sign)
        inner = [cell for cell in cells if cell.strip()]
        if len(cells) < 2 or len(inner) < 2:  # noqa: PLR2004 - a table has two columns
            continue
        if not all(_CELL.fullmatch(cell) and len(cell.split()) <= 3 for cell in inner):  # noqa: PLR2004 - heads are short
            return None
        for column, cell in enumerate(cells):
            if _HEAD.fullmatch(cell):
                return _Table(sign, len(cells), column)
    return None
