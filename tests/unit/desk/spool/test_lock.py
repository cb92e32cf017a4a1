import os
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW
from zenforms.desk.spool.lock import DeskBusyError, hold_desk, holder_of, is_held, said_of
from zenforms.language import Lang


def test_only_one_at_a_time_holds_a_desk(tmp_path: Path) -> None:
    with hold_desk(tmp_path, doing="watch", now=NOW):
        assert is_held(tmp_path)
        with pytest.raises(DeskBusyError), hold_desk(tmp_path, doing="accept", now=NOW):
            pass
    assert not is_held(tmp_path)
    with hold_desk(tmp_path, doing="accept", now=NOW):
        assert is_held(tmp_path)


def test_the_refusal_names_the_other(tmp_path: Path) -> None:
    with (
        hold_desk(tmp_path, doing="watch", now=NOW),
        pytest.raises(DeskBusyError) as refused,
        hold_desk(tmp_path, doing="accept", now=NOW),
    ):
        pass
    said = refused.value.sentence(Lang.FR)
    assert f"processus {os.getpid()}" in said
    assert "zenforms watch" in said
    assert "depuis le mardi 12 mai 2026 à 10:00." in said
    assert "since Tuesday 12 May 2026 at 10:00." in refused.value.sentence(Lang.EN)
    assert refused.value.exit_code == 5


def test_a_holder_that_wrote_nonsense_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "desk.holder.json").write_text("{")
    assert holder_of(tmp_path)["pid"] == "?"
    assert said_of(holder_of(tmp_path))["since"] == "?"


def test_asking_does_not_take(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    assert not is_held(tmp_path)
