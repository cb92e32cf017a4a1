"""The register goes into a spreadsheet and comes back the same, or with a word on each mistake."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.desk.register.clients import REGISTERS
from zenforms.desk.register.spreadsheet import Complaint, clients_of, csv_of, heading_of, read_csv
from zenforms.judging.policy import Client, Register
from zenforms.language import Lang

NOBODY = Register()


def imported(
    content: bytes, known: Register = NOBODY
) -> tuple[tuple[Client, ...], tuple[Complaint, ...]]:
    return clients_of(read_csv(content), known)


def sound(content: bytes, known: Register = NOBODY) -> tuple[Client, ...]:
    clients, complaints = imported(content, known)
    assert complaints == ()
    return clients


def complaints_on(text: str) -> list[tuple[int | None, str, str]]:
    _, complaints = imported(text.encode())
    return [(c.line, c.field, c.message(Lang.FR)) for c in complaints]


@given(REGISTERS, st.sampled_from(Lang))
@settings(max_examples=100)
def test_every_register_survives_the_way_there_and_back(register: Register, lang: Lang) -> None:
    assert sound(csv_of(register, lang)) == register.clients


@given(REGISTERS)
@settings(max_examples=60)
def test_no_cell_begins_like_a_formula(register: Register) -> None:
    text = csv_of(register, Lang.FR).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):
        texts = [value for name, value in row.items() if name != "Heures TMA"]
        assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in texts)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=200)
def test_whatever_is_imported_never_breaks_the_import(content: bytes) -> None:
    imported(content)
    imported(b"id;name;tma_from\n" + content)


def test_a_french_spreadsheet_opens_it() -> None:
    content = csv_of(Register(clients=(Client(id="EX-1", name="Société"),)), Lang.FR)
    assert content.startswith(b"\xef\xbb\xbfIdentifiant;Nom;")
    assert "EX-1;Société;".encode() in content


def test_days_numbers_and_lists_are_written_as_people_write_them() -> None:
    text = "Identifiant;Nom;Référents;TMA du;TMA au;Heures TMA;Région\r\n"
    text += "EX-1;Exemple;a@x.example | b@x.example;1/1/2026;31.12.2026;12,5;Alsace-Moselle\r\n"
    (client,) = sound(text.encode())
    assert client.contacts == ("a@x.example", "b@x.example")
    assert (str(client.tma_from), str(client.tma_until)) == ("2026-01-01", "2026-12-31")
    assert client.tma_hours == 12.5
    assert client.region == "alsace-moselle"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_spreadsheets_is_read(coding: str) -> None:
    (client,) = sound("Identifiant;Nom\r\nEX-1;Société Élan".encode(coding))
    assert client.name == "Société Élan"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_separator_of_spreadsheets_is_read(separator: str) -> None:
    (client,) = sound(
        separator.join(["Id", "Name"]).encode() + b"\nEX-1" + separator.encode() + b"A"
    )
    assert (client.id, client.name) == ("EX-1", "A")


def test_excels_first_line_about_the_separator_is_passed_over() -> None:
    (client,) = sound(b"sep=;\r\nid;name\r\nEX-1;A\r\n")
    assert client.name == "A"


def test_columns_come_in_any_order_and_headings_in_any_spelling() -> None:
    (client,) = sound(b"NOM;referents;tma_hours;identifiant\nA;a@x.example;3;EX-1")
    assert (client.id, client.name, client.tma_hours) == ("EX-1", "A", 3.0)


def test_a_column_that_is_not_there_changes_nothing() -> None:
    known = Register(clients=(Client(id="EX-1", name="A", contacts=("a@x.example",)),))
    (client,) = sound(b"id;name\nEX-1;B", known)
    assert (client.name, client.contacts) == ("B", ("a@x.example",))


def test_an_empty_cell_empties_the_field() -> None:
    known = Register(clients=(Client(id="EX-1", name="A", contacts=("a@x.example",), tma_hours=2),))
    (client,) = sound(b"id;name;contacts;tma_hours;language\nEX-1;A;;;", known)
    assert (client.contacts, client.tma_hours, client.language) == ((), None, "fr")


def test_empty_lines_are_passed_over_and_do_not_shift_the_line_numbers() -> None:
    assert complaints_on("id;name;tma_from\n;;\nEX-1;A;\n\nEX-2;B;bientôt") == [
        (5, "tma_from", "«\u00a0bientôt\u00a0» n’est pas une date, comme 31/12/2026.")
    ]


def test_a_cell_of_several_lines_does_not_shift_them_either() -> None:
    (found,) = complaints_on(
        'id;name;contacts;tma_from\nEX-1;A;"a@x.example\nb@x.example";\nEX-2;B;;x'
    )
    assert found[0] == 4


@pytest.mark.parametrize("day", ["31/02/2026", "1/13/2026", "01/01/26", "2026", "demain"])
def test_what_is_no_day_is_told(day: str) -> None:
    (found,) = complaints_on(f"id;name;tma_from\nEX-1;A;{day}")
    assert found[:2] == (2, "tma_from")


def test_every_mistake_is_told_at_once() -> None:
    found = complaints_on(
        "id;name;tma_from;tma_until;tma_hours;region\n"
        "ex 1;A;2026-02-01;2026-01-01;;\n"
        "EX-2;;;;beaucoup;mars\n"
        "EX-3;C;;;;\nEX-3;D;;;;\n"
    )
    assert [(line, field) for line, field, _ in found] == [
        (3, "tma_hours"),
        (3, "region"),
        (2, "id"),
        (3, "name"),
        (5, "id"),
    ]


def test_a_period_that_ends_before_it_begins_is_told() -> None:
    (found,) = complaints_on("id;name;tma_from;tma_until\nEX-1;A;2026-02-01;2026-01-01")
    assert found == (2, "", "la fin (tma_until) est avant le début (tma_from).")


def test_an_unknown_column_is_told_and_nothing_else() -> None:
    (found,) = complaints_on("id;name;Chiffre d'affaires\nEX-1;A;3")
    assert found[:2] == (1, "Chiffre d'affaires")
    assert found[2].startswith("la colonne «\u00a0Chiffre d'affaires\u00a0» n’est pas connue.")


def test_a_table_without_ids_is_told() -> None:
    (found,) = complaints_on("name\nA")
    assert found[2] == "il manque la colonne «\u00a0Identifiant\u00a0»."


def test_a_heading_without_words_is_told() -> None:
    assert complaints_on("id;;name\nEX-1;;A") == [(1, "", "une colonne n’a pas de titre.")]


def test_the_same_column_twice_is_told() -> None:
    assert complaints_on("id;Identifiant;name\nA;B;C") == [
        (1, "id", "la colonne «\u00a0id\u00a0» est là deux fois.")
    ]


def test_more_cells_than_columns_are_told() -> None:
    assert complaints_on("id;name\nEX-1;A;B") == [(2, "", "plus de cellules que de colonnes.")]


def test_an_empty_file_is_told() -> None:
    assert complaints_on("") == [(None, "", "le fichier est vide.")]


def test_a_field_is_called_by_its_heading() -> None:
    assert heading_of("contacts", Lang.FR) == "Référents"
    assert heading_of("contacts", Lang.EN) == "Contacts of record"
    assert heading_of("colour", Lang.FR) == "colour"
