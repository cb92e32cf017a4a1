from enum import StrEnum
from typing import get_args

import pytest

from zenforms.form.definition import CheckboxField, answers_of
from zenforms.form.library import shipped_form
from zenforms.judging.request import Request

FORM = shipped_form("assistance-request")


def _codes(annotation: object) -> set[str]:
    enums = [t for t in get_args(annotation) if isinstance(t, type) and issubclass(t, StrEnum)]
    return {code.value for enum in enums for code in enum}


def test_the_attributes_of_a_request_are_the_fields_of_the_form() -> None:
    assert set(Request.model_fields) - {"extra"} == {field.name for field in FORM.fields()}


@pytest.mark.parametrize("name", [f.name for f in FORM.fields() if answers_of(f)])
def test_the_codes_of_a_closed_list_are_those_of_the_definition(name: str) -> None:
    field, annotation = FORM.field(name), Request.model_fields[name].annotation
    if isinstance(field, CheckboxField):
        assert annotation is bool
    else:
        assert _codes(annotation) == answers_of(field)


def test_a_request_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Request().email = "x@y.example"  # type: ignore[misc]


def test_extra_is_empty_when_the_form_is_the_charters_own() -> None:
    assert Request().extra == {}
