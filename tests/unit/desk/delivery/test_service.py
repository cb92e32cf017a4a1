"""Everything a desk delivers, to several targets at once: none holds up another."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.making.ticketserver import TOKEN, House, receiver, ticket_server, zammad
from tests.unit.desk.bench import new_desk
from tests.unit.desk.delivery.bench import NUMBER, PLACE, Time, a_ticket, happened
from zenforms.desk.decisions.decision_files import OrderKind, waiting_orders
from zenforms.desk.delivery.lines import DeliveryLine, DeliveryNews
from zenforms.desk.delivery.news import Desktop
from zenforms.desk.delivery.service import (
    couriers_of,
    deliver,
    line_to,
    lines_of,
    needed_settings,
)
from zenforms.desk.setup.opening import OpenDesk, open_desk
from zenforms.errors import DeskError


@pytest.fixture
def house() -> Iterator[House]:
    with ticket_server(zammad, House()) as found:
        yield found


@pytest.fixture
def opened(tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch) -> OpenDesk:
    root = new_desk(tmp_path / "desk")
    monkeypatch.setenv("ZENFORMS_ZAMMAD_TOKEN", TOKEN)
    settle(root, house.url)
    a_ticket(root)
    return open_desk(root)


def settle(root: Path, url: str, more: str = "", since: str = "2026-01-01") -> None:
    (root / "delivery.toml").write_text(
        f'since = {since}\n[zammad]\nurl = "{url}"\ngroup = "Support"\n'
        f'customer = "desk@editeur.example"\ntimeout_seconds = 2\nlag_seconds = 0\n{more}'
    )


def once(opened: OpenDesk) -> tuple[bool, list[DeliveryNews]]:
    told: list[DeliveryNews] = []
    is_all = deliver(opened, once=True, is_asked=_nobody, tell=told.append)
    return is_all, told


def _nobody(seconds: float) -> bool:
    time.sleep(seconds)
    return False


def test_what_is_decided_is_delivered(opened: OpenDesk, house: House) -> None:
    happened(opened.root, "noted", "e-1")
    is_all, told = once(opened)
    assert is_all
    assert [one.delivery.id for one in told if one.delivery] == ["1"]
    assert len(house.tickets) == 1
    requests = len(house.requests)
    assert once(opened)[0]
    assert len(house.requests) <= requests + 1, "what is delivered is not asked about again"


def test_a_dead_receiver_holds_nobody_up(opened: OpenDesk, house: House) -> None:
    heard = House()
    with ticket_server(receiver, heard):
        hooks = (
            '[[hooks]]\nname = "dead"\nurl = "http://127.0.0.1:9/x"\n'
            f'[[hooks]]\nname = "chat"\nurl = "{heard.url}/hook"\non = ["accepted", "delivered"]\n'
        )
        settle(opened.root, house.url, hooks)
        is_all, told = once(opened)
    assert not is_all
    assert len(house.tickets) == 1
    assert [h["webhook-id"] for h, _ in heard.bodies] == [
        f"{NUMBER}.accepted",
        f"{NUMBER}.delivered-zammad",
    ]
    assert [one.reason for one in told if one.target == "dead" and one.reason]


def test_what_came_before_the_day_stays(opened: OpenDesk, house: House) -> None:
    settle(opened.root, house.url, since="2026-06-01")
    assert once(opened)[0]
    assert house.tickets == {}


def test_a_request_that_left_the_desk_leaves_the_outbox(opened: OpenDesk) -> None:
    once(opened)
    gone = opened.root / "outbox" / "tickets" / "ZF-260511-00000"
    gone.mkdir()
    (gone / "zammad.json").write_text("{}")
    once(opened)
    assert not gone.exists()
    assert (opened.root / "outbox" / PLACE).exists()


def test_a_closing_over_there_becomes_an_order_here(opened: OpenDesk, house: House) -> None:
    once(opened)
    house.tickets[1].state = "closed"
    (courier,) = couriers_of(opened, needed_settings(opened.root))
    clock = Time(time.time())
    line = line_to(replace(courier, wall=clock), Desktop(opened.root), lambda _told: None)
    line.work(lambda: False)
    clock.at += 10_000
    line.work(lambda: False)
    (order,) = waiting_orders(opened.root)
    assert (order.kind, order.number, order.by) == (OrderKind.CLOSE, NUMBER, "zammad")


def test_a_bug_in_one_request_holds_up_no_other(opened: OpenDesk, house: House) -> None:
    a_ticket(opened.root, "ZF-260512-00000")
    (line,) = lines_of(opened, lambda _told: None)
    advance = line.advance

    def broken(news: object) -> object:
        if getattr(news, "number", "") == "ZF-260512-00000":
            raise RuntimeError
        return advance(news)  # type: ignore[arg-type]

    told: list[DeliveryNews] = []
    both: DeliveryLine = replace(line, advance=broken, tell=told.append)  # type: ignore[arg-type]
    both.work(lambda: False)
    assert len(house.tickets) == 1
    assert any("RuntimeError" in one.reason for one in told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("since = 2026-01-01\n", "delivers nothing"),
        ('[rt]\nurl = "http://rt.example"\nqueue = "x"\n', "url"),
        ('[rt]\nurl = "https://user:secret@rt.example"\nqueue = "x"\n', "url"),
        ('[rt]\nurl = "https://rt.example"\n', "queue"),
        ('[rt]\nurl = "https://rt.example"\nqueue = "x"\nfields = { a = "nothing" }\n', "fields"),
        ('[[hooks]]\nname = "a"\n', "url or command"),
        ('[[hooks]]\nname = "a"\ncommand = ["x"]\non = ["nothing"]\n', "no event"),
        (
            '[[hooks]]\nname = "a"\ncommand = ["x"]\n[[hooks]]\nname = "a"\ncommand = ["x"]\n',
            "two hooks",
        ),
        ('[[hooks]]\nname = "../a"\ncommand = ["x"]\n', "name"),
        ('[rt]\nurl = "https://rt.example"\nqueue = "x"\n', "secret of rt"),
        ('[rt]\nurl = "https://rt.example"\nqueue = "x"\ntoken_file = "nowhere"\n', "nowhere"),
        ('[[hooks]]\nname = "a"\ncommand = ["x"]\ntoken_file = "bad"\n', "base64"),
    ],
)
def test_settings_that_cannot_be_used_are_told_and_nothing_is_sent(
    opened: OpenDesk, text: str, said: str
) -> None:
    bad = opened.root / "bad"
    bad.write_text("whsec_!!!\n")
    bad.chmod(0o600)
    (opened.root / "delivery.toml").write_text(text)
    with pytest.raises(DeskError) as raised:
        once(opened)
    assert said in str(raised.value)


def test_a_secret_that_others_may_read_is_not_used(opened: OpenDesk) -> None:
    (opened.root / "open").write_text("very-secret\n")
    (opened.root / "open").chmod(0o644)
    settle(
        opened.root, "https://zammad.example", 'token_file = "open"\ntoken_variable = "NO_SUCH"\n'
    )
    with pytest.raises(DeskError) as raised:
        once(opened)
    assert "very-secret" not in str(raised.value)
    (opened.root / "open").chmod(0o600)
    lines_of(opened, lambda _told: None)
