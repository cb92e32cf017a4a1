"""The JSON Schemas of what is written for other programs, made from the models themselves."""

from typing import Any, Literal

from pydantic import BaseModel

from zenforms.judging.cancellation import Cancellation
from zenforms.judging.ticket import Ticket
from zenforms.judging.validation import Validation

SchemaName = Literal["ticket", "cancellation", "validation"]

MODELS: dict[str, type[BaseModel]] = {
    "ticket": Ticket,
    "cancellation": Cancellation,
    "validation": Validation,
}


def schema_of(name: SchemaName) -> dict[str, Any]:
    """The schema of what is called so."""
    return schema_for(MODELS[name])


def schema_for(model: type[BaseModel]) -> dict[str, Any]:
    """The schema in JSON Schema draft 2020-12; it refers to nothing outside itself."""
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
