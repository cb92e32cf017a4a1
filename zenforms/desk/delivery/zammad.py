"""Zammad, by its REST interface, from its documentation; not tried on the product itself.

Its search may lag behind, so our number stands in the title, and a search waits longer.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zenforms.desk.delivery.settings import Zammad
from zenforms.desk.delivery.systems import (
    OutgoingFile,
    OutgoingNote,
    OutgoingTicket,
    PlannedRequest,
    RemoteTicket,
    SeenTicket,
    SystemFinding,
    objects_in,
)
from zenforms.desk.delivery.transport import HttpClient, SystemAwayError, SystemRefusedError
from zenforms.language import Text

_API = "/api/v1"
_OVER = frozenset({"closed", "merged", "removed"})
_NOT_FOUND = 404
_ODD = "an answer that Zammad does not give"
_LONGEST_TITLE = 250

_ACCOUNT = Text(fr="Le jeton est celui de {name}.", en="The token is that of {name}.")
_NO_GROUP = Text(
    fr="Le groupe {name} n'existe pas, ou ce compte ne le voit pas.",
    en="There is no group {name}, or this account cannot see it.",
)
_NO_STATE = Text(fr="Il n'y a pas d'état {name}.", en="There is no state {name}.")
_NO_PRIORITY = Text(fr="Il n'y a pas de priorité {name}.", en="There is no priority {name}.")
_TWO_LETTERS = Text(
    fr="set_requestor : le client est le client du ticket ; si un déclencheur répond aux nouveaux "
    "tickets, il reçoit deux accusés.",
    en="set_requestor: the client is the ticket's customer; where a trigger answers new tickets, "
    "two acknowledgements arrive.",
)
_ONE_LETTER = Text(
    fr="Les tickets sont au nom de {name} : le client ne reçoit que notre accusé.",
    en="Tickets are for {name}: our acknowledgement is the only one that the client gets.",
)


@dataclass(frozen=True, slots=True)
class ZammadSystem:
    """One group of a Zammad."""

    client: HttpClient
    target: Zammad

    def prepare(self) -> None:
        """Nothing: every ticket has a title."""

    def find(self, number: str) -> tuple[RemoteTicket, ...]:
        """By how the title begins: a reply's begins otherwise."""
        asked = {"query": number, "limit": "50", "expand": "true"}
        values = self.client.get(f"{_API}/tickets/search", **asked)
        if not isinstance(values, list):
            raise SystemAwayError(_ODD, is_whole=False)
        found = (one for one in values if isinstance(one, dict))
        ours = (one for one in found if str(one.get("title", "")).startswith(f"[{number}]"))
        tickets = (
            RemoteTicket(
                str(one.get("id")), one.get("state") in _OVER, str(one.get("created_by", ""))
            )
            for one in ours
        )
        return tuple(sorted(tickets, key=lambda one: int(one.id)))

    def create(self, ticket: OutgoingTicket) -> RemoteTicket:
        """Make it, with its files in the first article."""
        values = self._values(ticket, [_attached(file) for file in ticket.files])
        made = self.client.send("POST", f"{_API}/tickets", values).json()
        if not isinstance(made, dict) or not isinstance(made.get("id"), int):
            raise SystemAwayError(_ODD, is_whole=False)
        return RemoteTicket(str(made["id"]))

    def look(self, ticket_id: str, ticket: OutgoingTicket | None = None) -> SeenTicket | None:
        """Read it back with its articles."""
        try:
            seen = self.client.get(f"{_API}/tickets/{ticket_id}", expand="true")
        except SystemRefusedError as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        articles = self.client.get(f"{_API}/ticket_articles/by_ticket/{ticket_id}")
        if not isinstance(seen, dict) or not isinstance(articles, list):
            raise SystemAwayError(_ODD, is_whole=False)
        parts = [part for one in articles for part in objects_in(one, "attachments")]
        headings = (one.get("subject") or "" for one in articles if isinstance(one, dict))
        return SeenTicket(
            RemoteTicket(ticket_id, seen.get("state") in _OVER),
            files=frozenset(str(part.get("filename")) for part in parts),
            headings=tuple(map(str, headings)),
            lacks=tuple(self._lacks(seen, ticket)) if ticket else (),
        )

    def attach(self, ticket_id: str, files: tuple[OutgoingFile, ...]) -> None:
        """An article that only agents see."""
        self._article(ticket_id, "", ", ".join(file.name for file in files), files)

    def note(self, ticket_id: str, note: OutgoingNote) -> None:
        """An article that only agents see."""
        self._article(ticket_id, note.heading, note.text, note.files)

    def turn(self, ticket_id: str, turns: str) -> None:
        """Set the state."""
        target = self.target
        names = {"closed": target.closed, "cancelled": target.cancelled, "opened": target.opened}
        self.client.send("PUT", f"{_API}/tickets/{ticket_id}", {"state": names[turns]})

    def close_double(self, ticket_id: str, winner: RemoteTicket, words: str) -> None:
        """Close it, with an article that names the other."""
        self._article(ticket_id, f"→ {winner.id}", words, ())
        self.client.send("PUT", f"{_API}/tickets/{ticket_id}", {"state": self.target.closed})

    def address(self, ticket_id: str) -> str:
        """The page of a ticket."""
        return f"{self.client.url.rstrip('/')}/#ticket/zoom/{ticket_id}"

    def planned(self, ticket: OutgoingTicket) -> PlannedRequest:
        """The request without the bytes of its files."""
        files = [{"filename": file.name, "bytes": str(file.size)} for file in ticket.files]
        address = f"{self.client.url.rstrip('/')}{_API}/tickets"
        return PlannedRequest("POST", address, self._values(ticket, files))

    def check(self) -> Iterator[SystemFinding]:
        """Account, group, states and priorities."""
        me = self.client.get(f"{_API}/users/me")
        name = str(me.get("email") or me.get("login")) if isinstance(me, dict) else "?"
        yield SystemFinding(is_well=True, said=_ACCOUNT, arguments={"name": name})
        target = self.target
        if target.group not in self._names("groups"):
            yield _lack(_NO_GROUP, target.group)
        states = self._names("ticket_states")
        for state in dict.fromkeys((target.closed, target.cancelled, target.opened)):
            if state not in states:
                yield _lack(_NO_STATE, state)
        listed = self.client.get(f"{_API}/ticket_priorities")
        known = {one.get("id") for one in listed if isinstance(one, dict)}
        for priority in sorted(set(target.priority.values()) - known):
            yield _lack(_NO_PRIORITY, priority)
        told, about = target.set_requestor, {"name": target.customer}
        said = _TWO_LETTERS if told else _ONE_LETTER
        yield SystemFinding(is_well=not told, said=said, arguments=about)

    def _names(self, what: str) -> set[str]:
        listed = self.client.get(f"{_API}/{what}")
        return {str(one.get("name")) for one in listed if isinstance(one, dict)}

    def _values(self, ticket: OutgoingTicket, files: list[dict[str, str]]) -> dict[str, object]:
        target = self.target
        asks = ticket.requestor if target.set_requestor else None
        values: dict[str, object] = {
            name: ticket.values[value]
            for name, value in target.fields.items()
            if value in ticket.values
        }
        priorities = {str(name): number for name, number in target.priority.items()}
        if (priority := priorities.get(ticket.urgency or "")) is not None:
            values["priority_id"] = priority
        return values | {
            "title": ticket.subject[:_LONGEST_TITLE],
            "group": target.group,
            "customer_id": f"guess:{asks or target.customer}",
            "article": _article_of(ticket.subject, ticket.text, files),
        }

    def _lacks(self, seen: Any, ticket: OutgoingTicket) -> Iterator[str]:  # noqa: ANN401 - JSON
        wanted = self._values(ticket, [])
        for name in (*self.target.fields, "priority_id"):
            if name in wanted and seen.get(name) != wanted[name]:
                yield name

    def _article(
        self, ticket_id: str, subject: str, text: str, files: tuple[OutgoingFile, ...]
    ) -> None:
        values = _article_of(subject, text, [_attached(file) for file in files])
        values["ticket_id"] = int(ticket_id)
        self.client.send("POST", f"{_API}/ticket_articles", values)


def _article_of(subject: str, text: str, files: list[dict[str, str]]) -> dict[str, object]:
    """Plain text, for agents alone: nothing in it is read as HTML, and nobody gets a mail."""
    values: dict[str, object] = {
        "subject": subject,
        "body": text or " ",
        "content_type": "text/plain",
        "type": "note",
        "internal": True,
        "sender": "Agent",
    }
    return values | ({"attachments": files} if files else {})


def _attached(file: OutgoingFile) -> dict[str, str]:
    """All three: without `mime-type` the ticket is made, and refused all the same."""
    data = base64.b64encode(file.content()).decode("ascii")
    return {"filename": file.name, "data": data, "mime-type": file.kind}


def _lack(said: Text, name: object) -> SystemFinding:
    return SystemFinding(is_well=False, said=said, arguments={"name": str(name)})
