"""Somebody founds a desk for a vendor that is not ours, with the commands that the guide names."""

import json
import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.acceptance.test_own_forms import with_badge
from tests.acceptance.vendor import ANSWERS, SPOKEN, Vendor, foreign_in
from tests.making.mails import attachment, mail, part
from tests.making.sheets import Cell, make_xlsx
from zenforms.cli.main import main
from zenforms.desk.setup.own import FORMS, WORDS
from zenforms.form.fill import fill_form
from zenforms.form.library import form_called

CLIENTS = 200
QUESTION = {
    **ANSWERS,
    "type": "assistance",
    "service_involved": None,
    "service_name": None,
    "badge": "B-17",
    "site": "south",
}


def sheet() -> bytes:
    """A register as the vendor keeps it: under headings of its own."""
    heads: list[Cell] = ["Code client", "Raison sociale", "E-mail", "Domaine", "Début abonnement"]
    rows: list[list[Cell]] = [
        [f"ORM-{n}", f"Scierie n° {n}", f"chef@s{n}.example", f"s{n}.example", "01/02/2020"]
        for n in range(1, CLIENTS + 1)
    ]
    return make_xlsx([[*heads, "Humeur"], *([*row, "bonne"] for row in rows)])


def sent(sender: str, form: bytes | None) -> bytes:
    heads = f"From: {sender}\nTo: aide@orme.example\nSubject: Impression des bons\n".encode()
    body = part("Content-Type: text/plain; charset=utf-8", b"Bonjour, voici.")
    return mail(body, *([attachment("demande.pdf", form)] if form else []), headers=heads)


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vendor:
    """The desk as it is founded from the command line, its files then filled in."""
    monkeypatch.chdir(tmp_path)
    options = ["--name", "Atelier Orme", "--email", "aide@orme.example", "--product", "Orméo"]
    more = ["--release", "4.1", "--controller", "Orme SAS, 1 rue des Ormes"]
    assert main(["init", "bureau", *options, *more]) == 0
    (tmp_path / "bureau" / WORDS).write_text(SPOKEN, "utf-8")
    (tmp_path / "bureau" / FORMS).mkdir()
    own = tmp_path / "bureau" / FORMS / "assistance-request.toml"
    own.write_text(with_badge(2), "utf-8")
    assert main(["form", "check", str(own), "--desk", "bureau"]) == 0
    return Vendor(tmp_path / "bureau")


def test_a_desk_for_any_vendor_is_founded_with_what_the_guide_names(
    vendor: Vendor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clients.xlsx").write_bytes(sheet())
    taking = ["clients", "import", "clients.xlsx", "--desk", "bureau", "--replace"]
    capsys.readouterr()
    assert main(taking) == 1  # the headings are not known: each is answered with a proposal
    proposed = re.findall(r'--map "([^"]+)"', " ".join(capsys.readouterr().out.split()))
    assert len(proposed) == 5
    maps = [word for one in (*proposed, "Humeur=-") for word in ("--map", one)]
    assert main([*taking, *maps, "--dry-run"]) == 0
    assert len(vendor.opened.desk.register.clients) == 1  # type: ignore[union-attr] # it has one
    assert main([*taking, *maps]) == 0
    register = vendor.opened.desk.register
    assert register is not None
    assert len(register.clients) == CLIENTS

    build = ["form", "build", "assistance-request", "--desk", "bureau", "--all-clients"]
    assert main([*build, "-o", "formulaires"]) == 0
    made = sorted((tmp_path / "formulaires").iterdir())
    assert len(made) == CLIENTS
    capsys.readouterr()
    assert main([*build, "--changed", "-o", "formulaires"]) == 0
    assert capsys.readouterr().out.strip().endswith(": 0")

    form = form_called("assistance-request", vendor.opened.desk.policy.forms)

    def filled(client: str, **more: str | None) -> bytes:
        blank = (tmp_path / "formulaires" / f"assistance-request-{client}.pdf").read_bytes()
        return fill_form(blank, {**QUESTION, **more}, form=form)

    drops = {
        "un.eml": sent("chef@s7.example", filled("ORM-7", email="chef@s7.example")),
        "deux.eml": sent("chef@s9.example", filled("ORM-9", badge=None, email="chef@s9.example")),
        "trois.eml": sent("chef@s11.example", None),
    }
    for name, content in drops.items():
        vendor.drop(name, content)
    assert main(["watch", "bureau", "--once"]) == 0

    written = dict(vendor.written())
    assert {place: words for place, text in written.items() if (words := foreign_in(text))} == {}
    (ticket,) = (t for place, t in written.items() if re.fullmatch(r"tickets/[^/]+\.json", place))
    assert json.loads(ticket)["client"]["name"] == "Scierie n° 7"
    assert '"badge": "B-17"' in ticket
    letters = sorted(path for path in vendor.root.rglob("*.eml") if "archive" not in path.parts)
    kinds = {path.parts[-3] for path in letters}
    assert {"tickets", "returned", "refused"} <= kinds
    for path in letters:
        if path.name in {"reply.eml", "acknowledgement.eml"}:
            said = message_from_bytes(path.read_bytes(), policy=default)
            assert said["From"] == "Atelier Orme <aide@orme.example>"
            body = said.get_body(("plain",))
            assert body is not None
            assert "Le comptoir d'Atelier Orme" in body.get_content().replace("’", "'")
