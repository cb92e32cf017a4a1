"""A client's words as text in a system that reads marks: never a macro, never a tag."""

import re
from html import escape

_OFF_TAGS = re.compile(r"<(?=/?\s*(?:pre|code|kbd|notextile)\b)", re.IGNORECASE)
_TILDES = re.compile(r"~+")


def as_text_of(markup: str, text: str) -> str:
    """`text` as a block of plain text in Redmine's `textile`, `markdown`, or neither.

    In such a block no macro runs, no link is made and nobody is mentioned.
    """
    if markup == "textile":  # only these tags end or nest the block; the rest is escaped over there
        return f"<pre>\n{_OFF_TAGS.sub('< ', text)}\n</pre>"
    if markup == "markdown":  # longer than any run of tildes in the text
        longest = max((len(run) for run in _TILDES.findall(text)), default=0)
        fence = "~" * max(4, longest + 1)
        return f"{fence}\n{_OFF_TAGS.sub('< ', text)}\n{fence}"
    return text.replace("{{", "{ {")


def as_html(text: str) -> str:
    """`text` as HTML that shows just its characters, line by line."""
    lines = (escape(line).replace("  ", "&nbsp; ") for line in text.split("\n"))
    return "<p>" + "<br>".join(lines) + "</p>"
