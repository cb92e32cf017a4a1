"""Where a desk is: named, or found from where one stands."""

import os
from pathlib import Path

POLICY = "policy.toml"
VARIABLE = "ZENFORMS_DESK"


def find_desk(option: Path | None, *, start: Path | None = None) -> Path | None:
    """The desk's folder: `option`, else ZENFORMS_DESK, else the nearest parent with a policy.

    None when there is none. `start` is where the search for a parent begins.
    """
    if option is not None:
        return option
    if named := os.environ.get(VARIABLE):
        return Path(named)
    here = (start or Path.cwd()).absolute()
    return next((p for p in (here, *here.parents) if (p / POLICY).is_file()), None)
