"""What is missing becomes points in the order of the form, with the form's own help."""

from tests.unit.judging.bench import FILLED, file_of, judged
from tests.unit.present.letters import drops
from zenforms.judging.case import Outcome
from zenforms.judging.rules.catalog import rule_with
from zenforms.present.document import Heading, Points
from zenforms.present.letters.context import LetterContext, context_of
from zenforms.present.letters.incomplete import (
    ADVICE,
    LEFT_EMPTY,
    advice_blocks,
    gaps_in,
    guides_for,
    only_files_miss,
    points_of,
    said_plainly,
)
from zenforms.reading.submission import Role


def context(outcome: Outcome) -> LetterContext:
    return context_of(outcome, drops.NUMBER)


def test_gaps_come_in_the_order_of_the_form() -> None:
    lacking = FILLED.with_answers(one_subject=None, desk_version=None, contact_name=None)
    fields = [gap.field for gap in gaps_in(context(drops.incomplete(lacking)))]
    assert fields == ["contact_name", "desk_version", "one_subject"]


def test_one_gap_is_not_numbered() -> None:
    only = context(drops.incomplete(FILLED.with_answers(urgency=None)))
    assert not points_of(gaps_in(only), only).numbered


def test_files_alone_can_be_sent_in_a_reply_but_a_declaration_cannot() -> None:
    assert only_files_miss(gaps_in(context(drops.only_recording_missing())))
    declared = judged(FILLED, envelope=drops.MAIL, files=(file_of("a.pdf", Role.DOCUMENT),))
    assert not only_files_miss(gaps_in(context(declared)))
    assert not only_files_miss(())


def test_the_forms_own_instructions_are_repeated_where_they_help() -> None:
    without = context(drops.only_recording_missing())
    titles = [b.text for b in guides_for(gaps_in(without), without) if isinstance(b, Heading)]
    assert titles == ["Faire un rapport PSR"]
    assert list(guides_for(gaps_in(context(drops.incomplete())), without)) == []


def test_advice_is_given_apart_from_what_is_required() -> None:
    heading, points = advice_blocks(context(drops.with_pictures()))
    assert isinstance(heading, Heading)
    assert isinstance(points, Points)
    assert points.points[0].more[-1] == "Pour l’ajouter, répondez à ce message en le joignant."


def test_with_a_recording_there_is_nothing_to_advise() -> None:
    outcome = judged(FILLED, envelope=drops.MAIL, files=(file_of("psr.zip", Role.PSR),))
    assert advice_blocks(context(outcome)) == ()


def test_every_code_that_gives_advice_is_a_rule_of_today() -> None:
    assert all(rule_with(code) for code in ADVICE | LEFT_EMPTY)


def test_a_clients_words_are_said_on_one_line() -> None:
    broken = context(drops.incomplete(FILLED.with_answers(desk_version="a\nb\x1b")))
    (gap,) = gaps_in(broken)
    assert "«\u00a0a b\u00a0»" in said_plainly(gap, broken)
