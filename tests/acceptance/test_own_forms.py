"""A desk makes forms of its own, without Python: fields more, sections less, another form."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.vendor import ANSWERS, Vendor, new_vendor, text_in
from zenforms.cli.main import main
from zenforms.desk.setup.own import FORMS, keep_issued
from zenforms.errors import DeskError
from zenforms.language import Lang
from zenforms.resources import resource

ROOT = Path(__file__).parents[2]
SHIPPED = (resource("forms") / "assistance-request.toml").read_text(encoding="utf-8")
BADGE = """
[[sections.fields]]
kind = "text"
name = "badge"
label = { fr = "Numéro de badge", en = "Badge number" }
columns = 4
required = true
max_length = 12

[[sections.fields]]
kind = "choice"
name = "site"
label = { fr = "Site", en = "Site" }
columns = 4
choices = [
  { code = "north", label = { fr = "Nord", en = "North" } },
  { code = "south", label = { fr = "Sud", en = "South" } },
]
"""
QUOTE = (ROOT / "docs" / "examples" / "devis.toml").read_text(encoding="utf-8")
ASKED = {**ANSWERS, "type": "assistance", "service_involved": None, "service_name": None}


def with_badge(revision: int) -> str:
    text = SHIPPED.replace("revision = 1", f"revision = {revision}", 1)
    place = text.index("# ---", text.index('name = "telephone"'))
    return text[:place] + BADGE + text[place:]


def without_installation(text: str) -> str:
    """The same without the section about the installation."""
    start = text.rindex("[[sections]]", 0, text.index('name = "installation"'))
    end = text.index("[[sections]]", text.index('name = "installation"'))
    return text[:start] + text[end:]


@pytest.fixture
def vendor(tmp_path: Path) -> Vendor:
    made = new_vendor(tmp_path / "bureau")
    (made.root / FORMS).mkdir()
    return made


def put(vendor: Vendor, text: str, name: str = "assistance-request") -> None:
    (vendor.root / FORMS / f"{name}.toml").write_text(text, "utf-8")


def tickets(vendor: Vendor) -> list[dict[str, Any]]:
    is_ticket = re.compile(r"tickets/[^/]+\.json")
    return [json.loads(text) for place, text in vendor.written() if is_ticket.fullmatch(place)]


def reports(vendor: Vendor) -> str:
    return "\n".join(
        " ".join(t.split()) for place, t in vendor.written() if place.endswith("report.txt")
    )


def test_fields_of_ones_own_are_asked_read_required_and_in_the_ticket(vendor: Vendor) -> None:
    put(vendor, with_badge(2))
    vendor.drop("whole.pdf", vendor.form({**ASKED, "badge": "B-17", "site": "south"}))
    vendor.drop("lacking.pdf", vendor.form({**ASKED, "summary": "Comment trier les bons ?"}))
    assert vendor.work() == {"whole.pdf": "accepted", "lacking.pdf": "incomplete"}
    (ticket,) = tickets(vendor)
    assert '"badge": "B-17"' in json.dumps(ticket)
    assert '"site": "south"' in json.dumps(ticket)
    assert "« Numéro de badge »" in reports(vendor).replace("\u00a0", " ")
    (letter,) = (t for place, t in vendor.written() if place.endswith("reply.eml"))
    assert "Numéro de badge" in letter


def test_rules_about_a_field_that_the_form_has_not_are_named_with_the_reason(
    vendor: Vendor,
) -> None:
    put(vendor, without_installation(with_badge(2)))
    answers = {
        name: value
        for name, value in ASKED.items()
        if name
        not in {"desk_version", "workstations", "reproducible"}
        | {"service_involved", "service_name"}
    }
    vendor.drop("x.pdf", vendor.form({**answers, "badge": "B-17"}))
    assert vendor.work() == {"x.pdf": "accepted"}
    (ticket,) = tickets(vendor)
    assert {"ZF330", "ZF340", "ZF341", "ZF403"} <= set(ticket["not_checked"])
    assert "n’a pas de champ desk_version : ZF330" in reports(vendor).replace("\u00a0", " ")


def test_a_third_form_becomes_a_ticket_like_any_other(vendor: Vendor) -> None:
    put(vendor, QUOTE, "devis")
    answers = {
        "email": "chef@scierie.example",
        "summary": "Un devis pour deux postes de plus",
        "budget": "3 000 €",
    }
    vendor.drop("devis.pdf", vendor.form(answers, name="devis"))
    vendor.drop("vide.pdf", vendor.form({**answers, "budget": None}, name="devis"))
    assert vendor.work() == {"devis.pdf": "accepted", "vide.pdf": "incomplete"}
    (ticket,) = tickets(vendor)
    assert "3 000 €" in json.dumps(ticket, ensure_ascii=False)
    (correction,) = (t for place, t in vendor.written() if place.endswith("correction.pdf"))
    assert "Votre besoin dans l’Atelier" in correction
    assert "Budget" in correction


def test_what_went_out_in_an_earlier_revision_is_still_read(vendor: Vendor) -> None:
    shipped = vendor.form(ASKED)
    put(vendor, with_badge(2))
    second = vendor.form({**ASKED, "summary": "Comment trier les bons ?", "badge": "B-2"})
    put(vendor, with_badge(3).replace('name = "badge"', 'name = "pass"'))
    third = vendor.form({**ASKED, "summary": "Comment dater les bons ?", "pass": "P-3"})
    for name, content in (("1.pdf", shipped), ("2.pdf", second), ("3.pdf", third)):
        vendor.drop(name, content)
    assert set(vendor.work().values()) == {"accepted"}
    said = [json.dumps(ticket) for ticket in tickets(vendor)]
    assert sum('"badge": "B-2"' in one for one in said) == 1
    assert sum('"pass": "P-3"' in one for one in said) == 1
    assert sum("ZF028" in one for one in said) == 2


def test_other_fields_want_another_revision(vendor: Vendor) -> None:
    put(vendor, with_badge(1))
    with pytest.raises(DeskError, match="give this one the number 2"):
        vendor.form()
    put(vendor, with_badge(2))
    assert vendor.form()
    put(vendor, with_badge(2).replace('name = "site"', 'name = "plant"'))
    with pytest.raises(DeskError, match="give this one the number 3"):
        keep_issued(vendor.root, vendor.opened.desk.policy.forms)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (('kind = "text"\nname = "badge"', 'kind = "texte"\nname = "badge"'), "(badge)"),
        (("max_length = 12\n", 'max_length = "douze"\n'), "(badge).max_length"),
        (('code = "north", ', 'code = "North", '), "(site).choices.0 (North).code"),
        (("columns = 4\nrequired", "colonnes = 4\nrequired"), "(contact_name).colonnes"),
        (('form = "assistance-request"', 'form = "assistance"'), "même nom"),
        (("[[hidden]]", "[hidden"), "inutilisable"),
    ],
)
def test_a_mistake_in_a_form_is_named_by_file_field_and_key(
    vendor: Vendor, capsys: pytest.CaptureFixture[str], damage: tuple[str, str], said: str
) -> None:
    put(vendor, with_badge(2).replace(*damage, 1))
    path = vendor.root / FORMS / "assistance-request.toml"
    assert main(["form", "check", str(path), "--desk", str(vendor.root)]) == 5
    told = " ".join(capsys.readouterr().err.split())
    assert "assistance-request.toml" in told
    assert said in told
    with pytest.raises(DeskError) as error:
        assert vendor.opened
    assert "assistance-request.toml" in error.value.sentence(Lang.FR)


def test_a_sound_form_is_shown_as_a_picture(
    vendor: Vendor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vendor, without_installation(with_badge(2)))
    path, picture = vendor.root / FORMS / "assistance-request.toml", tmp_path / "page.png"
    assert main(["form", "check", str(path), "--picture", str(picture)]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "révision 2" in said
    assert "Sans le champ desk_version, ces règles ne sont pas vérifiées : ZF330" in said
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.with_name("page-2.png").exists()


def test_the_desk_lists_and_builds_all_its_forms(
    vendor: Vendor, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    put(vendor, QUOTE, "devis")
    desk = ["--desk", str(vendor.root)]
    assert main(["form", "list", *desk]) == 0
    assert "devis" in capsys.readouterr().out
    out = str(tmp_path / "out")
    assert main(["form", "build", "devis", "--all-clients", "-o", out, *desk]) == 0
    made = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in made] == [
        "devis-ORM-1.pdf",
        "devis-ORM-2.pdf",
    ]
    assert "Votre besoin dans l’Atelier" in text_in("x.pdf", made[0].read_bytes())
    made[1].unlink()
    capsys.readouterr()
    build = ["form", "build", "devis", "--all-clients", "--changed", "-o", out, *desk]
    assert main(build) == 0
    assert capsys.readouterr().out.strip().endswith(": 1")
