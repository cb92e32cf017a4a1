"""Every rule of reading, one small PDF each: its values, its flags, its problems."""

import pytest

from tests.hostile import cases_button, cases_choice, cases_text, cases_tree
from tests.hostile.generator import Case
from zenforms import problems
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps

CASES = [*cases_text.CASES, *cases_button.CASES, *cases_choice.CASES, *cases_tree.CASES]

_ALWAYS = {problems.FOREIGN_FORM}  # none of these forms is one of ours


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_reads_as_the_standard_says(case: Case) -> None:
    document = read_document(case.data, name=case.name, maps=FormMaps())
    codes = {problem.code for problem in document.problems} - _ALWAYS
    assert codes == case.problems, document.problems
    assert {field.name: field.value for field in document.fields} == case.values
    flags = {field.name: set(field.flags) for field in document.fields}
    assert {name: flags[name] for name in case.flags} == case.flags


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
