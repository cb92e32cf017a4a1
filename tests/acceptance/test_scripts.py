"""The scripts that our generator writes are no finding; any other is."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript

from tests.viewers.blank import FORM, blank
from tests.viewers.judged import document, judged
from tests.viewers.typed import complete
from zenforms.form.fill import fill_form
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang

FOREIGN = "ZF510"


@pytest.mark.parametrize("lang", Lang)
def test_a_form_with_our_own_scripts_is_accepted_without_a_word(lang: Lang, tmp_path: Path) -> None:
    drop = tmp_path / "demande.pdf"
    drop.write_bytes(fill_form(blank(lang=lang), complete(), form=FORM))
    outcome = judged(drop)
    assert document(outcome).facts.actions == ("JavaScript",)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert FOREIGN not in outcome.report.codes()


def test_one_script_more_is_told(tmp_path: Path) -> None:
    drop = tmp_path / "demande.pdf"
    filled = fill_form(blank(), complete(), form=FORM)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(filled)))
    writer.add_open_action(JavaScript("app.alert('Bonjour');"))
    writer.write(drop)
    assert FOREIGN in judged(drop).report.codes()
