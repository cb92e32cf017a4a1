from dataclasses import replace

from tests.unit.judging.bench import FILLED, codes, judged
from zenforms.form.scripts import known_scripts
from zenforms.judging.case import OutcomeKind
from zenforms.reading.submission import Flag


def test_scripts_are_a_warning_and_actions_that_leave_the_file_a_danger() -> None:
    scripts = judged(replace(FILLED, actions=("JavaScript",)))
    leaving = judged(replace(FILLED, actions=("SubmitForm", "JavaScript")))
    assert (scripts.kind, leaving.kind) == (OutcomeKind.ACCEPTED, OutcomeKind.QUARANTINED)
    assert codes(scripts) >= {"ZF510"}
    assert codes(leaving) >= {"ZF510", "ZF511"}
    assert not codes(judged(FILLED)) & {"ZF510", "ZF511"}


def test_text_that_reverses_the_reading_direction_is_a_warning() -> None:
    outcome = judged(replace(FILLED, flags={"summary": (Flag.BIDI_CONTROL,)}))
    assert "ZF512" in codes(outcome)
    assert "ZF512" not in codes(judged(FILLED))


def test_scripts_that_our_generator_wrote_are_nothing_to_mention() -> None:
    ours = tuple(sorted(known_scripts([FILLED.form])))
    told = replace(FILLED, actions=("JavaScript",), scripts=ours[:2])
    assert "ZF510" not in codes(judged(told))
    mixed = replace(told, scripts=(*ours[:2], "f" * 64))
    assert "ZF510" in codes(judged(mixed))
