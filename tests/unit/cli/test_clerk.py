"""Questions asked one by one: what fits is kept, what does not is asked again."""

from collections.abc import Iterable

import pytest

from zenforms.cli.oral import Answers, Clerk
from zenforms.form.library import shipped_form
from zenforms.language import Lang
from zenforms.present.terminal import Line, columns

FORM = shipped_form("assistance-request")


class Caller:
    """Types the lines of a script, and keeps what was shown."""

    def __init__(self, *typed: str) -> None:
        self.typed = list(typed)
        self.shown: list[str] = []

    def read(self, _prompt: str) -> str:
        if not self.typed:
            raise EOFError
        return self.typed.pop(0)

    def show(self, lines: Iterable[Line]) -> None:
        self.shown += [line.text for line in lines]


def asked(
    caller: Caller, *names: str, known: Answers | None = None, has_editor: bool = False
) -> Answers:
    clerk = Clerk(caller.read, caller.show, Lang.FR, has_editor=has_editor)
    return clerk.ask(FORM, known or {}, only=frozenset(names))


@pytest.mark.parametrize("typed", ["3", "malfunction", "Dysfonctionnement apparent"])
def test_a_choice_is_a_number_a_code_or_a_label(typed: str) -> None:
    assert asked(Caller(typed), "type") == {"type": "malfunction"}


@pytest.mark.parametrize(("typed", "code"), [("o", "yes"), ("non", "no"), ("2", "no")])
def test_yes_and_no_may_be_said_short(typed: str, code: str) -> None:
    assert asked(Caller(typed), "reproducible") == {"reproducible": code}


def test_what_is_no_choice_is_asked_again_and_told() -> None:
    caller = Caller("9", "lune", "1")
    assert asked(caller, "mode") == {"mode": "tma"}
    assert sum("Répondez par le numéro" in line for line in caller.shown) == 2


def test_a_text_that_is_too_long_is_asked_again() -> None:
    caller = Caller("x" * 500, "Écran blanc")
    assert asked(caller, "summary") == {"summary": "Écran blanc"}
    assert any("120" in line for line in caller.shown)


def test_a_box_is_ticked_or_not() -> None:
    assert asked(Caller("o"), "one_subject") == {"one_subject": True}
    assert asked(Caller("n"), "one_subject") == {"one_subject": False}


def test_enter_keeps_what_is_known_and_a_dash_empties_it() -> None:
    known = {"contact_name": "Camille", "mode": "tma"}
    caller = Caller("", "-")
    assert asked(caller, "contact_name", "mode", known=known) == {"contact_name": "Camille"}
    assert any("Camille" in line for line in caller.shown)


def test_a_long_text_ends_with_a_dot_alone() -> None:
    caller = Caller("Je clique.", "", "Rien.", ".")
    assert asked(caller, "description") == {"description": "Je clique.\n\nRien."}


def test_a_long_text_may_be_written_in_an_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "sh -c 'printf Bonjour > \"$0\"'")
    assert asked(Caller(""), "description", has_editor=True) == {"description": "Bonjour"}


def test_an_editor_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "false")
    known = {"description": "Avant"}
    assert asked(Caller(""), "description", known=known, has_editor=True) == known


def test_what_is_required_says_so_and_follows_the_answers() -> None:
    caller = Caller("3", "PC-1")
    asked(caller, "type", "workstations")
    assert "Postes concernés (obligatoire)" in caller.shown
    caller = Caller("2", "")
    asked(caller, "type", "workstations")
    assert "Postes concernés" in caller.shown


def test_the_client_is_never_asked_for_the_name_that_is_printed() -> None:
    with pytest.raises(EOFError):
        asked(Caller(), "contact_name")
    assert asked(Caller(), "client_name") == {}


def test_no_line_is_wider_than_80_columns() -> None:
    caller = Caller(*[""] * 60)
    Clerk(caller.read, caller.show, Lang.FR).ask(FORM, {})
    assert max(columns(line) for line in caller.shown) <= 80
