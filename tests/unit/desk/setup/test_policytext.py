from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass

from pydantic import BaseModel

from zenforms.desk.setup.policytext import COMMENTS
from zenforms.judging.policy import Policy


def names() -> Iterator[str]:
    """The dotted name of each table and value of the policy; limits explain themselves."""
    policy = Policy()
    for name in Policy.model_fields:
        yield name
        value = getattr(policy, name)
        if isinstance(value, BaseModel):
            yield from (f"{name}.{key}" for key in type(value).model_fields)
        else:
            assert name == "limits" or not is_dataclass(value)
            assert not (isinstance(value, Mapping) and value)


def test_every_line_of_the_policy_is_explained_and_nothing_else() -> None:
    assert set(COMMENTS) == set(names())


def test_every_explanation_is_in_both_languages() -> None:
    assert all(text.fr and text.en and text.fr != text.en for text in COMMENTS.values())
