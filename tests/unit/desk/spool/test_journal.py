import json
import tracemalloc
from pathlib import Path

from tests.unit.desk.bench import NOW, new_desk, put, spool_at, take
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.journal import Journal


def test_each_step_is_one_line_in_the_file_of_its_month(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    journal = Journal(tmp_path, Disk())
    journal.note("one", at=NOW, number="x")
    journal.note("two", at=NOW.replace(month=6))
    assert sorted(p.name for p in (tmp_path / "journal").iterdir()) == [
        "2026-05.jsonl",
        "2026-06.jsonl",
    ]
    assert [line["step"] for line in journal.lines()] == ["one", "two"]


def test_a_line_that_was_torn_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "2026-05.jsonl").write_bytes(b'{"step":"one"}\n{"step":"t')
    journal = Journal(tmp_path, Disk())
    journal.note("three", at=NOW)
    assert [line["step"] for line in journal.lines()] == ["one", "three"]


def test_a_drop_leaves_claimed_settled_archived_and_nothing_of_its_words(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    spool = spool_at(root)
    settled = take(spool, put(root, "Lettre de Camille.pdf", "incomplete Camille Exemple"))
    lines = list(Journal(root, spool.disk).lines())
    assert [line["step"] for line in lines] == ["claimed", "settled", "archived"]
    assert lines[1]["sha256"] == settled.sha256
    assert lines[1]["outcome"] == "incomplete"
    assert "Camille" not in json.dumps(lines)


def test_a_hole_in_the_file_is_not_taken_into_memory(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    journal = Journal(tmp_path, Disk())
    journal.note("one", at=NOW)
    [path] = (tmp_path / "journal").iterdir()
    with path.open("r+b") as file:
        file.truncate(10**12)
    tracemalloc.start()
    try:
        assert [line["step"] for line in journal.lines()] == ["one"]
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
