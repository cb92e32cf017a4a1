"""Every rule of reading, one small PDF each: its values, its flags, its problems."""

import pytest

from tests.hostile.cases import all_cases
from tests.hostile.generator import Case
from tests.hostile.properties import check
from zenforms import problems
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps
from zenforms.reading.submission import Flag

CASES = all_cases()

_ALWAYS = {problems.FOREIGN_FORM}  # none of these forms is one of ours


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_reads_as_the_standard_says(case: Case) -> None:
    document = read_document(case.data, name=case.name, maps=FormMaps())
    codes = {problem.code for problem in document.problems} - _ALWAYS
    assert codes == case.problems, document.problems
    assert {field.name: field.value for field in document.fields} == case.values
    flags = {field.name: set(field.flags) for field in document.fields}
    assert {name: flags[name] for name in case.flags} == case.flags
    check(document)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert len(names) >= 130


def test_every_flag_is_shown_by_a_case_and_absent_from_another() -> None:
    shown = [flag for case in CASES for flags in case.flags.values() for flag in flags]
    elsewhere = {Flag.XFA, Flag.RECOVERED}  # shown where whole documents are read
    assert set(shown) == set(Flag) - elsewhere
