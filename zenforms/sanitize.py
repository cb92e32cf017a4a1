"""Which characters must never reach an eye or a machine as they are.

Control characters, terminal sequences, bidirectional overrides, invisible characters and lone
surrogates: they make people read something else than what is there, or make a program obey.
"""

import re

HARMFUL = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: line feeds, ESC, CSI
    "\u00ad\u061c\u200b\u200e\u200f"  # soft hyphen, zero-width space, direction marks
    "\u2028-\u202e\u2060-\u206f"  # line separators, overrides, isolates, invisible operators
    "\ufeff\ufff9-\ufffb"  # byte-order mark, interlinear notes
    "\U000e0000-\U000e007f"  # tags: text that nobody sees
    "\ud800-\udfff"  # lone surrogates, as in file names that are not UTF-8
    "]"
)
_SPACES = re.compile(" {2,}")


def visible(text: str) -> str:
    r"""`text` with each harmful character as a visible escape: `\x1b`, `\u202e`."""
    return HARMFUL.sub(lambda found: ascii(found[0])[1:-1], text)


def plain_line(text: str, limit: int = 200) -> str:
    """`text` on one line without anything harmful, cut with “…” after `limit` characters.

    For a letter to somebody who cannot read escapes: what cannot be shown is left out.
    """
    line = _SPACES.sub(" ", HARMFUL.sub(_left_out, text[: 4 * limit])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _left_out(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else ""
