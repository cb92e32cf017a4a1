"""A form filled in one viewer, changed in another: the last word counts, in every order."""

from itertools import product
from pathlib import Path

import pytest

from tests.viewers.answers import answers_for
from tests.viewers.conftest import Saved
from tests.viewers.engines.catalog import engine
from tests.viewers.engines.engine import Engine
from tests.viewers.judged import document, judged
from tests.viewers.pairs import THREE
from tests.viewers.typed import REPERTOIRE, complete, exported, requested
from zenforms.judging.case import OutcomeKind
from zenforms.reading.submission import Flag

pytestmark = pytest.mark.viewers

PAIRS = [(engine(first), engine(second)) for first, second in product(THREE, repeat=2)]

FIRST = complete(psr_attached="yes", psr_files="rapport.zip", tma_service="scripts")
CHANGES = {
    "contact_name": "Léa Modèle-d’Œuvre",
    "mode": "no_tma",
    "type": "evolution",
    "domain": "unknown",
    "tma_service": None,
    "urgency": "low",
    "telephone": None,
    "description": f"Finalement :\n\n{REPERTOIRE}\n\n– rien d’autre…",
    "psr_attached": None,
    "psr_files": None,
    "logs_attached": "yes",
    "logs_files": "journaux d’été.zip",
}


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda one: one.name)
def test_the_last_word_counts(first: Engine, second: Engine, saved: Saved, tmp_path: Path) -> None:
    before, after = saved(first, FIRST), tmp_path / "demande.pdf"
    second.fill(before, answers_for(before, exported(CHANGES)), after)
    outcome = judged(after)
    assert outcome.kind is OutcomeKind.ACCEPTED
    request = outcome.case.request
    assert request is not None
    wanted = {"client_name": "Société Exemple", **requested({**FIRST, **CHANGES})}
    assert request.model_dump(exclude_defaults=True, exclude={"extra"}) == wanted


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda one: one.name)
def test_no_doubt_remains(first: Engine, second: Engine, saved: Saved, tmp_path: Path) -> None:
    before, after = saved(first, FIRST), tmp_path / "demande.pdf"
    second.fill(before, answers_for(before, exported(CHANGES)), after)
    read = document(judged(after))
    doubts = {f.name: set(f.flags) - {Flag.INCREMENTAL_UPDATE} for f in read.fields}
    assert {name: flags for name, flags in doubts.items() if flags} == {}
    assert read.problems == ()
