"""Only what a person attached is a document, whichever program sent it beside which signature."""

from functools import cache
from pathlib import Path

import pytest

from tests.acceptance.sent import SENT, VARIANTS, Variant
from tests.acceptance.triggers.trigger import filled
from tests.making.photos import heic, window
from tests.making.senders import BY_PRODUCTS, PROGRAMS, SIGNATURES, Files, Letter
from tests.viewers.judged import judged
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.reading.submission import DropFile, PictureKind, Role

FORM = "demande.pdf"
UNDECLARED, DOUBTFUL, PHOTOGRAPH = "ZF430", "ZF590", "ZF591"


@cache
def _form() -> bytes:
    return filled()


def _drop(folder: Path, program: str, shown: Files, sent: Files) -> Path:
    drop = folder / program
    drop.write_bytes(PROGRAMS[program](Letter(shown, {FORM: _form(), **sent})))
    return drop


def _asked(outcome: Outcome) -> list[str]:
    """For how many documents the declaration is asked, each time that it is."""
    found = (f for f in outcome.report.findings if f.code == UNDECLARED)
    return [str(finding.arguments["count"]) for finding in found]


def _is_no_document(file: DropFile) -> bool:
    return file.role is not Role.DOCUMENT and file.aside is not None


@pytest.mark.parametrize("variant", VARIANTS, ids=map(str, VARIANTS))
def test_each_document_is_asked_for_once_and_no_decoration_ever(
    variant: Variant, tmp_path: Path
) -> None:
    program, signature, sent, litter = variant
    role, files = SENT[sent]
    added = {name: BY_PRODUCTS[name] for name in litter}
    outcome = judged(_drop(tmp_path, program, SIGNATURES[signature], {**files, **added}))
    came = {file.name: file for file in outcome.case.submission.files}
    assert all(_is_no_document(came[name]) for name in SIGNATURES[signature])
    assert all(came[name].role is Role.BY_PRODUCT for name in added)
    assert {came[name].role for name in files} <= {role}
    documents = len(files) if role is Role.DOCUMENT else 0
    assert _asked(outcome) == ([str(documents)] if documents else [])
    expected = OutcomeKind.INCOMPLETE if documents else OutcomeKind.ACCEPTED
    assert outcome.kind is expected


@pytest.mark.parametrize("name", sorted(BY_PRODUCTS.keys() - {"oledata.mso"}))
def test_what_lies_in_a_folder_beside_the_form_is_no_document_either(
    name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "envoi"
    folder.mkdir()
    (folder / FORM).write_bytes(_form())
    (folder / name).write_bytes(BY_PRODUCTS[name])
    outcome = judged(folder)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert [f.role for f in outcome.case.submission.files if f.name == name] == [Role.BY_PRODUCT]


def test_a_photograph_is_told(tmp_path: Path) -> None:
    outcome = judged(_drop(tmp_path, "content-id.eml", {}, {"x.heic": heic()}))
    assert PHOTOGRAPH in outcome.report.codes()
    (file,) = [f for f in outcome.case.submission.files if f.name == "x.heic"]
    assert file.picture is PictureKind.PHOTOGRAPH


def test_a_doubtful_picture_is_shown_to_staff_and_kept(tmp_path: Path) -> None:
    outcome = judged(_drop(tmp_path, "content-id.eml", {"image003.png": window(640, 400)}, {}))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert DOUBTFUL in outcome.report.codes()
    assert "image003.png" in {file.name for file in outcome.case.submission.files}
