"""What is typed in each engine comes out of the desk, or the engine's own loss is said."""

import subprocess
from pathlib import Path

import pytest

from tests.viewers.conftest import Saved
from tests.viewers.engines.catalog import ENGINES
from tests.viewers.engines.engine import Engine
from tests.viewers.judged import document, judged
from tests.viewers.losses import BEYOND, DOUBTS, LOSSES
from tests.viewers.typed import complete, requested
from zenforms.judging.case import OutcomeKind
from zenforms.judging.ticket import ticket_of
from zenforms.reading.submission import Flag

pytestmark = pytest.mark.viewers
each_engine = pytest.mark.parametrize("program", ENGINES, ids=lambda program: program.name)

NUMBER = "ZF-260512-ABCDE"
HARMLESS = {Flag.INCREMENTAL_UPDATE}


@each_engine
def test_a_complete_request_is_accepted_as_typed(program: Engine, saved: Saved) -> None:
    outcome = judged(saved(program, complete()))
    assert outcome.kind is OutcomeKind.ACCEPTED
    ticket = ticket_of(outcome, number=NUMBER)
    assert ticket.request is not None
    wanted = {"client_name": "Société Exemple", **requested(complete())}
    assert ticket.request.model_dump(exclude_defaults=True, exclude={"extra"}) == wanted


@each_engine
def test_no_value_is_doubtful_but_for_reasons_we_know(program: Engine, saved: Saved) -> None:
    read = document(judged(saved(program, complete())))
    flags = {flag for field in read.fields for flag in field.flags} - HARMLESS
    known = DOUBTS.get(program.name)
    assert flags == (known.flags if known else frozenset())
    assert read.problems == ()


@each_engine
def test_what_the_desk_printed_into_the_form_stays(
    program: Engine, saved: Saved, empty: Path
) -> None:
    before = document(judged(empty))
    after = document(judged(saved(program, complete())))
    hidden = {f.name: f.value for f in before.fields if f.hidden or f.read_only}
    assert hidden
    assert {name: after.value(name) for name in hidden} == hidden


@each_engine
def test_a_form_saved_without_answers_is_told_to_be_blank(program: Engine, saved: Saved) -> None:
    outcome = judged(saved(program, {}))
    assert outcome.kind is OutcomeKind.INCOMPLETE
    assert outcome.report.codes() == ("ZF020",)


@each_engine
def test_characters_beyond_the_font_arrive_or_are_said_to_be_lost(
    program: Engine, saved: Saved
) -> None:
    outcome = judged(saved(program, complete(summary=BEYOND)))
    loss = LOSSES.get(program.name)
    assert document(outcome).value("summary") == (loss.saved if loss else BEYOND)
    found = {finding.code for finding in outcome.report.about("summary")}
    assert found == set(loss.codes if loss else ())


@each_engine
def test_a_gap_in_the_form_is_named(program: Engine, saved: Saved) -> None:
    values = complete(summary=None, type=None)
    typed = {name: value for name, value in values.items() if value is not None}
    outcome = judged(saved(program, typed))
    assert outcome.kind is OutcomeKind.INCOMPLETE
    assert [f.field for f in outcome.report.findings if f.code == "ZF101"] == ["type", "summary"]


@each_engine
def test_saving_again_through_qpdf_changes_nothing(
    program: Engine, saved: Saved, tmp_path: Path
) -> None:
    first, again = saved(program, complete()), tmp_path / "demande.pdf"
    command = ["qpdf", "--object-streams=generate", "--linearize", str(first), str(again)]
    subprocess.run(command, check=True)
    before, after = document(judged(first)), document(judged(again))
    assert {f.name: f.value for f in after.fields} == {f.name: f.value for f in before.fields}
