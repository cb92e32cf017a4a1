from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, codes, fields_with, judged
from zenforms.findings import Problem
from zenforms.problems import FIELD_CONFLICT
from zenforms.reading.submission import Flag


@pytest.mark.parametrize("text", ["bonjour \uf600", "na\ufffdve"])
def test_lost_characters_are_a_warning(text: str) -> None:
    assert fields_with(judged(FILLED.with_answers(summary=text)), "ZF207") == {"summary"}
    assert "ZF207" not in codes(judged(FILLED.with_answers(summary="bonjour 😀 œ € “ ”")))


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        (Flag.WIDGET_VALUE_CONFLICT, "ZF208"),
        (Flag.SUSPECT_MOJIBAKE, "ZF209"),
        (Flag.TRUNCATED, "ZF210"),
        (Flag.APPEARANCE_MISMATCH, "ZF211"),
        (Flag.INDEX_MISMATCH, "ZF211"),
        (Flag.RICH_TEXT_DIFFERS, "ZF211"),
        (Flag.NEWLINE_IN_SINGLE_LINE, "ZF212"),
        (Flag.TRIMMED, "ZF230"),
    ],
)
def test_a_doubtful_value_is_told_about_its_field(flag: Flag, code: str) -> None:
    assert fields_with(judged(replace(FILLED, flags={"description": (flag,)})), code) == {
        "description"
    }
    assert code not in codes(judged(FILLED))


def test_two_answers_in_one_field_are_told_once() -> None:
    doubtful = (Flag.WIDGET_VALUE_CONFLICT, Flag.APPEARANCE_MISMATCH)
    flagged = replace(FILLED, flags={"mode": doubtful})
    assert [f.code for f in judged(flagged).report.about("mode")] == ["ZF208"]
    told = replace(flagged, problems=(Problem(FIELD_CONFLICT, {"field": "mode"}),))
    assert [f.code for f in judged(told).report.about("mode")] == ["ZF021"]


def test_what_viewers_do_every_day_is_nothing_to_mention() -> None:
    daily = (Flag.INCREMENTAL_UPDATE, Flag.NONSTANDARD_TYPE, Flag.NONSTANDARD_ENCODING)
    for name in ("mode", "summary", "one_subject"):
        assert not list(judged(replace(FILLED, flags={name: daily})).report.about(name))
