"""The JSON Schemas of what a desk tells about itself, made from the models themselves."""

from collections.abc import Mapping

from zenforms.desk.telling.figures import Statistics
from zenforms.desk.telling.finding import Findings
from zenforms.desk.telling.status import Status
from zenforms.judging.said import Said

MODELS: Mapping[str, type[Said]] = {
    "stats": Statistics,
    "status": Status,
    "find": Findings,
}
"""By the command whose `--format json` it is."""
