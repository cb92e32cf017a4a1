"""Secrets in text, hidden before a copy leaves the archive: passwords, tokens, keys, cookies.

Hiding too much costs a support person a glance; hiding too little cannot be undone.
A word that announces a secret is found by plain search, which is fast; what stands behind it
is then matched where it was found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MASK = "***"

_QUOTED = r"""(?:N?"(?:[^"\\]|\\.)*+"?|N?'(?:[^'\\]|\\.)*+'?|\{[^}\r\n]*+\}?)"""
_BARE = r"""(?:(?:[^\s;&"'<>]|&(?!\w+=))*(?:[^\s;&"'<>,]|&(?!\w+=)))"""
_VALUE = rf"(?P<secret>{_QUOTED}|{_BARE})"
_MORE = r"[\w\-]{0,20}"  # `passwordHash`, `token_v2`

_ASSIGNED = (
    rf"{_MORE}[\"']?\s{{0,5}}(?:=>|:=|[:=])\s{{0,5}}{_VALUE}",  # key=value, JSON, YAML
    # <add key="DbPassword" value="…"/>
    rf"{_MORE}[\"']\s{{1,5}}value\s{{0,5}}=\s{{0,5}}[\"'](?P<secret>[^\"'\r\n]{{1,2000}})",
    rf"{_MORE}(?:\s[^<>]{{0,200}})?>(?P<secret>[^<\r\n]{{1,2000}}+)(?=</)",  # an XML element
    rf"\s+(?:is|est|ist)\s+{_VALUE}",
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words (in lower case) that announce a secret, and what follows them.

    `before` is what must stand before the word; `itself` says that the word is part of the secret.
    """

    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    before: re.Pattern[str] | None = None
    itself: bool = False


def _rule(words: str, *patterns: str, before: str | None = None, itself: bool = False) -> _Rule:
    return _Rule(
        tuple(words.split("|")),
        tuple(re.compile(pattern) for pattern in patterns),
        before=re.compile(before) if before else None,
        itself=itself,
    )


def _shortest(rules: Iterable[_Rule]) -> list[str]:
    """The words of the rules without those that hold another of them: enough to tell a line."""
    words = {word for rule in rules for word in rule.words}
    return sorted(w for w in words if not any(other in w for other in words - {w}))


_PASSWORDS = (
    "password|passwd|passphrase|pwd|mot de passe|mot_de_passe|motdepasse|mdp|passwort|kennwort"
)
_OTHERS = (
    "secret|token|api key|api-key|api_key|apikey|access key|access-key|access_key|accesskey"
    "|account key|account_key|accountkey|private key|private_key|privatekey|encryptionkey"
    "|encryption_key|sharedaccesssignature|credential|session id|session_id|sessionid|session-id"
)
_START = r"(?<![A-Za-z0-9])$"
_RULES = (
    _rule(_PASSWORDS, r"\s*=\s*(?![\"'{])(?P<secret>[^;\r\n\"']+)", before=r";\s{0,5}$"),
    _rule(f"{_PASSWORDS}|{_OTHERS}", *_ASSIGNED),
    _rule("pass|pin", _ASSIGNED[0], before=_START),
    _rule(f"{_PASSWORDS}|token|secret|apikey|api-key", rf"\s+{_VALUE}", before=r"[-/]$"),
    _rule("identified", rf"\s+(?i:by)\s+{_VALUE}", before=_START),
    _rule("://", r"[^\s/@:\"'<>]{0,200}:(?P<secret>[^\s/@\"'<>]{1,300})(?=@)"),
    _rule(
        "authorization",
        r"[\"']?\s*[:=]\s*[\"']?(?:(?i:bearer|basic|digest|negotiate|ntlm|apikey)\s+)?"
        r"(?P<secret>[^\s\"',;][^\r\n\"']*)",
    ),
    _rule(
        "bearer|basic",
        r"\s+(?P<secret>(?=\S{0,200}(?:\d|=|[a-z][A-Z]))[A-Za-z0-9+/=._~\-]{6,})",
        before=_START,
    ),
    _rule("cookie", r"2?[\"']?\s*[:=]\s*(?P<secret>[^\r\n]+)"),
    _rule("sig=|signature=|code=|key=|auth=|sas=", r"(?P<secret>[^&\s\"'<>]+)", before=r"[?&]$"),
    _rule(
        "eyj",
        r"(?P<secret>[A-Za-z0-9_\-]{8,4000}+\.[A-Za-z0-9_\-]{4,8000}+(?:\.[A-Za-z0-9_\-]*+)?)",
        before=_START,
        itself=True,
    ),
    _rule("akia", r"(?P<secret>[0-9A-Z]{16})", before=_START, itself=True),
    _rule("ghp_|gho_|ghu_|ghs_|ghr_", r"(?P<secret>\w{20,})", before=_START, itself=True),
    _rule("xox", r"(?P<secret>[abprs]-[A-Za-z0-9\-]{10,})", before=_START, itself=True),
    _rule("aiza", r"(?P<secret>[\w\-]{30,})", before=_START, itself=True),
    _rule("sk-|glpat-", r"(?P<secret>[\w\-]{16,})", before=_START, itself=True),
)
_TRIGGERS = re.compile("|".join(re.escape(word) for word in _shortest(_RULES)))
_LOOK_BACK = 8
_PEM_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")
_PEM_END = re.compile(r"-----END [A-Z0-9 ]*PRIVATE KEY-----")


class Masker:
    """Masks line after line, so that a key in several lines is seen; `count` says how many."""

    def __init__(self) -> None:
        self.count = 0
        self._in_key = False

    def line(self, text: str) -> str:
        """`text` with each secret as `***`; line ends stay as they are."""
        if self._in_key or "PRIVATE KEY" in text:
            whole = self._key_line(text)
            if whole is not None:
                return whole
        end, parts = 0, []
        for start, stop in sorted(_secrets(text.replace("\u00a0", " "))):
            if not text[start:stop].strip("*{} \t"):
                continue  # nothing there, or masked already
            if start >= end:
                parts += [text[end:start], MASK]
                self.count += 1
            end = max(end, stop)
        return "".join([*parts, text[end:]]) if parts else text

    def _key_line(self, text: str) -> str | None:
        if not self._in_key and not _PEM_BEGIN.search(text):
            return None
        if not self._in_key:
            self.count += 1
        self._in_key = not _PEM_END.search(text)
        return MASK + text[len(text.rstrip("\r\n")) :]


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    """Where the secrets stand, without their quotes."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when they shrink: places must agree
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if not _TRIGGERS.search(low):
        return
    for rule in _RULES:
        for word in rule.words:
            at = low.find(word)
            while at >= 0:
                found = _behind(rule, text, at, at + len(word))
                yield from found
                # what lies inside a secret needs no second look: long lines stay cheap
                at = low.find(word, max(at + len(word), *(stop for _, stop in found), 0))


def _behind(rule: _Rule, text: str, at: int, end: int) -> list[tuple[int, int]]:
    if rule.before and not rule.before.search(text[max(0, at - _LOOK_BACK) : at]):
        return []
    matches = (pattern.match(text, end) for pattern in rule.patterns)
    return [
        _unquoted(text, at if rule.itself else match.start("secret"), match.end("secret"))
        for match in matches
        if match
    ]


def _unquoted(text: str, start: int, stop: int) -> tuple[int, int]:
    """The secret between its quotes."""
    if text[start] == "N" and text[start + 1 : start + 2] in {"'", '"'}:
        start += 1
    if text[start] in "\"'":
        quote = text[start]
        start += 1
        stop -= text[stop - 1] == quote and stop - 1 >= start
    return start, stop
