"""`fields` shows values as they are, harmlessly."""

import pytest

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Lang
from zenforms.present.fieldsview import fields_data, fields_lines, is_read
from zenforms.present.terminal import columns
from zenforms.reading.submission import (
    Document,
    DocumentFacts,
    FieldKind,
    FieldValue,
    Flag,
    FormIdentity,
)

FIELDS = (
    FieldValue("nom\x1b[31m", FieldKind.TEXT, "a\nb\x9b", (Flag.CONTROL_CHARS,), page=1),
    FieldValue("liste", FieldKind.CHOICE, ("un", "deux"), page=2),
    FieldValue("case", FieldKind.CHECKBOX, None, page=1),
)
OURS = Document(
    "demande.pdf",
    1234,
    "ab" * 32,
    form=FormIdentity("assistance-request", 1),
    facts=DocumentFacts(pdf_version="1.7", pages=2, actions=("JavaScript",)),
    fields=FIELDS,
)
BROKEN = Document("x.pdf", 3, "", problems=(Problem(problems.DAMAGED, {"detail": "\x1b[2J"}),))


def shown(document: Document, lang: Lang = Lang.FR) -> str:
    return "\n".join(line.text for line in fields_lines(document, lang))


def test_json_has_exactly_the_documented_shape() -> None:
    data = fields_data(OURS, Lang.FR)
    assert list(data) == ["file", "form", "document", "fields", "problems"]
    assert data["file"] == "demande.pdf"
    assert data["form"] == {"id": "assistance-request", "revision": 1}
    assert data["fields"] == [
        {
            "name": "nom\x1b[31m",
            "kind": "text",
            "value": "a\nb\x9b",
            "flags": ["control_chars"],
            "page": 1,
        },
        {"name": "liste", "kind": "choice", "value": ["un", "deux"], "flags": [], "page": 2},
        {"name": "case", "kind": "checkbox", "value": None, "flags": [], "page": 1},
    ]
    assert data["problems"] == []


def test_a_form_of_nobody_is_null() -> None:
    assert fields_data(BROKEN, Lang.FR)["form"] is None


def test_problems_are_sentences_in_the_language_asked_for() -> None:
    french = fields_data(BROKEN, Lang.FR)["problems"]
    english = fields_data(BROKEN, Lang.EN)["problems"]
    assert french != english
    assert "\x1b" not in str(french)


def test_a_document_with_values_is_read_and_a_damaged_one_is_not() -> None:
    assert is_read(OURS)
    assert not is_read(BROKEN)


def test_people_see_names_values_flags_and_facts() -> None:
    said = shown(OURS)
    for part in ("assistance-request", "liste", "un", "deux", "(vide)", "control_chars", "1.7"):
        assert part in said
    assert "JavaScript" in said


def test_nothing_raw_is_shown() -> None:
    for document in (OURS, BROKEN):
        assert not any(char in shown(document) for char in "\x1b\x9b")


def test_a_damaged_document_shows_no_facts_that_go_without_saying() -> None:
    assert "Le document" not in shown(BROKEN)


def test_a_long_value_is_cut_for_people_only() -> None:
    long = "\n".join(f"ligne {number}" for number in range(100))
    document = Document("x", 1, "", fields=(FieldValue("a", FieldKind.TEXT, long),))
    assert "ligne 99" not in shown(document)
    assert "…" in shown(document)
    assert long in str(fields_data(document, Lang.FR)["fields"]).replace("\\n", "\n")


@pytest.mark.parametrize("lang", Lang)
def test_no_line_is_wider_than_80_columns(lang: Lang) -> None:
    fields = (FieldValue("n" * 50, FieldKind.TEXT, "mot " * 100, tuple(Flag)),)
    document = Document("f" * 200, 1, "", fields=fields)
    assert max(columns(line) for line in shown(document, lang).splitlines()) <= 80


def test_every_fact_has_a_name() -> None:
    everything = DocumentFacts(
        pages=1,
        revisions=2,
        encrypted=True,
        signatures=1,
        has_xfa=True,
        need_appearances=True,
        embedded_files=("f",),
    )
    said = shown(Document("x", 1, "", facts=everything))
    assert "Fichiers incorporés" in said
    assert len(said.splitlines()) == 10
