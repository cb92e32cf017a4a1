"""Each outcome gets its letter, and some get none on purpose."""

from dataclasses import replace

import pytest

from tests.unit.judging.bench import (
    FILLED,
    RECEIVED,
    REGISTER,
    Filled,
    case_from,
    desk_of,
    drop_of,
    file_of,
    judged,
)
from tests.unit.present.letters import drops
from tests.unit.present.letters.opened import opened, tags_in
from zenforms.form.library import shipped_form
from zenforms.judging.case import Desk, Outcome, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.policy import Register
from zenforms.judging.request import Request
from zenforms.judging.threads import History, Round, Thread, ThreadState
from zenforms.present.letters.write import letters_of
from zenforms.reading.submission import Role

HOSTILE = '"><script>alert(1)</script>\r\nBcc: x@y.test\u202e=cmd'


def names(outcome: Outcome) -> set[str]:
    return set(letters_of(outcome, drops.NUMBER, drops.BRANDING).files)


def test_an_incomplete_request_gets_a_reply_and_a_form_to_correct() -> None:
    assert names(drops.incomplete()) == {"reply.eml", "correction.pdf"}


def test_the_form_goes_with_the_reply_under_the_number() -> None:
    files = letters_of(drops.incomplete(), drops.NUMBER, drops.BRANDING).files
    attached = opened(files["reply.eml"]).attached
    assert attached == {"ZF-260513-7K3QD.pdf": files["correction.pdf"]}


def test_a_refused_request_gets_a_reply_and_a_form_to_fill_in() -> None:
    assert names(drops.refused()) == {"reply.eml", "correction.pdf"}


def test_an_accepted_request_gets_an_acknowledgement() -> None:
    assert names(drops.accepted()) == {"acknowledgement.eml"}


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_cancellation_is_confirmed(*, is_closed: bool) -> None:
    opened_in_may = Round("ZF-260512-ABCDE", RECEIVED, "accepted")
    state = ThreadState.CLOSED if is_closed else ThreadState.OPEN
    request = Request(summary="L’export « Tableur » s’arrête ?")
    thread = Thread("EX-001", state, (opened_in_may,), request)
    filled = Filled(
        {"client_name": "Société Exemple", "contact_name": "Anne Essai", "confirmed": "yes"}
        | {"email": "anne.essai@client.example", "request_number": "ZF-260512-ABCDE"},
        form=shipped_form("cancellation"),
    ).with_hidden(form_id="cancellation")
    case = replace(case_from(drop_of(filled, envelope=drops.MAIL)), history=History((thread,)))
    files = letters_of(judge(case), drops.NUMBER, drops.BRANDING).files
    text = " ".join(opened(files["acknowledgement.eml"]).text.split())
    assert "ZF-260512-ABCDE" in text
    assert drops.NUMBER not in text
    assert ("était déjà close" in text) is is_closed
    assert ("est annulée" in text) is not is_closed


@pytest.mark.parametrize(
    "kind", sorted(set(OutcomeKind) - {"accepted", "cancelled", "incomplete", "refused"})
)
def test_nothing_else_is_ever_answered(kind: OutcomeKind) -> None:
    letters = letters_of(replace(drops.incomplete(), kind=kind), drops.NUMBER, drops.BRANDING)
    assert letters.files == {}
    assert letters.message_ids == ()


def test_a_machine_is_never_answered() -> None:
    machine = replace(drops.MAIL, automatic=True, automatic_reason="Auto-Submitted")
    outcome = judged(envelope=machine)
    assert outcome.kind is OutcomeKind.AUTOMATIC
    assert names(outcome) == set()


def test_what_is_quarantined_is_never_answered() -> None:
    outcome = judged(drops.LACKING.with_hidden(client_id="NOBODY"), envelope=drops.MAIL)
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert names(outcome) == set()


def test_the_desk_is_told_the_message_id_of_what_it_wrote() -> None:
    letters = letters_of(drops.incomplete(), drops.NUMBER, drops.BRANDING)
    (message_id,) = letters.message_ids
    assert opened(letters.files["reply.eml"]).head("Message-ID") == f"<{message_id}>"


def test_the_number_stands_in_every_subject() -> None:
    for outcome in (drops.incomplete(), drops.refused(), drops.accepted()):
        files = letters_of(outcome, drops.NUMBER, drops.BRANDING).files
        (draft,) = (content for name, content in files.items() if name.endswith(".eml"))
        assert opened(draft).head("Subject").startswith("[ZF-260513-7K3QD] ")


def test_replayed_it_is_the_same_to_the_byte() -> None:
    first, second = (letters_of(drops.refused(), drops.NUMBER, drops.BRANDING) for _ in range(2))
    assert first == second


def test_a_clients_words_stay_words() -> None:
    hostile = FILLED.with_answers(
        contact_name=HOSTILE, summary=HOSTILE, desk_version=HOSTILE, description=HOSTILE
    )
    outcome = drops.incomplete(hostile, replace(drops.MAIL, subject=HOSTILE, sender_name=HOSTILE))
    read = opened(letters_of(outcome, drops.NUMBER, drops.BRANDING).files["reply.eml"])
    assert "Bcc" not in read.message
    assert "script" not in tags_in(read.rich)
    assert "\u202e" not in read.text + read.rich + read.head("Subject") + read.head("To")


def _unreachable() -> Desk:
    clients = tuple(
        c.model_copy(update={"contacts": (), "mail_domains": ()}) for c in REGISTER.clients
    )
    return desk_of(register=Register(clients=clients))


@pytest.mark.parametrize("kind", [OutcomeKind.ACCEPTED, OutcomeKind.INCOMPLETE])
def test_a_letter_to_nobody_proved_says_nothing_and_holds_no_form(kind: OutcomeKind) -> None:
    filled = FILLED if kind is OutcomeKind.ACCEPTED else drops.LACKING
    log = file_of("secret.log", Role.LOG)
    outcome = judged(filled, desk=_unreachable(), envelope=drops.MAIL, files=(log,))
    assert outcome.kind is kind
    [(name, draft)] = letters_of(outcome, drops.NUMBER, drops.BRANDING).files.items()
    assert name == ("acknowledgement.eml" if kind is OutcomeKind.ACCEPTED else "reply.eml")
    read = opened(draft)
    assert read.attached == {}
    whole = f"{read.text}{read.rich}{read.message}"
    for word in ("Société Exemple", "EX-001", "Anne Essai", "Export", "secret.log"):
        assert word not in whole
    assert "formulaire de votre société" in " ".join(read.text.split())
    assert "Rien ne prouve" in read.head("X-Zenforms-To")


def test_it_is_the_same_whatever_became_of_the_drop() -> None:
    def words(filled: Filled) -> str:
        outcome = judged(filled, desk=_unreachable(), envelope=drops.MAIL)
        [draft] = letters_of(outcome, drops.NUMBER, drops.BRANDING).files.values()
        return opened(draft).text

    assert words(FILLED) == words(drops.LACKING)
