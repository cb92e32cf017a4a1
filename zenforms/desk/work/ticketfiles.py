"""The files beside a ticket: as they came, but logs without their secrets, recordings readable."""

from collections.abc import Collection, Iterator
from pathlib import Path

from zenforms.desk.spool.drop import members
from zenforms.desk.spool.settlement import Content
from zenforms.desk.work.recordingpage import recording_page
from zenforms.language import Lang
from zenforms.reading.evidence import Recording
from zenforms.reading.limits import Limits
from zenforms.reading.names import NameBook
from zenforms.reading.records.logcopy import write_masked
from zenforms.reading.submission import Role, Submission

PAGE = "psr.html"

_MASKED = "~masked"


def ticket_files(
    scratch: Path, submission: Submission, *, left_out: Collection[str], limits: Limits, lang: Lang
) -> dict[str, Content]:
    """What to lay beside a ticket, by relative name, of what the readers wrote to `scratch`.

    `left_out` are the safe names of files that stay in the archive alone. A log of which
    nothing can be masked stays there too. Each recording gets a page of its steps.
    """
    logs = {file.safe_name for file in submission.files if file.role is Role.LOG}
    found: dict[str, Content] = {}
    for path in list(_unpacked(scratch)):
        name = path.relative_to(scratch).as_posix()
        if name in left_out:
            continue
        if name not in logs:
            found[name] = path
        elif masked := _masked(path, scratch / _MASKED, limits):
            found[name] = masked
    return found | _pages(scratch, submission, taken=found, lang=lang)


def _unpacked(scratch: Path) -> Iterator[Path]:
    for path in members(scratch):
        ours = not any(part.startswith("~") for part in path.relative_to(scratch).parts)
        if ours and path.is_file() and not path.is_symlink():
            yield path


def _masked(path: Path, folder: Path, limits: Limits) -> Path | None:
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    return target if write_masked(path, target, limits) else None


def _pages(
    scratch: Path, submission: Submission, *, taken: Collection[str], lang: Lang
) -> dict[str, Content]:
    book = NameBook()
    for name in taken:
        book.give(name)
    return {
        book.give(PAGE): _page(recording, file.name, scratch, lang).encode()
        for file in submission.files
        if (recording := file.recording) and recording.steps
    }


def _page(recording: Recording, name: str, scratch: Path, lang: Lang) -> str:
    folder = scratch / recording.screenshot_folder if recording.screenshot_folder else None
    return recording_page(recording, name=name, pictures=folder, lang=lang)
