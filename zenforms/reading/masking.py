"""Secrets in text, hidden before a copy leaves the archive: passwords, tokens, keys, cookies.

Hiding too much costs a support person a glance; hiding too little cannot be undone.
"""

import re

MASK = "***"

_KEY = (
    r"(?:[\w.\-]{0,40}?(?:password|passwd|passphrase|pwd|mot[ _\-]?de[ _\-]?passe|mdp|passwort"
    r"|kennwort|secret|token|api[ _\-]?key|access[ _\-]?key|account[ _\-]?key|private[ _\-]?key"
    r"|encryption[ _\-]?key|shared[ _\-]?access[ _\-]?signature|credentials?|session[ _\-]?id"
    r"|jsessionid)[\w\-]{0,20}|\bpass|\bpin)"
)
_VALUE = r"""(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\{[^}\r\n]*\}?|[^\s;,&"'<>)\]}|]+)"""
_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        # scheme://user:password@host
        r"(?P<keep>\b[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/@:\"'<>]{0,200}:)[^\s/@\"'<>]{1,300}(?=@)",
        # Authorization: Scheme credentials
        (
            r"(?P<keep>(?i:(?:proxy-)?authorization)[\"']?\s*[:=]\s*[\"']?"
            r"(?i:(?:bearer|basic|digest|negotiate|ntlm|apikey)\s+)?)[^\s\"',;][^\r\n\"']*"
        ),
        # Bearer and Basic anywhere, when what follows looks like a credential
        r"(?P<keep>\b(?i:bearer|basic)\s+)(?=\S*(?:\d|=|[a-z][A-Z]))[A-Za-z0-9+/=._~\-]{6,}",
        r"(?P<keep>\b(?i:(?:set-)?cookie2?)[\"']?\s*[:=]\s*)[^\r\n]+",
        # JSON web tokens, and the tokens of well-known services
        r"(?P<keep>)\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]*)?",
        (
            r"(?P<keep>)\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}"
            r"|xox[abprs]-[A-Za-z0-9\-]{10,}|AIza[A-Za-z0-9_\-]{30,}"
            r"|sk-[A-Za-z0-9_\-]{20,}|glpat-[A-Za-z0-9_\-]{16,})"
        ),
        # <add key="DbPassword" value="…"/> and <password>…</password>
        rf"(?P<keep>(?i:(?:key|name)\s*=\s*[\"']{_KEY}[\"']\s+value\s*=\s*)[\"'])[^\"'\r\n]+",
        rf"(?P<keep><(?i:(?:\w+:)?{_KEY})(?:\s[^<>]*)?>)[^<\r\n]+",
        # a connection string: its password goes to the next semicolon
        r"(?P<keep>;\s*(?i:password|pwd|accountkey|sharedaccesskey)\s*=\s*)(?![\"'{])[^;\r\n\"']+",
        rf"(?P<keep>(?i:{_KEY})[\"']?\s*(?:=>|:=|[:=])\s*){_VALUE}",
        rf"(?P<keep>(?:--?|/)(?i:password|passwd|pwd|token|secret|api-?key)\s+){_VALUE}",
        rf"(?P<keep>\b(?i:password|passwd|mot de passe|mdp|passwort)\s+(?i:is|est|ist)\s+){_VALUE}",
        rf"(?P<keep>\b(?i:identified\s+by|with\s+password\s*=)\s*N?){_VALUE}",
        r"(?P<keep>[?&](?i:sig|signature|code|key|auth|sas)=)[^&\s\"'<>]+",
    )
)
_QUICK = re.compile(
    r"(?i)pass|pwd|mdp|secret|token|key|credential|sessionid|session[ _-]id|\bpin\b|authorization"
    r"|bearer|basic|cookie|eyj|akia|gh[pousr]_|xox|aiza|sk-|glpat|://|kennwort|identified|[?&]\w+="
)
_PEM_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")
_PEM_END = re.compile(r"-----END [A-Z0-9 ]*PRIVATE KEY-----")


class Masker:
    """Masks line after line, so that a key in several lines is seen; `count` says how many."""

    def __init__(self) -> None:
        self.count = 0
        self._in_key = False

    def line(self, text: str) -> str:
        """`text` with each secret as `***`; line ends stay as they are."""
        if self._in_key or _PEM_BEGIN.search(text):
            return self._key_line(text)
        if not _QUICK.search(text):
            return text
        for rule in _RULES:
            text = rule.sub(self._masked, text)
        return text

    def _masked(self, match: re.Match[str]) -> str:
        kept, secret = match["keep"], match[0][len(match["keep"]) :]
        if not secret.strip("\"'*{} \t"):
            return match[0]  # empty, or masked already
        self.count += 1
        quote = secret[0] if secret[0] in "\"'" else ""
        return f"{kept}{quote}{MASK}{quote}"

    def _key_line(self, text: str) -> str:
        if not self._in_key:
            self.count += 1
        self._in_key = not _PEM_END.search(text)
        ending = text[len(text.rstrip("\r\n")) :]
        return MASK + ending
