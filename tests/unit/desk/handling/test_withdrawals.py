"""Saying that a problem is solved is never punished, whoever says it of what, and however.

What the client has open × how the request is meant × whether it has TMA: no ticket of its own, no
charge, no refusal, no due date; it reaches a person at its request, or asks for the number.
"""

import json
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from itertools import product
from pathlib import Path

import pytest

from tests.unit.desk.handling.test_threads import ANNE, JEAN, WITHOUT_VERSION
from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.papers.memory import FINDINGS
from zenforms.desk.papers.requests import Filed
from zenforms.desk.papers.waiting import Waiting, Why, waiting_for_people
from zenforms.form.fill import fill_form
from zenforms.form.library import known_forms, shipped_form
from zenforms.form.outline import SHIPPED
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.prepare import case_of
from zenforms.reading.submission import Channel, Envelope, Submission

SOLVED = "Bonjour,\n\nLe problème est résolu, merci de fermer la demande.\n\nCordialement,\nAnne\n"
CLIENTS = {"EX-001": ANNE, "EX-002": JEAN}
OPEN = {
    "none": (),
    "one": ("open",),
    "one returned": ("returned",),
    "one and a closed one": ("closed", "open"),
    "an old one": ("old",),
    "two": ("open", "open"),
    "an old one and a new one": ("old", "open"),
    "only a closed one": ("closed",),
}


def with_requests(story: Story, client: str, states: tuple[str, ...]) -> list[Filed]:
    sender, found = CLIENTS[client], []
    for number, state in enumerate(states):
        changes = {"email": sender.split("<")[1][:-1], "mode": "no_tma"}
        summary = f"L’export numéro {number} coupe la dernière colonne"
        answers = {**(WITHOUT_VERSION if state == "returned" else ANSWERS), **changes}
        form = filled(story.form(client), {**answers, "summary": summary})
        month = 2 if state == "old" else 5
        day = f"2026-{month:02}-{10 + number}T09:00"
        files = {"demande.pdf": form, "psr.zip": PSR}
        found.append(story.receive(f"{number}.eml", mail(sender, summary, files), day))
        if state == "closed":
            at = datetime.fromisoformat(day + "+02:00") + timedelta(days=1)
            order = Order(f"c{number}", OrderKind.CLOSE, found[-1].number, at, "Camille", "vu")
            assert carry_out_order(story.spool, story.opened, story.hands, order).done
    return found


def test_the_only_open_request_is_meant_and_a_person_cancels_it(tmp_path: Path) -> None:
    for place, (client, what) in enumerate(
        product(CLIENTS, ("one", "one returned", "one and a closed one", "an old one"))
    ):
        story = new_story(tmp_path / f"bureau{place}")
        requests = with_requests(story, client, OPEN[what])
        word = story.restarted().receive(
            "mot.eml", mail(CLIENTS[client], "Merci", {}, text=SOLVED), "2026-05-20T09:00"
        )
        assert word.settlement.outcome is OutcomeKind.FOLLOWUP, (client, what)
        assert word.settlement.thread == requests[-1].number
        [waits] = [one for one in waiting(story) if one.number == word.number]
        assert waits.why is Why.WITHDRAWN
        assert waits.request == requests[-1].number
        assert not list(word.place.glob("*.eml"))


def waiting(story: Story) -> tuple[Waiting, ...]:
    return waiting_for_people(story.root, story.opened.clock.now().date()).waiting


@pytest.mark.parametrize("what", ["none", "two", "an old one and a new one", "only a closed one"])
@pytest.mark.parametrize("client", CLIENTS)
def test_else_the_number_is_asked_for_in_two_lines(what: str, client: str, tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    requests = with_requests(story, client, OPEN[what])
    raw = mail(CLIENTS[client], "Merci", {}, text=SOLVED)
    word = story.restarted().receive("mot.eml", raw, "2026-05-20T09:00")
    assert word.settlement.outcome is OutcomeKind.INCOMPLETE
    assert word.settlement.thread is None
    said = json.loads((word.place / FINDINGS).read_text(encoding="utf-8"))
    assert [one["code"] for one in said["findings"] if one["severity"] == "error"] == ["ZF384"]
    letter = message_from_bytes((word.place / "reply.eml").read_bytes(), policy=policy.default)
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    is_listed = [one.number in text for one in requests]
    assert is_listed == [state != "closed" for state in OPEN[what]]
    assert len(text.splitlines()) < 30
    assert (word.place / "correction.pdf").exists()
    [sent] = list(letter.iter_attachments())
    assert sent.get_content_type() == "application/pdf"


@pytest.mark.parametrize("state", ["open", "returned", "closed"])
@pytest.mark.parametrize("meant", ["subject", "text", "reply"])
def test_a_request_that_is_named_is_the_one(state: str, meant: str, tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first, _ = with_requests(story, "EX-002", (state, "open"))
    letter = next(first.place.glob("*.eml")).read_bytes()
    answered = str(message_from_bytes(letter, policy=policy.default)["Message-ID"])
    raw = mail(
        JEAN,
        f"Demande {first.number}" if meant == "subject" else "Merci",
        {},
        text=SOLVED + (first.number if meant == "text" else ""),
        answers=answered if meant == "reply" else None,
    )
    word = story.receive("mot.eml", raw, "2026-05-20T09:00")
    assert word.settlement.outcome is OutcomeKind.FOLLOWUP
    assert word.settlement.thread == first.number
    assert ("ZF383" in word.settlement.codes) is (state != "closed")


def test_a_stranger_who_says_so_is_looked_at(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    with_requests(story, "EX-001", ("open",))
    raw = mail("Eve <eve@ailleurs.test>", "Merci", {}, text=SOLVED)
    word = story.receive("mot.eml", raw, "2026-05-20T09:00")
    assert word.settlement.outcome is OutcomeKind.QUARANTINED
    assert word.settlement.codes[0] == "ZF508"


@pytest.mark.parametrize("client", CLIENTS)
def test_who_also_asks_something_makes_a_request(client: str, tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    with_requests(story, client, ("open",))
    text = f"Par contre l’export en CSV ne marche plus.\n{SOLVED}"
    raw = mail(CLIENTS[client], "Merci", {}, text=text)
    word = story.receive("mot.eml", raw, "2026-05-20T09:00")
    has_tma = client == "EX-001"
    assert word.settlement.outcome is (OutcomeKind.ACCEPTED if has_tma else OutcomeKind.REFUSED)


def test_the_number_that_comes_back_on_the_form_cancels_the_request(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first, _ = with_requests(story, "EX-002", ("open", "open"))
    word = story.receive("mot.eml", mail(JEAN, "Merci", {}, text=SOLVED), "2026-05-20T09:00")
    answers = {"request_number": first.number, "confirmed": "yes"}
    form = fill_form(
        (word.place / "correction.pdf").read_bytes(), answers, form=shipped_form("cancellation")
    )
    done = story.receive(
        "annulation.eml", mail(JEAN, "Annulation", {"annulation.pdf": form}), "2026-05-21T09:00"
    )
    assert done.settlement.outcome is OutcomeKind.CANCELLED


def test_without_a_desk_it_is_a_word_on_some_request() -> None:
    submission = Submission(
        "mot.eml", "0" * 64, Envelope(channel=Channel.EMAIL, sender="a@b.example", body=SOLVED)
    )
    case = case_of(
        submission, desk=Desk(), forms=known_forms(SHIPPED), received_at=datetime.now().astimezone()
    )
    outcome = judge(case)
    assert outcome.kind is OutcomeKind.FOLLOWUP
    assert "ZF384" in outcome.report.not_checked
