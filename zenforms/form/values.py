"""Reads VALUES.toml: the answers of one form, as plain data."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from zenforms.errors import UsageError
from zenforms.language import Text


class ValuesError(UsageError):
    """The file of values is missing or is not valid TOML."""


def read_values(path: Path) -> Mapping[str, object]:
    """The answers in `path`, field name to answer; raises ValuesError when it cannot be read.

    Whether the form accepts them is known when it is filled.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValuesError(
            Text(
                fr="Le fichier de valeurs {file} est illisible : {reason}",
                en="The file of values {file} cannot be read: {reason}",
            ),
            advice=Text(
                fr='Écrivez un fichier TOML en UTF-8, par exemple : summary = "…"',
                en='Write a TOML file in UTF-8, for example: summary = "…"',
            ),
            arguments={"file": path.name, "reason": str(error)},
        ) from error
