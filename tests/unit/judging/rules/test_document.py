from dataclasses import replace
from string import Formatter

import pytest

from tests.unit.judging.bench import FILLED, RECEIVED, case_from, codes, desk_of, drop_of, judged
from zenforms import danger_problems, drop_problems, frame_problems, problems
from zenforms.findings import Problem, Severity
from zenforms.form.library import shipped_form
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.prepare import case_of
from zenforms.judging.rules.document import WEIGHTS, weight_of
from zenforms.reading.submission import Channel, Document, Envelope, Submission

EVERYTHING = {
    **problems.DOCUMENT,
    **drop_problems.DROP,
    **danger_problems.DANGER,
    **frame_problems.FRAME,
}
PLACES = {
    name
    for wording in EVERYTHING.values()
    for _, name, _, _ in Formatter().parse(wording.message.fr)
    if name
}
ARGUMENTS = dict.fromkeys(PLACES, "x")
MAIL = Envelope(channel=Channel.EMAIL, sender="b@client.example", subject="Aide", body="Aide")


def _drop(*codes_: str, document: bool = False, envelope: Envelope | None = None) -> Outcome:
    reported = tuple(Problem(code, ARGUMENTS) for code in codes_)
    alone = (Document("x.pdf", 10, "b" * 64, problems=reported),)
    submission = Submission(
        "x",
        "c" * 64,
        envelope=envelope or Envelope(),
        documents=alone if document else (),
        problems=() if document else reported,
    )
    forms = {"assistance-request": shipped_form("assistance-request")}
    return judge(case_of(submission, desk=desk_of(), forms=forms, received_at=RECEIVED))


@pytest.mark.parametrize("code", sorted(EVERYTHING))
def test_every_problem_that_reading_reports_becomes_a_finding(code: str) -> None:
    damaged = replace(FILLED, problems=(Problem(code, ARGUMENTS),))
    outcome = judged(damaged)
    assert code in codes(outcome)
    assert code not in codes(judged(FILLED))


@pytest.mark.parametrize("code", sorted(problems.UNREADABLE))
def test_a_file_without_values_is_quarantined_with_one_sentence(code: str) -> None:
    outcome = _drop(code, document=True)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 3)
    assert outcome.report.codes() == (code,)


@pytest.mark.parametrize("code", sorted(set(danger_problems.DANGER) - {"ZF554", "ZF556"}))
def test_what_may_do_harm_is_dangerous(code: str) -> None:
    outcome = judged(replace(FILLED, problems=(Problem(code, ARGUMENTS),)))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 4)


@pytest.mark.parametrize("code", ["ZF554", "ZF556"])
def test_what_a_client_may_send_in_good_faith_is_only_held(code: str) -> None:
    outcome = judged(replace(FILLED, problems=(Problem(code, ARGUMENTS),)))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 3)


def test_an_earlier_revision_that_is_still_read_changes_nothing_but_is_said() -> None:
    reported = Problem(problems.OLDER_REVISION, ARGUMENTS)
    outcome = judged(replace(FILLED, problems=(reported,)))
    assert outcome.kind is judged(FILLED).kind is OutcomeKind.ACCEPTED
    (finding,) = (f for f in outcome.report.findings if f.code == problems.OLDER_REVISION)
    assert finding.severity is Severity.INFO


def test_a_part_that_could_not_be_read_is_a_warning_beside_a_form_that_was() -> None:
    submission = replace(
        drop_of(FILLED), problems=(Problem(drop_problems.DAMAGED_ARCHIVE, ARGUMENTS),)
    )
    forms = {"assistance-request": shipped_form("assistance-request")}
    outcome = judge(case_of(submission, desk=desk_of(), forms=forms, received_at=RECEIVED))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert drop_problems.DAMAGED_ARCHIVE in codes(outcome)


def test_without_a_form_what_could_not_be_read_may_be_the_form() -> None:
    alone = _drop(drop_problems.DAMAGED_ARCHIVE)
    by_mail = _drop(drop_problems.DAMAGED_ARCHIVE, envelope=MAIL)
    assert (alone.kind, "ZF090" in codes(alone)) == (OutcomeKind.QUARANTINED, True)
    assert (by_mail.kind, "ZF091" in codes(by_mail)) == (OutcomeKind.QUARANTINED, True)
    whole = _drop(drop_problems.EMPTY_FILE, envelope=MAIL)
    assert "ZF091" not in codes(whole)


def test_of_an_encrypted_message_nothing_more_is_said_unless_a_form_was_read() -> None:
    closed = _drop(drop_problems.ENCRYPTED_MESSAGE, envelope=MAIL)
    assert closed.kind is OutcomeKind.QUARANTINED
    assert closed.report.codes() == (drop_problems.ENCRYPTED_MESSAGE,)
    beside_a_form = judged(replace(FILLED, problems=(Problem("ZF055"),)))
    assert codes(beside_a_form) > {drop_problems.ENCRYPTED_MESSAGE}


def test_a_damaged_outlook_message_beside_a_form_is_a_warning_and_alone_is_looked_at() -> None:
    damaged = (Problem(drop_problems.DAMAGED_OUTLOOK),)
    beside = judge(case_from(replace(drop_of(FILLED), problems=damaged)))
    assert (beside.kind, drop_problems.DAMAGED_OUTLOOK in codes(beside)) == (
        OutcomeKind.ACCEPTED,
        True,
    )
    alone = _drop(drop_problems.DAMAGED_OUTLOOK)
    assert (alone.kind, "ZF090" in codes(alone)) == (OutcomeKind.QUARANTINED, True)


def test_a_plain_mail_may_bring_any_pdf_along() -> None:
    outcome = _drop(problems.FOREIGN_FORM, document=True, envelope=MAIL)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert problems.FOREIGN_FORM not in codes(outcome)


def test_a_printed_copy_that_comes_by_mail_is_looked_at() -> None:
    outcome = _drop(problems.PRINTED_COPY, document=True, envelope=MAIL)
    assert outcome.kind is OutcomeKind.QUARANTINED


def test_what_weighs_less_than_a_quarantine_is_listed_and_known() -> None:
    assert set(WEIGHTS) <= set(EVERYTHING)
    assert weight_of(problems.DAMAGED) is Severity.QUARANTINE


def test_a_secret_written_over_the_form_is_masked_in_what_is_told_of_it() -> None:
    said = {"words": "mot de passe : Azerty123!"}
    outcome = judged(replace(FILLED, problems=(Problem(frame_problems.WRITTEN_BESIDE, said),)))
    assert "Azerty123!" not in str(outcome.report)
    assert {"ZF040", "ZF530"} <= codes(outcome)
