"""What the crash tests interrupt: a desk with older work, and one more thing to be done."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.unit.desk.bench import (
    BUG,
    NOW,
    OTHER_TICKET,
    RESTRICTED,
    QuickDisk,
    new_desk,
    put,
    restart,
    tree,
)
from zenforms.desk.decisions.decision_files import Order, OrderKind, put_order, waiting_orders
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal, add_event
from zenforms.desk.spool.settlement import TicketEvent, read_settlement
from zenforms.judging.case import OutcomeKind

Prepare = Callable[[Path], None]
Tree = dict[str, bytes | str]

_RANDOM = re.compile(r"2026\d{4}T\d{6}-[0-9a-f]{8}")


def _file(word: str) -> Prepare:
    def prepare(root: Path) -> None:
        put(root, "demande.pdf", f"{word} une demande\n")

    return prepare


def _folder(root: Path) -> None:
    folder = root / Folder.INBOX / "envoi"
    folder.mkdir()
    (folder / "a.pdf").write_text("accepted dans un dossier\n")
    (folder / "b.log").write_text("journal\n")


def _hard_link(root: Path) -> None:
    elsewhere = root.parent / "elsewhere.pdf"
    elsewhere.write_text("accepted un lien dur\n")
    os.link(elsewhere, root / Folder.INBOX / "demande.pdf")


def _link(root: Path) -> None:
    (root / Folder.INBOX / "demande.pdf").symlink_to("/nowhere/at/all")


def _twice(root: Path) -> None:
    put(root, "une.pdf", "accepted la même\n")
    put(root, "une-bis.pdf", "accepted la même\n")


def _order(kind: OrderKind, word: str) -> Prepare:
    def prepare(root: Path) -> None:
        put(root, "demande.pdf", f"{word} une demande\n")
        restart(root)
        _put_order(root, kind, _number_of(root, word))

    return prepare


def _put_order(root: Path, kind: OrderKind, number: str) -> None:
    put_order(root, Order("20260512T100000-00000001", kind, number, NOW, "Camille", "vu"))


def _number_of(root: Path, word: str) -> str:
    archived = (root / "archive").glob("**/ZF-*")
    return next(path.name for path in archived if _has_outcome(path, word))


def _later_round(word: str) -> Prepare:
    """A request went back; `word` is what comes of its second round."""

    def prepare(root: Path) -> None:
        put(root, "demande.pdf", "incomplete une demande\n")
        restart(root)
        put(root, "suite.pdf", f"{word} {_number_of(root, 'incomplete')} la suite\n")

    return prepare


def _accept_later_round(root: Path) -> None:
    _later_round("refused")(root)
    restart(root)
    _put_order(root, OrderKind.ACCEPT, _number_of(root, "refused"))


def _purge_first_round(root: Path) -> None:
    """What was sent back may go; the ticket that bears its number stays."""
    _later_round("accepted")(root)
    restart(root)
    _put_order(root, OrderKind.PURGE, _number_of(root, "incomplete"))


def _purge_ticket(root: Path) -> None:
    """A closed ticket is to go; its events, which say that it is closed, go with it."""
    _order(OrderKind.CLOSE, "accepted")(root)
    (order,) = waiting_orders(root)
    restart(root)
    purge = replace(order, id="20260512T100000-00000002", kind=OrderKind.PURGE)
    put_order(root, purge)


def _accept_filed_away(root: Path) -> None:
    """The events beside the outcome that is replaced go with it."""
    _order(OrderKind.CLOSE, "incomplete")(root)
    (order,) = waiting_orders(root)
    restart(root)
    put_order(root, replace(order, id="20260512T100000-00000002", kind=OrderKind.ACCEPT))


def _has_outcome(archived: Path, word: str) -> bool:
    settlement = read_settlement(archived)
    wanted = "accepted" if word == RESTRICTED else word
    is_new = not list((archived / "original").glob("ancienne*"))
    return settlement is not None and settlement.outcome == wanted and is_new


SITUATIONS: dict[str, Prepare] = {
    **{kind.value: _file(kind.value) for kind in OutcomeKind if kind is not OutcomeKind.DUPLICATE},
    BUG: _file(BUG),
    RESTRICTED: _file(RESTRICTED),
    "folder": _folder,
    "hard link": _hard_link,
    "link": _link,
    "twice": _twice,
    "later round": _later_round("accepted"),
    "accept": _order(OrderKind.ACCEPT, "incomplete"),
    "accept later round": _accept_later_round,
    "retry": _order(OrderKind.RETRY, "refused"),
    "release": _order(OrderKind.RELEASE, "quarantined"),
    "close": _order(OrderKind.CLOSE, "accepted"),
    "file away": _order(OrderKind.CLOSE, "incomplete"),
    "accept what was filed away": _accept_filed_away,
    "purge": _order(OrderKind.PURGE, "refused"),
    "purge ticket": _purge_ticket,
    "purge first round": _purge_first_round,
    "purge original": _order(OrderKind.PURGE_ORIGINAL, RESTRICTED),
}


def prepared(folder: Path, situation: str) -> Path:
    """A folder with a desk that has one older ticket, and something to be done."""
    root = new_desk(folder / "desk")
    put(root, "ancienne.pdf", "accepted une ancienne demande\n")
    restart(root)
    event = TicketEvent("open", "registered", NOW, by="x")
    add_event(QuickDisk(), root, f"tickets/{OTHER_TICKET}", event)
    (root / "seal.keys").write_text("00" * 32)
    SITUATIONS[situation](root)
    return folder


def copied(pristine: Path, folder: Path) -> Path:
    """The desk in a copy of a prepared folder; hard links stay hard links."""
    shutil.copytree(pristine, folder, symlinks=True)
    (folder / "attic").mkdir()
    elsewhere, entry = folder / "elsewhere.pdf", folder / "desk" / Folder.INBOX / "demande.pdf"
    if elsewhere.exists() and entry.exists():
        entry.unlink()
        os.link(elsewhere, entry)
    return folder / "desk"


def plain(root: Path) -> Tree:
    """The desk without its diary, the random ids of its drops blanked out."""
    found = tree(root, but=lambda name: name.startswith("journal/"))
    return {
        name: _RANDOM.sub("DROP", value.decode("latin-1")) if isinstance(value, bytes) else value
        for name, value in found.items()
    }


def expected_of(pristine: Path, folder: Path) -> Tree:
    """What the desk looks like when nothing goes wrong."""
    root = copied(pristine, folder)
    restart(root)
    return plain(root)


def check(root: Path, expected: Tree) -> None:
    """The desk is as if nothing had gone wrong, and its diary tells of everything archived."""
    assert plain(root) == expected
    lines = list(Journal(root, Disk()).lines())
    told = {str(line.get("number")) for line in lines if line["step"] == "archived"}
    assert told >= {path.name for path in (root / "archive").glob("**/ZF-*")}
