import json
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story, ticket_of
from zenforms.desk.papers.requests import Filed
from zenforms.desk.spool.journal import events_of
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.case import OutcomeKind

ANNE = "Anne Essai <anne.essai@client.example>"
NOON = "2026-05-12T12:00"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "bureau")


def accepted(story: Story, at: str = "2026-05-12T09:00") -> Filed:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    filed = story.receive("1.eml", mail(ANNE, "Export", files), at)
    assert filed.settlement.outcome is OutcomeKind.ACCEPTED
    return filed


def filled_cancellation(story: Story, answers: dict[str, str]) -> bytes:
    """The cancellation form as the client saves it."""
    answers = {"email": "anne.essai@client.example", "confirmed": "yes", **answers}
    return fill_form(story.form(name="cancellation"), answers, form=shipped_form("cancellation"))


def names(filed: Filed) -> set[str]:
    return {path.name for path in filed.place.iterdir()}


def test_every_outcome_has_a_report_for_people_and_findings_for_programs(story: Story) -> None:
    for n, content in enumerate([b"nothing", filled(story.form(), {**ANSWERS, "summary": None})]):
        filed = story.receive(f"{n}.pdf", content, NOON)
        said = json.loads((filed.place / "findings.json").read_bytes())
        assert said["outcome"] == filed.settlement.outcome
        assert [one["code"] for one in said["findings"]]
        assert f"{n}.pdf" in (filed.place / "report.txt").read_text(encoding="utf-8")


def test_a_ticket_has_its_files_beside_it_under_the_names_it_tells(story: Story) -> None:
    filed = accepted(story)
    told = [file["copy_beside"] for file in ticket_of(filed)["files"]]
    assert {"kind": "as_sent", "name": "demande.pdf"} in told
    assert {copy["name"] for copy in told if copy} <= names(filed)


def test_a_recording_lies_beside_its_ticket_as_a_page_and_its_original_where_the_ticket_says(
    story: Story,
) -> None:
    filed = accepted(story)
    ticket = ticket_of(filed)
    (psr,) = (file for file in ticket["files"] if file["role"] == "psr")
    assert psr["copy_beside"] == {"kind": "page", "name": "psr.html"}
    assert "psr.zip" not in names(filed)
    archive = story.root / ticket["drop"]["archive"]
    assert b"psr.zip" in (archive / "original" / ticket["drop"]["name"]).read_bytes()


def test_a_file_that_stays_in_the_archive_has_no_copy(story: Story) -> None:
    filed = story.receive("1.eml", mail(ANNE, "Export", {"contrat.png": PICTURE}), NOON)
    ticket = ticket_of(filed)
    (held,) = (file for file in ticket["files"] if file["held_back"])
    assert held["copy_beside"] is None
    assert ticket["drop"]["archive"].startswith("archive/restricted/")
    assert (story.root / ticket["drop"]["archive"] / "original" / "1.eml").is_file()


def test_a_document_that_nobody_declared_is_left_out_and_restricts_the_original(
    story: Story,
) -> None:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR, "facture.png": PICTURE}
    held = story.receive("1.eml", mail(ANNE, "Export", files), NOON)
    assert "facture.png" not in names(held)
    assert held.is_restricted


def test_without_such_a_document_nothing_is_restricted(story: Story) -> None:
    assert not accepted(story).is_restricted


def test_what_is_in_quarantine_is_not_copied(story: Story) -> None:
    filed = story.receive("facture.pdf", b"MZ" + bytes(500), NOON)
    assert filed.settlement.outcome is OutcomeKind.QUARANTINED
    assert names(filed) == {"report.txt", "findings.json"}


def test_a_cancellation_has_its_record_and_is_told_beside_the_ticket(story: Story) -> None:
    ticket = accepted(story)
    answers = {"request_number": ticket.number, "contact_name": "Anne Essai"}
    form = filled_cancellation(story, answers)
    cancelled = story.receive("annulation.pdf", form, "2026-05-13T09:00")
    assert cancelled.settlement.outcome is OutcomeKind.CANCELLED
    record = json.loads((cancelled.place / "cancellation.json").read_bytes())
    assert (record["cancels"], record["already_closed"]) == (ticket.number, False)
    (event,) = events_of(story.root, f"tickets/{ticket.number}")
    assert (event.kind, event.details) == ("cancelled", {"number": cancelled.number})


def test_a_ticket_that_is_over_is_not_cancelled_again(story: Story) -> None:
    ticket = accepted(story)
    for day, name in ((13, "Anne Essai"), (14, "Anne E.")):
        answers = {"request_number": ticket.number, "contact_name": name}
        form = filled_cancellation(story, answers)
        filed = story.receive("a.pdf", form, f"2026-05-{day}T09:00")
    record = json.loads((filed.place / "cancellation.json").read_bytes())
    assert record["already_closed"]
    assert len(events_of(story.root, f"tickets/{ticket.number}")) == 1
