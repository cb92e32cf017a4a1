"""What the desk's own mail server wrote about a sender weighs as the policy has it."""

from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, codes, judged
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.parts import envelope_of
from zenforms.judging.policy import Intake, Policy
from zenforms.reading.submission import Channel, Envelope, Stamp

OURS = "mx.desk.example"
NAMED = Desk(policy=Policy(intake=Intake(mail_server=OURS)))
SENDERS = {"ZF513", "ZF514", "ZF515", "ZF516"}


def mail(*stamps: Stamp) -> Envelope:
    return Envelope(channel=Channel.FORM, sender="anne.essai@client.example", stamps=stamps)


@pytest.mark.parametrize(
    ("stamps", "told"),
    [
        ((Stamp(OURS, dmarc="fail", spf="fail"),), {"ZF513"}),
        ((Stamp(OURS, dmarc="fail", spf="pass"),), {"ZF513"}),
        ((Stamp(OURS, dmarc="pass", spf="fail"),), {"ZF514"}),
        ((Stamp(OURS, spf="softfail"),), {"ZF514"}),
        ((Stamp(OURS, dmarc="pass", spf="pass"),), set()),
        ((Stamp(OURS, dmarc="none", spf="neutral"),), set()),
        ((Stamp(OURS),), {"ZF515"}),
        ((), {"ZF515"}),
        ((Stamp("autre.example", dmarc="fail"),), {"ZF515"}),
        ((Stamp(OURS, dmarc="pass"), Stamp(OURS, dmarc="fail")), set()),
    ],
)
def test_the_topmost_stamp_of_the_named_server_is_weighed(
    stamps: tuple[Stamp, ...], told: set[str]
) -> None:
    outcome = judged(FILLED, envelope=mail(*stamps), desk=NAMED)
    assert codes(outcome) & SENDERS == told
    assert (outcome.kind is OutcomeKind.QUARANTINED) == ("ZF513" in told)


@pytest.mark.parametrize(
    ("authors", "is_other"),
    [
        ((), False),
        (("client.example",), False),
        (("Client.Example.",), False),
        (("mail.client.example",), False),
        (("evil.example",), True),
        (("evilclient.example",), True),
        (("client.example.evil.example",), True),
        (("client.example", "evil.example"), True),
        (("evil.example", "client.example"), True),
        (("",), True),
    ],
)
def test_what_the_server_knew_of_another_sender_holds_for_nobody_here(
    authors: tuple[str, ...], *, is_other: bool
) -> None:
    for result in ("pass", "none", "bestguesspass"):
        outcome = judged(
            FILLED, envelope=mail(Stamp(OURS, dmarc=result, authors=authors)), desk=NAMED
        )
        assert codes(outcome) & SENDERS == ({"ZF516"} if is_other else set())
        assert (outcome.kind is OutcomeKind.QUARANTINED) == is_other


def test_an_author_beyond_those_that_were_counted_is_another() -> None:
    envelope = replace(
        mail(Stamp(OURS, dmarc="pass", authors=("client.example",))), other_senders=("…",)
    )
    assert "ZF516" in codes(judged(FILLED, envelope=envelope, desk=NAMED))


def test_without_a_named_server_or_without_a_message_nothing_is_said() -> None:
    failed = mail(Stamp(OURS, dmarc="fail"))
    assert not codes(judged(FILLED, envelope=failed)) & SENDERS
    assert not codes(judged(FILLED, desk=NAMED)) & SENDERS


def test_the_ticket_says_what_was_found() -> None:
    stamp = Stamp(OURS, dmarc="pass", spf="softfail")
    said = envelope_of(judged(FILLED, envelope=mail(stamp), desk=NAMED).case).authentication
    assert said is not None
    assert said.model_dump() == {"server": OURS, "dmarc": "pass", "spf": "softfail", "dkim": None}
    assert envelope_of(judged(FILLED, envelope=mail(), desk=NAMED).case).authentication is None
