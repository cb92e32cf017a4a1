"""RT 5, by its REST 2 interface. It takes bad values without a word, so everything is read back."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import quote

from zenforms.desk.delivery.settings import RequestTracker
from zenforms.desk.delivery.systems import (
    OutgoingFile,
    OutgoingNote,
    OutgoingTicket,
    PlannedRequest,
    RemoteTicket,
    SeenTicket,
    SystemFinding,
)
from zenforms.desk.delivery.transport import HttpClient, SystemAwayError, SystemRefusedError
from zenforms.language import Text

_API = "/REST/2.0"
_ODD = "an answer that RT does not give"
_PER_PAGE = "100"
_MOST_PAGES = 20
_OVER = frozenset({"resolved", "rejected", "deleted"})
_NOT_FOUND = 404
_END_OF_DAY = time(17)

_QUEUE = Text(fr="La file {name} est là.", en="The queue {name} is there.")
_NO_QUEUE = Text(
    fr="La file {name} n'existe pas, ou ce compte ne la voit pas ({reason}).",
    en="There is no queue {name}, or this account cannot see it ({reason}).",
)
_NO_FIELD = Text(
    fr="La file {queue} n'a pas de champ personnalisé « {name} ».",
    en="The queue {queue} has no custom field “{name}”.",
)
_NO_KEY = Text(
    fr="Sans key_field, un ticket se retrouve par son objet : créez un champ personnalisé pour "
    "notre numéro.",
    en="Without key_field a ticket is found by its subject: make a custom field for our number.",
)
_TWO_LETTERS = Text(
    fr="set_requestor : RT écrit au demandeur, qui reçoit déjà notre accusé ; désactivez le "
    "scrip « On Create Autoreply To Requestors » de la file.",
    en="set_requestor: RT writes to the requestor, who has our acknowledgement already; switch "
    "off the scrip “On Create Autoreply To Requestors” of the queue.",
)
_ONE_LETTER = Text(
    fr="Le client n'est pas le demandeur du ticket : il ne reçoit que notre accusé.",
    en="The client is not the ticket's requestor: our acknowledgement is the only one.",
)


@dataclass(frozen=True, slots=True)
class RequestTrackerSystem:
    """One queue of an RT."""

    client: HttpClient
    target: RequestTracker

    def prepare(self) -> None:
        """See that the field for our number is there: RT would drop the number without a word."""
        key = self.target.key_field
        if key and key not in self._field_names(self._queue()):
            raise SystemRefusedError(409, f"the queue has no custom field {key}")

    def find(self, number: str) -> tuple[RemoteTicket, ...]:
        """By the custom field, or by how the subject begins: a reply's begins otherwise.

        By both, since of two tickets with one number RT leaves the second's unique field empty.
        """
        field, start = self.target.key_field, f"[{number}]"
        asked = f"Subject LIKE '{start}'"
        if field:
            asked = f"CF.{{{field}}} = '{number}' OR {asked}"
        found = self._listed("/tickets", query=asked, fields="Subject,Status,Creator", orderby="id")
        tickets = (
            RemoteTicket(str(one["id"]), one.get("Status") in _OVER, _creator(one))
            for one in found
            if str(one.get("Subject", "")).startswith(start)
            or start not in str(one.get("Subject", ""))  # renamed: the field has found it
        )
        return tuple(sorted(tickets, key=lambda one: int(one.id)))

    def create(self, ticket: OutgoingTicket) -> RemoteTicket:
        """Make it, with its files."""
        values = self._values(ticket) | {"Attachments": [_attached(file) for file in ticket.files]}
        made = self.client.send("POST", f"{_API}/ticket", values).json()
        return RemoteTicket(str(made["id"])) if _is_id(made) else _odd()

    def look(self, ticket_id: str, ticket: OutgoingTicket | None = None) -> SeenTicket | None:
        """Read it back, with the names of its files and the subjects of its comments."""
        try:
            seen = self.client.get(f"{_API}/ticket/{ticket_id}")
        except SystemRefusedError as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        if not _is_id(seen):
            _odd()
        if seen.get("Status") == "deleted":
            return None
        parts = self._listed(f"/ticket/{seen['id']}/attachments", fields="Filename,Subject")
        return SeenTicket(
            RemoteTicket(str(seen["id"]), seen.get("Status") in _OVER),
            files=frozenset(str(one["Filename"]) for one in parts if one.get("Filename")),
            headings=tuple(" ".join(str(one.get("Subject") or "").split()) for one in parts),
            lacks=tuple(self._lacks(seen, ticket)) if ticket else (),
        )

    def attach(self, ticket_id: str, files: tuple[OutgoingFile, ...]) -> None:
        """A comment that nobody outside is told."""
        names = ", ".join(file.name for file in files)
        self._comment(ticket_id, "", names, files)

    def note(self, ticket_id: str, note: OutgoingNote) -> None:
        """A comment: it is not mailed to the requestor."""
        self._comment(ticket_id, note.heading, note.text, note.files)

    def turn(self, ticket_id: str, turns: str) -> None:
        """Set the status; one that it has already is no change."""
        target = self.target
        names = {"closed": target.closed, "cancelled": target.cancelled, "opened": target.opened}
        status = names[turns]
        self.client.send("PUT", f"{_API}/ticket/{ticket_id}", {"Status": status})
        seen = self.client.get(f"{_API}/ticket/{ticket_id}")
        if seen.get("Status") != status:  # the answer is 200 all the same
            raise SystemRefusedError(409, f"no status {status}")

    def close_double(self, ticket_id: str, winner: RemoteTicket, words: str) -> None:
        """Reject it, with a comment and a link."""
        self._comment(ticket_id, "", words, ())
        values = {"Status": self.target.cancelled, "RefersTo": [int(winner.id)]}
        self.client.send("PUT", f"{_API}/ticket/{ticket_id}", values)

    def address(self, ticket_id: str) -> str:
        """The page of a ticket."""
        return f"{self.client.url.rstrip('/')}/Ticket/Display.html?id={ticket_id}"

    def planned(self, ticket: OutgoingTicket) -> PlannedRequest:
        """The request without the bytes of its files."""
        files = [{"FileName": file.name, "bytes": file.size} for file in ticket.files]
        address = f"{self.client.url.rstrip('/')}{_API}/ticket"
        return PlannedRequest("POST", address, self._values(ticket) | {"Attachments": files})

    def check(self) -> Iterator[SystemFinding]:
        """The queue, its custom fields, and who writes to the client."""
        queue = self.target.queue
        try:
            names = self._field_names(self._queue())
        except SystemRefusedError as error:
            about = {"name": queue, "reason": str(error)}
            yield SystemFinding(is_well=False, said=_NO_QUEUE, arguments=about)
            return
        yield SystemFinding(is_well=True, said=_QUEUE, arguments={"name": queue})
        key = self.target.key_field
        for name in (*([key] if key else []), *self.target.fields):
            if name not in names:
                about = {"queue": queue, "name": name}
                yield SystemFinding(is_well=False, said=_NO_FIELD, arguments=about)
        if not key:
            yield SystemFinding(is_well=False, said=_NO_KEY)
        told = self.target.set_requestor
        yield SystemFinding(is_well=not told, said=_TWO_LETTERS if told else _ONE_LETTER)

    def _queue(self) -> Any:  # noqa: ANN401 - JSON
        return self.client.get(f"{_API}/queue/{quote(self.target.queue, safe='')}")

    def _field_names(self, queue: Any) -> set[str]:  # noqa: ANN401 - JSON
        fields = queue.get("TicketCustomFields") if isinstance(queue, dict) else None
        return {str(one.get("name")) for one in fields} if isinstance(fields, list) else set()

    def _values(self, ticket: OutgoingTicket) -> dict[str, object]:
        values: dict[str, object] = {
            "Queue": self.target.queue,
            "Subject": ticket.subject,
            "ContentType": "text/plain",
            "Content": ticket.text,
        }
        fields = {
            name: ticket.values[value]
            for name, value in self.target.fields.items()
            if value in ticket.values
        }
        if self.target.key_field:
            fields[self.target.key_field] = ticket.number
        if fields:
            values["CustomFields"] = fields
        if ticket.requestor and self.target.set_requestor:
            values["Requestor"] = ticket.requestor
        if (priority := _by_urgency(self.target, ticket)) is not None:
            values["Priority"] = priority
        if ticket.due:  # with an offset RT would read 1970
            moment = datetime.combine(ticket.due, _END_OF_DAY).astimezone(UTC)
            values["Due"] = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        return values

    def _lacks(self, seen: Any, ticket: OutgoingTicket) -> Iterator[str]:  # noqa: ANN401 - JSON
        wanted = self._values(ticket)
        found = seen.get("CustomFields") or []
        held = {str(one.get("name")): one.get("values") or [] for one in found}
        fields = wanted.get("CustomFields")
        for name, value in fields.items() if isinstance(fields, dict) else ():
            if value not in held.get(name, []):
                yield name
        requestors = {str(one.get("id")).casefold() for one in seen.get("Requestor") or []}
        if "Requestor" in wanted and str(ticket.requestor).casefold() not in requestors:
            yield "Requestor"
        if "Priority" in wanted and str(seen.get("Priority")) != str(wanted["Priority"]):
            yield "Priority"
        if "Due" in wanted and str(seen.get("Due"))[:10] != str(wanted["Due"])[:10]:
            yield "Due"

    def _comment(
        self, ticket_id: str, subject: str, text: str, files: tuple[OutgoingFile, ...]
    ) -> None:
        values: dict[str, object] = {"Content": text or " ", "ContentType": "text/plain"}
        if subject:
            values["Subject"] = subject
        if files:
            values["Attachments"] = [_attached(file) for file in files]
        self.client.send("POST", f"{_API}/ticket/{ticket_id}/comment", values)

    def _listed(self, path: str, **query: str) -> list[Any]:
        """All pages of a list."""
        found: list[Any] = []
        for page in range(1, _MOST_PAGES + 1):
            asked = {"per_page": _PER_PAGE, "page": str(page)} | query
            answer = self.client.get(f"{_API}{path}", **asked)
            if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
                _odd()
            found += answer["items"]
            if len(found) >= int(answer.get("total") or 0) or not answer["items"]:
                break
        return [one for one in found if isinstance(one, dict)]


def _by_urgency(target: RequestTracker, ticket: OutgoingTicket) -> int | None:
    for urgency, priority in target.priority.items():
        if urgency == ticket.urgency:
            return priority
    return None


def _creator(values: Any) -> str:  # noqa: ANN401 - JSON
    found = values.get("Creator")
    return str(found.get("id", "")) if isinstance(found, dict) else ""


def _attached(file: OutgoingFile) -> dict[str, str]:
    content = base64.b64encode(file.content()).decode("ascii")
    return {"FileName": file.name, "FileType": file.kind, "FileContent": content}


def _is_id(values: object) -> bool:
    return isinstance(values, dict) and str(values.get("id", "")).isdecimal()


def _odd() -> Any:  # noqa: ANN401 - it returns nothing
    raise SystemAwayError(_ODD, is_whole=False)
