from dataclasses import replace
from datetime import date

import pytest

from tests.unit.judging.bench import FILLED, codes, desk_of, file_of, judged
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.policy import Evidence, Policy
from zenforms.language import Lang
from zenforms.reading.evidence import Program, Recording, RecordingKind, Step
from zenforms.reading.submission import Role

MALFUNCTION = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
GOOD = Recording(
    RecordingKind.PSR,
    steps=(Step(1), Step(2)),
    declared_steps=2,
    day=date(2026, 5, 12),
    programs=(Program("ZenSolutions Desk", steps=2),),
)
QUALITY = {f"ZF41{n}" for n in range(10)}


def _with(*recordings: Recording, malfunction: bool = False) -> Outcome:
    files = tuple(
        replace(file_of(f"psr{n}.zip", Role.PSR), recording=recording)
        for n, recording in enumerate(recordings)
    )
    return judged(MALFUNCTION if malfunction else FILLED, files=files)


def test_a_good_report_has_nothing_against_it() -> None:
    outcome = _with(GOOD, malfunction=True)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert not codes(outcome) & QUALITY


def test_an_empty_report_is_none_where_one_is_needed() -> None:
    empty = replace(GOOD, steps=(), declared_steps=0)
    needed = _with(empty, malfunction=True)
    assert (needed.kind, codes(needed) & QUALITY) == (OutcomeKind.INCOMPLETE, {"ZF410"})
    helped = _with(empty, GOOD, malfunction=True)
    assert (helped.kind, codes(helped) & QUALITY) == (OutcomeKind.ACCEPTED, {"ZF411"})
    assert codes(_with(empty)) & QUALITY == {"ZF411"}


@pytest.mark.parametrize(
    ("recording", "code"),
    [
        (replace(GOOD, missed_steps=3), "ZF412"),
        (replace(GOOD, declared_steps=5), "ZF413"),
        (replace(GOOD, missing_screenshots=("screenshot0001.JPEG",)), "ZF414"),
        (replace(GOOD, programs=(Program("Bloc-notes", steps=2),)), "ZF415"),
        (replace(GOOD, day=date(2026, 4, 12)), "ZF416"),
        (replace(GOOD, kind=RecordingKind.STEP_RECORDER, records_typed_text=True), "ZF418"),
    ],
)
def test_a_doubtful_report_is_a_warning(recording: Recording, code: str) -> None:
    outcome = _with(recording, malfunction=True)
    assert (outcome.kind, codes(outcome) & QUALITY) == (OutcomeKind.ACCEPTED, {code})


def test_a_warning_says_which_file_and_how_many() -> None:
    (finding,) = [
        f for f in _with(replace(GOOD, declared_steps=5)).report.findings if f.code == "ZF413"
    ]
    assert "psr0.zip" in finding.message(Lang.FR)
    assert "5 annoncées, 2 présentes" in finding.message(Lang.FR)


def test_a_report_that_was_cut_is_not_counted() -> None:
    assert "ZF413" not in codes(_with(replace(GOOD, declared_steps=5, truncated=True)))


def test_how_old_a_recording_may_be_is_the_desks_decision() -> None:
    old = replace(file_of("psr.zip", Role.PSR), recording=replace(GOOD, day=date(2026, 4, 12)))
    patient = desk_of(Policy(evidence=Evidence(days=60)))
    assert "ZF416" not in codes(judged(FILLED, files=(old,), desk=patient))
    today = replace(old, recording=replace(GOOD, day=date(2026, 4, 13)))
    assert "ZF416" not in codes(judged(FILLED, files=(today,)))


def test_films_are_not_asked_for_steps_or_programs() -> None:
    outcome = _with(Recording(RecordingKind.VIDEO), malfunction=True)
    assert not codes(outcome) & QUALITY


def test_a_file_that_is_only_called_psr_is_told() -> None:
    file = replace(file_of("psr.docx", Role.DOCUMENT), claims=Role.PSR)
    outcome = judged(MALFUNCTION.with_answers(not_confidential="yes"), files=(file,))
    assert {"ZF401", "ZF417"} <= codes(outcome)
    plain = judged(MALFUNCTION, files=(file_of("notes.docx", Role.OTHER),))
    assert "ZF417" not in codes(plain)


def test_a_client_is_told_in_plain_words_what_the_file_is() -> None:
    file = replace(file_of("psr.pdf", Role.DOCUMENT), claims=Role.PSR, media_type="application/pdf")
    (found,) = (f for f in judged(MALFUNCTION, files=(file,)).report.findings if f.code == "ZF417")
    said = found.wording.message.fill(Lang.FR, found.arguments)
    assert said.endswith("n’en est pas un\u00a0: c’est un document PDF.")
    assert "application/" not in said
