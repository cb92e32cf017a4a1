"""What a person releases from quarantine: the request, and never what may do harm."""

from datetime import datetime
from pathlib import Path

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story, ticket_of
from tests.unit.present.letters.opened import opened
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.judging.case import OutcomeKind

ANNE = "Anne Essai <anne.essai@client.example>"
PROGRAM = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + bytes(200)
AT = datetime.fromisoformat("2026-05-12T10:00:00+02:00")


def released(story: Story, files: dict[str, bytes]) -> Filed:
    form = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    drop = mail(ANNE, "Export", form | files)
    held = story.receive("1.eml", drop, "2026-05-12T09:00")
    assert held.settlement.outcome is OutcomeKind.QUARANTINED
    number = held.settlement.number
    order = Order("1", OrderKind.RELEASE, number, AT, "A. Exemple", "vu avec la cliente")
    assert carry_out_order(story.spool, story.opened, story.hands, order).done
    filed = filed_as(story.root, number)
    assert filed
    return filed


def test_a_program_stays_in_the_archive_and_the_ticket_says_that_it_came(tmp_path: Path) -> None:
    filed = released(new_story(tmp_path / "bureau"), {"outil.exe": PROGRAM})
    assert filed.settlement.outcome is OutcomeKind.ACCEPTED
    beside = {path.name for path in filed.place.iterdir()}
    assert "demande.pdf" in beside
    assert "psr.html" in beside
    assert "outil.exe" not in beside
    assert "outil.exe" in {file["name"] for file in ticket_of(filed)["files"]}


def test_what_the_desk_calls_harmless_lies_beside_the_ticket(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    policy = story.root / "policy.toml"
    lines = policy.read_text().replace("#[severity]", "[severity]")
    assert "[severity]" in lines
    policy.write_text(lines.replace("[severity]", '[severity]\nZF550 = "warning"', 1))
    form = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    drop = mail(ANNE, "Export", form | {"outil.exe": PROGRAM})
    filed = story.receive("1.eml", drop, "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.ACCEPTED
    assert "outil.exe" in {path.name for path in filed.place.iterdir()}


def test_a_strangers_mail_that_is_released_is_answered_as_one_without_a_contract(
    tmp_path: Path,
) -> None:
    story = new_story(tmp_path / "bureau")
    drop = mail("Marie <marie@ailleurs.example>", "Aide", {}, text="Mon export ne marche plus.")
    held = story.receive("1.eml", drop, "2026-05-12T09:00")
    assert held.settlement.outcome is OutcomeKind.QUARANTINED
    order = Order("1", OrderKind.RELEASE, held.number, AT, "A. Exemple", "client inconnu")
    assert carry_out_order(story.spool, story.opened, story.hands, order).done
    filed = filed_as(story.root, held.number)
    assert filed
    assert filed.settlement.outcome is OutcomeKind.REFUSED
    said = " ".join(opened((filed.place / "reply.eml").read_bytes()).text.split())
    assert "marie@ailleurs.example n’en avait pas à cette date" in said
    assert "Téléchargez notre formulaire" in said
    assert "décompté" not in said
