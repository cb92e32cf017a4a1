import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, Story, filled, new_story
from zenforms.desk.handling.pipeline import Source
from zenforms.desk.handling.readers import Readers, ScannerAwayError
from zenforms.desk.spool.durable import is_transient
from zenforms.judging.policy import Intake, Policy
from zenforms.reading.limits import Limits


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "bureau")


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers() as open_readers:
        yield open_readers


def source(tmp_path: Path, content: bytes) -> Source:
    (tmp_path / "stored.pdf").write_bytes(content)
    (tmp_path / "scratch").mkdir(exist_ok=True)
    return Source(tmp_path / "stored.pdf", tmp_path / "scratch", "Ma demande.pdf", "a" * 64)


def test_a_drop_is_read_under_the_name_it_was_sent_and_the_hash_it_was_received_with(
    readers: Readers, story: Story, tmp_path: Path
) -> None:
    read = readers.read(source(tmp_path, filled(story.form(), ANSWERS)), Policy())
    assert (read.name, read.sha256) == ("Ma demande.pdf", "a" * 64)
    (document,) = read.documents
    assert document.value("summary") == ANSWERS["summary"]
    assert [path.name for path in (tmp_path / "scratch").iterdir()] == ["stored.pdf"]


def test_the_limits_of_the_policy_hold_and_change_with_it(
    readers: Readers, story: Story, tmp_path: Path
) -> None:
    content = filled(story.form(), ANSWERS)
    tight = Policy(limits=Limits(document_bytes=1000))
    codes = []
    for n, policy in enumerate((tight, Policy())):
        (tmp_path / str(n)).mkdir()
        read = readers.read(source(tmp_path / str(n), content), policy)
        codes.append([problem.code for document in read.documents for problem in document.problems])
    assert codes == [["ZF008"], []]


def test_a_reader_that_takes_too_long_is_a_problem_of_its_drop(
    readers: Readers, tmp_path: Path
) -> None:
    read = readers.read(source(tmp_path, b"%PDF-1.7"), Policy(limits=Limits(wall_seconds=0.0)))
    assert [problem.code for problem in read.problems] == ["ZF010"]
    assert (read.name, read.sha256) == ("Ma demande.pdf", "a" * 64)


def test_while_the_scanner_is_away_nothing_passes(readers: Readers, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{closed.getsockname()[1]}"
    policy = Policy(intake=Intake(scanner=address))
    with pytest.raises(ScannerAwayError) as away:
        readers.read(source(tmp_path, b"%PDF-1.7 nothing"), policy)
    assert is_transient(away.value)
