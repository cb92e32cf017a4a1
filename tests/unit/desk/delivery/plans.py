"""Takes a ticket with everything that happened to it through a plan of crashes and faults."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from tests.making.ticketserver import Fault, Handler, House, glpi, ticket_server, zammad
from tests.unit.desk.bench import QuickDisk
from tests.unit.desk.delivery.bench import (
    LAG,
    NUMBER,
    OVER,
    Time,
    a_desk,
    a_ticket,
    happened,
    news_of,
    system_at,
    target_for,
)
from zenforms.desk.delivery.courier import Courier
from zenforms.desk.delivery.outbox import DeliveryState
from zenforms.desk.delivery.transport import HttpAnswer, HttpClient, SystemAwayError
from zenforms.handles import HeldFolder

HANDLERS: dict[str, Handler] = {"zammad": zammad, "glpi": glpi}
EVENTS = (("noted", "e-1"), ("first_qualification", "e-2"), ("closed", "e-3"))
FILES = {f"{NUMBER}.json", "journal.log"}
_MOST_ROUNDS = 60


class DiedError(BaseException):
    """The process is gone."""


@dataclass
class Fate:
    """Counts what can part one step from the next, and dies at the points of a plan."""

    deaths: list[int]
    """At which point of each life; a life that is not in it goes on to its end."""
    points: int = 0
    is_late: bool = False
    """Whether what was about to be sent arrives all the same, a moment before its time is up."""
    late: list[tuple[float, Callable[[], object]]] = field(default_factory=list)

    def point(self, late: Callable[[], object] | None = None) -> None:
        """Die here, if it is time."""
        if self.deaths and self.points == self.deaths[0]:
            self.deaths.pop(0)
            if late and self.is_late:
                self.late.append((0.0, late))
            raise DiedError
        self.points += 1


class Deadly(QuickDisk):
    """A disk that dies just before or just after a file is replaced."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate

    def rename(self, source: Path, target: Path, *, inside: HeldFolder | None = None) -> None:
        self._fate.point()
        super().rename(source, target, inside=inside)
        self._fate.point()


class DeadlyClient(HttpClient):
    """Dies just before a request is sent, or just after its answer came."""

    fate: ClassVar[Fate]

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        content: bytes | None = None,
        kind: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        def send() -> HttpAnswer:
            return HttpClient.ask(
                self, method, path, query=query, content=content, kind=kind, headers=headers
            )

        self.fate.point(send if method != "GET" else None)
        answer = send()
        self.fate.point()
        return answer


@dataclass(frozen=True)
class Played:
    """How it ended."""

    house: House
    points: int
    state: DeliveryState
    doubles: int
    lives: int


def play(
    folder: Path,
    name: str,
    *,
    deaths: Sequence[int] = (),
    faults: Mapping[int, Fault] | None = None,
    is_late: bool = False,
    lag: float = LAG / 2,
) -> Played:
    """Deliver a ticket and its events, one of which comes in the middle, whatever the plan does."""
    root = a_desk(folder / "desk")
    a_ticket(root)
    for kind, event_id in EVENTS[:2]:
        happened(root, kind, event_id)
    clock = Time()
    house = House(now=clock, lag=lag, faults=faults or {})
    fate = Fate(list(deaths), is_late=is_late)
    DeadlyClient.fate = fate
    lives = 1
    with ticket_server(HANDLERS[name], house):
        target = target_for(name, house)
        for turn in range(_MOST_ROUNDS):
            if turn == 1:
                happened(root, *EVENTS[2])
            disk, system = Deadly(fate), system_at(target, DeadlyClient)
            courier = Courier(root, name, target, system, clock, disk=disk)
            try:
                delivery = courier.advance(news_of(root))
                if turn and courier.is_finished(delivery, news_of(root)):
                    courier.look_after(news_of(root))
                    break
            except DiedError:
                lives += 1
                fate.points = 0
                fate.late = [(at or clock.at + 4.0, send) for at, send in fate.late]
            except SystemAwayError:
                pass
            _pass_time(clock, fate, courier, root)
        found = courier.delivery_of(news_of(root).place)
    return Played(house, fate.points, found.state, len(found.doubles), lives)


def _pass_time(clock: Time, fate: Fate, courier: Courier, root: Path) -> None:
    """Wait until something is due; what was on its way arrives meanwhile."""
    delivery = courier.delivery_of(news_of(root).place)
    goal = max(clock.at + 1.0, delivery.not_before)
    for at, send in list(fate.late):
        if at <= goal:
            clock.at = max(clock.at, at)
            fate.late.remove((at, send))
            with suppress(SystemAwayError):
                send()
    clock.at = goal


def check(played: Played) -> None:
    """One ticket with its files once, everything that happened told once and in order."""
    house = played.house
    assert played.state is DeliveryState.DELIVERED, played.state
    assert played.doubles == 0
    assert len(house.tickets) == 1, f"{len(house.tickets)} tickets"
    (ticket,) = house.tickets.values()
    assert set(ticket.files) == FILES
    assert len(ticket.files) == len(FILES), ticket.files
    told = [
        e for heading, text in ticket.notes for _, e in EVENTS if f"zenforms:{e})" in heading + text
    ]
    assert told == [event_id for _, event_id in EVENTS]
    assert ticket.state in OVER
