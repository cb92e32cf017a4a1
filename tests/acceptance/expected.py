"""What `expected.json` declares, and how a desk's folders are held to it.

A single sample holds one drop beside its `expected.json`; a story's names its drops in order.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.acceptance.partly import differences
from tests.places import SAMPLES
from tests.unit.present.letters.opened import opened
from tests.viewers.recipes.recipe import EXITS, EXPECTED
from zenforms.desk.papers.requests import Filed, standing_of
from zenforms.desk.spool.journal import events_of

Expected = Mapping[str, Any]

STORY = "story-"
ALWAYS = {"about", "saved_by", "outcome", "exit", "findings", "request"}
SOMETIMES = {"channel", "files", "ticket", "restricted", "left", "at_a_desk"}
OF_A_STORY = {"about", "steps"}
OF_A_DROP = {"drop", "at", "outcome", "findings"}
OF_A_DEED = {"order", "of", "at", "by", "why"}
OF_A_STEP = {
    "outcome",
    "request",
    "first",
    "thread",
    "ticket",
    "names",
    "left",
    "restricted",
    "events",
    "standing",
    "letter_like",
}


def cases() -> tuple[Path, ...]:
    """The folders of all single samples."""
    return tuple(path for path in _folders() if not path.name.startswith(STORY))


def stories() -> tuple[Path, ...]:
    """The folders of all stories."""
    return tuple(path for path in _folders() if path.name.startswith(STORY))


def expected_in(case: Path) -> Expected:
    """What the sample declares."""
    declared: Expected = json.loads((case / EXPECTED).read_text(encoding="utf-8"))
    return declared


def drop_in(case: Path) -> Path:
    """The one drop of a single sample."""
    [drop] = [path for path in case.iterdir() if path.name != EXPECTED]
    return drop


def bytes_of(drop: Path) -> Mapping[str, bytes]:
    """The drop's files by their places in it, to tell whether it was left untouched."""
    if drop.is_file():
        return {"": drop.read_bytes()}
    files = (path for path in drop.rglob("*") if path.is_file())
    return {path.relative_to(drop).as_posix(): path.read_bytes() for path in files}


def steps_in(story: Path) -> Sequence[Expected]:
    """What comes in and what staff do, in order."""
    steps: Sequence[Expected] = expected_in(story)["steps"]
    return steps


def declared_codes() -> set[str]:
    """The codes that all samples together declare."""
    told = [expected_in(case) for case in cases()]
    told += [step for story in stories() for step in steps_in(story)]
    return {code for one in told for code in one.get("findings", ())}


def amiss(expected: Expected, filed: Filed, past: Sequence[Filed] = ()) -> Iterator[str]:
    """Where a drop became something else at a desk; `past` are the steps up to this one."""
    yield from _verdict(expected, filed)
    yield from _placed(expected, filed)
    for key, look in (("first", "first"), ("thread", "thread")):
        if key in expected:
            number = past[expected[key] - 1].number
            yield from differences(number, getattr(filed.settlement, look), key)
    if "ticket" in expected:
        yield from differences(expected["ticket"], ticket_of(filed), "ticket")
    if "names" in expected:
        names = sorted(str(file["name"]) for file in ticket_of(filed)["files"])
        yield from differences(sorted(expected["names"]), names, "names")
    yield from _happened(expected, filed, past)
    if "letter_like" in expected:
        yield from _unlike(past[expected["letter_like"] - 1], filed)


def findings_of(filed: Filed) -> Expected:
    """The verdict as programs read it beside the outcome."""
    told: Expected = json.loads((filed.place / "findings.json").read_bytes())
    return told


def ticket_of(filed: Filed) -> Expected:
    """The ticket's JSON."""
    if filed.record is None:
        message = f"{filed.number} is no ticket: {filed.settlement.outcome}"
        raise ValueError(message)
    told: Expected = json.loads(filed.record.read_bytes())
    return told


def _verdict(expected: Expected, filed: Filed) -> Iterator[str]:
    told = findings_of(filed)
    declared = {"outcome": expected["outcome"]} if "outcome" in expected else {}
    if "exit" in expected:
        declared["exit"] = expected["exit"]
    elif declared:
        declared["exit"] = EXITS[expected["outcome"]]
    yield from differences(declared, told, "verdict")
    if "findings" in expected:
        codes = [finding["code"] for finding in told["findings"]]
        yield from differences(expected["findings"], codes, "findings")
    if expected.get("request") is not None:
        given = {
            name: value for name, value in told["request"].items() if value and name != "extra"
        }
        yield from differences(
            sorted(expected["request"].items()), sorted(given.items()), "request"
        )


def _placed(expected: Expected, filed: Filed) -> Iterator[str]:
    if "restricted" in expected:
        yield from differences(expected["restricted"], filed.is_restricted, "restricted")
    if "left" in expected:
        left = sorted(path.relative_to(filed.place).as_posix() for path in filed.place.iterdir())
        yield from differences(expected["left"], left, "left")


def _happened(expected: Expected, filed: Filed, past: Sequence[Filed]) -> Iterator[str]:
    root = filed.archive.parents[3]
    for place, declared in expected.get("events", {}).items():
        kinds = [event.kind for event in events_of(root, past[int(place) - 1].settlement.place)]
        yield from differences(declared, kinds, "events")
    for place, declared in expected.get("standing", {}).items():
        state = standing_of(root, past[int(place) - 1].settlement.place).state
        yield from differences(declared, state.value, "standing")


def _unlike(one: Filed, other: Filed) -> Iterator[str]:
    """Where two letters differ in more than the numbers that they name."""
    said = [_words(filed) for filed in (one, other)]
    yield from differences(said[0], said[1], "letter")


def _words(filed: Filed) -> list[str]:
    text = opened((filed.place / "reply.eml").read_bytes()).text
    return ["ZF-…" if "ZF-" in word else word for word in text.split()]


def _folders() -> Iterator[Path]:
    found = SAMPLES.glob(f"*/{EXPECTED}")
    yield from sorted(path.parent for path in found)
