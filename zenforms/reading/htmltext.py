"""The words of an HTML page: for messages that have no plain text."""

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
_MOST = 2_000_000  # characters of source; a page that long is not a letter
_TAG_END = re.compile(r"<[^<>]*$")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")
        elif tag in {"body", "html"}:
            self._silent.clear()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\xa0", " "))


def html_text(page: str) -> str:
    """The visible words of `page`, one paragraph a line, never more than one empty line."""
    parser = _Words()
    try:
        parser.feed(_TAG_END.sub("", page[:_MOST]))
        parser.close()
    except (AssertionError, ValueError):
        pass  # a broken declaration: what was read so far is what there is
    lines = (re.sub(r"[ \t\r]+", " ", line).strip() for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
