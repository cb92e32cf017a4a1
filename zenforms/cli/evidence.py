"""`zenforms psr` and `zenforms log`: one kind of evidence in files of any shape."""

import sys
from collections.abc import Callable, Iterator, Sequence

from zenforms.cli.drops import ReadDrop, desk_or_default, read_drops, unpacked_drops
from zenforms.cli.options import ReportFormat
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text
from zenforms.present.document import Chapter
from zenforms.present.html import Element, tag
from zenforms.present.jsontext import dumps
from zenforms.present.recordingpage import Room, recording_part, recordings_page
from zenforms.present.report import block_lines
from zenforms.present.terminal import Line, Tone, one_line, show, width_of
from zenforms.reading.evidence import LogFacts, Recording, summary_of
from zenforms.reading.submission import DropFile

Evidence = Recording | LogFacts
Of = Callable[[DropFile], Evidence | None]

NOTHING = Text(fr="✗ {file} : {none}", en="✗ {file}: {none}")


def show_evidence(
    names: Sequence[str],
    of: Of,
    *,
    blocks: Callable[[Evidence, Lang], Iterator[Chapter]],
    none: Text,
    shape: ReportFormat,
    lang: Lang,
) -> ExitCode:
    """Show what `of` finds in each file of each drop; 3 when a drop holds `none`."""
    found = {
        name: [(file.name, one) for file in submission.files if (one := of(file)) is not None]
        for name, submission in read_drops(names, desk_or_default(None)[0].policy)
    }
    if shape is ReportFormat.JSON:
        _write_json(found)
    else:
        for name, evidence in found.items():
            lines = _lines(evidence, blocks, lang) if evidence else _none(name, none, lang)
            show(lines, sys.stdout)
    return ExitCode.OK if all(found.values()) else ExitCode.SET_ASIDE


def _lines(
    evidence: Sequence[tuple[str, Evidence]],
    blocks: Callable[[Evidence, Lang], Iterator[Chapter]],
    lang: Lang,
) -> Iterator[Line]:
    for file, one in evidence:
        yield Line(f"✓ {one_line(file)}", Tone.GOOD)
        yield from block_lines(blocks(one, lang), lang, width_of(sys.stdout))


def _none(name: str, none: Text, lang: Lang) -> Iterator[Line]:
    yield Line(NOTHING.fill(lang, {"file": one_line(name), "none": none}), Tone.BAD)


def _write_json(found: dict[str, list[tuple[str, Evidence]]]) -> None:
    files = [
        {"file": name, "found": [{"name": file, **summary_of(one)} for file, one in evidence]}
        for name, evidence in found.items()
    ]
    sys.stdout.write(dumps({"version": 1, "files": files}))


# `zenforms psr --format html`: the recordings of drops as one page that staff can read.


def write_page(names: Sequence[str], *, none: Text, lang: Lang) -> ExitCode:
    """Write the page of all recordings in the drops; 3 when a drop holds `none`."""
    parts: list[Element] = []
    code = ExitCode.OK
    policy = desk_or_default(None)[0].policy
    room = Room(policy.limits.page_bytes)
    for drop in unpacked_drops(names, policy):
        found = list(_parts(drop, len(parts), lang, room))
        if not found:
            code = ExitCode.SET_ASIDE
            said = NOTHING.fill(lang, {"file": one_line(drop.name), "none": none})
            found = [tag("p", said, class_="note")]
        parts += found
    sys.stdout.write(recordings_page(parts, lang))
    return code


def _parts(drop: ReadDrop, before: int, lang: Lang, room: Room) -> Iterator[Element]:
    """Each recording of a drop; `before` parts of the page are there already."""
    recorded = (file for file in drop.submission.files if file.recording)
    for number, file in enumerate(recorded, start=before + 1):
        if recording := file.recording:
            folder = recording.screenshot_folder
            yield recording_part(
                recording,
                name=file.name,
                pictures=drop.scratch / folder if folder else None,
                place=f"{number}-",
                lang=lang,
                room=room,
            )
