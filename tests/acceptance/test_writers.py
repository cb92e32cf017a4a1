"""A machine is told from a person by what says so, and no person is taken for one."""

from pathlib import Path

import pytest

from tests.acceptance.triggers.trigger import filled
from tests.making.mails import attachment, multipart
from tests.making.outlook import Msg, make_msg
from tests.making.writers import (
    AWAY,
    CAMILLE,
    CLASSES,
    LISTS,
    MACHINES,
    OWN_SIGNS,
    PEOPLE,
    WORDS,
    message,
)
from tests.viewers.judged import judged
from zenforms.judging.case import Outcome, OutcomeKind

PERHAPS_A_MACHINE, BY_A_LIST, INVITATION, PASSED_ON = "ZF594", "ZF593", "ZF595", "ZF596"


def _judged(folder: Path, content: bytes, name: str = "courriel.eml") -> Outcome:
    drop = folder / name
    drop.write_bytes(content)
    return judged(drop)


@pytest.mark.parametrize("name", MACHINES)
def test_what_a_machine_wrote_is_automatic(name: str, tmp_path: Path) -> None:
    assert _judged(tmp_path, MACHINES[name]).kind is OutcomeKind.AUTOMATIC


@pytest.mark.parametrize("name", PEOPLE)
def test_no_person_is_taken_for_a_machine(name: str, tmp_path: Path) -> None:
    outcome = _judged(tmp_path, PEOPLE[name])
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert outcome.case.request is not None
    assert outcome.case.request.description is not None


@pytest.mark.parametrize("subject", AWAY.values())
def test_a_subject_alone_makes_no_machine_but_is_told(subject: str, tmp_path: Path) -> None:
    outcome = _judged(tmp_path, message(subject))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert PERHAPS_A_MACHINE in outcome.report.codes()


@pytest.mark.parametrize("name", sorted(LISTS.keys() - {"nothing", "forwarded by a rule"}))
def test_the_form_of_a_person_is_judged_whatever_list_it_came_by(name: str, tmp_path: Path) -> None:
    outcome = _judged(tmp_path, _with_form(*LISTS[name]))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert BY_A_LIST not in outcome.report.codes()


@pytest.mark.parametrize("sign", OWN_SIGNS[:-1])
def test_a_filled_form_is_judged_whatever_machine_passed_it_on(sign: str, tmp_path: Path) -> None:
    outcome = _judged(tmp_path, _with_form(sign))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert PASSED_ON in outcome.report.codes()


def test_a_list_without_a_form_is_told(tmp_path: Path) -> None:
    assert BY_A_LIST in _judged(tmp_path, message("Impression", *LISTS["google"])).report.codes()


@pytest.mark.parametrize("kind", CLASSES)
def test_an_item_of_outlook_that_a_program_wrote_is_automatic(kind: str, tmp_path: Path) -> None:
    msg = make_msg(Msg(subject="Demande", sender=CAMILLE, body=WORDS, extra={0x001A: kind}))
    assert _judged(tmp_path, msg, "courriel.msg").kind is OutcomeKind.AUTOMATIC


@pytest.mark.parametrize(
    "kind", ["IPM.Schedule.Meeting.Request", "IPM.Appointment", "IPM.TaskRequest"]
)
def test_an_invitation_waits_for_a_look(kind: str, tmp_path: Path) -> None:
    msg = make_msg(Msg(subject="Point", sender=CAMILLE, body=WORDS, extra={0x001A: kind}))
    outcome = _judged(tmp_path, msg, "courriel.msg")
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert INVITATION in outcome.report.codes()


def test_an_agenda_that_a_person_attached_makes_no_invitation(tmp_path: Path) -> None:
    content = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    agenda = attachment("agenda.ics", content, "text/calendar; method=REQUEST")
    words = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.encode() + b"\r\n"
    heads = message("Impression").partition(b"Content-Type")[0]
    outcome = _judged(tmp_path, heads + multipart([words, agenda]))
    assert outcome.kind is OutcomeKind.ACCEPTED


def test_a_newsletter_of_a_stranger_stays_automatic(tmp_path: Path) -> None:
    mass = ("List-Id: <lettre.liste.test>", "List-Unsubscribe: <mailto:x@liste.test>")
    content = message("La lettre de mai", *mass, "Precedence: bulk", sender="lettre@liste.test")
    assert _judged(tmp_path, content).kind is OutcomeKind.AUTOMATIC


def test_a_stranger_who_writes_to_the_list_of_the_desk_is_a_person(tmp_path: Path) -> None:
    content = message("Impression", *LISTS["google"], sender="alex@ailleurs.test")
    assert _judged(tmp_path, content).kind is OutcomeKind.QUARANTINED


def _with_form(*signs: str) -> bytes:
    heads = message("Demande", *signs).partition(b"Content-Type")[0]
    words = b"Content-Type: text/plain\r\n\r\nVoici.\r\n"
    return heads + multipart([words, attachment("demande.pdf", filled(), "application/pdf")])
