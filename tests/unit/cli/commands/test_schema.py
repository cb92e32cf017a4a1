"""`zenforms schema`: valid schemas of all that is written."""

import json

import jsonschema
import pytest

from tests.unit.cli.conftest import Call
from zenforms.cli.commands.schema import Schema
from zenforms.judging.schema import MODELS


def test_every_model_has_a_name_at_the_command_line() -> None:
    assert {schema.value for schema in Schema} == set(MODELS)


@pytest.mark.parametrize("name", Schema)
def test_a_schema_is_valid_json_schema(call: Call, name: Schema) -> None:
    done = call("schema", name.value)
    assert done.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.out))
