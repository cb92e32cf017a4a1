"""Colour for a person at a terminal, plain text for everything else."""

import io

import pytest

from zenforms.present.terminal import Line, Tone, in_colour, show, width_of

LINES = [Line("✗ demande [bold]incomplète[/bold]", Tone.BAD), Line("à faire :smile:")]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def colour_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def test_a_pipe_gets_plain_text() -> None:
    stream = io.StringIO()
    show(LINES, stream)
    assert stream.getvalue() == "✗ demande [bold]incomplète[/bold]\nà faire :smile:\n"


def test_a_terminal_gets_colour_and_the_same_words() -> None:
    stream = Terminal()
    show(LINES, stream)
    said = stream.getvalue()
    assert "\x1b[1;31m" in said
    assert "[bold]incomplète[/bold]" in said
    assert ":smile:" in said


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_person_may_ask_for_no_colour(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert not in_colour(Terminal())


def test_signs_that_the_encoding_lacks_are_drawn_in_ascii() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    show([Line("✗ é → ▲"), Line("日")], stream)
    stream.flush()
    assert raw.getvalue().decode("cp1252").splitlines() == ["x é > !", "\\u65e5"]


def test_a_report_is_80_columns_wide_unless_the_terminal_is_narrower(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert width_of(io.StringIO()) == 80
    monkeypatch.setenv("COLUMNS", "200")
    assert width_of(Terminal()) == 80
    monkeypatch.setenv("COLUMNS", "60")
    assert width_of(Terminal()) == 60
    monkeypatch.setenv("COLUMNS", "10")
    assert width_of(Terminal()) == 40
