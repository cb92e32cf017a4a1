"""Whatever a form holds, it gets exactly one outcome and findings that can be said."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.judging.bench import FILLED, REGISTER, case_from, drop_of
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.policy import Policy, Quarterly, Releases
from zenforms.judging.schema import said_file
from zenforms.judging.ticket import Ticket, ticket_of
from zenforms.language import Lang
from zenforms.reading.submission import Channel, Envelope, Flag

DESK = Desk(
    policy=Policy(products=("Capture Modèle",)),
    register=REGISTER,
    releases=Releases(quarterly=Quarterly(pattern="{yy}.{quarter}", since=date(2024, 1, 1))),
    keys=(b"k" * 32,),
)
NAMES = [field.name for field in FILLED.form.fields()]
LABELS = ["TMA", "HorsTMA", "Dysfonctionnement", "Script", "Oui", "Non", "Bloquante", "(à choisir)"]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*LABELS, "12.2", "v1", "ZF-260501-00000", "a@b.example", "\ud800", "\0"]),
)
EXITS = {
    OutcomeKind.ACCEPTED: {0},
    OutcomeKind.INCOMPLETE: {1},
    OutcomeKind.REFUSED: {1},
    OutcomeKind.QUARANTINED: {3, 4},
}


@given(
    st.dictionaries(st.sampled_from(NAMES), VALUES),
    st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(Flag), max_size=3).map(tuple)),
    st.dictionaries(st.sampled_from(list(FILLED.hidden)), VALUES),
)
@settings(max_examples=80)
def test_whatever_a_form_holds_it_gets_one_outcome(
    raw: dict[str, str], flags: dict[str, tuple[Flag, ...]], hidden: dict[str, str]
) -> None:
    filled = replace(FILLED, raw=raw, flags=flags).with_hidden(**hidden)
    outcome = judge(case_from(drop_of(filled), desk=DESK))
    assert outcome.exit_code in EXITS[outcome.kind]
    for lang in Lang:
        assert said_file("x.pdf", outcome, lang).outcome is outcome.kind
    released = judge(replace(outcome.case, released=True))
    assert released.kind is not OutcomeKind.QUARANTINED
    ticket = ticket_of(released, number="ZF-260513-7K3QD")
    assert Ticket.model_validate(ticket.model_dump()) == ticket


@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=40))
@settings(max_examples=60)
def test_whatever_a_mail_says_it_gets_one_outcome(subject: str, body: str, sender: str) -> None:
    mail = Envelope(channel=Channel.EMAIL, sender=sender, subject=subject, body=body)
    for envelope in (mail, replace(mail, sender="b@client.example")):
        outcome = judge(case_from(drop_of(envelope=envelope), desk=DESK))
        assert outcome.exit_code in EXITS[outcome.kind]
