"""The files that came with a request: which of them there are, and which are held back."""

import re
from collections.abc import Iterator

from zenforms.danger_problems import DANGER
from zenforms.judging.case import Case
from zenforms.judging.request import YesNoUnknown
from zenforms.judging.text import plain, quoted
from zenforms.language import Text
from zenforms.reading.evidence import LogFacts, Recording, RecordingKind
from zenforms.reading.formats import media
from zenforms.reading.submission import DropFile, PictureKind, Role

_SEPARATOR = re.compile(r"[;,\n]|\bet\b|\band\b")
_FILE_NAME = re.compile(r"[^\\/:*?\"<>|]*[^\\/:*?\"<>|\s.]\.[A-Za-z0-9]{2,5}")


def files_of(case: Case, *roles: Role) -> tuple[DropFile, ...]:
    """The files of the drop with one of these roles, in order."""
    return tuple(file for file in case.submission.files if file.role in roles)


def side_files(case: Case) -> tuple[DropFile, ...]:
    """What people attached beside the form."""
    unsent = {Role.FORM, Role.DECORATION, Role.BY_PRODUCT}
    return tuple(file for file in case.submission.files if file.role not in unsent)


def recordings(case: Case) -> Iterator[tuple[DropFile, Recording]]:
    """The recordings of steps among the files, and the pictures of a screen."""
    for file in files_of(case, Role.PSR, Role.SCREENSHOT):
        if file.recording is not None:
            yield file, file.recording


def has_recording(case: Case) -> bool:
    """Whether a recording came that the desk accepts in place of a PSR report, or pictures."""
    return records_steps(case) or has_pictures(case)


def records_steps(case: Case) -> bool:
    """Whether a recording came that the desk accepts, and that is more than pictures."""
    kinds = (_recording_kind(f) for f in files_of(case, Role.PSR, Role.SCREENSHOT))
    accepts = case.desk.policy.evidence.accepts
    return any(kind is not RecordingKind.SCREENSHOTS and accepts(kind) for kind in kinds)


def has_pictures(case: Case) -> bool:
    """Whether pictures of the screen came, and the desk accepts them."""
    kinds = (_recording_kind(f) for f in files_of(case, Role.PSR, Role.SCREENSHOT))
    came = RecordingKind.SCREENSHOTS in kinds or bool(announced_pictures(case))
    return came and case.desk.policy.evidence.accepts(RecordingKind.SCREENSHOTS)


def _recording_kind(file: DropFile) -> RecordingKind:
    if file.recording is not None:
        return file.recording.kind
    return RecordingKind.SCREENSHOTS if file.role is Role.SCREENSHOT else RecordingKind.PSR


def announced_pictures(case: Case) -> tuple[DropFile, ...]:
    """The photographs and doubtful pictures that the client announced as showing the screen.

    The form names them so, they are called so, or the form announces a recording and no other came.
    """
    request = case.request
    if request is None:
        return ()
    pictures = [f for f in case.submission.files if f.picture and f.role is not Role.SCREENSHOT]
    named = set(map(plain, announced_names(request.psr_files)))
    others = files_of(case, Role.PSR, Role.SCREENSHOT)
    is_awaited = request.psr_attached and not named and not others
    meant = set(map(plain, announced_names(request.document_files)))

    def is_meant(file: DropFile) -> bool:
        name = plain(file.name)
        if name in named or name in meant or file.picture not in _MAY_SHOW_A_SCREEN:
            return name in named
        return is_awaited or bool(_SCREEN_NAME.match(file.name))

    return tuple(filter(is_meant, pictures))


_MAY_SHOW_A_SCREEN = frozenset(
    {PictureKind.PHOTOGRAPH, PictureKind.WINDOW, PictureKind.CUTTING, PictureKind.UNKNOWN}
)
_SCREEN_NAME = re.compile(r"(?i)(?:photo|copie|image|capture)?[ _d’'-]{0,3}(?:écran|ecran|screen)")


def logs(case: Case) -> Iterator[tuple[DropFile, LogFacts]]:
    """The logs among the files, each of an archive's by itself."""
    for file in files_of(case, Role.LOG):
        if file.log is not None:
            members = file.log.members
            yield from ((file, m) for m in members.values()) if members else ((file, file.log),)


def has_logs(case: Case) -> bool:
    """Whether a log came in which something can be read."""
    known = list(logs(case))
    if not known:
        return bool(files_of(case, Role.LOG))
    return any(log.lines and not log.binary for _, log in known)


def is_service_involved(case: Case) -> bool:
    """Whether the client says that a service is involved."""
    request = case.request
    return request is not None and request.service_involved is YesNoUnknown.YES


def announced_names(text: str | None) -> tuple[str, ...]:
    """The file names that a client wrote down, as far as they read as file names."""
    parts = (part.strip(" \t\"'«»“”\u00a0") for part in _SEPARATOR.split(text or ""))
    return tuple(part for part in parts if _FILE_NAME.fullmatch(part))


def is_held_back(case: Case, file: DropFile) -> bool:
    """Whether a file is a document that nobody declared free of confidential data."""
    request = case.request
    is_declared = request is not None and request.not_confidential
    return is_document(case, file) and not is_declared


def is_document(case: Case, file: DropFile) -> bool:
    """Whether a file is a document: also a picture of any kind that the form names as one."""
    if file.role is Role.DOCUMENT or file.picture is None or case.request is None:
        return file.role is Role.DOCUMENT
    return plain(file.name) in set(map(plain, announced_names(case.request.document_files)))


def is_dangerous(case: Case, file: DropFile) -> bool:
    """Whether a file may do harm when it is opened, and the desk has not decided otherwise."""
    harmless = {"off", "info", "warning"}
    return any(
        problem.code in DANGER
        and problem.arguments.get("file") == file.name
        and case.desk.policy.severity.get(problem.code) not in harmless
        for problem in case.submission.problems
    )


def is_restricted(case: Case) -> bool:
    """Whether the whole original belongs into the restricted archive."""
    return any(is_held_back(case, file) for file in case.submission.files)


def shown_name(case: Case, file: DropFile) -> Text | str:
    """What to call a file: by its name, unless it is held back."""
    held = Text(fr="un document mis à part", en="a document put aside")
    return held if is_held_back(case, file) else quoted(file.name)


# What to call a kind of file in a sentence for people who know no media types.

_PICTURE = Text(fr="une image", en="a picture")
_VIDEO = Text(fr="une vidéo", en="a video")
_SOUND = Text(fr="un enregistrement sonore", en="a sound recording")
_TEXT = Text(fr="un fichier texte", en="a text file")
_PAGE = Text(fr="une page web", en="a web page")
_DOCUMENT = Text(fr="un document de bureautique", en="an office document")
_ARCHIVE = Text(fr="une archive d'autres fichiers", en="an archive of other files")
_MESSAGE = Text(fr="un message", en="a message")
_PROGRAM = Text(fr="un programme", en="a program")
_OTHER = Text(fr="un autre type de fichier", en="another kind of file")

_KINDS = {
    media.PDF: Text(fr="un document PDF", en="a PDF document"),
    media.MAIL: _MESSAGE,
    media.OUTLOOK: _MESSAGE,
    media.TNEF: _MESSAGE,
    media.PROGRAM: _PROGRAM,
    "application/x-elf": _PROGRAM,
    media.ZIP: _ARCHIVE,
    media.GZIP: _ARCHIVE,
    "application/x-7z-compressed": _ARCHIVE,
    "application/vnd.rar": _ARCHIVE,
    "application/vnd.ms-cab-compressed": _ARCHIVE,
    "application/x-tar": _ARCHIVE,
    "application/x-xz": _ARCHIVE,
    "application/x-bzip2": _ARCHIVE,
    "application/zstd": _ARCHIVE,
    media.OLE: _DOCUMENT,
    "application/msword": _DOCUMENT,
    "application/rtf": _DOCUMENT,
    "application/onenote": _DOCUMENT,
    "application/vnd.visio": _DOCUMENT,
    "application/json": _TEXT,
    "application/xml": _TEXT,
    "multipart/related": _PAGE,
    "text/html": _PAGE,
}
_FAMILIES = (
    ("image/", _PICTURE),
    ("video/", _VIDEO),
    ("audio/", _SOUND),
    ("text/", _TEXT),
    ("application/vnd.openxmlformats-officedocument", _DOCUMENT),
    ("application/vnd.oasis.opendocument", _DOCUMENT),
    ("application/vnd.ms-", _DOCUMENT),
)


def kind_of_file(media_type: str) -> Text:
    """The kind with its article: `un document PDF`, `une image`."""
    if media_type in _KINDS:
        return _KINDS[media_type]
    found = (text for start, text in _FAMILIES if media_type.startswith(start))
    return next(found, _OTHER)
