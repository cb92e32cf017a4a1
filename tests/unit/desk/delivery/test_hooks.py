"""Hooks hear what happens, signed, at least once, each time under the same id."""

import base64
import hashlib
import hmac
import json
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.making.ticketserver import Fault, House, receiver, ticket_server
from tests.unit.desk.bench import NOW
from tests.unit.desk.delivery.bench import (
    NUMBER,
    PLACE,
    Time,
    a_desk,
    a_ticket,
    an_outcome,
    happened,
    news_of,
)
from zenforms.desk.delivery.hooks import Herald, signature
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, save
from zenforms.desk.delivery.settings import Hook
from zenforms.desk.delivery.transport import SystemAwayError
from zenforms.desk.spool.durable import Disk
from zenforms.judging.case import OutcomeKind

TODAY = NOW.date()
KEY = base64.b64encode(b"k" * 32).decode()


def herald(
    root: Path, house: House, clock: Time, *on: str, secret: str | None = None, **more: str
) -> Herald:
    hook = Hook.model_validate({"name": "chat", "url": f"{house.url}/hook", "on": on} | more)
    return Herald(root, hook, secret, clock)


def test_messages_are_signed_as_standard_webhooks_wants_it(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    with ticket_server(receiver, house):
        herald(root, house, clock, "accepted", secret=f"whsec_{KEY}").advance(news_of(root), TODAY)
    ((headers, body),) = house.bodies
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(b"k" * 32, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert headers["webhook-id"] == f"{NUMBER}.accepted"
    assert headers["webhook-timestamp"] == str(int(clock.at))
    said = json.loads(body)
    assert said["type"] == "request.accepted"
    assert said["data"]["number"] == NUMBER


def test_news_hold_nothing_that_the_client_wrote_unless_the_ticket_is_asked_for(
    tmp_path: Path,
) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    happened(root, "followup", "e-1", number="ZF-260513-00000", words="mes mots")
    with ticket_server(receiver, house):
        herald(root, house, clock, "accepted", "followup").advance(news_of(root), TODAY)
        plain = b"".join(body for _, body in house.bodies)
        assert b"mes mots" not in plain
        assert b"Camille" not in plain
        whole = Hook(name="sheet", url=f"{house.url}/hook", on=("followup",), content="ticket")
        Herald(root, whole, None, clock).advance(news_of(root), TODAY)
    assert b"mes mots" in house.bodies[-1][1]
    assert b"Camille" in house.bodies[-1][1]


@pytest.mark.parametrize(
    "fault", [Fault.CUT_AFTER, Fault.BUSY_BEFORE, Fault.ERROR_AFTER, Fault.LIMITED]
)
def test_what_may_not_have_arrived_is_said_again_under_the_same_id_in_order(
    tmp_path: Path, fault: Fault
) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(faults={0: fault}), Time()
    a_ticket(root)
    happened(root, "closed", "e-1")
    with ticket_server(receiver, house):
        one = herald(root, house, clock, "accepted", "closed")
        for _ in range(4):
            with suppress(SystemAwayError):
                one.advance(news_of(root), TODAY)
            clock.at += 1000
    ids = [headers["webhook-id"] for headers, _ in house.bodies]
    assert list(dict.fromkeys(ids)) == [f"{NUMBER}.accepted", f"{NUMBER}.e-1"]
    assert len(ids) <= 3


def test_any_outcome_and_the_calendar_can_be_heard(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    an_outcome(root, OutcomeKind.QUARANTINED, "ZF-260512-00000")
    there = Delivery(PLACE, "rt", DeliveryState.DELIVERED, id="7", url="https://rt.example/7")
    save(Disk(), root, there)
    with ticket_server(receiver, house):
        one = herald(root, house, clock, "quarantined", "due_soon", "overdue", "delivered")
        assert OutcomeKind.QUARANTINED in one.kinds
        one.advance(news_of(root, "quarantine/ZF-260512-00000"), TODAY)
        one.advance(news_of(root), date(2026, 5, 17))
        one.advance(news_of(root), date(2026, 5, 17))
        one.advance(news_of(root), date(2026, 5, 19))
    ids = [headers["webhook-id"].partition(".")[2] for headers, _ in house.bodies]
    assert ids[:3] == ["quarantined", "due_soon-first_qualification", "delivered-rt"]
    assert sorted(ids[3:]) == ["overdue-first_qualification"]


def test_a_command_gets_the_message_and_none_of_our_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, clock = a_desk(tmp_path / "desk"), Time()
    a_ticket(root)
    monkeypatch.setenv("ZENFORMS_RT_TOKEN", "very-secret")
    script = (
        "import os, sys; open('heard', 'wb').write(sys.stdin.buffer.read());"
        "open('variables', 'w').write(repr(dict(os.environ)))"
    )
    hook = Hook(name="sheet", command=(sys.executable, "-c", script))
    Herald(root, hook, None, clock).advance(news_of(root), TODAY)
    assert json.loads((root / "heard").read_text())["data"]["number"] == NUMBER
    assert "very-secret" not in (root / "variables").read_text()
    assert f"{NUMBER}.accepted" in (root / "variables").read_text()
    assert os.environ["ZENFORMS_RT_TOKEN"] == "very-secret"  # noqa: S105 - ours is untouched


@pytest.mark.parametrize(
    "command", [("/nowhere/at/all",), (sys.executable, "-c", "import sys; sys.exit('non')")]
)
def test_a_command_that_fails_is_tried_again(tmp_path: Path, command: tuple[str, ...]) -> None:
    root, clock = a_desk(tmp_path / "desk"), Time()
    a_ticket(root)
    one = Herald(root, Hook(name="sheet", command=command), None, clock)
    with suppress(SystemAwayError):
        one.advance(news_of(root), TODAY)
    held = one.delivery_of(PLACE)
    assert held.reason
    assert held.not_before > clock.at
    assert not one.is_finished(held, news_of(root), TODAY)


def test_the_signature_of_the_specification_comes_out() -> None:
    """The example of standard-webhooks, spec.md."""
    from zenforms.desk.delivery.hooks import Message  # noqa: PLC0415 - of this test alone

    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the published example
    message = Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "", "", b'{"test": 2432232314}')
    assert (
        signature(secret, message, 1614265330) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )
