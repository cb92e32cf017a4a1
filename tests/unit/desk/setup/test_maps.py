"""The bridge from form definitions to what reading must know."""

from pathlib import Path

import pytest

from zenforms.desk.setup import maps
from zenforms.desk.setup.maps import form_maps
from zenforms.errors import DefinitionError
from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.library import read_form, shipped_form, shipped_names
from zenforms.problems import UNKNOWN_REVISION
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps, MappedField
from zenforms.reading.submission import FieldKind, FormIdentity
from zenforms.resources import resource

ASSISTANCE = shipped_form("assistance-request")


def mapped() -> dict[str, MappedField]:
    found = form_maps().find(FormIdentity(ASSISTANCE.form, ASSISTANCE.revision))
    assert found is not None
    return {field.name: field for field in found.fields}


def test_every_shipped_form_has_its_map() -> None:
    assert sorted(form_maps().ids()) == sorted(shipped_form(n).form for n in shipped_names())


def test_every_field_is_mapped_with_its_kind() -> None:
    fields = mapped()
    expected = {f.name for f in ASSISTANCE.fields()} | {f.name for f in ASSISTANCE.hidden}
    assert fields.keys() == expected
    assert fields["summary"].kind is FieldKind.TEXT
    assert fields["description"].kind is FieldKind.TEXT
    assert fields["form_id"].kind is FieldKind.TEXT
    assert fields["mode"].kind is FieldKind.RADIO
    assert fields["domain"].kind is FieldKind.CHOICE
    assert fields["one_subject"].kind is FieldKind.CHECKBOX


def test_blanks_are_those_of_both_languages() -> None:
    assert mapped()["domain"].blanks == ("(à choisir)", "(choose)")


def test_buttons_know_their_states() -> None:
    fields = mapped()
    assert fields["mode"].states == ("TMA", "HorsTMA")
    assert fields["one_subject"].states == ("Oui",)
    assert fields["summary"].states == ()


@pytest.fixture
def archived(tmp_path: Path) -> Path:
    """Another revision of the assistance request, with a field that today's does not have."""
    text = (resource("forms") / "assistance-request.toml").read_text(encoding="utf-8")
    text = text.replace("revision = 1", "revision = 99").replace('"telephone"', '"fax"', 1)
    path = tmp_path / "assistance-request@99.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_revision_of_the_archive_stays_readable(
    archived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = read_form(archived)
    client, branding = FormClient("EX-001", "Société Exemple"), Branding("V", "v@v.example")
    pdf = build_form(form, client=client, branding=branding, answers={"fax": "01 99 00 12 34"})
    today = read_document(pdf, name="f.pdf", maps=form_maps())
    assert [problem.code for problem in today.problems] == [UNKNOWN_REVISION]
    monkeypatch.setattr(maps, "archived_files", lambda: (archived,))
    document = read_document(pdf, name="f.pdf", maps=FormMaps(maps.shipped_maps.__wrapped__()))
    assert document.form == FormIdentity("assistance-request", 99)
    assert document.problems == ()
    assert document.value("fax") == "01 99 00 12 34"


@pytest.mark.parametrize("definition", ["form = 'x'", "form =", "[sections]\nx = 1", None])
def test_a_broken_definition_is_told_by_its_name(
    definition: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.toml"
    if definition is not None:
        path.write_text(definition, encoding="utf-8")
    monkeypatch.setattr(maps, "definition_files", lambda: (path,))
    with pytest.raises(DefinitionError, match=r"broken\.toml"):
        maps.shipped_maps.__wrapped__()
