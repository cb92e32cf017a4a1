from dataclasses import replace
from datetime import timedelta

from tests.unit.judging.bench import (
    FILLED,
    RECEIVED,
    Filled,
    codes,
    desk_of,
    drop_of,
    file_of,
)
from zenforms.form.library import shipped_form
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.prepare import case_of, released
from zenforms.judging.threads import History, Join, Round, Thread, ThreadState, sought_by
from zenforms.reading.submission import Channel, DropFile, Envelope, Role, Submission

FIRST = "ZF-260511-00000"
MALFUNCTION = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
REPLY = Envelope(
    channel=Channel.EMAIL,
    sender="bruno.test@client.example",
    subject=f"Re: votre demande {FIRST}",
    references=("letter-1@desk.example",),
    body="Voici le fichier demandé.",
)
PSR = file_of("psr.zip", Role.PSR)


def _thread(state: ThreadState, *forms: Filled, files: tuple[DropFile, ...] = ()) -> Thread:
    return Thread(
        client_id="EX-001",
        state=state,
        rounds=(
            Round(FIRST, RECEIVED - timedelta(days=2), "incomplete", drop_of(*forms, files=files)),
        ),
        letters=frozenset({"letter-1@desk.example"}),
    )


def _judged(drop: Submission, *threads: Thread) -> Outcome:
    names = ("assistance-request", "cancellation")
    case = case_of(
        drop,
        desk=desk_of(),
        forms={name: shipped_form(name) for name in names},
        received_at=RECEIVED,
        history=History(threads),
    )
    return judge(case)


def test_the_missing_file_in_a_reply_completes_the_returned_request() -> None:
    log = file_of("trace.log", Role.LOG)
    thread = _thread(ThreadState.RETURNED, MALFUNCTION, files=(log,))
    outcome = _judged(drop_of(envelope=REPLY, files=(PSR,)), thread)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert "ZF307" in codes(outcome)
    assert [one.number for one in outcome.case.earlier_rounds] == [FIRST]
    assert outcome.case.channel is Channel.FORM
    assert [file.name for file in outcome.case.submission.files] == ["trace.log", "psr.zip"]


def test_a_correction_form_joins_by_its_hidden_thread_and_has_the_newest_values() -> None:
    thread = _thread(ThreadState.RETURNED, FILLED.with_answers(urgency=None), files=(PSR,))
    corrected = FILLED.with_hidden(thread=FIRST).with_answers(urgency="high")
    outcome = _judged(drop_of(corrected), thread)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert outcome.case.request is not None
    assert outcome.case.request.urgency == "high"
    assert [file.name for file in outcome.case.submission.files] == ["psr.zip"]


def test_a_round_that_still_lacks_something_goes_back_again() -> None:
    thread = _thread(ThreadState.RETURNED, FILLED.with_answers(urgency=None))
    outcome = _judged(drop_of(envelope=REPLY, files=(PSR,)), thread)
    assert outcome.kind is OutcomeKind.INCOMPLETE
    assert {"ZF307", "ZF101"} <= codes(outcome)


def test_words_alone_on_an_awaited_request_are_for_a_person_and_nothing_is_asked_again() -> None:
    lacking = FILLED.with_answers(urgency=None)
    thread = _thread(ThreadState.RETURNED, lacking, files=(PSR,))
    printed = {"client_name": FILLED.answers["client_name"]}
    blank = FILLED.with_answers(**dict.fromkeys(FILLED.answers, None) | printed)
    untouched = lacking.with_hidden(thread=FIRST)
    for forms in ((), (lacking,), (untouched,), (blank,)):
        for files in ((), (PSR,), (file_of("image001.png", Role.DECORATION),)):
            outcome = _judged(drop_of(*forms, envelope=REPLY, files=files), thread)
            assert (outcome.kind, outcome.exit_code) == (OutcomeKind.FOLLOWUP, 0), codes(outcome)
            assert "ZF365" in codes(outcome)
            assert outcome.case.joined is not None
            assert outcome.case.joined.thread.number == FIRST


def test_an_untouched_correction_form_never_beats_the_form_that_was_completed() -> None:
    lacking = FILLED.with_answers(urgency=None)
    untouched = lacking.with_hidden(thread=FIRST)
    for forms in ((untouched, FILLED), (FILLED, untouched)):
        for envelope in (REPLY, replace(REPLY, references=(), subject="voici")):
            thread = _thread(ThreadState.RETURNED, lacking)
            outcome = _judged(drop_of(*forms, envelope=envelope), thread)
            assert outcome.kind is OutcomeKind.ACCEPTED
            assert outcome.case.request is not None
            assert outcome.case.request.urgency is not None
            assert [one.number for one in outcome.case.earlier_rounds] == [FIRST]


def test_an_answer_typed_into_the_reply_is_told_beside_its_label() -> None:
    thread = _thread(ThreadState.RETURNED, FILLED.with_answers(desk_version=None))
    body = "Bonjour,\n\nVersion de votre Desk : 12.2\n\n> Version de votre Desk : ?\n"
    outcome = _judged(drop_of(envelope=replace(REPLY, body=body)), thread)
    told = [one for one in outcome.report.findings if one.code == "ZF366"]
    assert [one.arguments["value"] for one in told] == ["12.2"]


def test_a_reply_about_an_open_ticket_is_a_followup_and_no_new_ticket() -> None:
    for state in (ThreadState.OPEN, ThreadState.CLOSED):
        outcome = _judged(drop_of(envelope=REPLY), _thread(state, FILLED))
        assert (outcome.kind, outcome.exit_code) == (OutcomeKind.FOLLOWUP, 0)
        assert not codes(outcome) & {"ZF301", "ZF302", "ZF101", "ZF090"}


def test_a_correction_form_for_a_request_in_hand_is_a_followup() -> None:
    corrected = FILLED.with_hidden(thread=FIRST)
    outcome = _judged(drop_of(corrected), _thread(ThreadState.OPEN, FILLED))
    assert outcome.kind is OutcomeKind.FOLLOWUP


def test_a_late_correction_form_is_not_asked_for_evidence_that_came_before() -> None:
    late = MALFUNCTION.with_hidden(thread=FIRST).with_answers(psr_attached="yes")
    asked = {"ZF401", "ZF402", "ZF403", "ZF404", "ZF440"}
    assert not codes(_judged(drop_of(late), _thread(ThreadState.OPEN, MALFUNCTION))) & asked
    assert "ZF401" in codes(_judged(drop_of(late)))


def test_a_new_form_in_reply_about_a_request_in_hand_is_a_new_request() -> None:
    outcome = _judged(drop_of(FILLED, envelope=REPLY), _thread(ThreadState.OPEN, FILLED))
    assert (outcome.kind, "ZF308" in codes(outcome)) == (OutcomeKind.ACCEPTED, True)
    assert outcome.case.earlier_rounds == ()


def test_the_number_in_the_subject_is_enough() -> None:
    envelope = replace(REPLY, references=())
    outcome = _judged(drop_of(envelope=envelope), _thread(ThreadState.OPEN, FILLED))
    assert outcome.kind is OutcomeKind.FOLLOWUP


def test_nobody_joins_the_thread_of_another_client() -> None:
    thread = _thread(ThreadState.RETURNED, MALFUNCTION)
    stranger = replace(REPLY, sender="x@modele.example")
    by_mail = _judged(drop_of(envelope=stranger, files=(PSR,)), thread)
    assert by_mail.kind is OutcomeKind.QUARANTINED
    assert "ZF532" in codes(by_mail)
    foreign = FILLED.with_hidden(client_id="EX-002", thread=FIRST).with_answers(
        client_name="Atelier Modèle", mode="no_tma"
    )
    by_form = _judged(drop_of(foreign), thread)
    assert by_form.case.joined is None
    assert "ZF309" in codes(by_form)


def test_nobody_joins_by_a_sender_what_the_form_does_not_name() -> None:
    thread = _thread(ThreadState.RETURNED, MALFUNCTION, files=(PSR,))
    foreign = FILLED.with_hidden(client_id="EX-002").with_answers(
        client_name="Atelier Modèle", mode="no_tma", email="a@modele.example"
    )
    blank = foreign.with_answers(**dict.fromkeys(FILLED.answers, None))
    for form in (foreign, blank):
        outcome = _judged(drop_of(form, envelope=REPLY), thread)
        assert outcome.case.joined is None
        assert outcome.case.submission.files == ()


def test_the_form_joins_its_own_request_whoever_sends_it() -> None:
    thread = _thread(ThreadState.RETURNED, FILLED.with_answers(urgency=None), files=(PSR,))
    stranger = replace(REPLY, sender="anne.essai@ailleurs.test")
    outcome = _judged(drop_of(FILLED, envelope=stranger), thread)
    assert outcome.case.joined is not None
    assert outcome.kind is OutcomeKind.ACCEPTED


def test_a_client_finds_its_own_request_behind_one_that_is_not() -> None:
    other = Thread("EX-002", ThreadState.OPEN, (Round("ZF-260510-00000", RECEIVED, "accepted"),))
    envelope = replace(REPLY, references=(), subject=f"Re: ZF-260510-00000, {FIRST}")
    outcome = _judged(drop_of(envelope=envelope), other, _thread(ThreadState.OPEN, FILLED))
    assert outcome.case.joined is not None
    assert outcome.case.joined.thread.number == FIRST


def test_a_request_of_nobody_known_is_nobodys_own() -> None:
    unknown = replace(_thread(ThreadState.RETURNED, FILLED), client_id=None)
    nameless = FILLED.with_hidden(client_id=None, thread=FIRST)
    assert _judged(drop_of(nameless), unknown).case.joined is None
    mail = replace(REPLY, sender="x@ailleurs.test")
    assert _judged(drop_of(envelope=mail), unknown).case.own_thread(FIRST) is None


def test_what_staff_forward_joins_the_request_of_its_author() -> None:
    thread = _thread(ThreadState.OPEN, FILLED)
    carrier = Envelope(Channel.EMAIL, sender="lea@editeur.example", subject=REPLY.subject)
    forwarded = replace(drop_of(envelope=carrier), forwarded=(REPLY,))
    assert _judged(forwarded, thread).kind is OutcomeKind.FOLLOWUP
    stranger = replace(forwarded, envelope=replace(carrier, sender="eve@evil.example"))
    assert _judged(stranger, thread).case.joined is None


def test_a_message_that_names_no_letter_of_ours_is_a_request_of_its_own() -> None:
    envelope = replace(REPLY, references=("other@client.example",), subject="Bonjour")
    outcome = _judged(drop_of(envelope=envelope), _thread(ThreadState.OPEN, FILLED))
    assert outcome.case.joined is None
    assert "ZF302" in codes(outcome)


def test_an_automatic_reply_to_a_letter_is_no_round() -> None:
    envelope = replace(REPLY, automatic=True)
    outcome = _judged(drop_of(envelope=envelope), _thread(ThreadState.RETURNED, MALFUNCTION))
    assert (outcome.kind, outcome.case.joined) == (OutcomeKind.AUTOMATIC, None)


def test_the_same_file_in_two_rounds_is_kept_once() -> None:
    thread = _thread(ThreadState.RETURNED, FILLED, files=(PSR,))
    outcome = _judged(drop_of(envelope=REPLY, files=(PSR,)), thread)
    assert [file.name for file in outcome.case.submission.files] == ["psr.zip"]


def test_a_blank_form_in_a_reply_does_not_hide_the_filled_one() -> None:
    blank = FILLED.with_answers(**dict.fromkeys(FILLED.answers, None))
    thread = _thread(ThreadState.RETURNED, FILLED)
    outcome = _judged(drop_of(blank, envelope=REPLY, files=(PSR,)), thread)
    assert outcome.kind is OutcomeKind.ACCEPTED


def test_what_a_drop_refers_to_can_be_looked_up_first() -> None:
    form = FILLED.with_answers(earlier_ticket="zf 260401 00001").with_hidden(thread=FIRST)
    sought = sought_by(drop_of(form, envelope=REPLY))
    assert sought.numbers == (FIRST, "ZF-260401-00001")
    assert sought.message_ids == ("letter-1@desk.example",)
    assert sought.client_ids == ("EX-001",)


def test_a_request_is_found_by_its_number_in_the_text_of_a_message() -> None:
    body = f"Bonjour, où en est ma demande {FIRST.replace('-', chr(0x2011))} ?"
    envelope = replace(REPLY, references=(), subject="Question", body=body)
    outcome = _judged(drop_of(envelope=envelope), _thread(ThreadState.OPEN, FILLED))
    assert outcome.kind is OutcomeKind.FOLLOWUP


def test_a_number_that_nobody_knows_is_asked_about_and_never_charged_or_refused() -> None:
    for sender in ("bruno.test@client.example", "x@modele.example"):
        lost = replace(REPLY, sender=sender, references=("ZF-260401-00001@desk.example",))
        outcome = _judged(drop_of(envelope=replace(lost, subject="Re: bonjour")))
        assert outcome.kind is OutcomeKind.QUARANTINED
        assert "ZF531" in codes(outcome)


def test_two_requests_of_a_client_in_one_message_are_asked_about() -> None:
    second = replace(
        _thread(ThreadState.OPEN, FILLED),
        rounds=(Round("ZF-260510-00000", RECEIVED, "accepted"),),
        letters=frozenset(),
    )
    subject = f"Re: ZF-260510-00000 et {FIRST}"
    envelope = replace(REPLY, references=(), subject=subject)
    outcome = _judged(drop_of(envelope=envelope), second, _thread(ThreadState.OPEN, FILLED))
    assert (outcome.kind, outcome.case.joined) == (OutcomeKind.QUARANTINED, None)
    assert "ZF533" in codes(outcome)


def test_what_a_person_released_joins_what_it_names() -> None:
    stranger = replace(REPLY, sender="x@ailleurs.test")
    for state, how in ((ThreadState.RETURNED, Join.WORD), (ThreadState.OPEN, Join.FOLLOWUP)):
        held = _judged(drop_of(envelope=stranger), _thread(state, FILLED))
        assert held.kind is OutcomeKind.QUARANTINED
        outcome = judge(released(held.case))
        assert outcome.kind is OutcomeKind.FOLLOWUP
        assert outcome.case.joined is not None
        assert (outcome.case.joined.how, outcome.case.request) == (how, None)
