"""The files beside a ticket: as they came, but texts without their secrets, recordings as pages.

Only what is told of is laid down: what else lies in the scratch folder has been judged by nobody.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zenforms.desk.spool.drop import members
from zenforms.desk.spool.settlement import Content
from zenforms.judging.parts import CopyKind, SaidCopy
from zenforms.language import Lang
from zenforms.present.recordingpage import recording_page
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.limits import Limits
from zenforms.reading.names import NameBook
from zenforms.reading.records.logcopy import holds_secrets, write_masked
from zenforms.reading.submission import DropFile, Role, Submission
from zenforms.words import OF_THE_CHARTER, Words

PAGE = "psr.html"

_MASKED, _PAGES = "~masked", "~pages"
_UNSENT = frozenset({Role.DECORATION, Role.BY_PRODUCT})


@dataclass(frozen=True, slots=True)
class Beside:
    """What to lay beside a ticket, by relative name, and for which file, by its safe name."""

    contents: dict[str, Content]
    copies: Mapping[str, SaidCopy]


def ticket_files(
    scratch: Path,
    submission: Submission,
    *,
    left_out: Collection[str] = (),
    taken: Collection[str] = (),
    limits: Limits,
    lang: Lang,
    words: Words = OF_THE_CHARTER,
) -> Beside:
    """What to lay beside a ticket of what the readers wrote to `scratch`.

    `left_out` are the safe names of files that stay in the archive alone. So do decorations and
    by-products, a log of which nothing can be masked and the original of a recording, which tells
    command lines and more: staff get a page of its steps, and its pictures. `taken` are the names
    of the desk's own files.
    """
    contents = dict(_pictures(scratch, submission))
    copies: dict[str, SaidCopy] = {}
    book = NameBook()
    for name in (*taken, *{name.partition("/")[0] for name in contents}):
        book.give(name)
    for file in submission.files:
        if file.safe_name in left_out or file.role in _UNSENT or _tells_steps(file):
            continue
        kind = _kind(scratch, file)
        if path := _copy(scratch, file, kind, limits):
            is_below = "/" in file.safe_name  # in the folder of an earlier round
            name = file.safe_name if is_below else book.give(file.safe_name)
            contents[name] = path
            copies[file.safe_name] = SaidCopy(kind=kind, name=name)
    for file in submission.files:
        if file.recording and file.recording.steps:
            name = book.give(PAGE)
            contents[name] = _page(file, scratch / _PAGES / name, lang, limits, words=words)
            copies[file.safe_name] = SaidCopy(kind=CopyKind.PAGE, name=name)
    return Beside(contents, copies)


def _tells_steps(file: DropFile) -> bool:
    """Whether it is a recording in writing, even one in which no step could be read."""
    return file.recording is not None and file.recording.kind.tells_steps


def _kind(scratch: Path, file: DropFile) -> CopyKind:
    """Logs are always masked, settings and notes when they hold a secret."""
    path = scratch / file.safe_name
    is_told = file.role is not Role.LOG and (path.is_symlink() or not path.is_file())
    if is_told or (file.role is not Role.LOG and not holds_secrets(path, file.media_type)):
        return CopyKind.AS_SENT
    return CopyKind.MASKED


def _copy(scratch: Path, file: DropFile, kind: CopyKind, limits: Limits) -> Path | None:
    path = scratch / file.safe_name
    if path.is_symlink() or not path.is_file():
        return None
    if kind is CopyKind.AS_SENT:
        return path
    target = scratch / _MASKED / file.safe_name
    target.parent.mkdir(parents=True, exist_ok=True)
    return target if write_masked(path, target, limits) else None


def _pictures(scratch: Path, submission: Submission) -> Iterator[tuple[str, Content]]:
    for file in submission.files:
        folder = file.recording.screenshot_folder if file.recording else ""
        if folder and (scratch / folder).is_dir():
            for path in members(scratch / folder):
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(scratch).as_posix(), path


def _page(file: DropFile, target: Path, lang: Lang, limits: Limits, *, words: Words) -> Path:
    """The page of a recording, written piece by piece below the scratch folder."""
    recording, scratch = file.recording or Recording(RecordingKind.PSR), target.parent.parent
    folder = recording.screenshot_folder
    pieces = recording_page(
        recording,
        name=file.name,
        pictures=scratch / folder if folder else None,
        lang=lang,
        size=limits.page_bytes,
        words=words,
    )
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8", newline="\n") as page:
        page.writelines(pieces)
    return target
