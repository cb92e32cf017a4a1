import json
from typing import get_args

import jsonschema
import pytest

from tests.unit.judging.bench import FILLED, judged
from zenforms.judging.schema import SchemaName, Validation, said_file, schema_of
from zenforms.language import Lang

NAMES: tuple[SchemaName, ...] = get_args(SchemaName)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_itself_and_refers_to_nothing_outside(name: SchemaName) -> None:
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    written = json.dumps(schema)
    assert "$id" not in written
    assert all(ref.startswith("#/") for ref in _references(schema))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_refuses_what_it_does_not_name(name: SchemaName) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1}, schema_of(name), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("lang", Lang)
def test_a_validation_fits_its_schema(lang: Lang) -> None:
    outcomes = [judged(FILLED), judged(FILLED.with_answers(email="x", summary=None)), judged()]
    said = Validation(files=tuple(said_file("demande.pdf", o, lang) for o in outcomes))
    written = json.loads(said.model_dump_json())
    jsonschema.validate(written, schema_of("validation"), jsonschema.Draft202012Validator)
    assert set(written) == {"version", "files"}
    assert set(written["files"][0]) == {
        "file",
        "outcome",
        "exit",
        "findings",
        "not_checked",
        "request",
    }
    assert set(written["files"][1]["findings"][0]) == {
        "code",
        "severity",
        "field",
        "message",
        "why",
        "remedy",
    }
    assert written["files"][2]["request"] is None
    assert said.exit_code == 3


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in _references(value)]
    if isinstance(node, list):
        return [ref for value in node for ref in _references(value)]
    return []
