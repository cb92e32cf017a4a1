from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from zenforms.language import Text
from zenforms.validation_messages import mistake, mistake_in

ODD = Text(fr="« {number} » n'est pas pair.", en="“{number}” is not even.")


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    count: Annotated[int, Field(ge=0, le=4)] = 0
    colour: Literal["red", "blue"] = "red"
    items: tuple[str, ...] = ()
    name: Annotated[str, Field(pattern="^[a-z]+$", max_length=3)] = "a"

    @field_validator("count")
    @classmethod
    def _is_even(cls, count: int) -> int:
        if count % 2:
            raise mistake(ODD, number=str(count))
        return count


def told(**values: Any) -> Text:  # noqa: ANN401 - whatever a file may hold
    with pytest.raises(ValidationError) as refused:
        Sheet.model_validate(values)
    return mistake_in(refused.value.errors(include_url=False)[0])


@pytest.mark.parametrize(
    ("values", "french"),
    [
        ({"count": -1}, "-1 est trop petit (0 au moins)."),
        ({"count": 5}, "5 est trop grand (4 au plus)."),
        ({"count": "x"}, "« x » n’est pas un nombre entier."),
        ({"count": 3}, "« 3 » n’est pas pair."),
        ({"colour": "pink"}, "« pink » n’est pas possible ici ; possible : red, blue."),
        ({"items": 1}, 'une liste est attendue, comme ["un", "deux"].'),
        ({"name": "A"}, "« A » n’a pas la forme voulue (^[a-z]+$)."),
        ({"name": "abcd"}, "« abcd » est trop long (3 caractères au plus)."),
        ({"other": 1}, "ce champ n’existe pas."),
    ],
)
def test_a_mistake_is_said_in_french(values: dict[str, object], french: str) -> None:
    assert told(**values).fr.replace("\u00a0", " ") == french


def test_a_mistake_of_our_own_is_said_in_both_languages() -> None:
    assert told(count=1) == Text(fr="« 1 » n'est pas pair.", en="“1” is not even.")


def test_braces_in_a_value_are_only_repeated() -> None:
    assert "{x}" in told(colour="{x}").en
