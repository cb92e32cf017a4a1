"""The correction form comes back from every engine: answers kept, gaps filled, same request."""

from pathlib import Path

import pytest

from tests.viewers.answers import answers_for
from tests.viewers.blank import FORM, blank, desk
from tests.viewers.engines.catalog import ENGINES
from tests.viewers.engines.engine import Engine
from tests.viewers.judged import document, judged
from tests.viewers.losses import DOUBTS
from tests.viewers.typed import REPERTOIRE, complete, exported, requested
from zenforms.desk.setup.branding import branding_of
from zenforms.findings import Severity
from zenforms.form.fill import fill_form
from zenforms.judging.case import OutcomeKind
from zenforms.present.letters.context import context_of
from zenforms.present.letters.correction import correction_form
from zenforms.reading.submission import Flag

pytestmark = pytest.mark.viewers
each_engine = pytest.mark.parametrize("program", ENGINES, ids=lambda program: program.name)

NUMBER = "ZF-260512-ABCDE"
GAPS = {
    "type": "evolution",
    "urgency": "high",
    "desk_version": "12.2",
    "summary": f"Essai : {REPERTOIRE}",
    "one_subject": "yes",
}
KEPT = {name: value for name, value in complete().items() if name not in GAPS}
WHOLE = {"client_name": "Société Exemple", **requested({**KEPT, **GAPS})}


@pytest.fixture(scope="module")
def correction(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the desk sends back after a request with these gaps."""
    folder = tmp_path_factory.mktemp("correction")
    first = folder / "demande.pdf"
    first.write_bytes(fill_form(blank(), KEPT, form=FORM))
    outcome = judged(first)
    assert outcome.kind is OutcomeKind.INCOMPLETE
    branding = branding_of(desk().desk.policy, desk().root)
    made = correction_form(context_of(outcome, NUMBER), branding)
    assert made is not None
    form = folder / "correction.pdf"
    form.write_bytes(made)
    return form


def completed(program: Engine, correction: Path, folder: Path) -> Path:
    target = folder / "demande.pdf"
    program.fill(correction, answers_for(correction, exported(GAPS)), target)
    return target


def test_as_it_is_sent_it_is_still_incomplete(correction: Path) -> None:
    outcome = judged(correction)
    assert outcome.kind is OutcomeKind.INCOMPLETE
    findings = outcome.report.findings
    assert {f.field for f in findings if f.severity >= Severity.ERROR} == set(GAPS)


@each_engine
def test_what_was_kept_and_what_was_added_are_one_request(
    program: Engine, correction: Path, tmp_path: Path
) -> None:
    outcome = judged(completed(program, correction, tmp_path))
    assert outcome.kind is OutcomeKind.ACCEPTED
    request = outcome.case.request
    assert request is not None
    assert request.model_dump(exclude_defaults=True, exclude={"extra"}) == WHOLE


@each_engine
def test_it_comes_back_sealed_with_its_number_and_nothing_doubtful(
    program: Engine, correction: Path, tmp_path: Path
) -> None:
    read = document(judged(completed(program, correction, tmp_path)))
    assert read.value("thread") == NUMBER
    before = document(judged(correction))
    hidden = {f.name: f.value for f in before.fields if f.hidden or f.read_only}
    assert {name: read.value(name) for name in hidden} == hidden
    known = DOUBTS.get(program.name)
    flags = {flag for field in read.fields for flag in field.flags} - {Flag.INCREMENTAL_UPDATE}
    assert flags == (known.flags if known else frozenset())
    assert read.problems == ()
