"""The outline says of a definition's fields what its checked model says."""

from pathlib import Path

import pytest

from zenforms.form.definition import CheckboxField, ChoiceField, RadioField, TextField
from zenforms.form.library import read_form
from zenforms.form.outline import FieldOutline, definition_files, read_outline

DEFAULTS = """
form = "defaults"
revision = 3
title = { fr = "t", en = "t" }
introduction = { fr = "i", en = "i" }
hidden = [{ kind = "hidden", name = "form_id" }]

[[sections]]
name = "s"
title = { fr = "s", en = "s" }
fields = [
  { kind = "checkbox", name = "a", label = { fr = "a", en = "a" } },
  { kind = "checkbox", name = "b", label = { fr = "b", en = "b" }, state = "Vrai" },
]

[[sections]]
name = "t"
title = { fr = "t", en = "t" }

[[sections.fields]]
kind = "choice"
name = "c"
label = { fr = "c", en = "c" }
choices = [
  { code = "x", label = { fr = "x", en = "x" } },
  { code = "y", label = { fr = "y", en = "y" } },
]

[[sections.fields]]
kind = "choice"
name = "d"
label = { fr = "d", en = "d" }
blank = { fr = "l'un ?", en = "which?" }
choices = [
  { code = "x", label = { fr = "x", en = "x" } },
  { code = "y", label = { fr = "y", en = "y" } },
]
"""


@pytest.fixture
def defaults(tmp_path: Path) -> Path:
    path = tmp_path / "defaults.toml"
    path.write_text(DEFAULTS, encoding="utf-8")
    return path


def by_the_model(path: Path) -> tuple[FieldOutline, ...]:
    form = read_form(path)
    said = []
    for field in (*form.fields(), *form.hidden):
        states: tuple[str | None, ...] = ()
        blanks: tuple[str, ...] = ()
        if isinstance(field, RadioField):
            states = tuple(choice.state for choice in field.choices)
        elif isinstance(field, CheckboxField):
            states = (field.state,)
        elif isinstance(field, ChoiceField):
            blanks = (field.blank.fr, field.blank.en)
        locked = isinstance(field, TextField) and field.read_only
        on = tuple(filter(None, states))
        said.append(FieldOutline(field.name, field.kind, on, blanks, locked=locked))
    return tuple(said)


@pytest.mark.parametrize("path", definition_files(), ids=lambda path: path.stem)
def test_every_shipped_definition_reads_the_same_both_ways(path: Path) -> None:
    form, outline = read_form(path), read_outline(path)
    assert (outline.form, outline.revision) == (form.form, form.revision)
    assert outline.fields == by_the_model(path)


def test_what_a_definition_leaves_out_reads_the_same_both_ways(defaults: Path) -> None:
    outline = read_outline(defaults)
    assert outline.fields == by_the_model(defaults)
    assert {field.name: field.states for field in outline.fields[:2]} == {
        "a": ("Oui",),
        "b": ("Vrai",),
    }
