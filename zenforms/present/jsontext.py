"""JSON for programs, harmless when a person prints it on a terminal."""

import json

from zenforms.present.terminal import in_json


def dumps(value: object) -> str:
    """`value` as indented UTF-8 JSON with a final line feed; keys keep their order."""
    return in_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def dumps_line(value: object) -> str:
    """The same on one line, for a stream of values."""
    return in_json(json.dumps(value, ensure_ascii=False)) + "\n"
