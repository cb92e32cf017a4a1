"""What may stand in for a PSR report: Support Step Recorder zips."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from zenforms.reading.evidence import Program, Recording, RecordingKind, Step
from zenforms.reading.limits import Limits
from zenforms.reading.records.psr import told

_STEP_PICTURE = re.compile(r"(?i)^step-?\d+\.(?:webp|png|jpe?g)$")
_STEPS_BYTES = 5_000_000
_TEXT_KEYS = ("description", "text", "title", "action", "label")
_ACTION_KEYS = ("action", "type", "event")
_TIME_KEYS = ("timestamp", "time", "date")
_PROGRAM_KEYS = ("application", "app", "process", "window", "windowTitle", "program")
_PICTURE_KEYS = ("screenshot", "image", "file", "filename")


def is_step_recorder(names: Iterable[str]) -> bool:
    """Whether a zip with these files comes from “Support Step Recorder”."""
    low = {name.lower() for name in names}
    return {"report.html", "steps.json"} <= low and any(map(_STEP_PICTURE.match, low))


def is_step_picture(name: str) -> bool:
    """Whether it is one of its pictures: `step-0001.webp`."""
    return bool(_STEP_PICTURE.match(name))


def read_step_recorder(
    steps: bytes, pictures: Iterable[str], limits: Limits
) -> tuple[Recording, bool]:
    """The recording in `steps.json`, and whether it is damaged; its pictures are only named."""
    names = tuple(pictures)
    rows = _rows(steps)
    found = tuple(
        _step(row, number)
        for number, row in enumerate((rows or [])[: limits.recording_steps], start=1)
    )
    seen = Counter(step.program for step in found if step.program)
    missing = tuple(s.screenshot for s in found if s.screenshot and s.screenshot not in names)
    recording = Recording(
        RecordingKind.STEP_RECORDER,
        steps=found,
        programs=tuple(Program(name, steps=count) for name, count in seen.items()),
        screenshots=names,
        missing_screenshots=missing,
        records_typed_text=True,
        truncated=len(rows or []) > len(found),
    )
    return recording, rows is None


def _rows(data: bytes) -> list[Mapping[str, object]] | None:
    if len(data) > _STEPS_BYTES:
        return None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else None


def _step(row: Mapping[str, object], number: int) -> Step:
    picture = PurePosixPath(_first(row, _PICTURE_KEYS).replace("\\", "/")).name
    return Step(
        number=number,
        time=_first(row, _TIME_KEYS)[:200],
        description=_first(row, _TEXT_KEYS),
        action=_first(row, _ACTION_KEYS)[:200],
        program=_first(row, _PROGRAM_KEYS)[:200],
        screenshot=picture or None,
    )


def _first(row: Mapping[str, object], keys: Iterable[str]) -> str:
    values = (row.get(key) for key in keys)
    return next((told(str(v)) for v in values if isinstance(v, str | int | float) and v), "")
