import json

import pytest

from tests.unit.desk.bench import NOW
from zenforms.desk.handling import verdict
from zenforms.findings import Severity
from zenforms.judging.case import Case, Desk, OutcomeKind
from zenforms.language import Lang
from zenforms.reading.submission import Submission

DROP = Submission("x.pdf", "a" * 64)


def an_error() -> Exception:
    try:
        raise ValueError("Camille")  # noqa: EM101, TRY301 - the text must not come out
    except ValueError as error:
        return error


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("code", [verdict.BUG, verdict.POISON, verdict.NOT_A_FILE])
def test_what_is_set_aside_is_quarantined_with_one_sentence(code: str, lang: Lang) -> None:
    outcome = verdict.set_aside(code, DROP, desk=Desk(), at=NOW, place="x", count="3")
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 3)
    (finding,) = outcome.report.findings
    assert finding.severity is Severity.QUARANTINE
    assert "{" not in finding.message(lang)


def test_a_duplicate_names_the_first_and_is_no_fault() -> None:
    outcome = verdict.seen_before(Case(DROP, Desk(), NOW), "ZF-260512-00000")
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.DUPLICATE, 0)
    assert "ZF-260512-00000" in outcome.report.findings[0].message(Lang.FR)


def test_the_place_of_an_error_is_told_without_its_text() -> None:
    place = verdict.place_of(an_error())
    assert place.startswith("ValueError, test_verdict.py:")
    assert "Camille" not in place
    assert verdict.place_of(ValueError("Camille")) == "ValueError, ?"


def test_the_record_of_an_error_shows_the_way_into_it() -> None:
    record = json.loads(verdict.error_record(an_error()))
    assert record["error"] == "ValueError"
    assert record["trace"][-1].endswith(" an_error")
    assert "Camille" not in json.dumps(record)


def test_a_parcel_without_writers_has_a_report_in_both_languages() -> None:
    outcome = verdict.set_aside(verdict.BUG, DROP, desk=Desk(), at=NOW, place="x")
    parcel = verdict.bare_parcel(outcome, an_error())
    report = parcel.files["report.txt"]
    assert isinstance(report, bytes)
    assert "erreur du logiciel" in report.decode()
    assert "error of the software" in report.decode()
    assert parcel.codes == (verdict.BUG,)
