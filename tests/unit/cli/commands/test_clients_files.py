"""`clients check`, `export`, `import`: the register as files that people keep."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

CLIENTS = """# À nous

[[clients]]
id = "EX-1"
name = "Société Exemple"
mail_domains = ["client.example"]
contacts = ["anne@client.example"]
tma_from = 2026-01-01
tma_hours = 12.5
"""


@pytest.fixture
def kept(desk: Path) -> Path:
    """A desk with one client and a comment of its own."""
    (desk / "clients.toml").write_text(CLIENTS, encoding="utf-8")
    return desk


def test_a_sound_register_is_called_so(call: Call, kept: Path) -> None:
    done = call("clients", "check", "--desk", kept)
    assert done.code == 0
    assert "un client, rien à corriger" in done.out


def test_everything_wrong_is_told_at_once_by_line_and_field(call: Call, kept: Path) -> None:
    (kept / "clients.toml").write_text(
        CLIENTS + 'colour = "red"\n\n[[clients]]\nid = "ex"\nname = "B"\n', encoding="utf-8"
    )
    done = call("clients", "check", "--desk", kept)
    assert done.code == 5
    assert "ligne 10, colour" in done.out
    assert "ligne 13, id" in done.out


def test_what_deserves_a_look_leaves_the_register_usable(call: Call, kept: Path) -> None:
    (kept / "clients.toml").write_text(
        CLIENTS.replace('contacts = ["anne@client.example"]\n', ""), encoding="utf-8"
    )
    done = call("clients", "check", "--desk", kept, "--lang", "en")
    assert done.code == 0
    assert "▲ line 3, contacts: no contact of record" in done.out


def test_names_from_the_file_are_harmless_on_the_terminal(call: Call, kept: Path) -> None:
    (kept / "clients.toml").write_text(
        CLIENTS + 'region = "\\u001b[31m\\u202emars"\n', encoding="utf-8"
    )
    done = call("clients", "check", "--desk", kept)
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_the_register_goes_out_and_comes_back_unchanged(
    call: Call, kept: Path, tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    assert call("clients", "export", "--desk", kept, "-o", table).code == 0
    done = call("clients", "import", table, "--desk", kept)
    assert done.code == 0
    assert "Rien ne change." in done.out
    assert (kept / "clients.toml").read_text(encoding="utf-8") == CLIENTS
    assert not (kept / "clients.toml.bak").exists()


def test_an_import_adds_and_changes_and_keeps_the_rest(
    call: Call, kept: Path, tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("Identifiant;Nom\nEX-1;Exemple SA\nEX-2;Modèle\n", encoding="cp1252")
    done = call("clients", "import", table, "--desk", kept)
    assert done.code == 0
    assert "+ ajouté : EX-2".replace(" :", "\u00a0:") in done.out
    assert "~ modifié\u00a0: EX-1 (Nom)" in done.out
    text = (kept / "clients.toml").read_text(encoding="utf-8")
    assert text.startswith("# À nous\n")
    assert 'name = "Exemple SA"' in text
    assert "tma_hours = 12.5" in text
    assert (kept / "clients.toml.bak").read_text(encoding="utf-8") == CLIENTS
    assert call("clients", "check", "--desk", kept).code == 0


def test_a_trial_writes_nothing(call: Call, kept: Path, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("id;name\nEX-2;Modèle\n", encoding="utf-8")
    done = call("clients", "import", table, "--desk", kept, "--dry-run")
    assert "Essai\u00a0: rien n’est écrit." in done.out
    assert (kept / "clients.toml").read_text(encoding="utf-8") == CLIENTS


def test_whom_the_table_does_not_name_is_removed_only_when_told(
    call: Call, kept: Path, tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("id;name\nEX-2;Modèle\n", encoding="utf-8")
    assert "gardé" in call("clients", "import", table, "--desk", kept, "--dry-run").out
    done = call("clients", "import", table, "--desk", kept, "--replace")
    assert "- retiré\u00a0: EX-1" in done.out
    assert "EX-1" not in (kept / "clients.toml").read_text(encoding="utf-8")


def test_mistakes_are_told_by_line_and_heading_and_nothing_is_written(
    call: Call, kept: Path, tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("id;name;tma_from\nEX-2;Modèle;31/02/2026\n", encoding="utf-8")
    done = call("clients", "import", table, "--desk", kept)
    assert done.code == 1
    assert "ligne 2, TMA du" in done.out
    assert (kept / "clients.toml").read_text(encoding="utf-8") == CLIENTS


def test_an_address_that_is_none_is_a_mistake_too(call: Call, kept: Path, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("id;name;contacts\nEX-2;Modèle;jean\n", encoding="utf-8")
    done = call("clients", "import", table, "--desk", kept)
    assert done.code == 1
    assert "EX-2, Référents" in done.out


def test_a_table_that_is_not_there_is_told(call: Call, kept: Path) -> None:
    done = call("clients", "import", "absent.csv", "--desk", kept)
    assert done.code == 2
    assert "absent.csv" in done.err


def test_the_table_may_come_on_standard_input(spawn: Call, kept: Path) -> None:
    done = spawn("clients", "import", "-", "--desk", kept, stdin=b"id;name\nEX-9;Neuf\n")
    assert done.code == 0, done.err
    assert 'id = "EX-9"' in (kept / "clients.toml").read_text(encoding="utf-8")
