"""The templates of `policy.toml` say what the models say, in both languages."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from pydantic import BaseModel

from zenforms.desk.setup.founding import policy_template
from zenforms.judging.policy import Policy
from zenforms.language import Lang, typeset

TABLE = re.compile(r"\[(\w+)\]")
KEY = re.compile(r"#?(\w+) =.*")
ASLEEP = re.compile(r"#(?=\w+ =)")
EXPLAIN_THEMSELVES = "limits."
"""The names of the limits say what they are; their table says what they are for."""


KEYS = set(Policy.model_fields) - {"forms"}
"""Forms stand in files beside the policy."""


def lines_of(lang: Lang) -> list[str]:
    return policy_template(lang).read_text(encoding="utf-8").splitlines()


def names_of_the_models() -> set[str]:
    return set(names())


def names() -> Iterator[str]:
    policy = Policy()
    for name in KEYS:
        yield name
        value = getattr(policy, name)
        if isinstance(value, BaseModel):
            yield from (f"{name}.{key}" for key in type(value).model_fields)
        elif is_dataclass(value):
            yield from (f"{name}.{key.name}" for key in fields(value))


def explained(lang: Lang) -> dict[str, str]:
    """Each key and table of a template, by dotted name, with the comment right above it."""
    found: dict[str, str] = {}
    table, comment = "", ""
    for line in lines_of(lang):
        if line.startswith("# "):
            comment = f"{comment} {line[2:]}".strip()
            continue
        if header := TABLE.fullmatch(line):
            table = f"{header[1]}."
            found[header[1]] = comment
        elif key := KEY.fullmatch(line):
            assert table + key[1] not in found, f"{table}{key[1]} stands twice"
            found[table + key[1]] = comment
        comment = ""
    return found


@pytest.mark.parametrize("lang", Lang)
def test_a_template_decides_nothing_but_who_the_vendor_is(lang: Lang) -> None:
    read = tomllib.loads("\n".join(lines_of(lang)))
    assert {name for name, value in read.items() if value} == {"vendor"}
    assert Policy.model_validate(read) == Policy()


@pytest.mark.parametrize("lang", Lang)
def test_every_line_awake_gives_exactly_the_defaults(lang: Lang) -> None:
    awake = [ASLEEP.sub("", line) for line in lines_of(lang)]
    said = tomllib.loads("\n".join(line for line in awake if not line.endswith(" =")))
    policy = Policy.model_validate(said)
    assert policy == Policy()
    assert {name for name in explained(lang) if "." not in name} == KEYS


@pytest.mark.parametrize("lang", Lang)
def test_only_what_has_no_default_stands_without_a_value(lang: Lang) -> None:
    awake = [ASLEEP.sub("", line) for line in lines_of(lang)]
    said = Policy.model_validate(
        tomllib.loads("\n".join(line for line in awake if not line.endswith(" =")))
    )
    unset = names_of_the_models() - written(said)
    assert all(default_of(name) is None for name in unset)


def written(policy: Policy) -> set[str]:
    """The names that a file wrote down."""
    found = set(policy.model_fields_set)
    for name in policy.model_fields_set:
        value = getattr(policy, name)
        if isinstance(value, BaseModel):
            found |= {f"{name}.{key}" for key in value.model_fields_set}
        elif is_dataclass(value):
            found |= {f"{name}.{key.name}" for key in fields(value)}
    return found


def default_of(name: str) -> object:
    value: object = Policy()
    for step in name.split("."):
        value = getattr(value, step)
    return value


@pytest.mark.parametrize("lang", Lang)
def test_every_key_of_the_models_stands_there_and_nothing_else(lang: Lang) -> None:
    assert set(explained(lang)) == names_of_the_models()


@pytest.mark.parametrize("lang", Lang)
def test_every_key_is_explained_in_sentences(lang: Lang) -> None:
    for name, comment in explained(lang).items():
        if name.startswith(EXPLAIN_THEMSELVES):
            continue
        assert comment[:1].isupper() or comment.startswith("tls"), name
        assert comment.endswith((".", "]", '"')), name


def test_the_french_is_typeset_and_each_language_is_its_own() -> None:
    french, english = explained(Lang.FR), explained(Lang.EN)
    assert list(french) == list(english)
    for name, comment in french.items():
        assert typeset(comment) == comment or '"' in comment, name
        assert comment != english[name] or name.startswith(EXPLAIN_THEMSELVES), name
    assert not re.search(r"\b(?:the|which|whom)\b", " ".join(french.values()))
    assert not re.search(r"\b(?:les?|une|vos|dans)\b", " ".join(english.values()))


@pytest.mark.parametrize("lang", Lang)
def test_the_same_values_stand_in_both(lang: Lang) -> None:
    values = [line for line in lines_of(lang) if line and not line.startswith("# ")]
    assert values == [line for line in lines_of(Lang.FR) if line and not line.startswith("# ")]
    assert all(len(line) <= 98 for line in lines_of(lang) if line.startswith("# "))
