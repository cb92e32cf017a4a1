"""All conformance cases, gathered."""

from tests.hostile import cases_button, cases_choice, cases_text, cases_tree
from tests.hostile.generator import Case


def all_cases() -> list[Case]:
    """Every case once, in reading order."""
    return [*cases_text.CASES, *cases_button.CASES, *cases_choice.CASES, *cases_tree.CASES]
