"""`clients.toml` is read strictly, and what is wrong is named by line and field."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.unit.desk.register.clients import REGISTERS
from zenforms.desk.register.clientfile import check_file, opening_of, toml_of, write_clients
from zenforms.errors import DeskError
from zenforms.judging.policy import Client, Register
from zenforms.language import Lang

GOOD = """# Nos clients

[[clients]]
id = "EX-001"
name = "Société Exemple"
contacts = ["anne@client.example"]
"""


def found_in(tmp_path: Path, text: str) -> list[tuple[int | None, str, str]]:
    path = tmp_path / "clients.toml"
    path.write_text(text, encoding="utf-8")
    checked = check_file(path)
    return [(c.line, c.field, c.message(Lang.FR)) for c in checked.complaints]


@given(REGISTERS)
@settings(max_examples=100)
def test_every_register_survives_its_file(register: Register) -> None:
    assert Register.model_validate(tomllib.loads(toml_of(register))) == register


def test_a_good_file_has_no_complaints(tmp_path: Path) -> None:
    assert found_in(tmp_path, GOOD) == []


def test_a_misspelt_field_is_named_with_its_line(tmp_path: Path) -> None:
    text = GOOD + 'contcts = ["x@client.example"]\n'
    assert found_in(tmp_path, text) == [(7, "contcts", "ce champ n’existe pas.")]


def test_a_missing_field_is_told_at_the_clients_table(tmp_path: Path) -> None:
    text = GOOD + '\n[[clients]]\nid = "EX-002"\n'
    assert found_in(tmp_path, text) == [(8, "name", "ce champ manque.")]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD + (
        "tma_from = 2026-02-30T00:00:00\n"
        '\n[[clients]]\nid = "ex 2"\nname = "B"\nregion = "mars"\nlicences = "Desk"\n'
    )
    found = found_in(
        tmp_path, text.replace("2026-02-30", "2026-02-28").replace("00:00:00", "10:00:00")
    )
    assert [(line, field) for line, field, _ in found] == [
        (7, "tma_from"),
        (10, "id"),
        (12, "region"),
        (13, "licences"),
    ]


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    ((line, _, message),) = found_in(tmp_path, GOOD + "tma_from = demain\n")
    assert line == 7
    assert message.startswith("ce n’est pas du TOML\u00a0:")


def test_two_clients_with_one_id_are_told(tmp_path: Path) -> None:
    found = found_in(tmp_path, GOOD + '\n[[clients]]\nid = "EX-001"\nname = "Autre"\n')
    assert found[0][2] == "deux clients portent l’identifiant EX-001."


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ('contacts = ["anne.client.example"]', "contacts"),
        ('mail_domains = ["anne@client.example"]', "mail_domains"),
        ("tma_until = 2026-12-31", "tma_until"),
        ("tma_hours = 3", "tma_hours"),
        ("contacts = []", "contacts"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_line(tmp_path: Path, entry: str, field: str) -> None:
    text = GOOD.replace('contacts = ["anne@client.example"]', entry)
    if field != "contacts":
        text += 'contacts = ["anne@client.example"]\n'
    ((line, named, _),) = found_in(tmp_path, text)
    assert (line, named) == (6, field)


def test_a_domain_of_two_clients_is_told_at_both(tmp_path: Path) -> None:
    text = GOOD + 'mail_domains = ["a.example"]\n'
    text += '\n[[clients]]\nid = "EX-002"\nname = "B"\nmail_domains = ["A.example"]\n'
    text += 'contacts = ["b@a.example"]\n'
    assert [(line, field) for line, field, _ in found_in(tmp_path, text)] == [
        (7, "mail_domains"),
        (12, "mail_domains"),
    ]


def test_two_clients_with_one_name_are_told(tmp_path: Path) -> None:
    text = (
        GOOD
        + '\n[[clients]]\nid = "EX-002"\nname = "SOCIETE EXEMPLE"\ncontacts = ["b@a.example"]\n'
    )
    assert [message for _, _, message in found_in(tmp_path, text)] == [
        "EX-002 porte le même nom.",
        "EX-001 porte le même nom.",
    ]


def test_warnings_leave_a_file_sound_and_errors_do_not(tmp_path: Path) -> None:
    path = tmp_path / "clients.toml"
    path.write_text('[[clients]]\nid = "EX-001"\nname = "A"\n', encoding="utf-8")
    assert check_file(path).complaints
    assert check_file(path).is_sound
    path.write_text(GOOD.replace("anne@", ""), encoding="utf-8")
    assert not check_file(path).is_sound


def test_a_file_that_is_not_there_is_an_error_of_the_desk(tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        check_file(tmp_path / "clients.toml")


def test_writing_keeps_the_comments_at_the_top_and_the_old_file_beside(tmp_path: Path) -> None:
    path = tmp_path / "clients.toml"
    path.write_text(GOOD, encoding="utf-8")
    write_clients(path, Register(clients=(Client(id="EX-9", name="Neuf"),)))
    assert (
        path.read_text(encoding="utf-8")
        == '# Nos clients\n\n[[clients]]\nid = "EX-9"\nname = "Neuf"\n'
    )
    assert (tmp_path / "clients.toml.bak").read_text(encoding="utf-8") == GOOD


def test_a_first_file_is_written_without_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "clients.toml"
    write_clients(path, Register())
    assert [p.name for p in tmp_path.iterdir()] == ["clients.toml"]
    assert opening_of(path) == ()
