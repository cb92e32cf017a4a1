"""Keeps delivering: each target has a thread and a queue of its own, so none holds up another.

Nothing is remembered that a restart would miss: what there is to do is read off the desk's folders
and the outbox.
"""

import binascii
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from zenforms.desk.decisions.decision_files import Order, OrderKind, put_order
from zenforms.desk.delivery.courier import Courier, Hear, Turn
from zenforms.desk.delivery.glpi import GlpiSystem
from zenforms.desk.delivery.hooks import SECRET_PREFIX, Herald, key_of
from zenforms.desk.delivery.lines import DeliveryLine, DeliveryNews, Tell
from zenforms.desk.delivery.news import Desktop, News
from zenforms.desk.delivery.outbox import Delivery, forget, places_in_outbox
from zenforms.desk.delivery.redmine import RedmineSystem
from zenforms.desk.delivery.rt import RequestTrackerSystem
from zenforms.desk.delivery.settings import (
    DELIVERY,
    Delivering,
    Glpi,
    Redmine,
    RequestTracker,
    TicketTarget,
    Zammad,
    broken_delivery,
    delivering_of,
    hook_secret,
    token_of,
)
from zenforms.desk.delivery.systems import TicketSystem
from zenforms.desk.delivery.transport import HttpClient
from zenforms.desk.delivery.zammad import ZammadSystem
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.setup.secret import secret_of
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import existing_places
from zenforms.desk.spool.lock import hold_desk
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Text

LOCK = "delivery"
"""The name of the lock: one program at a time delivers for a desk."""

_IDLE = 2.0
"""Seconds after which the folders are looked at again."""


def deliver(opened: OpenDesk, *, once: bool, is_asked: Callable[[float], bool], tell: Tell) -> bool:
    """Deliver until asked to stop or, `once`, as far as it goes now; returns whether all is done.

    `is_asked` waits for so many seconds, and says whether somebody asked to stop. Raises DeskError
    when the desk delivers nothing, when its file or a secret cannot be used, and when another
    program is delivering already.
    """
    root = opened.root
    with hold_desk(root, doing="deliver run", now=opened.clock.now(), what=LOCK):
        _forget_the_gone(root)
        while True:
            lines = lines_of(opened, tell)
            hooks = [line for line in lines if line.look_after is None]
            systems = [line for line in lines if line.look_after is not None]
            # hooks may have to tell what was delivered just now
            for wave in (systems, hooks) if once else (lines,):
                _work_on(wave, root, is_asked, tell, once=once)
            if once or is_asked(0.0):
                return not any(line.is_waiting for line in lines)


def _work_on(
    lines: list[DeliveryLine],
    root: Path,
    is_asked: Callable[[float], bool],
    tell: Tell,
    *,
    once: bool,
) -> None:
    """Work until asked to stop, until the settings change or, once, until nothing can be done."""
    stamp = _file_stamp(root)
    crew = [_Crew(line, is_asked, once=once) for line in lines]
    for one in crew:
        one.start()
    while any(one.is_alive() for one in crew):
        if is_asked(0.05 if once else 1.0):
            break
        if not once and (changed := _file_stamp(root)) != stamp:
            stamp = changed
            if _is_sound(root, tell):
                break
    for one in crew:
        one.dismiss()
    for one in crew:
        one.join()


class _Crew(threading.Thread):
    """One thread for one target."""

    def __init__(
        self, line: DeliveryLine, is_asked: Callable[[float], bool], *, once: bool
    ) -> None:
        super().__init__(name=f"deliver {line.name}", daemon=True)
        self._line = line
        self._is_asked = is_asked
        self._once = once
        self._dismissed = threading.Event()

    def dismiss(self) -> None:
        """Ask the thread to end after the request in hand."""
        self._dismissed.set()

    def run(self) -> None:
        """Work until dismissed or, once, until nothing more can be done."""
        while not self._is_over():
            done = self._line.work(self._is_over)
            if self._once and not done:
                return
            if not done:
                self._dismissed.wait(_IDLE)

    def _is_over(self) -> bool:
        return self._dismissed.is_set() or self._is_asked(0.0)


def lines_of(opened: OpenDesk, tell: Tell) -> list[DeliveryLine]:
    """A line for each target of the desk; raises DeskError when one cannot be set up."""
    settings = needed_settings(opened.root)
    lines = [
        line_to(courier, Desktop(opened.root, settings.since), tell)
        for courier in couriers_of(opened, settings)
    ]
    heralds = heralds_of(opened, settings)
    return [*lines, *(line_for(one, Desktop(opened.root, settings.since), tell) for one in heralds)]


def needed_settings(root: Path) -> Delivering:
    """What the desk delivers to; raises DeskError when it delivers nothing."""
    settings = delivering_of(root)
    if settings is None or not (settings.hooks or list(settings.systems())):
        raise DeskError(
            Text(
                fr="Ce bureau ne livre rien : delivery.toml n'y nomme personne.",
                en="This desk delivers nothing: delivery.toml names nobody.",
            ),
            advice=Text(
                fr="« zenforms deliver init » en écrit un, tout expliqué.",
                en="“zenforms deliver init” writes one, with everything explained.",
            ),
        )
    return settings


def line_to(courier: Courier, desktop: Desktop, tell: Tell) -> DeliveryLine:
    """What is delivered to a ticket system."""

    def advance(news: News) -> tuple[Delivery, bool]:
        delivery = courier.advance(news)
        return delivery, courier.is_finished(delivery, news)

    return DeliveryLine(
        courier.name,
        (OutcomeKind.ACCEPTED,),
        advance,
        desktop,
        tell,
        courier.wall,
        prepare=courier.system.prepare,
        look_after=courier.look_after,
        poll_seconds=60 * courier.target.poll_minutes,
        pause_seconds=courier.target.pause_seconds,
        parallel=1 if courier.target.pause_seconds else courier.target.parallel,
    )


def line_for(herald: Herald, desktop: Desktop, tell: Tell) -> DeliveryLine:
    """What is told to a hook."""

    def advance(news: News) -> tuple[Delivery, bool]:
        today = date.fromtimestamp(herald.wall())  # noqa: DTZ012 - the day where the desk stands
        delivery = herald.advance(news, today)
        return delivery, herald.is_finished(delivery, news, today)

    is_daily = bool({"due_soon", "overdue"} & set(herald.hook.on))
    return DeliveryLine(
        herald.name, herald.kinds, advance, desktop, tell, herald.wall, is_daily=is_daily
    )


def couriers_of(opened: OpenDesk, settings: Delivering) -> Iterator[Courier]:
    """What delivers to each ticket system; raises DeskError when a secret is missing."""
    root = opened.root
    for name, target in settings.systems():
        system = system_for(root, name, target)
        yield Courier(
            root, name, target, system, time.time, lang=settings.lang, hear=_hearing(opened)
        )


def heralds_of(opened: OpenDesk, settings: Delivering) -> Iterator[Herald]:
    """What tells each hook; raises DeskError when a secret is missing or is none."""
    systems = tuple(name for name, _ in settings.systems())
    for hook in settings.hooks:
        secret = hook_secret(opened.root, hook)
        try:
            key_of(secret or "")
        except (binascii.Error, ValueError):
            raise broken_delivery(opened.root, _NO_KEY, f"hooks.{hook.name}") from None
        yield Herald(opened.root, hook, secret, time.time, systems=systems)


_NO_KEY = Text(
    fr=f"le secret commence par {SECRET_PREFIX} et n'est pas en base64.",
    en=f"the secret begins with {SECRET_PREFIX} and is not in base64.",
)


def system_for(root: Path, name: str, target: TicketTarget) -> TicketSystem:
    """The adapter for a target; raises DeskError when its secret is missing."""
    token = token_of(root, name, target)

    def client(**headers: str) -> HttpClient:
        ca_file = str(root / target.ca_file) if target.ca_file else None
        return HttpClient(target.url, headers, ca_file, target.timeout_seconds)

    match target:
        case RequestTracker():
            return RequestTrackerSystem(client(Authorization=f"token {token}"), target)
        case Redmine():
            return RedmineSystem(client(**{"X-Redmine-API-Key": token}), target)
        case Zammad():
            return ZammadSystem(client(Authorization=f"Token token={token}"), target)
        case Glpi():
            app = secret_of(f"{name}-app", variable=target.app_token_variable)
            return GlpiSystem(client(**({"App-Token": app} if app else {})), target, token)
    raise TypeError(type(target).__name__)


def _hearing(opened: OpenDesk) -> Hear:
    """What happened over there becomes an order here: whoever holds the desk writes it down."""
    kinds = {
        Turn.CLOSED: OrderKind.CLOSE,
        Turn.REOPENED: OrderKind.REOPEN,
        Turn.MERGED: OrderKind.NOTE,
    }

    def hear(delivery: Delivery, turn: Turn) -> str:
        # the same id after a crash: then the same order is put once more, and counts once
        at = datetime.fromtimestamp(delivery.looked_at, opened.clock.now().tzinfo)
        told = "\0".join((delivery.place, delivery.target, str(len(delivery.heard)), turn))
        order_id = f"{at:%Y%m%dT%H%M%S}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
        why = f"{delivery.target} {delivery.id} ({turn})"
        now = opened.clock.now()
        order = Order(order_id, kinds[turn], delivery.number, now, delivery.target, why)
        put_order(opened.root, order)
        return order_id

    return hear


def _forget_the_gone(root: Path) -> None:
    """Remove what the outbox knows of requests that left the desk meanwhile."""
    for place in places_in_outbox(root):
        if not existing_places(root, place.rpartition("/")[2]):
            forget(Disk(), root, place)


def _file_stamp(root: Path) -> tuple[int, int]:
    try:
        status = (root / DELIVERY).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_ino


def _is_sound(root: Path, tell: Tell) -> bool:
    """Whether the changed file can be used; a broken one keeps everything as it was."""
    try:
        needed_settings(root)
    except DeskError:
        tell(DeliveryNews(DELIVERY, reason="?"))
        return False
    return True
