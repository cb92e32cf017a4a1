"""Complaints and changes as people read them."""

from zenforms.findings import Severity
from zenforms.language import Lang, Text
from zenforms.present.clientview import (
    broken_line,
    change_lines,
    complaint_lines,
    line_place,
    sound_line,
)
from zenforms.present.terminal import Line, Tone

SAID = Text(fr="« {value} » ne va pas.", en="“{value}” will not do.")


def complaint(value: str, severity: Severity = Severity.ERROR) -> list[Line]:
    place = (*line_place(12, Lang.EN), "contacts")
    return list(complaint_lines(place, SAID, {"value": value}, severity=severity, lang=Lang.EN))


def test_a_complaint_names_line_and_field() -> None:
    assert complaint("x") == [Line("  ✗ line 12, contacts: “x” will not do.", Tone.BAD)]


def test_a_warning_is_marked_otherwise() -> None:
    assert complaint("x", Severity.WARNING)[0].text.startswith("  ▲ ")


def test_the_files_own_words_are_harmless() -> None:
    (line,) = complaint("\x1b[2J\u202e")
    assert "\\x1b[2J\\u202e" in line.text


def test_without_a_line_only_the_field_is_named() -> None:
    assert line_place(None, Lang.FR) == ()


def test_a_file_is_sound_or_to_be_mended() -> None:
    assert "3 clients" in sound_line("c.toml", 3, Lang.FR)[0].text
    assert "one client" in sound_line("c.toml", 1, Lang.EN)[0].text
    assert broken_line("c.toml", Lang.FR)[0].tone is Tone.BAD


def test_changes_are_told_client_by_client() -> None:
    lines = change_lines(
        added=["A"], changed={"B": ["Nom"]}, absent=["C"], replaces=False, lang=Lang.FR
    )
    assert [line.text for line in lines] == [
        "  + ajouté\u00a0: A",
        "  ~ modifié\u00a0: B (Nom)",
        "  = gardé, absent du tableau\u00a0: C",
    ]


def test_nothing_changed_is_said_too() -> None:
    lines = change_lines(added=[], changed={}, absent=[], replaces=True, lang=Lang.EN)
    assert [line.text for line in lines] == ["  Nothing changes."]
