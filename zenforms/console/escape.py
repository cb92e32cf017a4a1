r"""Makes untrusted text harmless to look at: in a terminal, a log line, a table.

Control characters, terminal sequences, bidirectional overrides, invisible characters and lone
surrogates become visible escapes (`\x1b`, `\u202e`), so that what is shown is what is there.
Letters, accents, emoji and their joiners stay as they are.
"""

import re
from collections.abc import Mapping

from zenforms.harmless import HARMFUL, visible
from zenforms.language import Lang, Text

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def one_line(text: str, limit: int = 500) -> str:
    """`text` on one line, harmless, cut with “…” after `limit` characters.

    Line breaks and tabs become one space, anything else that is not plainly visible an escape.
    """
    flat = _BREAKS.sub(" ", text[: limit + 1])
    return shortened(visible(flat), limit)


def several_lines(text: str, limit: int = 20_000) -> list[str]:
    """The lines of `text`, each harmless; together cut with “…” after `limit` characters."""
    return [visible(line) for line in _lines(shortened(text, limit))]


def harmless(arguments: Mapping[str, str | Text], lang: Lang) -> dict[str, str]:
    """The arguments of a sentence, in `lang`, fit to be shown: any of them may be client text."""
    spoken = {k: v.to(lang) if isinstance(v, Text) else v for k, v in arguments.items()}
    return {name: one_line(value, 200) for name, value in spoken.items()}


def shortened(text: str, limit: int) -> str:
    """`text`, or its first `limit` characters of which the last is “…”."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def in_json(serialised: str) -> str:
    r"""A serialised JSON text in which the harmful characters of its strings are escaped.

    JSON itself escapes only C0; this adds the rest as `\uXXXX`, so the value stays the same.
    """
    return HARMFUL.sub(_as_json, serialised)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _as_json(match: re.Match[str]) -> str:
    if match[0] == "\n":
        return "\n"
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
