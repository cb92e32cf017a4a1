"""One target of a desk and its queue: what is due, what rests, what was told.

Nothing is remembered that a restart would miss: it is read off the desk's folders and the outbox.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from zenforms.desk.delivery.courier import pause_after
from zenforms.desk.delivery.news import Desktop, News, Stamp
from zenforms.desk.delivery.outbox import Delivery
from zenforms.desk.delivery.transport import SystemAwayError, SystemRefusedError
from zenforms.judging.case import OutcomeKind

_AFTER_A_BUG = 300.0
_POLLS = 20
"""About so many tickets a system is asked at a time: what is new does not wait for the others."""
_STUCK = 10.0
"""Seconds after which what waits for a person is looked at again."""


@dataclass(frozen=True, slots=True)
class DeliveryNews:
    """News of a delivery; without one, the target itself is told of: `reason` is why it waits."""

    target: str
    delivery: Delivery | None = None
    reason: str = ""


Tell = Callable[[DeliveryNews], None]


@dataclass(slots=True)
class DeliveryLine:
    """What is delivered to one target, by one thread."""

    name: str
    kinds: tuple[OutcomeKind, ...]
    advance: Callable[[News], tuple[Delivery, bool]]
    """How far it came, and whether that is all."""
    desktop: Desktop
    tell: Tell
    wall: Callable[[], float]
    prepare: Callable[[], None] = lambda: None
    look_after: Callable[[News], Delivery] | None = None
    poll_seconds: float = 0.0
    pause_seconds: float = 0.0
    parallel: int = 1
    is_daily: bool = False
    """Whether a new day alone may bring news."""
    _later: dict[str, float] = field(default_factory=dict)
    _polls: dict[str, float] = field(default_factory=dict)
    _said: dict[str, tuple[object, ...]] = field(default_factory=dict)
    _rests_until: float = 0.0
    _failures: int = 0
    _is_prepared: bool = False
    _seen: tuple[object, ...] = ()

    def work(self, is_asked: Callable[[], bool]) -> int:
        """Go once through everything; returns how much could be done."""
        if self.wall() < self._rests_until or not self._has_news():
            return 0
        done = 0
        try:
            if not self._is_prepared:
                self.prepare()
                self._is_prepared = True
            waiting = self._due()
            with ThreadPoolExecutor(self.parallel) as pool:
                for first in range(0, len(waiting), self.parallel):
                    if is_asked():
                        return done
                    done += sum(pool.map(self._worked, waiting[first : first + self.parallel]))
        except (SystemAwayError, SystemRefusedError) as error:
            self._failures += 1
            pause = max(getattr(error, "after", 0.0), pause_after(self._failures))
            self._rests_until = self.wall() + pause
            self._say("", DeliveryNews(self.name, reason=str(error)), str(error))
            return done
        if self._failures:
            self._failures = 0
            self._said.pop("", None)
        self._seen = self._folders()
        return done

    @property
    def is_waiting(self) -> bool:
        """Whether something is left to be done."""
        return bool(self._later) or self.wall() < self._rests_until

    def _has_news(self) -> bool:
        now = self.wall()
        is_due = any(at <= now for at in (*self._later.values(), *self._polls.values()))
        return is_due or self._folders() != self._seen

    def _folders(self) -> tuple[object, ...]:
        """What changes when an outcome or an event is added, or the day that it is."""
        today = date.fromtimestamp(self.wall()) if self.is_daily else None  # noqa: DTZ012 - a stamp
        return (today, *self.desktop.folder_stamps(*self.kinds))

    def _due(self) -> list[str]:
        """What is to be done: first what was not delivered yet, then some of what to ask about."""
        due = [one for one in self.desktop.places(*self.kinds) if self._is_due(one)]
        polls = sorted((one for one in due if self._is_done(one)), key=self._polls.__getitem__)
        return [*(one for one in due if not self._is_done(one)), *polls[:_POLLS]]

    def _is_due(self, place: str) -> bool:
        now = self.wall()
        if self._later.get(place, 0.0) > now:
            return False
        return not self._is_done(place) or self._polls.get(place, now + 1) <= now

    def _is_done(self, place: str) -> bool:
        return self.desktop.is_done(place, self.name) and not self.is_daily

    def _worked(self, place: str) -> int:
        now, is_done = self.wall(), self._is_done(place)
        stamp = self.desktop.stamp(place)
        news = self.desktop.read(place)
        if news is None:
            return 0
        try:
            return self._looked(news) if is_done else self._delivered(news, stamp)
        except (SystemAwayError, SystemRefusedError):
            self._later[place] = now
            raise
        except Exception as error:  # noqa: BLE001 - a bug of ours holds up one request, not the rest
            self._later[place] = now + _AFTER_A_BUG
            reason = f"bug: {type(error).__name__}"
            self._say(place, DeliveryNews(self.name, Delivery(place, self.name), reason), reason)
            return 0

    def _delivered(self, news: News, stamp: Stamp) -> int:
        before = self._said.get(news.place)
        delivery, is_all = self.advance(news)
        self._later.pop(news.place, None)
        if is_all:
            self.desktop.done(news.place, self.name, stamp)
            self._next_poll(news)
        else:  # whoever decides about it writes to the outbox, which is not watched
            stuck = delivery.state.waits_for_person
            self._later[news.place] = self.wall() + _STUCK if stuck else delivery.not_before
        about = _about(delivery)
        self._say(news.place, DeliveryNews(self.name, delivery), *about)
        has_moved = is_all or (before is not None and before != about)
        if is_all and self.pause_seconds:
            time.sleep(self.pause_seconds)
        return int(has_moved)

    def _looked(self, news: News) -> int:
        if self.look_after is None:
            return 0
        delivery = self.look_after(news)
        self._next_poll(news)
        self._say(news.place, DeliveryNews(self.name, delivery), *_about(delivery))
        return 0

    def _next_poll(self, news: News) -> None:
        self._polls.pop(news.place, None)
        if self.look_after and self.poll_seconds and not news.is_over:
            self._polls[news.place] = self.wall() + self.poll_seconds

    def _say(self, place: str, told: DeliveryNews, *about: object) -> None:
        """Tell what is new: what stays as it was is told once."""
        if self._said.get(place) != about:
            self._said[place] = about
            self.tell(told)


def _about(delivery: Delivery) -> tuple[object, ...]:
    """What of a delivery is told anew when it changes."""
    where = (delivery.id, delivery.is_over, delivery.heard)
    return (delivery.state, delivery.reason, delivery.done, delivery.tries, *where)
