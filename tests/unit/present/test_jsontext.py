"""JSON that a program parses and a terminal survives."""

import json

from zenforms.present.jsontext import dumps


def test_json_keeps_accents_and_order() -> None:
    assert dumps({"b": "é", "a": None}) == '{\n  "b": "é",\n  "a": null\n}\n'


def test_json_on_a_terminal_holds_no_sequence() -> None:
    value = {"value": "\x1b[31m\x9b\u202e\ud800"}
    said = dumps(value)
    assert said.replace("\n", "").isprintable()
    assert json.loads(said) == value
    said.encode("utf-8")
