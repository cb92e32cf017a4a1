"""Requests that take several rounds, from the first drop to the last word."""

import hashlib
import io
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.unit.desk.bench import tree
from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story, ticket_of
from tests.unit.present.letters.opened import opened
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.papers.requests import Filed
from zenforms.desk.spool.durable import OvertakenError
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import events_of
from zenforms.desk.spool.recover import recover
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.case import Desk, Outcome, OutcomeKind
from zenforms.judging.threads import History
from zenforms.reading.submission import Submission

ANNE = "Anne Essai <anne.essai@client.example>"
COLLEAGUE = "Luc Essai <luc.essai@client.example>"
JEAN = "Jean Test <jean.test@modele.example>"
WITHOUT_VERSION = {**ANSWERS, "desk_version": None}
LOG = b"2026-05-12 09:00:00 ERROR ZenSolutions.Export: column lost\n" * 5


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "bureau")


def returned(story: Story) -> Filed:
    """Anne's request without a version and with a log, by mail: it goes back."""
    files = {
        "demande.pdf": filled(story.form(), WITHOUT_VERSION),
        "export.log": LOG,
        "psr.zip": PSR,
    }
    filed = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.INCOMPLETE
    return filed


def lacking_a_recording(story: Story) -> Filed:
    """Anne's request with every answer but without the recording: it goes back."""
    files = {"demande.pdf": filled(story.form(), ANSWERS), "export.log": LOG}
    filed = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.INCOMPLETE
    return filed


def letter_id(filed: Filed) -> str:
    return opened((filed.place / "reply.eml").read_bytes()).head("Message-ID")


def names_in(ticket: dict[str, object]) -> set[object]:
    files = ticket["files"]
    assert isinstance(files, list)
    return {file["name"] for file in files}


def with_thread(form: bytes, number: str) -> bytes:
    """A form whose hidden thread somebody wrote into it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(form)))
    acroform = writer.root_object["/AcroForm"].get_object()
    assert isinstance(acroform, DictionaryObject)
    for reference in cast("ArrayObject", acroform["/Fields"]):
        field = cast("DictionaryObject", reference.get_object())
        if str(field["/T"]) == "thread":
            field[NameObject("/V")] = TextStringObject(number)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_correction_form_completes_the_request_with_the_files_of_both_rounds(
    story: Story,
) -> None:
    first = returned(story)
    correction = (first.place / "correction.pdf").read_bytes()
    second = story.receive(
        "c.pdf", filled(correction, {"desk_version": "12.1"}), "2026-05-18T09:00"
    )
    assert second.settlement.outcome is OutcomeKind.ACCEPTED
    assert second.settlement.thread == first.number
    ticket = ticket_of(second)
    assert (ticket["number"], ticket["drop"]["number"]) == (first.number, second.number)
    assert ticket["request"]["desk_version"] == "12.1"
    assert ticket["request"]["summary"] == ANSWERS["summary"]
    assert {"export.log", "psr.zip"} <= names_in(ticket)
    assert [one["number"] for one in ticket["rounds"]] == [first.number]


def test_the_files_of_the_first_round_lie_beside_the_ticket(story: Story) -> None:
    first = returned(story)
    correction = (first.place / "correction.pdf").read_bytes()
    second = story.receive(
        "c.pdf", filled(correction, {"desk_version": "12.1"}), "2026-05-18T09:00"
    )
    for file in ticket_of(second)["files"]:
        assert (second.place / file["copy_beside"]["name"]).is_file(), file["safe_name"]
    assert (second.place / first.number / "export.log").is_file()


def test_a_log_that_came_in_two_rounds_lies_there_once_and_masked(story: Story) -> None:
    log = LOG + b"2026-05-12 09:10:00 INFO ZenSolutions password=Tr0ub4dor\n"
    files = {"demande.pdf": filled(story.form(), ANSWERS), "export.log": log}
    first = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    answer = mail(ANNE, "Re", {"export.log": log, "psr.zip": PSR}, answers=letter_id(first))
    second = story.receive("2.eml", answer, "2026-05-13T09:00")
    assert second.settlement.outcome is OutcomeKind.ACCEPTED
    copies = [path for path in second.place.rglob("export.log") if path.is_file()]
    assert len(copies) == 1
    assert b"Tr0ub4dor" not in b"".join(path.read_bytes() for path in copies)


def test_the_commitments_count_from_the_round_that_completed_it(story: Story) -> None:
    first = returned(story)
    correction = (first.place / "correction.pdf").read_bytes()
    second = story.receive(
        "c.pdf", filled(correction, {"desk_version": "12.1"}), "2026-05-18T09:00"
    )
    dates = ticket_of(second)["dates"]
    assert dates["registered_at"].startswith("2026-05-18")
    assert dates["first_qualification"]["day"] == "2026-05-20"


def test_the_acknowledgement_speaks_of_the_number_that_the_client_knows(story: Story) -> None:
    first = returned(story)
    correction = (first.place / "correction.pdf").read_bytes()
    second = story.receive(
        "c.pdf", filled(correction, {"desk_version": "12.1"}), "2026-05-18T09:00"
    )
    read = opened((second.place / "acknowledgement.eml").read_bytes())
    assert first.number in read.head("Subject")
    assert second.number not in read.head("Subject") + read.text


def test_a_correction_that_is_still_incomplete_is_a_round_of_the_first(story: Story) -> None:
    first = returned(story)
    correction = (first.place / "correction.pdf").read_bytes()
    answers = {"desk_version": "la dernière"}
    second = story.receive("c.pdf", filled(correction, answers), "2026-05-13T09:00")
    assert second.settlement.outcome is OutcomeKind.INCOMPLETE
    again = (second.place / "correction.pdf").read_bytes()
    third = story.receive("d.pdf", filled(again, {"desk_version": "12.1"}), "2026-05-14T09:00")
    assert third.settlement.outcome is OutcomeKind.ACCEPTED
    assert third.settlement.thread == first.number
    assert [one["number"] for one in ticket_of(third)["rounds"]] == [first.number, second.number]
    assert {"export.log", "psr.zip"} <= names_in(ticket_of(third))


def test_a_reply_with_only_the_missing_file_completes_the_request(story: Story) -> None:
    first = lacking_a_recording(story)
    reply = mail(ANNE, "RE: Export", {"psr.zip": PSR}, answers=letter_id(first))
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert second.settlement.outcome is OutcomeKind.ACCEPTED
    assert second.settlement.thread == first.number
    ticket = ticket_of(second)
    assert ticket["channel"] == "form"
    assert ticket["request"]["summary"] == ANSWERS["summary"]
    assert {"export.log", "psr.zip"} <= names_in(ticket)


def test_the_number_in_the_subject_joins_a_reply_whose_thread_was_cut(story: Story) -> None:
    first = lacking_a_recording(story)
    reply = mail(COLLEAGUE, f"RE: [{first.number}] à compléter", {"psr.zip": PSR})
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert second.settlement.thread == first.number
    assert second.settlement.outcome is OutcomeKind.ACCEPTED


def test_another_clients_reply_is_not_joined(story: Story) -> None:
    first = lacking_a_recording(story)
    reply = mail(JEAN, f"RE: [{first.number}]", {"psr.zip": PSR}, answers=letter_id(first))
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert second.settlement.thread is None
    assert second.settlement.outcome is OutcomeKind.QUARANTINED


def test_another_clients_form_with_this_thread_is_not_joined(story: Story) -> None:
    first = returned(story)
    stranger = filled(
        story.form("EX-002"), {**ANSWERS, "mode": "no_tma", "email": "j@modele.example"}
    )
    second = story.receive("2.pdf", with_thread(stranger, first.number), "2026-05-13T09:00")
    assert second.settlement.thread is None
    assert "ZF309" in second.settlement.codes


def test_a_reply_to_an_open_ticket_is_filed_with_it_and_is_no_new_ticket(story: Story) -> None:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    first = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    assert first.settlement.outcome is OutcomeKind.ACCEPTED
    reply = mail(ANNE, f"RE: [{first.number}]", {"export.log": LOG}, text="Encore ceci.")
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert second.settlement.outcome is OutcomeKind.FOLLOWUP
    assert second.record is None
    assert sorted(p.name for p in (story.root / Folder.TICKETS).glob("*.json")) == [
        f"{first.number}.json"
    ]
    (event,) = events_of(story.root, f"tickets/{first.number}")
    assert (event.kind, event.details["number"]) == ("followup", second.number)
    assert (second.place / "export.log").read_bytes() == LOG


def test_a_followup_is_never_answered_by_the_desk(story: Story) -> None:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    first = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    reply = mail(ANNE, f"RE: [{first.number}]", {}, text="Merci !")
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert list(second.place.glob("*.eml")) == []
    assert second.settlement.letters == ()


def test_after_acceptance_the_first_number_still_leads_to_the_ticket(story: Story) -> None:
    first = lacking_a_recording(story)
    reply = mail(ANNE, f"RE: [{first.number}]", {"psr.zip": PSR})
    story.receive("2.eml", reply, "2026-05-13T09:00")
    word = mail(ANNE, f"RE: [{first.number}]", {}, text="Cela se produit aussi sur le poste 4.")
    third = story.receive("3.eml", word, "2026-05-14T09:00")
    assert third.settlement.outcome is OutcomeKind.FOLLOWUP
    assert [
        event.details["number"] for event in events_of(story.root, f"tickets/{first.number}")
    ] == [third.number]


def test_a_refused_mail_that_comes_back_on_the_form_is_accepted_with_its_files(
    story: Story,
) -> None:
    first = story.receive(
        "1.eml", mail(JEAN, "Export cassé", {"export.log": LOG}), "2026-05-12T09:00"
    )
    assert first.settlement.outcome is OutcomeKind.REFUSED
    answers = {**ANSWERS, "mode": "no_tma", "type": "assistance", "email": "j@modele.example"}
    form = filled((first.place / "correction.pdf").read_bytes(), answers)
    second = story.receive("2.pdf", form, "2026-05-13T09:00")
    assert second.settlement.outcome is OutcomeKind.ACCEPTED
    assert second.settlement.thread == first.number
    assert "export.log" in names_in(ticket_of(second))


def test_the_same_values_again_are_a_warning_that_names_the_first(story: Story) -> None:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    first = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    again = story.receive("2.eml", mail(ANNE, "Export bis", files), "2026-05-20T09:00")
    assert again.settlement.outcome is OutcomeKind.ACCEPTED
    report = json.loads((again.place / "findings.json").read_bytes())
    assert any(first.number in finding["message"] for finding in report["findings"])


def test_two_corrections_at_once_become_one_ticket_and_a_followup(story: Story) -> None:
    first = returned(story)
    correction = (first.place / "correction.pdf").read_bytes()
    slower = filled(correction, {"desk_version": "12.1"})
    faster = filled(correction, {"desk_version": "12.1", "telephone": "01 99 00 12 34"})

    def judge_late(
        submission: Submission, desk: Desk, at: datetime, *, history: History
    ) -> Outcome:
        outcome = judge_drop(submission, desk, at, history=history)
        if submission.name == "slower.pdf":
            story.receive("faster.pdf", faster, "2026-05-18T09:00")
        return outcome

    late = replace(story, hands=replace(story.hands, judge=judge_late))
    with pytest.raises(OvertakenError):
        late.receive("slower.pdf", slower, "2026-05-18T09:00")
    (left,) = recover(story.spool)
    settled = take_in(story.spool, left, story.hands, story.opened.desk)
    assert settled.outcome is OutcomeKind.FOLLOWUP
    assert len(list((story.root / Folder.TICKETS).glob("ZF-*[!s].json"))) == 1


def test_a_round_of_what_is_accepted_meanwhile_becomes_a_followup(story: Story) -> None:
    first = returned(story)
    correction = filled((first.place / "correction.pdf").read_bytes(), {"desk_version": "12.1"})
    order = Order("1", OrderKind.ACCEPT, first.number, story.spool.now(), "Camille", "vu")

    def judge_late(
        submission: Submission, desk: Desk, at: datetime, *, history: History
    ) -> Outcome:
        outcome = judge_drop(submission, desk, at, history=history)
        if submission.name == "slower.pdf":
            assert carry_out_order(story.spool, story.opened, story.hands, order).done
        return outcome

    late = replace(story, hands=replace(story.hands, judge=judge_late))
    with pytest.raises(OvertakenError):
        late.receive("slower.pdf", correction, "2026-05-18T09:00")
    (left,) = recover(story.spool)
    settled = take_in(story.spool, left, story.hands, story.opened.desk)
    assert settled.outcome is OutcomeKind.FOLLOWUP
    kinds = [event.kind for event in events_of(story.root, f"tickets/{first.number}")]
    assert kinds == ["accepted", "followup"]


def test_a_cancellation_of_what_is_accepted_meanwhile_reaches_the_ticket(story: Story) -> None:
    first = returned(story)
    blank = story.form("EX-001", "cancellation")
    answers = {
        "contact_name": "Anne Essai",
        "email": "anne.essai@client.example",
        "request_number": first.number,
        "confirmed": True,
    }
    form = fill_form(blank, answers, form=shipped_form("cancellation"))
    order = Order("1", OrderKind.ACCEPT, first.number, story.spool.now(), "Camille", "vu")

    def judge_late(
        submission: Submission, desk: Desk, at: datetime, *, history: History
    ) -> Outcome:
        outcome = judge_drop(submission, desk, at, history=history)
        if submission.name == "annulation.pdf":
            assert carry_out_order(story.spool, story.opened, story.hands, order).done
        return outcome

    late = replace(story, hands=replace(story.hands, judge=judge_late))
    with pytest.raises(OvertakenError):
        late.receive("annulation.pdf", form, "2026-05-18T09:00")
    (left,) = recover(story.spool)
    assert take_in(story.spool, left, story.hands, story.opened.desk).outcome is (
        OutcomeKind.CANCELLED
    )
    kinds = [event.kind for event in events_of(story.root, f"tickets/{first.number}")]
    assert kinds == ["accepted", "cancelled"]


def two_at_once(story: Story, slower: bytes, faster: bytes) -> Story:
    """A desk whose worker has judged `slower` when `faster` comes in and settles."""

    def judge_late(
        submission: Submission, desk: Desk, at: datetime, *, history: History
    ) -> Outcome:
        outcome = judge_drop(submission, desk, at, history=history)
        if submission.sha256 == hashlib.sha256(slower).hexdigest():
            story.receive("faster.eml", faster, "2026-05-18T09:00")
        return outcome

    return replace(story, hands=replace(story.hands, judge=judge_late))


def test_of_two_equal_requests_at_once_the_slower_one_is_told_as_a_repetition(
    story: Story,
) -> None:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    slower, faster = (mail(ANNE, subject, files) for subject in ("Export", "Export bis"))
    late = two_at_once(story, slower, faster)
    with pytest.raises(OvertakenError):
        late.receive("slower.eml", slower, "2026-05-18T09:00")
    (left,) = recover(story.spool)
    settled = take_in(story.spool, left, story.hands, story.opened.desk)
    assert settled.outcome is OutcomeKind.ACCEPTED
    assert "ZF363" in settled.codes


def test_what_is_told_as_a_repetition_already_waits_for_no_other(story: Story) -> None:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    first, slower, faster = (mail(ANNE, f"Export {n}", files) for n in range(3))
    story.receive("first.eml", first, "2026-05-18T08:00")
    settled = two_at_once(story, slower, faster).receive("s.eml", slower, "2026-05-18T09:00")
    assert "ZF363" in settled.settlement.codes


@pytest.mark.parametrize(
    ("sender", "client", "answers"),
    [
        (ANNE, "EX-001", {"summary": "L’écran d’accueil reste vide"}),
        (JEAN, "EX-002", {"mode": "no_tma", "email": "jean.test@modele.example"}),
    ],
    ids=["other words", "other client"],
)
def test_two_other_requests_at_once_do_not_wait_for_each_other(
    story: Story, sender: str, client: str, answers: dict[str, str]
) -> None:
    slower = mail(ANNE, "Export", {"d.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR})
    form = filled(story.form(client), {**ANSWERS, **answers})
    faster = mail(sender, "Export bis", {"d.pdf": form, "psr.zip": PSR})
    late = two_at_once(story, slower, faster)
    settled = late.receive("slower.eml", slower, "2026-05-18T09:00").settlement
    assert settled.outcome is OutcomeKind.ACCEPTED
    assert "ZF363" not in settled.codes
    assert len(list((story.root / Folder.TICKETS).glob("ZF-*.json"))) == 2


def test_the_desk_remembers_rounds_after_a_restart(story: Story) -> None:
    first = lacking_a_recording(story)
    story = story.restarted()
    reply = mail(ANNE, f"RE: [{first.number}]", {"psr.zip": PSR})
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert second.settlement.outcome is OutcomeKind.ACCEPTED
    assert "export.log" in names_in(ticket_of(second))


def test_replayed_rounds_give_the_same_bytes(tmp_path: Path) -> None:
    told = []
    for name in ("a", "b"):
        story = new_story(tmp_path / name)
        (story.root / "seal.keys").write_text("ab" * 32 + "\n")
        first = returned(story)
        correction = (first.place / "correction.pdf").read_bytes()
        second = story.receive(
            "c.pdf", filled(correction, {"desk_version": "12.1"}), "2026-05-18T09:00"
        )
        assert second.record
        told.append(
            {**tree(first.place), **tree(second.place), "ticket": second.record.read_bytes()}
        )
    assert told[0] == told[1]
