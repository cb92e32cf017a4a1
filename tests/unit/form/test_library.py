from pathlib import Path

import pytest

from zenforms.errors import DefinitionError
from zenforms.form import library
from zenforms.form.library import read_form, shipped_form, shipped_names, shipped_revision
from zenforms.form.outline import archived_files
from zenforms.language import Lang
from zenforms.resources import resource


def test_two_forms_ship() -> None:
    assert shipped_names() == ("assistance-request", "cancellation")


def test_each_file_is_named_like_the_form_it_defines() -> None:
    for name in shipped_names():
        assert shipped_form(name).form == name


def test_an_earlier_revision_is_kept_under_its_own_name() -> None:
    for path in archived_files():
        form = read_form(path)
        assert path.stem == form.identity
        assert form.revision < shipped_form(form.form).revision


def test_the_archive_gives_a_form_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (resource("forms") / "cancellation.toml").read_text(encoding="utf-8")
    path = tmp_path / "cancellation@99.toml"
    path.write_text(text.replace("revision = 1", "revision = 99"), encoding="utf-8")
    monkeypatch.setattr(library, "archived_files", lambda: (path,))
    kept = library.archived_forms.__wrapped__()
    assert {name: form.revision for name, form in kept.items()} == {"cancellation@99": 99}
    monkeypatch.setattr(library, "archived_forms", lambda: kept)
    assert shipped_revision("cancellation", 99).revision == 99
    assert shipped_revision("cancellation", 1) is shipped_form("cancellation")
    assert shipped_revision("cancellation", 50) is shipped_form("cancellation")


def test_both_forms_hide_the_same_values() -> None:
    hidden = {tuple(field.name for field in shipped_form(n).hidden) for n in shipped_names()}
    assert hidden == {("form_id", "form_revision", "client_id", "seal", "channel", "thread")}


def test_an_unknown_form_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(DefinitionError, match=r"\{x\}") as error:
        shipped_form("{x}")
    assert "assistance-request, cancellation" in error.value.sentence(Lang.FR)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (("revision = 1", "revision = 0"), "revision – 0 is too small (at least 1)"),
        (('name = "email"', 'name = "E-mail"'), "sections.0 (who).fields.2 (E-mail).name"),
        (('kind = "radio"', 'kind = "dial"'), "sections.1 (request).fields.0 (mode)"),
        (("revision = 1", "revision = "), "Invalid value"),
    ],
)
def test_a_broken_definition_is_an_error_that_names_file_field_and_key(
    damage: tuple[str, str], said: str, tmp_path: Path
) -> None:
    text = (resource("forms") / "assistance-request.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(*damage, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        read_form(path)
    assert "mine.toml" in str(error.value)
    assert said in str(error.value)


def test_a_definition_that_is_not_there_or_not_utf_8_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"gone\.toml"):
        read_form(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes("é".encode("latin-1"))
    with pytest.raises(DefinitionError, match=r"latin\.toml"):
        read_form(tmp_path / "latin.toml")
