"""What becomes of a delivery when systems, people and records do odd things."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.making.ticketserver import Fault, House, glpi, ticket_server, zammad
from tests.unit.desk.delivery.bench import (
    LAG,
    NUMBER,
    PLACE,
    Time,
    a_desk,
    a_ticket,
    courier_to,
    happened,
    news_of,
    target_for,
)
from zenforms.desk.delivery.courier import Courier, Turn
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, forget, load, of_outcome, save
from zenforms.desk.delivery.queue import queues_of, taken_as, tried_again
from zenforms.desk.delivery.settings import Delivering
from zenforms.desk.delivery.transport import SystemAwayError
from zenforms.desk.spool.durable import Disk
from zenforms.errors import DeskError


def test_the_record_is_for_its_owner_alone_and_holds_nothing_of_the_client(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    with ticket_server(zammad, house):
        courier_to(root, "zammad", house, clock).advance(news_of(root))
    path = root / "outbox" / PLACE / "zammad.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "Exemple" not in path.read_text()
    assert "export" not in path.read_text()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"state": "sent"}',
        '{"tries": "many"}',
        "[" * 9999,
        f'{{"place": "{PLACE}", "target": "zammad", "state": "creating", "until": NaN}}',
        f'{{"place": "{PLACE}", "target": "zammad", "state": "creating", "until": 1{"0" * 400}}}',
        '{"place": "../../elsewhere", "target": "zammad"}',
    ],
)
def test_a_record_that_is_lost_or_garbled_costs_nothing(tmp_path: Path, content: str) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    happened(root, "noted", "e-1")
    with ticket_server(zammad, house):
        courier_to(root, "zammad", house, clock).advance(news_of(root))
        (root / "outbox" / PLACE / "zammad.json").write_text(content)
        courier_to(root, "zammad", house, clock).advance(news_of(root))
    (ticket,) = house.tickets.values()
    assert len(ticket.files) == 2
    assert [heading for heading, _ in ticket.notes if "e-1" in heading] == [ticket.notes[-1][0]]


def test_a_refusal_is_told_when_the_ticket_is_not_there(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)

    def refusing(house: House, asked: object) -> tuple[int, object]:
        status, values = zammad(house, asked)  # type: ignore[arg-type]
        if getattr(asked, "method", "") == "POST":
            house.tickets.clear()
            return 422, {"error": "Group can't be blank <b>"}
        return status, values

    with ticket_server(refusing, house):
        courier = courier_to(root, "zammad", house, clock)
        waiting = courier.advance(news_of(root))
        assert waiting.state is DeliveryState.CREATING
        clock.at += LAG + 60
        failed = courier.advance(news_of(root))
    assert failed.state is DeliveryState.FAILED
    assert "Group can't be blank" in failed.reason


def test_what_nobody_can_find_out_is_doubtful_and_never_sent_twice(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(faults={1: Fault.CUT_AFTER}), Time()
    a_ticket(root)
    blind = {"value": False}

    def handler(house: House, asked: object) -> tuple[int, object]:
        if blind["value"] and "search" in getattr(asked, "path", ""):
            return 400, {"error": "search is switched off"}
        return zammad(house, asked)  # type: ignore[arg-type]

    with ticket_server(handler, house):
        courier = courier_to(root, "zammad", house, clock)
        with pytest.raises(SystemAwayError):
            courier.advance(news_of(root))
        blind["value"] = True
        clock.at += 2 * LAG
        doubtful = courier.advance(news_of(root))
        assert doubtful.state is DeliveryState.DOUBTFUL
        clock.at += 1e6
        assert courier.advance(news_of(root)) == doubtful
        assert len(house.tickets) == 1
        blind["value"] = False
        with pytest.raises(DeskError, match="no ticket 99"):
            taken_as(root, doubtful, "99", courier.system)
        taken_as(root, doubtful, "1", courier.system)
        done = courier.advance(news_of(root))
    assert (done.state, done.id) == (DeliveryState.DELIVERED, "1")
    assert len(house.tickets) == 1


def test_a_surplus_ticket_is_closed_as_a_double_with_a_pointer(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    with ticket_server(zammad, house):
        courier = courier_to(root, "zammad", house, clock)
        courier.advance(news_of(root))
        first = house.tickets[1]
        house.add(first.title, first.text, {})  # a dead client's request, carried out much later
        reply = house.add(f"Re: {first.title}", "une réponse", {})
        other = house.add(first.title, "un courriel", {})
        other.maker = "camille@client.example"
        found = courier.look_after(news_of(root))
    assert found.doubles == ("2",)
    assert house.tickets[2].state == "closed"
    assert "ticket/zoom/1" in house.tickets[2].notes[-1][1]
    assert reply.state == "open", "a reply to our letter is nobody's double"
    assert other.state == "open", "nor is what somebody else made"


def test_a_ticket_that_is_gone_waits_for_a_person_who_may_send_it_again(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    with ticket_server(glpi, house):
        courier = courier_to(root, "glpi", house, clock)
        courier.advance(news_of(root))
        house.tickets[1].is_deleted = True
        gone = courier.look_after(news_of(root))
        assert gone.state is DeliveryState.DOUBTFUL
        tried_again(root, gone)
        clock.at += 1000
        again = courier.advance(news_of(root))
    assert (again.state, again.id) == (DeliveryState.DELIVERED, "2")


def test_what_happens_over_there_is_heard_once(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    heard: list[Turn] = []

    def hear(_delivery: Delivery, turn: Turn) -> str:
        heard.append(turn)
        return f"order-{len(heard)}"

    with ticket_server(zammad, house):
        courier: Courier = replace(courier_to(root, "zammad", house, clock), hear=hear)
        courier.advance(news_of(root))
        house.tickets[1].state = "closed"
        for _ in range(3):
            courier.look_after(news_of(root))
        happened(root, "closed", "order-1")
        assert courier.is_finished(courier.delivery_of(PLACE), news_of(root))
        courier.look_after(news_of(root))
        house.tickets[1].state = "open"
        courier.look_after(news_of(root))
    assert heard == [Turn.CLOSED, Turn.REOPENED]


def test_a_clock_that_was_set_back_makes_nothing_wait_for_ever(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    far = Delivery(PLACE, "zammad", DeliveryState.CREATING, until=clock.at + 1e8)
    save(Disk(), root, far)
    with ticket_server(zammad, house):
        courier = courier_to(root, "zammad", house, clock)
        waiting = courier.advance(news_of(root))
        assert waiting.not_before <= clock.at + 3600
        clock.at = waiting.not_before + 1
        assert courier.advance(news_of(root)).state is DeliveryState.DELIVERED


def test_a_wrong_secret_holds_the_whole_system_and_shows_itself_nowhere(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    with ticket_server(zammad, house):
        courier = courier_to(root, "zammad", house, clock)
        headers = {"Authorization": "Token token=very-secret"}
        client = replace(courier.system.client, headers=headers)  # type: ignore[attr-defined]
        wrong = replace(courier, system=replace(courier.system, client=client))  # type: ignore[type-var]
        with pytest.raises(SystemAwayError) as raised:
            wrong.advance(news_of(root))
    found = load(root, PLACE, "zammad")
    assert found
    for said in (str(raised.value), found.reason, repr(wrong), json.dumps(found.reason)):
        assert "very-secret" not in said
    assert "401" in found.reason


def test_queues_say_what_is_delivered_and_what_waits(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    a_ticket(root)
    a_ticket(root, "ZF-260512-00000")
    a_ticket(root, "ZF-250101-00000")
    with ticket_server(zammad, house):
        courier_to(root, "zammad", house, clock).advance(news_of(root))
        settings = Delivering.model_validate(
            {"since": "2026-01-01", "zammad": target_for("zammad", house).model_dump()}
        )
    (queue,) = queues_of(root, settings)
    assert (queue.delivered, len(queue.waiting), len(queue.stuck)) == (1, 1, 0)
    assert queue.waiting[0].number == "ZF-260512-00000"
    assert [one.id for one in of_outcome(root, PLACE)] == ["1"]
    forget(Disk(), root, PLACE)
    assert of_outcome(root, PLACE) == ()


def test_files_that_stay_here_are_named(tmp_path: Path) -> None:
    root, house, clock = a_desk(tmp_path / "desk"), House(), Time()
    beside = [
        {"copy_beside": {"name": name}, "held_back": False}
        for name in ("vide.log", "gros.bin", "../x")
    ]
    held = [{"copy_beside": {"name": "secret.docx"}, "held_back": True}]
    a_ticket(root, files=beside + held)
    place = root / PLACE
    (place / "vide.log").write_text("")
    (place / "gros.bin").write_bytes(b"x" * 3000)
    (place / "secret.docx").write_bytes(b"x")
    with ticket_server(zammad, house):
        courier = courier_to(root, "zammad", house, clock)
        small = replace(courier, target=target_for("zammad", house, largest_file=2000))
        found = small.advance(news_of(root))
    (ticket,) = house.tickets.values()
    assert ticket.files == [f"{NUMBER}.json"]
    assert found.lacks == ()
    assert "vide.log (vide)" in ticket.text
    assert "gros.bin (trop gros" in ticket.text
    assert "Retenu faute de déclaration" in ticket.text
    assert "secret.docx" not in ticket.text
