"""A cell and its value, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.desk.register.cells import CellError, armed, defused, understood, written
from zenforms.desk.register.columns import COLUMNS, Column
from zenforms.language import Lang


def column(name: str) -> Column:
    return next(column for column in COLUMNS if column.name == name)


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM", "'=x", "''x"])
def test_what_looks_like_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["A=1", "'t Kasteel", "12", "«=»"])
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert armed(text) == text


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_what_was_defused_comes_back(text: str) -> None:
    assert armed(defused(text)) == text


def test_a_bar_in_a_name_is_no_separator() -> None:
    value = ("A | B", "C\\D", "E")
    cell = written(value, column("licences"), Lang.FR)
    assert cell == "A \\| B | C\\\\D | E"
    assert understood(cell, column("licences")) == value


def test_lists_may_also_be_parted_by_line_feeds() -> None:
    assert understood("a\nb | c", column("licences")) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("value", "cell"), [(12.0, "12"), (12.5, "12,5"), (-3.25, "-3,25"), (None, "")]
)
def test_numbers_are_french(value: float | None, cell: str) -> None:
    assert written(value, column("tma_hours"), Lang.FR) == cell
    assert understood(cell, column("tma_hours")) == value


def test_thousands_may_be_parted() -> None:
    assert understood("1 234,5", column("tma_hours")) == 1234.5
    assert understood("1\u00a0234\u202f567", column("tma_hours")) == 1234567


@pytest.mark.parametrize("cell", ["31/12/2026", "31-12-2026", "2026-12-31", "31/12/2026 00:00"])
def test_days_are_read_as_spreadsheets_write_them(cell: str) -> None:
    assert str(understood(cell, column("tma_until"))) == "2026-12-31"


@pytest.mark.parametrize("cell", ["français", "FRANCAIS", "fr", "French"])
def test_choices_are_read_by_code_and_by_label(cell: str) -> None:
    assert understood(cell, column("language")) == "fr"


ERROR_CELLS = (
    "#REF! #NOM? #NAME? #N/A #DIV/0! #VALEUR! #VALUE! #NUL! #NULL! #NOMBRE! #NUM! ######## Err:508"
)


@pytest.mark.parametrize("name", ["id", "name", "contacts", "tma_until", "tma_hours"])
@pytest.mark.parametrize("cell", [*ERROR_CELLS.split(), "VRAI"])
def test_what_a_spreadsheet_shows_for_a_lost_value_is_no_value(cell: str, name: str) -> None:
    with pytest.raises(CellError):
        understood(cell, column(name))


@pytest.mark.parametrize("cell", ["Société #1", "#1 Conseil", "Vraiment", "Exemple!"])
def test_a_name_with_a_sharp_stays_a_name(cell: str) -> None:
    assert understood(cell, column("name")) == cell
