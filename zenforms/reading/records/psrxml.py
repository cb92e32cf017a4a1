"""The Steps Recorder's own XML → a `Recording`: tags and attributes only, never words.

All words in it are in the language of the workstation. The command line is never taken over:
it tells users' names and folders.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import PureWindowsPath

from zenforms.reading.evidence import Program, Recording, RecordingKind, Step
from zenforms.reading.formats.xmltree import Node
from zenforms.reading.limits import Limits
from zenforms.reading.records.masking import Masker

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_TEXT_CHARS = 2_000
_SHORT_CHARS = 200


def is_psr_report(root: Node | None) -> bool:
    """Whether the XML is a Steps Recorder report."""
    return root is not None and bool(root.find("UserActionData") or root.find("RecordSession"))


def recording_of(root: Node, limits: Limits, *, kind: RecordingKind, day: date | None) -> Recording:
    """What the report says, bounded; screenshots are still only named."""
    sessions = root.find("RecordSession")
    actions = root.find("EachAction")
    kept = actions[: limits.recording_steps]
    first = sessions[0].attributes if sessions else {}
    last = sessions[-1].attributes if sessions else {}
    system = next(iter(root.find("System")), Node("System")).attributes
    counts = (_number(session.attributes.get("ActionCount")) for session in sessions)
    declared = [count for count in counts if count is not None]
    return Recording(
        kind=kind,
        steps=tuple(_step(action, place) for place, action in enumerate(kept, start=1)),
        declared_steps=sum(declared) if declared else None,
        missed_steps=sum(_number(s.attributes.get("MissedActionCount")) or 0 for s in sessions),
        started=clean(first.get("StartTime", ""), _SHORT_CHARS),
        stopped=clean(last.get("StopTime", ""), _SHORT_CHARS),
        day=day,
        programs=_programs(kept),
        windows_build=clean(system.get("BuildNumber", ""), _SHORT_CHARS),
        truncated=len(actions) > len(kept),
    )


def clean(text: str, most: int = _TEXT_CHARS) -> str:
    """One line without the direction marks that Windows strews into dates."""
    return " ".join(text[: 4 * most].translate(_MARKS).split())[:most]


def told(text: str, most: int = _TEXT_CHARS) -> str:
    """What somebody wrote or clicked, as one line with its secrets masked."""
    return Masker().line(clean(text, most))


def _step(action: Node, place: int) -> Step:
    shot = PureWindowsPath(action.words("ScreenshotFileName")).name
    return Step(
        number=_number(action.attributes.get("ActionNumber")) or place,
        time=clean(action.attributes.get("Time", ""), _SHORT_CHARS),
        description=told(action.words("Description")),
        action=told(action.words("Action"), _SHORT_CHARS),
        program=_program_name(action),
        comment=told(action.words("UserComment")),
        screenshot=clean(shot, _SHORT_CHARS) or None,
    )


def _programs(actions: Iterable[Node]) -> tuple[Program, ...]:
    """Each program once, the most used first."""
    steps: Counter[tuple[str, str, str, str]] = Counter()
    for action in actions:
        about = action.attributes
        name = _program_name(action)
        if name:
            version = clean(about.get("FileVersion", ""), _SHORT_CHARS)
            company = clean(about.get("FileCompany", ""), _SHORT_CHARS)
            steps[name, version, company, _file(action)] += 1
    return tuple(
        Program(name, version=version, company=company, file=file, steps=count)
        for (name, version, company, file), count in steps.most_common(50)
    )


def _program_name(action: Node) -> str:
    return clean(action.attributes.get("FileDescription", ""), _SHORT_CHARS) or _file(action)


def _file(action: Node) -> str:
    raw = action.attributes.get("FileName", "") or action.attributes.get("ProgramId", "")
    return clean(PureWindowsPath(raw).name, _SHORT_CHARS)


def _number(raw: str | None) -> int | None:
    text = (raw or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - nobody clicks a billion times
