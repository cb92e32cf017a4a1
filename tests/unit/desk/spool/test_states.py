from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.states import MEANINGS, STEPS, State, state_of, table


def test_every_state_has_a_meaning_and_can_be_reached() -> None:
    assert set(MEANINGS) == set(State)
    reached = {State.WAITING} | {step.after for step in STEPS}
    assert reached == set(State)


def test_every_state_but_the_last_leads_on() -> None:
    assert {step.before for step in STEPS} == set(State) - {State.GONE}


def test_the_table_names_every_state_and_step() -> None:
    said = "\n".join(table())
    assert all(f"| {state} |" in said for state in State)
    assert all(f"| {step.name} |" in said for step in STEPS)


@pytest.mark.parametrize(
    ("made", "state"),
    [
        ([], State.PREPARED),
        (["original/"], State.PREPARED),
        (["original/x"], State.CLAIMED),
        (["original/x", "settled.json"], State.DECIDED),
        (["settled.json"], State.DECIDED),
    ],
)
def test_the_state_is_read_off_the_disk(tmp_path: Path, made: list[str], state: State) -> None:
    for name in made:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.mkdir() if name.endswith("/") else path.touch()
    assert state_of(tmp_path) is state


def test_a_claimed_drop_is_in_the_state_claimed(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    drop = claim(spool_at(root), put(root, "x.pdf", "x"), NOW)
    assert state_of(drop.folder) is State.CLAIMED
