"""Every outcome and severity has its words."""

import pytest

from zenforms.findings import Severity
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang
from zenforms.present.verdicts import VERDICTS, severity_name, sign_of


@pytest.mark.parametrize("kind", OutcomeKind)
def test_every_outcome_is_said_in_both_languages(kind: OutcomeKind) -> None:
    said = VERDICTS[kind]
    assert said.name.fr != said.name.en
    assert said.todo.fr != said.todo.en


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("lang", Lang)
def test_every_severity_has_a_name_and_a_sign(severity: Severity, lang: Lang) -> None:
    assert severity_name(severity, lang)
    assert sign_of(severity)[0] in "•▲✗"
