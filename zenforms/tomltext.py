"""TOML that people write, taken only within bounds: the parser itself knows none.

It walks a dotted name anew for each of its parts, calls itself for each bracket within a bracket,
and builds whole numbers of any length, which nobody can write out again.
"""

import re
import tomllib
from typing import Any

from zenforms.language import Text

MOST_BRACKETS = 32
"""How deep lists and tables may lie in one another."""

MOST_NAMES = 16
"""Of how many parts a dotted name may consist."""

MOST_DIGITS = 400
"""Of how many letters and digits a number may consist."""

_STRING = (
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
)
_TOKEN = re.compile(
    rf"(?P<plain>[^\[\]{{}}.\"'#\n=,]++)|(?P<skipped>{_STRING}|\#[^\n]*+)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<end>[\n=,])",
    re.DOTALL,
)


class BeyondBoundsError(tomllib.TOMLDecodeError):
    """TOML that nobody writes by hand; `said` is why, in both languages, on `line` from 1."""

    def __init__(self, said: Text, line: int) -> None:
        super().__init__(f"{said.en} (at line {line}, column 1)")
        self.said = said
        self.line = line


def parse_toml(text: str) -> dict[str, Any]:
    """The values that `text` says; raises tomllib.TOMLDecodeError for whatever keeps it from it."""
    _check_bounds(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except (RecursionError, ValueError, OverflowError) as error:
        raise BeyondBoundsError(_ODD, 1) from error


def _check_bounds(text: str) -> None:
    """Walk over the text once; where it is no TOML at all, whatever follows does not matter."""
    depth, names = 0, 1
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "open":
                depth, names = depth + 1, 1
            case "close":
                depth -= 1
            case "dot":
                names += 1
            case "end":
                names = 1
        if said := _beyond(token, depth, names):
            raise BeyondBoundsError(said, text.count("\n", 0, token.start()) + 1)


def _beyond(token: re.Match[str], depth: int, names: int) -> Text | None:
    if token.lastgroup == "plain":
        return _TOO_LONG if max(map(len, token[0].split()), default=0) > MOST_DIGITS else None
    if depth > MOST_BRACKETS:
        return _TOO_DEEP
    return _TOO_MANY_NAMES if names > MOST_NAMES else None


_TOO_DEEP = Text(fr="trop de crochets imbriqués", en="brackets nested too deeply")
_TOO_MANY_NAMES = Text(
    fr="un nom de trop de parties séparées par des points",
    en="a name of too many parts, separated by dots",
)
_TOO_LONG = Text(fr="un nom ou un nombre trop long", en="a name or number that is too long")
_ODD = Text(fr="une valeur que personne n'écrit", en="a value that nobody writes")
