"""The table of outcomes fits a terminal."""

from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang
from zenforms.present.report import OutcomeRow, outcome_table
from zenforms.present.terminal import columns


def test_each_row_says_name_outcome_and_place() -> None:
    rows = [OutcomeRow("a.pdf", OutcomeKind.ACCEPTED, "tickets/ZF-260302-ABCDE")]
    lines = [line.text for line in outcome_table(rows, Lang.FR)]
    assert lines[0].split() == ["Envoi", "Issue", "Où"]
    assert lines[1].split("  ")[0] == "a.pdf"
    assert "✓ acceptée" in lines[1]
    assert lines[1].endswith("tickets/ZF-260302-ABCDE")


def test_no_row_wraps_whatever_the_client_called_the_file() -> None:
    names = ["n" * 300, "日本" * 40, "\x1b[2J\n" * 20]
    for kind in OutcomeKind:
        rows = [OutcomeRow(name, kind, "quarantine/ZF-260302-ABCDEFG-2") for name in names]
        for line in outcome_table(rows, Lang.FR):
            assert columns(line.text) <= 80
            assert line.text.isprintable()
