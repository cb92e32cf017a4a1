"""`clients`, `coverage` and `seal rotate`: the register and the key of a desk."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

TWO = """
[[clients]]
id = "EXEMPLE-1"
name = "Société Exemple"
tma_from = 2026-01-01
subscription_from = 2026-01-01

[[clients]]
id = "ANCIEN"
name = "Comptoir d'Autrefois"
subscription_from = 2020-01-01
subscription_until = 2021-12-31
"""


@pytest.fixture
def two(desk: Path) -> Path:
    """A desk with a client under contract, and one whose contracts are over."""
    (desk / "clients.toml").write_text(TWO, encoding="utf-8")
    (desk / "clock.toml").write_text("now = 2026-04-03T10:00:00+02:00\n", encoding="utf-8")
    return desk


def test_clients_are_listed_with_the_contracts_that_run(call: Call, two: Path) -> None:
    lines = call("clients", "list", "--desk", two).out.splitlines()
    assert "abonnement, TMA" in lines[1]
    assert "aucun" in lines[2]
    said = json.loads(call("clients", "list", "--desk", two, "--format", "json").out)
    assert [client["id"] for client in said["clients"]] == ["EXEMPLE-1", "ANCIEN"]


def test_a_client_is_shown_however_its_id_is_typed(call: Call, two: Path) -> None:
    assert "Société Exemple" in call("clients", "show", "exemple-1", "--desk", two).out
    old = call("clients", "show", "ANCIEN", "--desk", two).out
    for words in ("du 01/01/2020 au 31/12/2021", "plus en cours", "métropole", "français"):
        assert words in old
    assert "mainland" in call("clients", "show", "ANCIEN", "--desk", two, "--lang", "en").out
    data = json.loads(call("clients", "show", "ANCIEN", "--desk", two, "--format", "json").out)
    assert data["client"]["subscription_until"] == "2021-12-31"
    assert call("clients", "show", "NOBODY", "--desk", two).code == 2


def test_without_a_register_the_way_out_is_told(call: Call, two: Path) -> None:
    (two / "clients.toml").unlink()
    done = call("clients", "list", "--desk", two)
    assert done.code == 5
    assert "clients.toml" in done.err


def test_coverage_is_shown_whole_or_for_one_question(call: Call, two: Path) -> None:
    table = call("coverage", "EXEMPLE-1", "--desk", two, "--no-tma").out
    assert "Template LAD/RAD" in table
    assert "Dysfonctionnement" in table
    assert "…" not in table
    assert "accord à demander" in table
    answer = call(
        "coverage", "EXEMPLE-1", "--desk", two, "--domain", "Script", "--type", "malfunction"
    )
    assert "Par la TMA" in answer.out
    assert "acceptée" in answer.out


def test_coverage_knows_the_channel(call: Call, two: Path) -> None:
    mail = call("coverage", "ANCIEN", "--desk", two, "--channel", "email")
    assert "demande par courriel" in mail.out
    assert "refusée" in mail.out
    assert "refusée" not in call("coverage", "ANCIEN", "--desk", two, "--channel", "form").out
    spoken = call(
        "coverage", "EXEMPLE-1", "--desk", two, "--channel", "phone", "--type", "Assistance"
    )
    assert "demande par téléphone" in spoken.out
    assert "donneront forcément lieu à décompte" in spoken.out


def test_coverage_depends_on_the_day(call: Call, two: Path) -> None:
    question = ("coverage", "ANCIEN", "--desk", two, "--domain", "suite", "--type", "assistance")
    assert "Non couverte" in call(*question).out
    assert "Par l’abonnement" in call(*question, "--on", "2021-06-01").out


def test_a_domain_that_is_not_on_the_form_is_told(call: Call, two: Path) -> None:
    done = call("coverage", "EXEMPLE-1", "--desk", two, "--domain", "lune")
    assert done.code == 2
    assert "template" in done.err


def test_a_form_sealed_with_an_older_key_is_still_recognised(
    call: Call, desk: Path, filled: Path
) -> None:
    when = ("--desk", desk, "--received", "2026-04-03")
    before = call("validate", filled, *when)
    key = (desk / "seal.keys").read_text(encoding="utf-8")
    assert call("seal", "rotate", "--desk", desk).code == 0
    assert (desk / "seal.keys").read_text(encoding="utf-8") != key
    assert call("validate", filled, *when).out == before.out


def test_one_form_is_built_for_each_client(call: Call, two: Path, tmp_path: Path) -> None:
    folder = tmp_path / "formulaires"
    build = ("form", "build", "assistance-request", "--desk", two, "-o", folder)
    assert call(*build, "--all-clients").code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["assistance-request-ANCIEN.pdf", "assistance-request-EXEMPLE-1.pdf"]
    assert call(*build, "--all-clients").code == 0
    assert call(*build).code == 2
    assert call(*build, "--all-clients", "--client", "ANCIEN").code == 2
