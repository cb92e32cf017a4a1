"""Die at every single step of every outcome, then start again: exactly one outcome each time."""

import itertools
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.failing_disk import Died, FailingDisk
from tests.unit.desk.bench import BUG, NOW, RESTRICTED, new_desk, put, restart, tree
from zenforms.desk.orders import Order, OrderKind, put_order
from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.events import add_event
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.settlement import TicketEvent, read_settlement
from zenforms.judging.case import OutcomeKind

pytestmark = pytest.mark.crash

Prepare = Callable[[Path], None]


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
        number = max((root / "archive").glob("*/*/ZF-*"), key=_outcome_is(word)).name
        put_order(root, Order("20260512T100000-00000001", kind, number, NOW, "Camille", "vu"))

    return prepare


def _outcome_is(word: str) -> Callable[[Path], bool]:
    def check(archived: Path) -> bool:
        settlement = read_settlement(archived)
        return settlement is not None and settlement.outcome == word

    return check


SITUATIONS: dict[str, Prepare] = {
    **{kind.value: _file(kind.value) for kind in OutcomeKind if kind is not OutcomeKind.DUPLICATE},
    BUG: _file(BUG),
    RESTRICTED: _file(RESTRICTED),
    "folder": _folder,
    "hard link": _hard_link,
    "link": _link,
    "twice": _twice,
    "accept": _order(OrderKind.ACCEPT, "incomplete"),
    "retry": _order(OrderKind.RETRY, "refused"),
    "release": _order(OrderKind.RELEASE, "quarantined"),
    "close": _order(OrderKind.CLOSE, "accepted"),
}

_RANDOM = re.compile(r"2026\d{4}T\d{6}-[0-9a-f]{8}")


def _plain(root: Path) -> dict[str, bytes | str]:
    """The desk without its diary, the random ids of its drops blanked out."""
    found = tree(root, but=lambda name: name.startswith("journal/"))
    return {
        name: _RANDOM.sub("DROP", value.decode("latin-1")) if isinstance(value, bytes) else value
        for name, value in found.items()
    }


def _desk(folder: Path, prepare: Prepare) -> Path:
    """A desk with one older ticket and a new drop."""
    root = new_desk(folder / "desk")
    put(root, "ancienne.pdf", "accepted une ancienne demande\n")
    restart(root)
    add_event(Disk(), root, "ZF-260511-00000", TicketEvent("open", "registered", NOW, by="x"))
    (root / "seal.keys").write_text("00" * 32)
    prepare(root)
    return root


def _run(root: Path, disk: FailingDisk) -> bool:
    """Work off the desk; whether it died on the way."""
    try:
        restart(root, disk)
    except Died:
        return True
    return False


def _check(root: Path, expected: dict[str, bytes | str]) -> None:
    assert _plain(root) == expected
    steps = [(line["step"], line.get("number")) for line in Journal(root, Disk()).lines()]
    archived = {str(number) for step, number in steps if step == "archived"}
    assert archived == {path.name for path in (root / "archive").glob("**/ZF-*")}


@pytest.mark.parametrize("power_cut", [False, True], ids=["kill", "power cut"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_death_at_any_step_leaves_exactly_one_outcome(
    tmp_path: Path, situation: str, *, power_cut: bool
) -> None:
    pristine = _desk(tmp_path / "pristine", SITUATIONS[situation])
    reference = tmp_path / "reference"
    shutil.copytree(pristine.parent, reference, symlinks=True)
    _relink(reference, situation)
    restart(reference / "desk")
    expected = _plain(reference / "desk")
    for step in itertools.count():
        folder = tmp_path / "tried"
        shutil.copytree(pristine.parent, folder, symlinks=True)
        _relink(folder, situation)
        (folder / "attic").mkdir()
        disk = FailingDisk(folder / "attic", die_at=step)
        died = _run(folder / "desk", disk)
        if died and power_cut:
            disk.cut_power(folder / "desk")
        restart(folder / "desk")
        _check(folder / "desk", expected)
        shutil.rmtree(folder)
        if not died:
            break
    assert step > 10


def _relink(folder: Path, situation: str) -> None:
    """A copied hard link is no link any more."""
    if situation == "hard link":
        entry = folder / "desk" / Folder.INBOX / "demande.pdf"
        entry.unlink()
        os.link(folder / "elsewhere.pdf", entry)
