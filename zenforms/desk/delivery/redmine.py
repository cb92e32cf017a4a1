"""Redmine 5. Files are uploaded first, each token good for one use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from zenforms.desk.delivery.markup import as_text_of
from zenforms.desk.delivery.settings import Redmine
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

_LONGEST_SUBJECT = 255
_NOT_FOUND = 404
_NO_FILTER = "cannot be searched: tick “Used as a filter”"
_NO_WAY = "is not allowed by the workflow"
_ODD = "an answer that Redmine does not give"

_PROJECT = Text(fr="Le projet {name} est là.", en="The project {name} is there.")
_NO_PROJECT = Text(
    fr="Le projet {name} n'existe pas, ou ce compte ne le voit pas ({reason}).",
    en="There is no project {name}, or this account cannot see it ({reason}).",
)
_NO_STATUS = Text(fr="Il n'y a pas d'état {name}.", en="There is no status {name}.")
_NOT_CLOSED = Text(
    fr="L'état {name} (closed) n'est pas un état fermé.",
    en="The status {name} (closed) is no closed status.",
)
_NO_TRACKER = Text(
    fr="Le projet n'a pas de tracker {name}.", en="The project has no tracker {name}."
)
_NO_PRIORITY = Text(fr="Il n'y a pas de priorité {name}.", en="There is no priority {name}.")
_NO_FIELD = Text(
    fr="Le projet n'a pas de champ personnalisé {name}.",
    en="The project has no custom field {name}.",
)
_UNSEEN_FIELD = Text(
    fr="Le champ personnalisé {name} n'est pas visible de ce compte, qui n'est pas administrateur.",
    en="The custom field {name} cannot be seen by this account, which is no administrator.",
)
_FIELD_IS_NO_FILTER = Text(
    fr="Le champ personnalisé {name} ne se cherche pas : cochez « Utilisé comme filtre ».",
    en="The custom field {name} cannot be searched: tick “Used as a filter”.",
)
_NO_KEY = Text(
    fr="Sans key_field, un ticket se retrouve par son sujet : créez un champ personnalisé pour "
    "notre numéro.",
    en="Without key_field an issue is found by its subject: make a custom field for our number.",
)
_ONE_LETTER = Text(
    fr="Redmine n'écrit pas au client : notre accusé est le seul.",
    en="Redmine does not write to the client: our acknowledgement is the only one.",
)


@dataclass(frozen=True, slots=True)
class RedmineSystem:
    """One project of a Redmine."""

    client: HttpClient
    target: Redmine

    def prepare(self) -> None:
        """Nothing: a field that cannot be searched is noticed by `find`."""

    def find(self, number: str) -> tuple[RemoteTicket, ...]:
        """By the custom field, or by how the subject begins; closed ones too.

        A field that is unknown, or no filter, is ignored, and everything comes back: then nobody
        can tell whether the issue is there.
        """
        field = self.target.key_field
        key = {f"cf_{field}": number} if field else {"subject": f"~{number}"}
        asked = {"status_id": "*", "limit": "100", "sort": "id"} | key
        values = self.client.get("/issues.json", **asked)
        found = objects_in(values, "issues")
        if field and any(_value_of(one, field) != number for one in found):
            raise SystemRefusedError(409, f"custom field {field} {_NO_FILTER}")
        tickets = (
            RemoteTicket(
                str(one.get("id")), _is_over(one), str((one.get("author") or {}).get("id"))
            )
            for one in found
            if field or str(one.get("subject", "")).startswith(f"[{number}]")
        )
        return tuple(sorted(tickets, key=lambda one: int(one.id)))

    def create(self, ticket: OutgoingTicket) -> RemoteTicket:
        """Upload its files, then make it with them."""
        issue = self._values(ticket) | {"uploads": self._uploaded(ticket.files)}
        made = self.client.send("POST", "/issues.json", {"issue": issue}).json()
        found = made.get("issue") if isinstance(made, dict) else None
        if not isinstance(found, dict) or not isinstance(found.get("id"), int):
            raise SystemAwayError(_ODD, is_whole=False)
        return RemoteTicket(str(found["id"]))

    def look(self, ticket_id: str, ticket: OutgoingTicket | None = None) -> SeenTicket | None:
        """Read it back, with the names of its files and the first lines of its notes."""
        try:
            values = self.client.get(f"/issues/{ticket_id}.json", include="attachments,journals")
        except SystemRefusedError as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        seen = values.get("issue") if isinstance(values, dict) else None
        if not isinstance(seen, dict):
            raise SystemAwayError(_ODD, is_whole=False)
        notes = (str(one.get("notes") or "") for one in objects_in(seen, "journals"))
        return SeenTicket(
            RemoteTicket(ticket_id, _is_over(seen)),
            files=frozenset(str(one.get("filename")) for one in objects_in(seen, "attachments")),
            headings=tuple(note.partition("\n")[0] for note in notes if note),
            lacks=tuple(self._lacks(seen, ticket)) if ticket else (),
        )

    def attach(self, ticket_id: str, files: tuple[OutgoingFile, ...]) -> None:
        """Upload them, and hand them to the issue."""
        self._update(ticket_id, {"uploads": self._uploaded(files)})

    def note(self, ticket_id: str, note: OutgoingNote) -> None:
        """A note; private ones are seen by whoever may see such."""
        words = f"{note.heading}\n\n{as_text_of(self.target.markup, note.text)}"
        values: dict[str, object] = {"notes": words, "private_notes": self.target.private_notes}
        if note.files:
            values["uploads"] = self._uploaded(note.files)
        self._update(ticket_id, values)

    def turn(self, ticket_id: str, turns: str) -> None:
        """Set the status, and see that it was: a workflow may forbid it without a word."""
        target = self.target
        cancelled = target.closed if target.cancelled is None else target.cancelled
        names = {"closed": target.closed, "cancelled": cancelled, "opened": target.opened}
        self._update(ticket_id, {"status_id": names[turns]})
        seen = self.client.get(f"/issues/{ticket_id}.json")
        status = seen.get("issue", {}).get("status", {}) if isinstance(seen, dict) else {}
        if status.get("id") != names[turns]:
            raise SystemRefusedError(409, f"status {names[turns]} {_NO_WAY}")

    def close_double(self, ticket_id: str, winner: RemoteTicket, words: str) -> None:
        """Close it, with a note that names the other."""
        note = f"#{winner.id}\n\n{as_text_of(self.target.markup, words)}"
        self._update(ticket_id, {"notes": note, "status_id": self.target.closed})

    def address(self, ticket_id: str) -> str:
        """The page of an issue."""
        return f"{self.client.url.rstrip('/')}/issues/{ticket_id}"

    def planned(self, ticket: OutgoingTicket) -> PlannedRequest:
        """The request without the files, which go before it."""
        files = [{"filename": file.name, "bytes": file.size} for file in ticket.files]
        address = f"{self.client.url.rstrip('/')}/issues.json"
        return PlannedRequest("POST", address, {"issue": self._values(ticket) | {"uploads": files}})

    def check(self) -> Iterator[SystemFinding]:
        """Project, tracker, statuses, priorities and custom fields."""
        target = self.target
        try:
            found = self.client.get(
                f"/projects/{quote(target.project, safe='')}.json",
                include="trackers,issue_custom_fields",
            )
        except SystemRefusedError as error:
            about = {"name": target.project, "reason": str(error)}
            yield SystemFinding(is_well=False, said=_NO_PROJECT, arguments=about)
            return
        project = found.get("project") if isinstance(found, dict) else {}
        yield SystemFinding(is_well=True, said=_PROJECT, arguments={"name": target.project})
        statuses = objects_in(self.client.get("/issue_statuses.json"), "issue_statuses")
        known = {one.get("id"): bool(one.get("is_closed")) for one in statuses}
        for status in (target.closed, target.cancelled, target.opened):
            if status is not None and status not in known:
                yield _lack(_NO_STATUS, status)
        if known.get(target.closed) is False:
            yield _lack(_NOT_CLOSED, target.closed)
        trackers = {one.get("id") for one in objects_in(project, "trackers")}
        if target.tracker is not None and target.tracker not in trackers:
            yield _lack(_NO_TRACKER, target.tracker)
        listed = self.client.get("/enumerations/issue_priorities.json")
        priorities = {one.get("id") for one in objects_in(listed, "issue_priorities")}
        for priority in set(target.priority.values()) - priorities:
            yield _lack(_NO_PRIORITY, priority)
        yield from self._checked_fields(project)
        if not target.key_field:
            yield SystemFinding(is_well=False, said=_NO_KEY)
        yield SystemFinding(is_well=True, said=_ONE_LETTER)

    def _checked_fields(self, project: object) -> Iterator[SystemFinding]:
        """Fields of all projects are told to administrators only, else by an issue with them."""
        try:
            known = objects_in(self.client.get("/custom_fields.json"), "custom_fields")
            is_sure = True
        except SystemRefusedError:
            asked = {"project_id": self.target.project, "status_id": "*", "limit": "1"}
            issues = objects_in(self.client.get("/issues.json", **asked), "issues")
            found = (objects_in(one, "custom_fields") for one in (project, *issues))
            known = [
                *objects_in(project, "issue_custom_fields"),
                *(one for some in found for one in some),
            ]
            is_sure = False
        ids = {str(one.get("id")) for one in known}
        key = [str(self.target.key_field)] if self.target.key_field else []
        for name in (*key, *self.target.fields):
            if name not in ids:
                yield _lack(_NO_FIELD if is_sure else _UNSEEN_FIELD, name)
        for one in known:
            if str(one.get("id")) in key and one.get("is_filter") is False:
                yield _lack(_FIELD_IS_NO_FILTER, one.get("id"))

    def _values(self, ticket: OutgoingTicket) -> dict[str, object]:
        target = self.target
        values: dict[str, object] = {
            "project_id": target.project,
            "subject": ticket.subject[:_LONGEST_SUBJECT],
            "description": as_text_of(target.markup, ticket.text),
        }
        if target.tracker is not None:
            values["tracker_id"] = target.tracker
        priorities = {str(name): number for name, number in target.priority.items()}
        if (priority := priorities.get(ticket.urgency or "")) is not None:
            values["priority_id"] = priority
        if ticket.due:  # refused when it lies before the start, which is else the day of creation
            values["due_date"] = ticket.due.isoformat()
            begun = ticket.received_at.date() if ticket.received_at else ticket.due
            values["start_date"] = min(begun, ticket.due).isoformat()
        if fields := self._fields(ticket):
            values["custom_fields"] = [{"id": int(one), "value": fields[one]} for one in fields]
        return values

    def _fields(self, ticket: OutgoingTicket) -> dict[str, str]:
        mapped = self.target.fields.items()
        fields = {name: ticket.values[value] for name, value in mapped if value in ticket.values}
        if self.target.key_field:
            fields[str(self.target.key_field)] = ticket.number
        return fields

    def _lacks(self, seen: Any, ticket: OutgoingTicket) -> Iterator[str]:  # noqa: ANN401 - JSON
        for name, value in self._fields(ticket).items():
            if _value_of(seen, int(name)) != value:
                yield f"custom field {name}"
        wanted = self._values(ticket)
        if "due_date" in wanted and seen.get("due_date") != wanted["due_date"]:
            yield "due_date"
        priority = (seen.get("priority") or {}).get("id")
        if "priority_id" in wanted and priority != wanted["priority_id"]:
            yield "priority"

    def _uploaded(self, files: tuple[OutgoingFile, ...]) -> list[dict[str, str]]:
        return [self._upload(file) for file in files]

    def _upload(self, file: OutgoingFile) -> dict[str, str]:
        answer = self.client.ask(
            "POST",
            "/uploads.json",
            query={"filename": file.name},
            content=file.content(),
            kind="application/octet-stream",
        ).json()
        upload = answer.get("upload") if isinstance(answer, dict) else None
        token = upload.get("token") if isinstance(upload, dict) else None
        if not isinstance(token, str):
            raise SystemAwayError(_ODD, is_whole=False)
        return {"token": token, "filename": file.name, "content_type": file.kind}

    def _update(self, ticket_id: str, values: dict[str, object]) -> None:
        self.client.send("PUT", f"/issues/{ticket_id}.json", {"issue": values})


def _lack(said: Text, name: object) -> SystemFinding:
    return SystemFinding(is_well=False, said=said, arguments={"name": str(name)})


def _value_of(issue: Any, field: int | None) -> object:  # noqa: ANN401 - JSON
    fields = objects_in(issue, "custom_fields")
    return next((one.get("value") for one in fields if one.get("id") == field), None)


def _is_over(issue: Any) -> bool:  # noqa: ANN401 - JSON
    status = issue.get("status")
    closed = status.get("is_closed") if isinstance(status, dict) else None
    return bool(issue.get("closed_on")) if closed is None else closed is True
