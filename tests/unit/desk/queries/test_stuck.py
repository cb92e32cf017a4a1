import errno
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.making.oddtrees import dig
from tests.unit.desk.bench import HANDS, NOW, QuickDisk, new_desk, put, restart, spool_at, take
from zenforms.desk.decisions.decision_files import OrderKind, new_order, put_order, waiting_orders
from zenforms.desk.decisions.staff import carry_out_waiting
from zenforms.desk.queries.doctor import examine_desk
from zenforms.desk.queries.status import status_of
from zenforms.desk.queries.stuck import SAID, Stuck
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.recover import recover
from zenforms.desk.watching.heartbeat import pulse_of, write_pulse
from zenforms.desk.watching.inbox import StuckWhy
from zenforms.language import Lang


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def stuck_at(root: Path) -> list[tuple[str, StuckWhy]]:
    return [(one.place, one.why) for one in status_of(open_desk(root)).stuck]


def said_by_doctor(root: Path) -> list[str]:
    return [check.said.fill(Lang.FR, check.arguments) for check in examine_desk(root)]


@dataclass
class Immovable(QuickDisk):
    """A disk on which some folders stay where they are, as with an immutable attribute."""

    word: str = "dossier"

    def remove(self, path: Path) -> None:
        if self.word in str(list(path.rglob("*"))):
            raise PermissionError(errno.EPERM, "immutable")
        super().remove(path)


def test_a_quiet_desk_has_nothing_stuck(root: Path) -> None:
    take(spool_at(root), put(root, "x.pdf", "accepted oui"))
    put(root, "y.pdf", "accepted aussi")
    assert stuck_at(root) == []


def test_a_folder_without_a_file_and_an_unfinished_name_are_named(root: Path) -> None:
    (root / Folder.INBOX / "vide" / "sous").mkdir(parents=True)
    put(root, "x.pdf.part", "")
    put(root, "Thumbs.db", "")
    assert stuck_at(root) == [
        ("inbox/vide", StuckWhy.EMPTY),
        ("inbox/x.pdf.part", StuckWhy.UNFINISHED),
    ]
    assert any("inbox/vide" in said for said in said_by_doctor(root))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_what_cannot_be_taken_is_named_harmlessly(root: Path) -> None:
    name = os.fsdecode(b"a\n\x1b[2J\xff.pdf")
    put(root, name, "x")
    pulse = pulse_of(
        at=NOW,
        waiting=1,
        in_hand=(),
        held=(),
        refused=((name, "PermissionError EPERM"), ("gone.pdf", "OSError EIO")),
        settled=0,
        events=True,
        trouble="",
    )
    write_pulse(root, pulse)
    assert stuck_at(root) == [(r"inbox/a\n\x1b[2J\udcff.pdf", StuckWhy.REFUSED)]
    assert status_of(open_desk(root)).model_dump_json()
    assert any("ne se laisse pas prendre" in said for said in said_by_doctor(root))


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no such tree")
def test_a_request_that_cannot_be_removed_is_named_and_keeps_no_other_waiting(root: Path) -> None:
    dig(root / Folder.INBOX / "dossier", 100)
    put(root, "autre.pdf", "quarantined autre")
    disk = Immovable()
    numbers = [
        take(spool_at(root), root / Folder.INBOX / n).number for n in ("dossier", "autre.pdf")
    ]
    for number in numbers:
        put_order(root, new_order(OrderKind.PURGE, number, at=NOW, by="Camille"))
    done = carry_out_waiting(spool_at(root, disk), open_desk(root), HANDS)
    assert [order.number for order, _ in done] == numbers[1:]
    assert stuck_at(root) == [(f"work/leaving-{numbers[0]}", StuckWhy.STAYS)]
    assert any("n'a pas pu être supprimé" in s.replace("’", "'") for s in said_by_doctor(root))
    assert recover(spool_at(root, disk)) == []
    with pytest.raises(PermissionError):
        carry_out_waiting(spool_at(root, disk), open_desk(root), HANDS)
    restart(root)
    assert not waiting_orders(root)
    assert stuck_at(root) == []


def test_a_decision_that_cannot_be_understood_is_named(root: Path) -> None:
    folder = root / Folder.WORK / "20260512T100000-00000001"
    (folder / "original").mkdir(parents=True)
    (folder / "original" / "x.pdf").touch()
    (folder / "settled.json").write_text("{}")
    assert stuck_at(root) == [(f"work/{folder.name}", StuckWhy.UNCLEAR)]


def test_every_reason_has_a_sentence_that_names_the_place() -> None:
    for why in StuckWhy:
        said = Stuck(place="inbox/x", why=why, reason="OSError EIO")
        arguments = {"place": said.place, "reason": said.reason}
        for lang in Lang:
            assert "inbox/x" in SAID[why].fill(lang, arguments)
