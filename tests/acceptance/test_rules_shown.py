"""Every rule is shown by a sample or by a test, and so is its absence.

Samples declare the codes that they show. What no sample shows is shown by a drop that is made
here, from its bytes to a whole desk's verdict; what no drop can show (a reader that dies, a disk
that fails, a scanner) by the test that is named for it.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.acceptance.expected import cases, declared_codes, drop_in, findings_of
from tests.acceptance.triggers.answers import ANSWERS
from tests.acceptance.triggers.pdfs import PDFS
from tests.acceptance.triggers.people import PEOPLE
from tests.acceptance.triggers.trigger import Trigger
from tests.acceptance.triggers.wrappings import WRAPPINGS
from tests.samples.bureau import new_bureau
from tests.viewers.blank import DESK, desk
from tests.viewers.judged import judged
from zenforms import danger_problems, drop_problems, problems
from zenforms.desk.handling import verdict
from zenforms.desk.handling.judgement import judge_drop
from zenforms.judging.rules.catalog import RULES
from zenforms.judging.rules.document import NO_VALUES, NO_WORDS
from zenforms.judging.threads import History

TESTS = Path(__file__).parents[1]
TRIGGERS = (*PDFS, *WRAPPINGS, *ANSWERS, *PEOPLE)
CODES = {*(rule.code for rule in RULES), *verdict.WORDINGS}
ELSEWHERE: Mapping[str, str] = {
    "ZF010": "unit/reading/test_sandbox.py::test_a_worker_that_hangs_is_killed_and_replaced",
    "ZF011": "unit/reading/test_sandbox.py::test_a_worker_that_swells_is_out_of_memory",
    "ZF012": "unit/reading/test_sandbox.py::test_a_worker_that_dies_costs_only_its_file",
    "ZF013": "unit/reading/test_document.py::test_a_file_that_cannot_be_opened_is_told_not_raised",
    "ZF028": "unit/reading/test_document.py::test_an_older_revision_is_read_and_said",
    "ZF029": "unit/reading/test_document.py::test_a_whole_pdf_is_read_whatever_stands_around_it",
    "ZF031": "unit/reading/drops/test_frames.py::test_a_mended_message_is_told",
    "ZF032": "unit/reading/drops/test_frames.py::test_what_cannot_be_opened_in_a_text_is_told",
    "ZF033": "unit/reading/test_instead.py::test_a_form_is_read_under_the_names_that_a_merger_gave",
    "ZF034": "unit/reading/test_instead.py::test_several_forms_in_one_file_are_told",
    "ZF035": "unit/reading/test_instead.py::test_the_data_of_a_form_is_read_as_the_form",
    "ZF036": "unit/reading/test_instead.py::test_words_over_a_blank_form_are_told",
    "ZF037": "unit/reading/mail/test_missing.py::test_a_link_to_a_share_is_told",
    "ZF038": "unit/reading/mail/test_missing.py::test_a_protected_message_is_told",
    "ZF039": "unit/reading/mail/test_missing.py::test_what_a_gateway_removed_is_told",
    "ZF040": "unit/reading/test_instead.py::test_words_beside_the_fields_are_told",
    "ZF050": "unit/reading/drops/test_shapes.py::test_a_drop_that_is_not_there_is_said",
    "ZF068": "unit/reading/drops/test_damage.py::test_a_file_that_is_gone_when_it_is_read_is_said",
    "ZF075": "unit/reading/files/test_scanning.py::"
    "test_a_scanner_that_does_not_answer_holds_the_drop",
    "ZF076": "unit/reading/files/test_scanning.py::test_each_answer_has_its_consequence",
    "ZF080": "unit/desk/handling/test_intake.py::test_a_bug_in_judging_quarantines_that_drop_alone",
    "ZF081": "unit/desk/handling/test_intake.py::"
    "test_a_drop_that_killed_its_worker_three_times_is_set_aside_unread",
    "ZF082": "unit/desk/handling/test_intake.py::test_a_link_is_set_aside_and_never_followed",
    "ZF524": "acceptance/test_identity.py::test_a_client_whom_nothing_reaches_is_told",
    "ZF367": "unit/desk/handling/test_words.py::test_our_own_letter_that_comes_back_is_filed",
    "ZF230": "unit/judging/rules/test_doubts.py::test_a_doubtful_value_is_told_about_its_field",
    "ZF239": "unit/judging/test_mailaddress.py::"
    "test_staff_are_told_how_an_address_was_read_and_the_client_is_asked_nothing",
    "ZF535": "unit/judging/test_mailaddress.py::"
    "test_an_address_beyond_reach_is_never_exchanged_in_silence",
    "ZF368": "unit/desk/handling/test_words.py::"
    "test_a_letter_that_did_not_arrive_is_told_at_its_request",
    "ZF320": "unit/judging/rules/test_contract.py::"
    "test_the_subscription_that_is_missing_is_told_as_it_is",
    "ZF321": "unit/judging/rules/test_contract.py::"
    "test_a_development_with_correction_is_recognised_by_its_name",
    "ZF335": "unit/judging/rules/test_version.py::test_an_early_version_belongs_to_tma",
    "ZF336": "unit/judging/rules/test_version.py::test_an_early_version_belongs_to_tma",
    "ZF385": "unit/desk/handling/test_words.py::test_a_word_about_something_else_is_told",
    "ZF405": "unit/judging/rules/test_evidence.py::test_what_will_do_is_the_desks_to_say",
    "ZF406": "unit/judging/rules/test_evidence.py::test_what_will_do_is_the_desks_to_say",
    "ZF384": "unit/desk/handling/test_withdrawals.py::"
    "test_else_the_number_is_asked_for_in_two_lines",
    "ZF525": "acceptance/test_identity.py::test_a_number_of_another_client_is_told_to_staff",
    "ZF533": "unit/judging/test_threads.py::"
    "test_two_requests_of_a_client_in_one_message_are_asked_about",
    "ZF534": "unit/desk/handling/test_words.py::"
    "test_papers_of_several_clients_are_looked_at_and_answered_to_nobody",
    "ZF559": "unit/desk/handling/test_apart.py::"
    "test_a_judge_that_ran_out_of_time_is_not_asked_to_judge_again",
    "ZF560": "unit/desk/handling/test_apart.py::test_who_runs_out_of_memory_is_told",
    "ZF561": "unit/desk/handling/test_apart.py::"
    "test_what_reaches_a_limit_is_set_aside_at_once_and_told_in_one_sentence",
    "ZF562": "hostile/test_limits.py::test_many_rounds_of_one_request_end_before_they_take_long",
    "ZF600": "unit/desk/test_damage.py::test_a_reply_to_a_damaged_request_is_never_a_new_one",
    "ZF566": "unit/desk/spool/test_own.py::"
    "test_a_folder_without_end_is_set_aside_and_can_be_removed",
    "ZF567": "unit/desk/spool/test_own.py::"
    "test_a_folder_that_the_system_does_not_show_is_set_aside",
    "ZF568": "unit/desk/spool/test_own.py::"
    "test_a_second_name_of_a_file_of_the_desk_gives_nothing_of_it",
    "ZF569": "unit/desk/spool/test_exchanges.py::"
    "test_a_name_that_is_a_file_first_and_a_folder_then_is_set_aside",
    "ZF558": "unit/reading/files/test_scanning.py::test_each_answer_has_its_consequence",
}
"""The test that shows a code which no drop by itself can bring about."""


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: trigger.code)
def test_a_drop_makes_its_rule_speak(trigger: Trigger, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text((DESK / "policy.toml").read_text("utf-8") + trigger.policy, "utf-8")
    bureau = new_bureau(tmp_path / "bureau", policy=policy)
    filed = bureau.receive(trigger.drop(tmp_path), desk().clock.now())
    assert trigger.code in [finding["code"] for finding in findings_of(filed)["findings"]]


def test_every_code_is_shown_once() -> None:
    shown = declared_codes() | {trigger.code for trigger in TRIGGERS} | ELSEWHERE.keys()
    assert CODES - shown == set()
    assert shown - CODES == set()
    assert {trigger.code for trigger in TRIGGERS} & declared_codes() == set()


@pytest.mark.parametrize("code", sorted(ELSEWHERE))
def test_the_test_that_is_named_for_a_code_is_about_it(code: str) -> None:
    path, _, name = ELSEWHERE[code].partition("::")
    source = (TESTS / path).read_text(encoding="utf-8")
    found = [node for node in ast.walk(ast.parse(source)) if _is_called(node, name)]
    assert len(found) == 1
    said = {node.value for node in ast.walk(found[0]) if isinstance(node, ast.Constant)}
    said |= {node.attr for node in ast.walk(found[0]) if isinstance(node, ast.Attribute)}
    assert said & {code, *_names_of(code)}


def test_every_rule_is_silent_where_it_should_be() -> None:
    silent: set[str] = set()
    for case in cases():
        silent |= set(_silent_on(drop_in(case)))
    assert {rule.code for rule in RULES} - silent == set()


def _silent_on(drop: Path) -> Iterator[str]:
    """The rules that looked at everything there is and found nothing to say."""
    submission = judged(drop).case.submission
    now = desk().clock.now()
    outcome = judge_drop(submission, desk().desk, now, history=History())
    told = set(outcome.report.codes())
    if outcome.case.document is not None and not told & (NO_VALUES | NO_WORDS):
        assert outcome.report.not_checked == ()
        yield from (r.code for r in RULES if r.concerns(outcome.case) and r.code not in told)


def _is_called(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _names_of(code: str) -> Iterator[str]:
    for module in (problems, drop_problems, danger_problems, verdict):
        yield from (name for name, value in vars(module).items() if value == code)
