"""Each engine fills each set of values once; all tests look at the same saved files."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.viewers.answers import Values, answers_for
from tests.viewers.blank import blank
from tests.viewers.engines.engine import Engine
from tests.viewers.typed import exported

Saved = Callable[[Engine, Values], Path]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty form of the samples' first client."""
    form = tmp_path_factory.mktemp("blank") / "demande.pdf"
    form.write_bytes(blank())
    return form


@pytest.fixture(scope="session")
def saved(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """What an engine saved after these values were typed into the empty form."""

    @cache
    def fill(engine: Engine, items: tuple[tuple[str, str | None], ...]) -> Path:
        target = tmp_path_factory.mktemp(engine.name) / "demande.pdf"
        engine.fill(empty, answers_for(empty, exported(dict(items))), target)
        return target

    return lambda engine, values: fill(engine, tuple(values.items()))
