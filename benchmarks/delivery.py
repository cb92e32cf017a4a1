"""Delivery to a real RT or Redmine: how fast beside bare requests, and what 50 kills leave.

`python -m benchmarks.delivery rt --tickets 40 --drops 200 --kills 50` (as root: Debian packages).
The server is held, stopped and started again meanwhile; afterwards every request must have one
living ticket over there, with its files, and its note.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from tests.services.conftest import prepared_desk
from tests.services.test_delivery import (
    REDMINE_SETTINGS,
    RT_SETTINGS,
    Remote,
    drop,
    tickets,
)
from tests.services.ticketservers import redmine_house, rt_house
from zenforms.desk.delivery.news import Desktop
from zenforms.desk.delivery.service import couriers_of, line_to, needed_settings
from zenforms.desk.setup.opening import open_desk
from zenforms.judging.case import OutcomeKind

_OUTAGES, _HELD, _STOPPED = 10, 5, 9
"""Of so many kills, at which the server is held, and at which it is stopped."""
_FILES = 3


@contextmanager
def system(name: str) -> Iterator[Remote]:
    """A fresh RT or Redmine."""
    if name == "rt":
        with rt_house() as house:
            settings = RT_SETTINGS.format(url=house.url)
            yield Remote("rt", house, settings, {"ZENFORMS_RT_TOKEN": house.secret})
    else:
        with redmine_house() as house:
            settings = REDMINE_SETTINGS.format(url=house.url, **house.ids)
            yield Remote("redmine", house, settings, {"ZENFORMS_REDMINE_KEY": house.secret})


def a_desk(folder: Path, remote: Remote) -> Path:
    """A desk that delivers to it."""
    root = prepared_desk(folder)
    settings = remote.settings.replace("poll_minutes = 0.001", "poll_minutes = 5")
    (root / "delivery.toml").write_text(f"since = 2026-01-01\n{settings}")
    return root


def command(root: Path, *words: str) -> list[str]:
    """A command of ours for this desk."""
    return [sys.executable, "-m", "zenforms", *words, "--desk", str(root)]


def speed(folder: Path, remote: Remote, count: int) -> None:
    """Bare requests to create the same tickets, then deliveries of them as by `deliver run`."""
    root = a_desk(folder, remote)
    drop(root, count)
    subprocess.run(command(root, "watch", "--once"), check=True, stdout=subprocess.DEVNULL)
    opened = open_desk(root)
    (courier,) = couriers_of(opened, needed_settings(root))
    desktop = Desktop(root)
    news = [one for p in desktop.places(OutcomeKind.ACCEPTED) if (one := desktop.read(p))]
    outgoing = [courier.ticket_of(one) for one in news]
    strangers = [  # with numbers of their own, so that none is found for ours
        replace(one, number=f"{one.number}00", subject=one.subject.replace("ZF-", "ZX-"))
        for one in outgoing
    ]
    for ticket in strangers[:3]:
        courier.system.create(replace(ticket, number=f"{ticket.number}1"))
    begun = time.monotonic()
    for ticket in strangers:
        courier.system.create(ticket)
    bare = count / (time.monotonic() - begun)
    line = line_to(courier, Desktop(root), lambda _told: None)
    begun = time.monotonic()
    line.work(lambda: False)
    ours = count / (time.monotonic() - begun)
    print(f"{remote.name}: bare {bare:.2f}/s, delivered {ours:.2f}/s, ratio {ours / bare:.2f}")


def soak(folder: Path, remote: Remote, drops: int, kills: int) -> None:
    """A watcher and a delivery at work, both killed, the server held, stopped and started."""
    root = a_desk(folder, remote)
    environment = os.environ | remote.secret
    chance = random.Random(1)  # noqa: S311 - a plan that can be repeated

    def start(*words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command(root, *words), env=environment, stdout=subprocess.DEVNULL)

    running = {"watch": start("watch"), "deliver": start("deliver", "run")}
    server = remote.house.server
    port = int(remote.house.url.rpartition(":")[2])
    if server is None:
        return
    batches = [drops // kills + (n < drops % kills) for n in range(kills)]
    for number, batch in enumerate(batches):
        drop(root, batch, first=number * 1000)
        time.sleep(chance.uniform(0.5, 3.0))
        name = "deliver" if number % 4 else "watch"
        running[name].kill()
        running[name].wait()
        if number % _OUTAGES == _HELD:
            server.signal(signal.SIGSTOP)
            time.sleep(chance.uniform(2, 7))
            server.signal(signal.SIGCONT)
        if number % _OUTAGES == _STOPPED:
            server.stop()
            time.sleep(1)
            server.start(port)
        running[name] = start("watch") if name == "watch" else start("deliver", "run")
    _wait(lambda: len(tickets(root)) == drops and _delivered(root) == drops)
    for process in running.values():
        process.send_signal(signal.SIGTERM)
        process.wait()
    _judge(root, remote, drops)


def _delivered(root: Path) -> int:
    files = (root / "outbox" / "tickets").glob("ZF-*/*.json")
    return sum('"state": "delivered"' in path.read_text() for path in files if path.name[0] != ".")


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 900
    while not is_so() and time.monotonic() < end:
        time.sleep(1)


def _judge(root: Path, remote: Remote, drops: int) -> None:
    lost = doubled = bare = 0
    numbers = tickets(root)
    for number in numbers:
        living = remote.living(number)
        lost += not living
        doubled += len(living) > 1
        bare += bool(living) and len(set(remote.files(living[0]))) < _FILES
    said = f"{len(numbers)} of {drops} tickets here, {_delivered(root)} delivered"
    print(f"{remote.name}: {said}; {lost} lost, {doubled} doubled, {bare} without a file")


def main() -> None:
    """Measure, then kill."""
    parser = argparse.ArgumentParser()
    parser.add_argument("system", choices=["rt", "redmine"])
    parser.add_argument("--tickets", type=int, default=40)
    parser.add_argument("--drops", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        remote = stack.enter_context(system(asked.system))
        os.environ.update(remote.secret)
        if asked.tickets:
            speed(folder / "speed", remote, asked.tickets)
        if asked.drops:
            soak(folder / "soak", remote, asked.drops, asked.kills)


if __name__ == "__main__":
    main()
