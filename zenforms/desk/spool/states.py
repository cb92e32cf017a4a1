"""The life of a drop as a small machine: which states there are, what tells them apart on disk.

The directories are the truth: a state is read off them, never remembered. The table in
docs/operations.md is made from here.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.drop import FOUND, ORIGINAL
from zenforms.desk.spool.settlement import SETTLED

LEAVING_PREFIX = "leaving-"
"""Begins the name of a work folder that is on its way out of the desk for good."""


class State(StrEnum):
    """Where a drop is in its life."""

    WAITING = "waiting"
    PREPARED = "prepared"
    CLAIMED = "claimed"
    DECIDED = "decided"
    ARCHIVED = "archived"
    LEAVING = "leaving"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a state looks like on disk, and what a start does with a drop that is in it."""

    on_disk: str
    at_start: str


MEANINGS: dict[State, Meaning] = {
    State.WAITING: Meaning("the drop lies in `inbox/`", "it is claimed when it has grown still"),
    State.PREPARED: Meaning(
        "the drop lies in `inbox/`; `work/<drop>/` without anything in `original/`",
        "the work folder is removed",
    ),
    State.CLAIMED: Meaning(
        "`work/<drop>/original/` holds the drop, or `found/` the part of a folder that is not "
        "taken over yet; no `settled.json` beside it",
        "it is read and judged anew: same number, same bytes",
    ),
    State.DECIDED: Meaning(
        "`work/<drop>/settled.json` is there; of its moves none, some or all are made",
        "the moves that are missing are made; nothing is judged",
    ),
    State.ARCHIVED: Meaning(
        "`archive/<yyyy>/<mm>/<number>/` (or below `archive/restricted/`) holds the original and "
        "the decision; the outcome lies in its folder",
        "nothing; a missing last line of the journal is made up",
    ),
    State.LEAVING: Meaning(
        "`work/leaving-<number>/` holds what was the archive folder; of the outcome all, some or "
        "nothing is left",
        "the outcome is removed, then the work folder",
    ),
    State.GONE: Meaning("only the journal knows number, hash and codes", "nothing"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A passage from one state to another; `by` is the one operation that makes it."""

    name: str
    before: State
    after: State
    by: str


STEPS: tuple[Step, ...] = (
    Step("prepare", State.WAITING, State.PREPARED, "`received.json` made durable"),
    Step("claim", State.PREPARED, State.CLAIMED, "rename from `inbox/` to `work/<drop>/original/`"),
    Step("decide", State.CLAIMED, State.DECIDED, "rename to `settled.json`, all files durable"),
    Step("archive", State.DECIDED, State.ARCHIVED, "rename of `work/<drop>/` to the archive"),
    Step(
        "take up again",
        State.ARCHIVED,
        State.DECIDED,
        "rename of the archive folder to `work/again-<order>/`; the old decision holds until a "
        "new `settled.json` replaces it",
    ),
    Step("purge", State.ARCHIVED, State.LEAVING, "rename to `work/leaving-<number>/`"),
    Step("vanish", State.LEAVING, State.GONE, "removal of the work folder"),
)


def state_of(folder: Path) -> State:
    """The state of the drop in a work folder, read off the disk."""
    if folder.name.startswith(LEAVING_PREFIX):
        return State.LEAVING
    if (folder / SETTLED).exists():
        return State.DECIDED
    is_ours = original_in(folder) is not None or os.path.lexists(folder / FOUND)
    return State.CLAIMED if is_ours else State.PREPARED


def original_in(folder: Path) -> str | None:
    """The name under which a work folder holds its drop; None when it holds none."""
    try:
        return min(os.listdir(folder / ORIGINAL), default=None)  # noqa: PTH208 - names only
    except (FileNotFoundError, NotADirectoryError):
        return None


def table() -> Iterator[str]:
    """States and steps as Markdown tables, for the docs."""
    yield "| state | on disk | at the next start |"
    yield "|---|---|---|"
    for state, meaning in MEANINGS.items():
        yield f"| {state} | {meaning.on_disk} | {meaning.at_start} |"
    yield ""
    yield "| step | from | to | made by |"
    yield "|---|---|---|---|"
    for step in STEPS:
        yield f"| {step.name} | {step.before} | {step.after} | {step.by} |"
