"""The register at the command line: a client by its id, or a word on who is there."""

from collections.abc import Iterable, Iterator

from zenforms.desk.register.spreadsheet import Complaint, heading_of
from zenforms.desk.setup.opening import CLIENTS, OpenDesk
from zenforms.errors import DeskError, UsageError
from zenforms.judging.policy import Client, Register
from zenforms.language import Lang, Text
from zenforms.present.clientview import complaint_lines, line_place
from zenforms.present.terminal import Line

_IDS_SHOWN = 10


def register_of(opened: OpenDesk) -> Register:
    """The register of a desk; raises DeskError when it has none."""
    if opened.desk.register is None:
        raise DeskError(
            Text(
                fr="Le bureau {root} n'a pas de registre des clients.",
                en="The desk {root} has no client register.",
            ),
            advice=Text(
                fr="Écrivez-y un fichier {file} ; « zenforms init » en fait un d'exemple.",
                en="Write a file {file} there; “zenforms init” makes an example.",
            ),
            arguments={"root": str(opened.root), "file": CLIENTS},
        )
    return opened.desk.register


def client_called(opened: OpenDesk, client_id: str) -> Client:
    """The client with this id, however it is typed; raises UsageError naming known ones."""
    register = register_of(opened)
    known = register.client(client_id) or register.client(client_id.upper())
    if known is None:
        ids = [client.id for client in register.clients]
        raise UsageError(
            Text(
                fr="Aucun client ne porte l'identifiant {id} dans le registre de {root}.",
                en="No client has the id {id} in the register of {root}.",
            ),
            advice=Text(fr="Clients connus : {known}.", en="Known clients: {known}."),
            arguments={
                "id": client_id,
                "root": str(opened.root),
                "known": ", ".join(ids[:_IDS_SHOWN] + ["…"] * (len(ids) > _IDS_SHOWN)),
            },
        )
    return known


# Complaints about a file of clients, as the commands print them.


def lines_of(
    complaints: Iterable[Complaint], lang: Lang, width: int, *, headings: bool = False
) -> Iterator[Line]:
    """All complaints in order; with `headings` fields are called as in a spreadsheet."""
    for one in complaints:
        name = heading_of(one.field, lang) if headings else one.field
        where = line_place(one.line, lang) or (one.client,)
        place = tuple(filter(None, (*where, name)))
        yield from complaint_lines(
            place, one.said, one.arguments, severity=one.severity, lang=lang, width=width
        )
