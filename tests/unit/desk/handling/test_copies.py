"""What is proposed to the person who releases a printed copy."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.unit.reading.copies import copy_of
from zenforms import problems
from zenforms.desk.handling.copies import (
    field_pictures,
    is_printed_copy,
    kept_pictures,
    proposed,
    with_proposals,
)
from zenforms.desk.setup.maps import form_maps
from zenforms.findings import Problem
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.submission import Document, DropFile, Flag, Role, Submission

P = ParamSpec("P")
R = TypeVar("R")
HERE = ThisProcess(Limits())
COPY = copy_of()


class Stopping:
    """A reader that is stopped at everything, and counts."""

    calls = 0

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Problem:
        del function, args, kwargs
        self.calls += 1
        return Problem(problems.TIMED_OUT)


def read(data: bytes) -> Document:
    return read_document(data, name="copy.pdf", maps=form_maps())


def test_a_printed_copy_comes_with_proposals() -> None:
    document = with_proposals(read(COPY), COPY, HERE)
    assert document.value("summary") == "Le Desk se ferme"
    assert all(Flag.RECOVERED in field.flags for field in document.fields)
    assert is_printed_copy(document)


def test_a_printed_copy_comes_with_pictures() -> None:
    shown = field_pictures(read(COPY), COPY, HERE)
    assert shown["summary"].startswith(b"\x89PNG")


def test_any_other_document_is_left_alone() -> None:
    other = read(b"hello")
    assert with_proposals(other, b"hello", HERE) is other
    assert field_pictures(other, b"hello", HERE) == {}


def test_a_copy_that_stops_its_reader_says_so() -> None:
    document = read(COPY)
    with Sandbox(Limits(wall_seconds=0.0001)) as runner:
        stopped = with_proposals(document, COPY, runner)
    assert stopped == replace(document, problems=(*document.problems, Problem(problems.TIMED_OUT)))


def test_the_printed_copies_of_a_drop_come_with_proposals(tmp_path: Path) -> None:
    (tmp_path / "copie.pdf").write_bytes(COPY)
    document, other = read(COPY), read(b"hello")
    file = DropFile("copie.pdf", "copie.pdf", Role.FORM, "application/pdf", 1, document.sha256)
    submission = Submission("drop", "", documents=(document, other), files=(file,))
    first, second = proposed(submission, tmp_path, HERE)
    assert first.value("summary") == "Le Desk se ferme"
    assert second is other
    kept = kept_pictures(first, tmp_path)
    assert kept == field_pictures(document, COPY, HERE)
    assert not kept_pictures(other, tmp_path)


def test_copies_that_stop_their_reader_cost_one_limit_together(tmp_path: Path) -> None:
    (tmp_path / "copie.pdf").write_bytes(COPY)
    document = read(COPY)
    file = DropFile("copie.pdf", "copie.pdf", Role.FORM, "application/pdf", 1, document.sha256)
    submission = Submission("drop", "", documents=(document,) * 9, files=(file,))
    runner = Stopping()
    found = proposed(submission, tmp_path, runner)
    assert [one.problems[-1] for one in found] == [Problem(problems.TIMED_OUT)] * 9
    assert runner.calls == 1


def test_a_link_among_the_pictures_is_not_followed(tmp_path: Path) -> None:
    document = read(COPY)
    folder = tmp_path / "~pictures" / document.sha256
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (folder / "summary.png").symlink_to(tmp_path / "secret")
    assert not kept_pictures(document, tmp_path)
