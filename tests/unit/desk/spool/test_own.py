import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.making.oddtrees import CANARY, cleared, dig
from tests.unit.desk.bench import NOW, QuickDisk, new_desk, put, spool_at, take
from zenforms.desk.handling.consider import receive
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.drop import FOUND, digest
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.own import make_own
from zenforms.desk.spool.recover import recover
from zenforms.handles import HeldFolder
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.reading.limits import Limits

MOST = Limits().drop_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="acts as Linux lets one")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    with cleared(new_desk(tmp_path / "desk")) as desk:
        (desk / "seal.keys").write_text(CANARY)
        yield desk


def a_folder(root: Path) -> Path:
    folder = root / Folder.INBOX / "envoi"
    (folder / "sub" / "below").mkdir(parents=True)
    for name in ("a.log", "b.log", "sub/c.log", "sub/below/d.log"):
        (folder / name).write_text(f"accepted {name}")
    return folder


def test_whoever_still_holds_the_folder_holds_an_empty_one(root: Path) -> None:
    folder = a_folder(root)
    expected = digest(folder)
    inside = os.open(folder / "sub", os.O_RDONLY)
    spool = spool_at(root)
    drop = claim(spool, folder, NOW)
    make_own(spool, drop, most=MOST)
    with pytest.raises(FileNotFoundError):
        os.symlink("/etc/passwd", "late", dir_fd=inside)
    os.close(inside)
    assert digest(drop.original) == expected
    assert not (drop.folder / FOUND).exists()


def test_a_file_that_its_sender_holds_open_is_kept_as_it_was(root: Path) -> None:
    entry = put(root, "x.pdf", "accepted avant")
    code = (
        "import sys; f = open(sys.argv[1], 'r+'); print(flush=True); sys.stdin.readline();"
        "f.write('accepted APRÈS'); f.close()"
    )
    spool = spool_at(root)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(entry)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as sender:
        assert sender.stdin
        assert sender.stdout
        sender.stdout.readline()
        drop = claim(spool, entry, NOW)
        received = receive(spool, drop, Desk())
        sender.communicate(b"\n")
    assert drop.original.read_text() == "accepted avant"
    assert digest(drop.original) == received.content


def test_an_ordinary_file_is_not_copied(root: Path) -> None:
    entry = put(root, "x.pdf", "accepted oui")
    inode = entry.stat().st_ino
    spool = spool_at(root)
    drop = claim(spool, entry, NOW)
    make_own(spool, drop, most=MOST)
    assert drop.original.stat().st_ino == inode


@pytest.mark.parametrize("own", ["seal.keys", "tickets/T.json", "archive/2026/01/x"])
@pytest.mark.parametrize("inside", ["x.pdf", "envoi/sub/x.pdf"])
def test_a_second_name_of_a_file_of_the_desk_gives_nothing_of_it(
    root: Path, own: str, inside: str
) -> None:
    (root / own).parent.mkdir(parents=True, exist_ok=True)
    (root / own).write_text(CANARY)
    entry = root / Folder.INBOX / inside
    entry.parent.mkdir(parents=True, exist_ok=True)
    os.link(root / own, entry)
    settled = take(spool_at(root), root / Folder.INBOX / inside.partition("/")[0])
    assert settled.outcome is OutcomeKind.QUARANTINED
    assert settled.codes == ("ZF568",)
    assert (root / own).read_text() == CANARY
    holds = [p for p in root.rglob("*") if p.is_file() and CANARY in p.read_text(errors="replace")]
    assert sorted(holds) == sorted({root / own, root / "seal.keys"})


def test_two_drops_that_are_one_file_are_both_taken(root: Path) -> None:
    first = put(root, "a.pdf", "accepted une fois")
    os.link(first, root / Folder.INBOX / "b.pdf")
    spool = spool_at(root)
    assert take(spool, first).outcome is OutcomeKind.ACCEPTED
    assert take(spool, root / Folder.INBOX / "b.pdf").outcome is OutcomeKind.DUPLICATE


def test_a_folder_that_the_system_does_not_show_is_set_aside(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(root)
    shown = HeldFolder.folder

    def closed(self: HeldFolder, name: str, *, insist: bool = False) -> HeldFolder:
        if name == "below":
            raise PermissionError(13, "closed")
        return shown(self, name, insist=insist)

    monkeypatch.setattr(HeldFolder, "folder", closed)  # tests run as root, for whom nothing is
    settled = take(spool_at(root), folder)
    assert settled.codes == ("ZF567",)
    assert settled.outcome is OutcomeKind.QUARANTINED


def test_a_folder_without_end_is_set_aside_and_can_be_removed(root: Path) -> None:
    dig(root / Folder.INBOX / "dossier", 1_500)
    spool = spool_at(root)
    settled = take(spool, root / Folder.INBOX / "dossier")
    assert settled.codes == ("ZF566",)
    spool.disk.remove(root / settled.archive)
    assert not (root / settled.archive).exists()


def test_no_two_unread_drops_are_taken_for_one(root: Path) -> None:
    spool = spool_at(root)
    for name in ("a", "b"):
        dig(root / Folder.INBOX / name, 1_200, file=f"{name}.txt")
        assert take(spool, root / Folder.INBOX / name).codes == ("ZF566",)


@dataclass
class Stopped(QuickDisk):
    """Refuses once, before step `at`, whatever it is."""

    at: int
    steps: int = 0

    def rename(self, source: Path, target: Path, *, inside: HeldFolder | None = None) -> None:
        self._step()
        super().rename(source, target, inside=inside)

    def make_folder(self, path: Path) -> None:
        self._step()
        super().make_folder(path)

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self.at:
            raise OSError(5, "no")


def test_a_folder_half_taken_over_is_taken_over_wholly_at_the_next_start(root: Path) -> None:
    expected = digest(a_folder(root))
    drop = claim(spool_at(root), root / Folder.INBOX / "envoi", NOW)
    for at in range(1, 40):
        disk = Stopped(at)
        try:
            make_own(spool_at(root, disk), drop, most=MOST)
        except OSError:
            (drop,) = recover(spool_at(root))
            continue
        break
    assert digest(drop.original) == expected
    assert at > 1
    assert receive(spool_at(root), drop, Desk()).fault is None
