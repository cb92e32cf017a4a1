"""`zenforms psr --format html`: the recordings of drops as one page that staff can read."""

import sys
from collections.abc import Iterator, Sequence

from zenforms.cli.drops import ReadDrop, unpacked_drops
from zenforms.cli.evidence import EXIT_NONE, NOTHING
from zenforms.cli.judgement import desk_or_default
from zenforms.console.escape import one_line
from zenforms.desk.handling.recordingpage import Room, recording_part, recordings_page
from zenforms.language import Lang, Text
from zenforms.markup import Element, tag


def write_page(names: Sequence[str], *, none: Text, lang: Lang) -> int:
    """Write the page of all recordings in the drops; 3 when a drop holds `none`."""
    parts: list[Element] = []
    code = 0
    policy = desk_or_default(None)[0].policy
    room = Room(policy.limits.page_bytes)
    for drop in unpacked_drops(names, policy):
        found = list(_parts(drop, len(parts), lang, room))
        if not found:
            code = EXIT_NONE
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
