import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zenforms.desk.handling.rehearsal import rehearse, rehearsed_form
from zenforms.desk.setup.maps import form_maps
from zenforms.reading.document import read_document
from zenforms.reading.sandbox import Sandbox

_rehearsed: list[int] = []


def note_that_it_was_rehearsed() -> None:
    _rehearsed.append(os.getpid())


def fail() -> None:
    raise RuntimeError


def where_it_was_rehearsed() -> tuple[int, ...]:
    return tuple(_rehearsed)


@pytest.fixture
def rehearsing() -> Iterator[Sandbox]:
    with Sandbox(rehearse=note_that_it_was_rehearsed) as sandbox:
        yield sandbox


def test_the_form_that_is_rehearsed_is_one_of_ours_without_a_fault_in_every_field() -> None:
    document = read_document(rehearsed_form(), name="essai.pdf", maps=form_maps())
    known = form_maps().maps[0]
    assert document.form == known.form
    assert document.problems == ()
    assert [field.name for field in document.fields] == [field.name for field in known.fields]
    assert all(field.value for field in document.fields if field.name in {"email", "form_id"})


def test_a_rehearsal_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    rehearse()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="there no reader is forked")
def test_each_reader_after_the_first_begins_where_one_rehearsal_ended(rehearsing: Sandbox) -> None:
    answers = [rehearsing.run(where_it_was_rehearsed) for _ in range(3)]
    assert answers[0] == ()
    beginnings = {answer[:1] for answer in answers[1:] if isinstance(answer, tuple)}
    assert len(beginnings) == 1
    assert () not in beginnings


@pytest.mark.skipif(sys.platform != "linux", reason="there no reader is forked")
def test_a_reader_that_waits_rehearses_once_more_itself(rehearsing: Sandbox) -> None:
    rehearsing.run(where_it_was_rehearsed)
    second: object = None
    for _ in range(200):
        second = rehearsing.run(where_it_was_rehearsed)
        assert isinstance(second, tuple)
        if len(second) == 2:
            break
        time.sleep(0.05)
    assert isinstance(second, tuple)
    assert len(set(second)) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="there no reader is forked")
def test_a_rehearsal_that_fails_costs_no_drop_its_reader() -> None:
    with Sandbox(rehearse=fail) as sandbox:
        assert [sandbox.run(where_it_was_rehearsed) for _ in range(2)] == [(), ()]
