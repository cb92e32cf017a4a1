"""GLPI, by `apirest.php`, from its documentation; not tried on the product itself.

Contents are HTML over there: a client's words go as HTML that shows just its characters.
"""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from zenforms.desk.delivery.markup import as_html
from zenforms.desk.delivery.settings import Glpi
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
from zenforms.desk.delivery.transport import (
    HttpAnswer,
    HttpClient,
    SystemAwayError,
    SystemRefusedError,
)
from zenforms.language import Text

_API = "/apirest.php"
_SOLVED, _CLOSED, _ASSIGNED = 5, 6, 2
_OVER = frozenset({_SOLVED, _CLOSED})
_TURNS = {"closed": _CLOSED, "cancelled": _CLOSED, "opened": _ASSIGNED}
_INCIDENT, _REQUEST = 1, 2
_NAME, _ID, _STATUS = "1", "2", "12"
"""Numbers of the search's columns."""
_NOT_FOUND, _NO_SESSION = 404, 401
_ODD = "an answer that GLPI does not give"
_HEADING = re.compile(r"^\s*<p>(.*?)(?:</p>|<br)", re.DOTALL | re.IGNORECASE)
_LONGEST_NAME = 250

_SIGNED_IN = Text(fr="La session s'ouvre.", en="A session can be opened.")
_NO_ENTITY = Text(
    fr="L'entité {name} n'existe pas, ou ce compte ne la voit pas.",
    en="There is no entity {name}, or this account cannot see it.",
)
_NO_CATEGORY = Text(
    fr="La catégorie {name} n'existe pas, ou ce compte ne la voit pas.",
    en="There is no category {name}, or this account cannot see it.",
)
_TWO_LETTERS = Text(
    fr="set_requestor : GLPI écrit au demandeur, qui reçoit déjà notre accusé.",
    en="set_requestor: GLPI writes to the requestor, who has our acknowledgement already.",
)
_ONE_LETTER = Text(
    fr="Les notifications sont coupées à la création : le client ne reçoit que notre accusé.",
    en="Notifications are off at creation: our acknowledgement is the only one.",
)


@dataclass(slots=True)
class GlpiSystem:
    """One entity of a GLPI. The session is opened when it is needed, and again when it ended."""

    client: HttpClient
    target: Glpi
    token: str = field(repr=False)
    _session: str = field(default="", repr=False)

    def prepare(self) -> None:
        """Nothing: every ticket has a title."""

    def find(self, number: str) -> tuple[RemoteTicket, ...]:
        """By how the title begins: a reply's begins otherwise."""
        asked = {
            "criteria[0][field]": _NAME,
            "criteria[0][searchtype]": "contains",
            "criteria[0][value]": number,
            "forcedisplay[0]": _NAME,
            "forcedisplay[1]": _ID,
            "forcedisplay[2]": _STATUS,
            "sort": _ID,
            "order": "ASC",
        }
        values = self._get("/search/Ticket", **asked)
        if not isinstance(values, dict) or "totalcount" not in values:
            raise SystemAwayError(_ODD, is_whole=False)
        found = objects_in(values, "data")
        ours = (one for one in found if str(one.get(_NAME, "")).startswith(f"[{number}]"))
        tickets = (RemoteTicket(str(one.get(_ID)), one.get(_STATUS) in _OVER) for one in ours)
        return tuple(sorted(tickets, key=lambda one: int(one.id)))

    def create(self, ticket: OutgoingTicket) -> RemoteTicket:
        """Make it; its files are uploaded and linked afterwards."""
        made = self._send("POST", "/Ticket", self._values(ticket)).json()
        if not isinstance(made, dict) or not isinstance(made.get("id"), int):
            raise SystemAwayError(_ODD, is_whole=False)
        return RemoteTicket(str(made["id"]))

    def look(self, ticket_id: str, ticket: OutgoingTicket | None = None) -> SeenTicket | None:
        """Read it back with its documents and followups."""
        try:
            seen = self._get(f"/Ticket/{ticket_id}", with_documents="true")
            notes = self._get(f"/Ticket/{ticket_id}/ITILFollowup", range="0-999")
        except SystemRefusedError as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        if not isinstance(seen, dict) or not isinstance(notes, list):
            raise SystemAwayError(_ODD, is_whole=False)
        if seen.get("is_deleted"):
            return None
        contents = (str(one.get("content")) for one in notes if isinstance(one, dict))
        files = objects_in(seen, "_documents")
        return SeenTicket(
            RemoteTicket(ticket_id, seen.get("status") in _OVER),
            files=frozenset(str(one.get("filename") or one.get("name")) for one in files),
            headings=tuple(map(_heading, contents)),
            lacks=tuple(self._lacks(seen, ticket)) if ticket else (),
        )

    def attach(self, ticket_id: str, files: tuple[OutgoingFile, ...]) -> None:
        """Upload each, then link it."""
        for one in files:
            document = self._uploaded(one)
            values = {"documents_id": document, "items_id": int(ticket_id), "itemtype": "Ticket"}
            self._send("POST", "/Document_Item", values)

    def note(self, ticket_id: str, note: OutgoingNote) -> None:
        """A private followup; its files go first, so that it tells of what is there."""
        self.attach(ticket_id, note.files)
        self._followup(ticket_id, f"{as_html(note.heading)}{as_html(note.text)}")

    def turn(self, ticket_id: str, turns: str) -> None:
        """Set the status."""
        self._send("PUT", f"/Ticket/{ticket_id}", {"status": _TURNS[turns], "_disablenotif": True})

    def close_double(self, ticket_id: str, winner: RemoteTicket, words: str) -> None:
        """Close it, with a followup that names the other."""
        self._followup(ticket_id, as_html(f"→ {winner.id}\n{words}"))
        self.turn(ticket_id, "closed")

    def address(self, ticket_id: str) -> str:
        """The page of a ticket."""
        return f"{self.client.url.rstrip('/')}/front/ticket.form.php?id={ticket_id}"

    def planned(self, ticket: OutgoingTicket) -> PlannedRequest:
        """The request; the files go after it."""
        address = f"{self.client.url.rstrip('/')}{_API}/Ticket"
        files = [{"filename": file.name, "bytes": file.size} for file in ticket.files]
        return PlannedRequest("POST", address, {"input": self._values(ticket), "then": files})

    def check(self) -> Iterator[SystemFinding]:
        """Session, entity, category."""
        self._open()
        yield SystemFinding(is_well=True, said=_SIGNED_IN)
        wanted = [("Entity", self.target.entity, _NO_ENTITY)]
        if self.target.category:
            wanted.append(("ITILCategory", self.target.category, _NO_CATEGORY))
        for what, number, said in wanted:
            try:
                self._get(f"/{what}/{number}")
            except SystemRefusedError:
                yield SystemFinding(is_well=False, said=said, arguments={"name": str(number)})
        told = self.target.set_requestor
        yield SystemFinding(is_well=not told, said=_TWO_LETTERS if told else _ONE_LETTER)

    def _values(self, ticket: OutgoingTicket) -> dict[str, object]:
        target = self.target
        values: dict[str, object] = {
            "name": ticket.subject[:_LONGEST_NAME],
            "content": as_html(ticket.text),
            "type": _INCIDENT if ticket.is_malfunction else _REQUEST,
            "entities_id": target.entity,
            "externalid": ticket.number,
            "_disablenotif": True,
        }
        if target.category:
            values["itilcategories_id"] = target.category
        urgencies = {str(name): number for name, number in target.priority.items()}
        if (urgency := urgencies.get(ticket.urgency or "")) is not None:
            values["urgency"] = urgency
        if ticket.due:
            values["time_to_resolve"] = f"{ticket.due.isoformat()} 17:00:00"
        if ticket.requestor and target.set_requestor:
            notify = {"use_notification": [1], "alternative_email": [ticket.requestor]}
            values |= {"_users_id_requester": 0, "_users_id_requester_notif": notify}
        return values

    def _lacks(self, seen: Any, ticket: OutgoingTicket) -> Iterator[str]:  # noqa: ANN401 - JSON
        wanted = self._values(ticket)
        for name in ("urgency", "time_to_resolve", "itilcategories_id", "entities_id"):
            if name in wanted and str(seen.get(name)) != str(wanted[name]):
                yield name

    def _followup(self, ticket_id: str, content: str) -> None:
        values = {
            "itemtype": "Ticket",
            "items_id": int(ticket_id),
            "content": content,
            "is_private": 1,
            "_disablenotif": True,
        }
        self._send("POST", "/ITILFollowup", values)

    def _uploaded(self, one: OutgoingFile) -> int:
        manifest = json.dumps({"input": {"name": one.name, "_filename": [one.name]}})
        limit = secrets.token_hex(16)
        content = _multipart(limit, manifest, one)
        kind = f"multipart/form-data; boundary={limit}"
        made = self._ask("POST", "/Document", content=content, kind=kind).json()
        if not isinstance(made, dict) or not isinstance(made.get("id"), int):
            raise SystemAwayError(_ODD, is_whole=False)
        return int(made["id"])

    def _get(self, path: str, **query: str) -> Any:  # noqa: ANN401 - JSON
        return self._ask("GET", path, query=query).json()

    def _send(self, method: str, path: str, values: Mapping[str, object]) -> HttpAnswer:
        content = json.dumps({"input": values}, ensure_ascii=False).encode("utf-8", "replace")
        return self._ask(method, path, content=content, kind="application/json")

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        content: bytes | None = None,
        kind: str = "",
    ) -> HttpAnswer:
        """Ask within the session; one that has ended is opened anew, and nothing was done."""
        if not self._session:
            self._open()
        for is_last in (False, True):
            try:
                return self.client.ask(
                    method,
                    f"{_API}{path}",
                    query=query,
                    content=content,
                    kind=kind,
                    headers={"Session-Token": self._session},
                )
            except SystemRefusedError as error:
                if error.status != _NO_SESSION or is_last:
                    raise
                self._open()
        raise SystemAwayError(_ODD)

    def _open(self) -> None:
        headers = {"Authorization": f"user_token {self.token}"}
        made = self.client.ask("GET", f"{_API}/initSession", headers=headers).json()
        token = made.get("session_token") if isinstance(made, dict) else None
        if not isinstance(token, str) or not token:
            raise SystemAwayError(_ODD)
        self._session = token


def _heading(content: str) -> str:
    """The first line of a followup, as text; the product may give its tags encoded."""
    found = _HEADING.match(content) or _HEADING.match(unescape(content))
    return unescape(unescape(found[1])) if found else ""


def _multipart(limit: str, manifest: str, one: OutgoingFile) -> bytes:
    """A form with the manifest and one file (RFC 7578); the name holds neither quote nor line."""
    edge = f"--{limit}\r\nContent-Disposition: form-data; name="
    head = f'{edge}"uploadManifest"\r\nContent-Type: application/json\r\n\r\n{manifest}\r\n'
    file = f'{edge}"filename[0]"; filename="{one.name}"\r\nContent-Type: {one.kind}\r\n\r\n'
    return b"".join((head.encode(), file.encode(), one.content(), f"\r\n--{limit}--\r\n".encode()))
