"""A register as Excel holds it."""

import codecs
from datetime import date

import pytest

from tests.making.sheets import Cell, Error, make_xlsx
from zenforms.desk.register.columns import COLUMNS, MappingError, column_meant, mapping_of
from zenforms.desk.register.spreadsheet import Table, clients_of, csv_of, read_table
from zenforms.findings import Severity
from zenforms.judging.policy import Client, Register
from zenforms.language import Lang

HEADS: list[Cell] = ["Identifiant", "Nom", "Référents", "Abonnement du", "Heures TMA"]
ROW: list[Cell] = ["ORM-1", "Scierie de l’Été", "a@orme.example", date(2024, 2, 29), 18.5]


def clients(table: Table) -> tuple[Client, ...]:
    found, complaints = clients_of(table, Register())
    assert [c.message(Lang.FR) for c in complaints if c.severity >= Severity.ERROR] == []
    return found


def errors(table: Table) -> list[str]:
    _, complaints = clients_of(table, Register())
    return [
        f"{c.line} {c.field} {c.message(Lang.FR)}".replace("\u00a0", " ").replace("’", "'")
        for c in complaints
        if c.severity >= Severity.ERROR
    ]


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_workbook_says_what_it_holds(*, since_1904: bool) -> None:
    (client,) = clients(read_table(make_xlsx([HEADS, ROW], since_1904=since_1904)))
    assert client == Client(
        id="ORM-1",
        name="Scierie de l’Été",
        contacts=("a@orme.example",),
        subscription_from=date(2024, 2, 29),
        tma_hours=18.5,
    )


def test_the_sheet_with_the_register_is_found_and_empty_rows_are_passed_over() -> None:
    notes: list[list[Cell]] = [["À faire"], ["Rappeler la scierie"]]
    rows: list[list[Cell]] = [HEADS, [], ROW, [None, None], ["ORM-2", "Moulin"]]
    found = clients(read_table(make_xlsx(rows, before=[notes])))
    assert [client.id for client in found] == ["ORM-1", "ORM-2"]


def test_an_id_that_is_a_number_is_read_as_it_is_written() -> None:
    (client,) = clients(read_table(make_xlsx([["Id", "Name"], [4200, "Dépôt"]])))
    assert client.id == "4200"


@pytest.mark.parametrize(
    "cell",
    [Error("#REF!"), Error("#NAME?"), Error("#N/A"), Error("#VALUE!"), Error("#DIV/0!"), True],
)
@pytest.mark.parametrize("column", range(1, len(HEADS)))
def test_an_error_in_a_cell_is_told_and_never_taken_for_a_value(cell: Cell, column: int) -> None:
    row = [*ROW[:column], cell, *ROW[column + 1 :]]
    (said,) = errors(read_table(make_xlsx([HEADS, row])))[:1]
    assert said.startswith(
        f"2 {('id', 'name', 'contacts', 'subscription_from', 'tma_hours')[column]}"
    )


@pytest.mark.parametrize(
    "said",
    ["#REF!", "#NOM?", "#N/A", "#VALEUR!", "#DIV/0!", "########", "VRAI", "FALSE", "Err:502"],
)
@pytest.mark.parametrize("column", ["Nom", "Référents", "Domaines de courriel", "Anciens noms"])
def test_an_error_in_a_csv_file_is_told_in_every_column(said: str, column: str) -> None:
    name = said if column == "Nom" else "Scierie"
    text = f"Identifiant;Nom;{column if column != 'Nom' else 'Langue'}\nORM-1;{name};"
    text += said if column != "Nom" else ""
    assert any("n'est pas une valeur" in one for one in errors(read_table(text.encode())))


def test_a_company_may_be_called_like_half_an_error() -> None:
    text = "Id;Name\nORM-1;Vrai Bois SARL\nORM-2;N° 1 #Bois\n"
    assert [c.name for c in clients(read_table(text.encode()))] == ["Vrai Bois SARL", "N° 1 #Bois"]


def test_merged_cells_are_told_with_their_place() -> None:
    (said,) = errors(read_table(make_xlsx([HEADS, ROW, ["", "", "b@c.example"]], merged=["A2:A3"])))
    assert said == "2  les cellules A2 à A3 sont fusionnées : séparez-les, une ligne par client."


@pytest.mark.parametrize("content", [b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9])
def test_a_workbook_that_cannot_be_read_is_told_in_one_sentence(content: bytes) -> None:
    (said,) = errors(read_table(content))
    assert "ce classeur est illisible" in said


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"],
)
@pytest.mark.parametrize("heads", ["Identifiant;Nom", "Identifiant;Nom;Référents"])
def test_a_text_is_read_in_whatever_it_was_saved(encoding: str, heads: str) -> None:
    names = ["Société Exemple", "Crémerie de l'été", "ÉTABLISSEMENTS LEFÈVRE", "Noël & Œuvrard"]
    if encoding in {"cp850", "mac_roman"}:
        names[3] = "Noël & Garçon"
    text = "\r\n".join([heads, *(f"ORM-{n};{name}" for n, name in enumerate(names))])
    table = read_table(text.encode(encoding))
    assert [client.name for client in clients(table)] == names
    guessed = encoding in {"cp850", "mac_roman", "utf-16-le", "utf-16-be"}
    assert bool(table.complaints) == guessed


def test_an_unknown_column_is_answered_with_a_proposal_or_with_all_that_are_known() -> None:
    table = read_table(b"Identifiant;Raison sociale;Humeur\nORM-1;Scierie;bonne\n")
    proposed, unknown = (one.message(Lang.FR) for one in table.complaints)
    assert '--map "Raison sociale=name"' in proposed
    assert all(column.name in unknown for column in COLUMNS)
    mapped = mapping_of(["Raison sociale=name", "Humeur=-"])
    table = read_table(b"Identifiant;Raison sociale;Humeur\nORM-1;Scierie;bonne\n", mapped)
    assert [client.name for client in clients(table)] == ["Scierie"]


@pytest.mark.parametrize("said", ["Nom", "=name", "Nom=nom de famille", ""])
def test_what_is_no_mapping_is_refused(said: str) -> None:
    with pytest.raises(MappingError):
        mapping_of([said])


def test_every_column_has_other_names_and_none_means_two() -> None:
    assert all(column_meant(one) for one in ("Code client", "Raison sociale", "E-mail", "Licence"))


def test_what_the_register_writes_it_reads_as_a_workbook_too() -> None:
    register = Register(
        clients=(
            Client(id="ORM-1", name="Scierie", licences=("a|b", "c"), tma_hours=12.25),
            Client(id="ORM-2", name="Moulin", warranty_until=date(2027, 1, 31), language="en"),
        )
    )
    text = csv_of(register, Lang.FR).removeprefix(codecs.BOM_UTF8).decode()
    rows: list[list[Cell]] = [list(line.split(";")) for line in text.splitlines()]
    assert clients(read_table(make_xlsx(rows))) == register.clients
