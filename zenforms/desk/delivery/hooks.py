"""Tells others what happens, at least once: an address (Standard Webhooks 1.0), or a command.

Each message has an id that stays the same however often it is sent, so that whoever hears it twice
knows. Of one outcome the next message goes only when the one before was taken.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from zenforms.desk.delivery.courier import pause_after
from zenforms.desk.delivery.news import UNTOLD, News, days_told
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, load, of_outcome, save
from zenforms.desk.delivery.settings import Hook
from zenforms.desk.delivery.transport import HttpClient, SystemAwayError, SystemRefusedError
from zenforms.desk.papers.memory import REPORT
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.desk.spool.small import read_own
from zenforms.judging.case import OutcomeKind
from zenforms.sanitize import plain_line

SECRET_PREFIX = "whsec_"  # noqa: S105 - how such secrets begin
_WHOLE = frozenset({301, 302, 307, 308, 401, 403, 404, 405, 410})
"""What says that the address or the secret is wrong, not this message."""
_KEPT_BACK = frozenset({"words", "to"})
"""What of an event's details is a client's own."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that happened."""

    id: str
    """The same however often it is sent."""
    kind: str
    number: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Herald:
    """What tells one hook. `wall` is the system's clock, in seconds."""

    root: Path
    hook: Hook
    secret: str | None = field(repr=False)
    wall: Callable[[], float]
    disk: Disk = field(default_factory=Disk)
    systems: tuple[str, ...] = ()
    """The ticket systems of the desk, for whoever wants to hear what was delivered."""

    @property
    def name(self) -> str:
        """By which the outbox knows it."""
        return self.hook.name

    @property
    def kinds(self) -> tuple[OutcomeKind, ...]:
        """The outcomes at which something may have to be told."""
        outcomes = {kind for kind in OutcomeKind if kind.value in self.hook.on}
        others = set(self.hook.on) - {kind.value for kind in OutcomeKind if kind not in _ALSO}
        return tuple(OutcomeKind) if others else tuple(outcomes)

    def delivery_of(self, place: str) -> Delivery:
        """How far an outcome has been told."""
        return load(self.root, place, self.name) or Delivery(place, self.name)

    def advance(self, news: News, today: date) -> Delivery:
        """Tell what was not told yet.

        Raises SystemAwayError when the receiver as a whole is away; the record then says so.
        """
        delivery = self.delivery_of(news.place)
        if delivery.state.waits_for_person or self.wall() < delivery.not_before:
            return delivery
        for message in self._messages(news, today, delivery):
            delivery = replace(delivery, state=DeliveryState.CREATING, doing=message.id)
            try:
                self._tell(message)
            except SystemAwayError as error:
                held = self._held(delivery, str(error), error.after)
                if error.is_whole:
                    raise
                return held
            except SystemRefusedError as error:
                held = self._held(delivery, str(error), 0.0)
                if error.status in _WHOLE:
                    raise SystemAwayError(str(error)) from None
                return held
            done = (*delivery.done, message.id.partition(".")[2])
            delivery = replace(
                delivery.waits("", not_before=0.0),
                state=DeliveryState.DELIVERED,
                doing="",
                tries=0,
                done=done,
            )
            save(self.disk, self.root, delivery)
        return delivery

    def is_finished(self, delivery: Delivery, news: News, today: date) -> bool:
        """Whether everything was told, and nothing else is awaited."""
        if "delivered" in self.hook.on and news.outcome is OutcomeKind.ACCEPTED:
            told = {one.target for one in of_outcome(self.root, news.place) if one.id}
            if not told >= set(self.systems):
                return False
        return next(self._messages(news, today, delivery), None) is None

    def planned(self, news: News, today: date) -> list[Message]:
        """Everything that there is to tell, told or not."""
        return list(self._messages(news, today, Delivery(news.place, self.name)))

    def _messages(self, news: News, today: date, delivery: Delivery) -> Iterator[Message]:
        for event in self._events(news, today):
            if event.kind in self.hook.on and event.id not in delivery.done:
                yield self._message(news, event)

    def _events(self, news: News, today: date) -> Iterator[TicketEvent]:
        """The outcome itself, what happened since, and what the calendar or the outbox says."""
        settlement = news.filed.settlement
        times = len(settlement.overrides)
        outcome_id = f"{news.outcome}-{times}" if times else news.outcome.value
        at = settlement.overrides[-1].at if times else settlement.received_at
        yield TicketEvent(outcome_id, news.outcome.value, at, by="zenforms")
        yield from (
            event for event in news.events if event.kind not in UNTOLD or event.kind == "read"
        )
        yield from days_told(news, today)
        if "delivered" not in self.hook.on:
            return
        for one in of_outcome(self.root, news.place):
            if one.id and one.state is DeliveryState.DELIVERED:
                details = {"system": one.target, "id": one.id, "url": one.url}
                at = datetime.fromtimestamp(one.looked_at, at.tzinfo)
                yield TicketEvent(
                    f"delivered-{one.target}", "delivered", at, "zenforms", "", details
                )

    def _message(self, news: News, event: TicketEvent) -> Message:
        settlement = news.filed.settlement
        data: dict[str, object] = {
            "number": settlement.request,
            "drop": settlement.number,
            "outcome": settlement.outcome.value,
            "codes": list(settlement.codes),
            "client": settlement.client,
            "event": event.id,
            "details": {k: v for k, v in event.details.items() if k not in _KEPT_BACK},
        }
        if self.hook.content == "ticket":
            data |= {"by": event.by, "why": event.why, "details": dict(event.details)}
            data |= {"ticket": news.ticket or None, "text": self._text(news)}
        kind = f"request.{event.kind}"
        body = {"type": kind, "timestamp": event.at.isoformat(), "data": data}
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return Message(f"{news.number}.{event.id}", kind, news.number, content.encode())

    def _text(self, news: News) -> str:
        try:
            return read_own(news.filed.place / REPORT).decode("utf-8", "replace")
        except OSError:
            return ""

    def _tell(self, message: Message) -> None:
        if self.hook.url:
            self._post(self.hook.url, message)
        else:
            self._run(message)

    def _post(self, url: str, message: Message) -> None:
        at = int(self.wall())
        headers = {"webhook-id": message.id, "webhook-timestamp": str(at)}
        if self.secret:
            headers["webhook-signature"] = signature(self.secret, message, at)
        client = HttpClient(url, ca_file=self.hook.ca_file, seconds=self.hook.timeout_seconds)
        client.ask("POST", "", content=message.body, kind="application/json", headers=headers)

    def _run(self, message: Message) -> None:
        """The message on standard input, our secrets not among its variables.

        Any exit but 0 is a refusal, and tried again.
        """
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ZENFORMS_")}
        environment |= {
            "ZENFORMS_EVENT_ID": message.id,
            "ZENFORMS_EVENT": message.kind,
            "ZENFORMS_NUMBER": message.number,
        }
        try:
            ended = subprocess.run(  # noqa: S603 - the desk's own file names it; no shell reads it
                self.hook.command,
                input=message.body,
                env=environment,
                timeout=self.hook.timeout_seconds,
                check=False,
                capture_output=True,
                cwd=self.root,
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise SystemAwayError(type(error).__name__) from None
        if ended.returncode:
            said = plain_line(ended.stderr.decode("utf-8", "replace"))
            reason = f"exit {ended.returncode} {said}".strip()
            raise SystemAwayError(reason, is_whole=False)

    def _held(self, delivery: Delivery, reason: str, after: float) -> Delivery:
        not_before = self.wall() + max(after, pause_after(delivery.tries))
        held = replace(delivery.waits(reason, not_before=not_before), tries=delivery.tries + 1)
        return save(self.disk, self.root, held)


_ALSO = frozenset({OutcomeKind.CANCELLED, OutcomeKind.FOLLOWUP})
"""Outcomes whose names are those of events beside a ticket, too."""


def key_of(secret: str) -> bytes:
    """The key in a secret: after `whsec_` in base64, else the secret itself.

    Raises ValueError when it is no base64.
    """
    if secret.startswith(SECRET_PREFIX):
        return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    return secret.encode()


def signature(secret: str, message: Message, at: int) -> str:
    """The `v1` signature of Standard Webhooks; `at` is the moment of the attempt in seconds."""
    signed = b".".join((message.id.encode(), str(at).encode(), message.body))
    mac = hmac.new(key_of(secret), signed, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()
