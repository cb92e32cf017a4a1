"""What every letter says alike."""

from dataclasses import replace

from tests.unit.judging.bench import FILLED, file_of, judged
from tests.unit.present.letters import drops
from zenforms.judging.threads import Join, Joined, Round, Thread, ThreadState
from zenforms.language import Lang, Text
from zenforms.present.letters.context import context_of
from zenforms.reading.submission import Role

FIRST = "ZF-260501-00001"


def test_a_round_is_spoken_of_by_the_number_of_its_request() -> None:
    outcome = drops.accepted()
    rounds = (Round(FIRST, outcome.case.received_at, "incomplete"),)
    thread = Thread("EX-001", ThreadState.RETURNED, rounds)
    for how, known in ((Join.ROUND, FIRST), (Join.LINKED, drops.NUMBER)):
        case = replace(outcome.case, joined=Joined(thread, how))
        assert context_of(replace(outcome, case=case), drops.NUMBER).number == known


def test_the_subject_is_the_clients_summary_else_that_of_the_mail() -> None:
    assert context_of(drops.refused(), drops.NUMBER).subject == "Export des factures"
    nothing = judged(
        FILLED.with_answers(summary="\u200b"), envelope=replace(drops.MAIL, subject=None)
    )
    assert context_of(nothing, drops.NUMBER).subject == ""
    assert context_of(nothing, drops.NUMBER).quoted_subject == ""


def test_many_files_are_named_up_to_a_few() -> None:
    files = tuple(file_of(f"{n}.log", Role.LOG) for n in range(20))
    named = context_of(judged(FILLED, files=files), drops.NUMBER).file_names
    assert named.startswith("0.log, 1.log")
    assert named.endswith("7.log, …")


def test_a_sentence_may_name_number_day_and_vendor() -> None:
    said = Text(fr="{number} {day} {vendor} {who}", en="")
    context = context_of(drops.accepted(), drops.NUMBER)
    assert context.lang is Lang.FR
    assert context.say(said, who="Anne") == (
        "ZF-260513-7K3QD mercredi 13 mai 2026 Éditeur Exemple Anne"
    )
