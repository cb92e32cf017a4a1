"""`zenforms rules` and `zenforms rule CODE`."""

import json

from tests.unit.cli.conftest import Call
from zenforms.judging.rules.catalog import LISTED


def test_every_rule_is_listed(call: Call) -> None:
    said = call("rules").out
    assert all(rule.code in said for rule in LISTED)
    data = json.loads(call("rules", "--format", "json").out)
    assert [rule["code"] for rule in data["rules"]] == [rule.code for rule in LISTED]


def test_a_rule_is_explained_however_its_code_is_typed(call: Call) -> None:
    assert call("rule", "zf101").out == call("rule", "ZF101").out
    assert json.loads(call("rule", "ZF101", "--format", "json").out)["rule"]["code"] == "ZF101"


def test_an_unknown_code_is_told(call: Call) -> None:
    done = call("rule", "ZF999")
    assert done.code == 2
    assert "ZF999" in done.err
