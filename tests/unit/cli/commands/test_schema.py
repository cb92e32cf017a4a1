"""`zenforms schema`: valid schemas of all that is written."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.unit.cli.conftest import Call
from tests.unit.desk.story import ANSWERS, PSR, filled, mail, new_story
from zenforms.cli.commands.rules import Schema
from zenforms.desk.queries.status import MODELS as TOLD
from zenforms.judging.schema import MODELS


def test_every_model_has_a_name_of_its_own_at_the_command_line() -> None:
    assert {schema.value for schema in Schema} == set(MODELS) | set(TOLD)
    assert not set(MODELS) & set(TOLD)


@pytest.mark.parametrize("name", Schema)
def test_a_schema_is_valid_json_schema(call: Call, name: Schema) -> None:
    done = call("schema", name.value)
    assert done.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.out))


@pytest.mark.parametrize("name", TOLD)
def test_what_a_desk_tells_fits_its_schema_and_nothing_else_does(
    call: Call, tmp_path: Path, name: str
) -> None:
    story = new_story(tmp_path / "bureau")
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    story.receive("1.eml", mail("anne.essai@client.example", "Export", files), "2026-05-12T09:00")
    story.receive("2.eml", mail("jean.test@modele.example", "Aide", {}), "2026-05-12T10:00")
    schema = jsonschema.Draft202012Validator(json.loads(call("schema", name).out))
    said = json.loads(call(name, story.root, "--format", "json").out)
    schema.validate(said)
    assert not schema.is_valid({**said, "more": 1})
    assert not schema.is_valid({"version": 1})
