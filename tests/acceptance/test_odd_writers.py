"""Our form, rewritten by programs with habits of their own, still gives the same request."""

from functools import cache
from pathlib import Path

import pytest

from tests.acceptance.odd_writers import REWRITES, Rewrite
from tests.viewers.blank import FORM, blank
from tests.viewers.judged import document, judged
from tests.viewers.typed import complete, requested
from zenforms.form.fill import fill_form
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.reading.submission import Flag

each_writer = pytest.mark.parametrize("rewrite", REWRITES, ids=lambda rewrite: rewrite.__name__)

DOUBTS = {
    "preview": {Flag.PARENT_MISMATCH, Flag.INCREMENTAL_UPDATE},
    "appearance_only": {Flag.STATE_FROM_APPEARANCE},
    "index_only": {Flag.VALUE_FROM_INDEX},
    "utf16_little": {Flag.NONSTANDARD_ENCODING},
}
"""What is said of the values; a program that is not here raises no doubt."""


@cache
def _filled() -> bytes:
    return fill_form(blank(), complete(), form=FORM)


def _rewritten(rewrite: Rewrite, folder: Path) -> Outcome:
    drop = folder / "demande.pdf"
    drop.write_bytes(rewrite(_filled()))
    return judged(drop)


@each_writer
def test_the_request_is_the_same(rewrite: Rewrite, tmp_path: Path) -> None:
    outcome = _rewritten(rewrite, tmp_path)
    assert outcome.kind is OutcomeKind.ACCEPTED
    request = outcome.case.request
    assert request is not None
    wanted = {"client_name": "Société Exemple", **requested(complete())}
    assert request.model_dump(exclude_defaults=True, exclude={"extra"}) == wanted


@each_writer
def test_what_was_odd_is_flagged_and_nothing_else(rewrite: Rewrite, tmp_path: Path) -> None:
    read = document(_rewritten(rewrite, tmp_path))
    assert {flag for f in read.fields for flag in f.flags} == DOUBTS.get(rewrite.__name__, set())
    assert read.problems == ()
