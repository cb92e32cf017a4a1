"""The words of an HTML page: for messages that have no plain text.

Walked by us in one pass: the library's parser needs minutes for two megabytes of `<!--`.
"""

import re
from collections.abc import Iterator
from html import unescape

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
_MOST = 2_000_000  # characters of source; a page that long is not a letter
_TAG = re.compile(r"<([/!?]?)([a-zA-Z][a-zA-Z0-9]{0,20})?[^<>]{0,20000}(?:>|$)")
_COMMENT, _COMMENT_END = "<!--", "-->"


def html_text(page: str) -> str:
    """The visible words of `page`, one paragraph a line, never more than one empty line."""
    text = "".join(_pieces(page[:_MOST]))
    lines = (re.sub(r"[ \t\r\xa0]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(page: str) -> Iterator[str]:
    """Words, and line feeds for what breaks a line."""
    low, at = page.lower(), 0
    low = low if len(low) == len(page) else page  # a few letters grow: places must agree
    while at < len(page):
        start = page.find("<", at)
        yield unescape(page[at : start if start >= 0 else None])
        if start < 0:
            return
        if page.startswith(_COMMENT, start):
            at = _place(page, _COMMENT_END, start) + len(_COMMENT_END)
            continue
        tag = _TAG.match(page, start)
        if not tag:
            yield "<"
            at = start + 1
            continue
        name = (tag[2] or "").lower()
        at = tag.end()
        if name in _BREAKS and not (tag[1] and name == "br"):
            yield "\n"
        elif name in _SILENT and not tag[1]:
            at = _place(low, f"</{name}", at)


def _place(page: str, mark: str, start: int) -> int:
    """Where the next `mark` begins, or the end of the page."""
    found = page.find(mark, start)
    return found if found >= 0 else len(page)


# A text beside a page is to say the same; some programs put a sentence about the program there.

PLACEHOLDER_CHARS = 400
_WORD = re.compile(r"[^\W_]+")
_ABOUT_PROGRAMS = re.compile(
    r"(?i)\bhtml\b|messagerie|mail (?:client|program|reader|app)|e-?mail-?(?:client|programm)"
    r"|mail-?programm|navigateur|browser|explorador|afficher|anzeigen|visualizz|visualiz"
    r"|cliente? (?:de correo|di posta|mail)"
    r"|(?:can(?:not|'t)|unable to) (?:be )?(?:display|view|show)"
)


def is_placeholder(plain: str, page: str) -> bool:
    """Whether a plain text says nothing, or only that one should look at the page."""
    words = {word.lower() for word in _WORD.findall(plain)}
    if not words:
        return True
    told = {word.lower() for word in _WORD.findall(page[:100_000])}
    is_other = len(words & told) * 2 < len(words)
    return len(plain) <= PLACEHOLDER_CHARS and is_other and bool(_ABOUT_PROGRAMS.search(plain))
