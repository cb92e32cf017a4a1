"""Passes over a mailbox whose messages are bytes in a folder: real files, no server."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk
from zenforms.desk.mailbox.fetching import Fetched, Fetching, Step, key_of
from zenforms.desk.spool.folders import archive_place
from zenforms.desk.spool.settlement import SETTLED
from zenforms.judging.numbers import number_of

LARGEST = 1_000


class Letterbox:
    """Messages in a folder, one file each; `done` is where they are filed away."""

    validity = 7

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._done = folder / "done"
        self._done.mkdir(parents=True)

    def put(self, uid: int, content: bytes) -> None:
        (self._folder / str(uid)).write_bytes(content)

    def left(self) -> list[int]:
        return sorted(self.sizes())

    def sizes(self) -> dict[int, int]:
        files = [path for path in self._folder.iterdir() if path.is_file()]
        return {int(p.name): p.stat().st_size for p in sorted(files)}

    def message(self, uid: int) -> bytes | None:
        path = self._folder / str(uid)
        return path.read_bytes() if path.exists() else None

    def file_away(self, uid: int) -> None:
        (self._folder / str(uid)).rename(self._done / str(uid))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


@pytest.fixture
def box(tmp_path: Path) -> Letterbox:
    return Letterbox(tmp_path / "box")


def passed(desk: Path, box: Letterbox) -> list[Fetched]:
    """One pass of a program that starts anew."""
    return list(Fetching(desk, largest=LARGEST).once(box))


def mail(words: str, *, way: str = "a") -> bytes:
    return f"Received: by {way}\nMessage-ID: <{words}@societe.example>\n\n{words}\n".encode()


def numbered(desk: Path, content: bytes) -> None:
    """Put the receipt of a settled drop into the archive, as the spool does."""
    sha256 = hashlib.sha256(content).hexdigest()
    folder = desk / archive_place(number_of(NOW, sha256))
    folder.mkdir(parents=True)
    (folder / SETTLED).write_text(json.dumps({"sha256": sha256}))


def test_a_new_message_lies_in_the_inbox_with_its_very_bytes(desk: Path, box: Letterbox) -> None:
    box.put(3, mail("un"))
    assert passed(desk, box) == [Fetched(3, Step.TAKEN, "courriel-7-3.eml")]
    assert (desk / "inbox/courriel-7-3.eml").read_bytes() == mail("un")
    assert box.left() == [3]


def test_a_message_waits_in_the_mailbox_until_its_drop_is_archived(
    desk: Path, box: Letterbox
) -> None:
    box.put(3, mail("un"))
    passed(desk, box)
    assert [f.step for f in passed(desk, box)] == [Step.WAITING]
    (desk / "inbox/courriel-7-3.eml").unlink()
    numbered(desk, mail("un"))
    assert [f.step for f in passed(desk, box)] == [Step.DONE]
    assert box.left() == []


def test_a_message_that_came_by_two_ways_is_dropped_once(desk: Path, box: Letterbox) -> None:
    box.put(1, mail("un", way="a"))
    box.put(2, mail("un", way="b"))
    assert [f.step for f in passed(desk, box)] == [Step.TAKEN, Step.COPY]
    assert len(list((desk / "inbox").iterdir())) == 1
    numbered(desk, mail("un", way="a"))
    passed(desk, box)
    assert box.left() == []


def test_a_crash_after_the_drop_and_before_the_ledger_drops_nothing_twice(
    desk: Path, box: Letterbox
) -> None:
    box.put(1, mail("un"))
    passed(desk, box)
    (desk / "journal/mailbox.jsonl").unlink()
    numbered(desk, mail("un"))
    (desk / "inbox/courriel-7-1.eml").unlink()
    passed(desk, box)
    assert not list((desk / "inbox").iterdir())


def test_a_torn_line_of_the_ledger_hides_no_other(desk: Path, box: Letterbox) -> None:
    box.put(1, mail("un"))
    passed(desk, box)
    with (desk / "journal/mailbox.jsonl").open("ab") as ledger:
        ledger.write(b'{"uid": 2, "val')
    box.put(2, mail("deux"))
    assert [f.step for f in passed(desk, box)] == [Step.WAITING, Step.TAKEN]
    assert [f.step for f in passed(desk, box)] == [Step.WAITING, Step.WAITING]


def test_a_message_that_is_too_large_stays_where_it_is_and_is_told(
    desk: Path, box: Letterbox
) -> None:
    box.put(1, bytes(LARGEST + 1))
    assert passed(desk, box) == [Fetched(1, Step.TOO_LARGE)]
    assert not list((desk / "inbox").iterdir())


def test_the_key_knows_a_message_whatever_way_it_came_and_no_other() -> None:
    assert key_of(mail("un", way="a")) == key_of(mail("un", way="b"))
    assert key_of(mail("un")) != key_of(mail("deux"))
    assert key_of(b"Subject: a\n\nx") != key_of(b"Subject: b\n\nx")
