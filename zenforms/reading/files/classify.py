"""Says what each file of a drop is: its media type, its role, its dangers, what it tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from zenforms import danger_problems, drop_problems
from zenforms.findings import Problem
from zenforms.reading.evidence import LogFacts, Recording, RecordingKind
from zenforms.reading.files.asides import by_product, is_ciphered, picture_role
from zenforms.reading.files.danger import OfficeFacts, dangers, of_members, of_storage
from zenforms.reading.files.extracted import ExtractedFile
from zenforms.reading.formats import media
from zenforms.reading.formats.archive import Archive, Entry, Refused
from zenforms.reading.formats.ole import open_ole
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import looks_like_mail, looks_like_mht
from zenforms.reading.names import extension
from zenforms.reading.records.logs import is_log, read_log, read_log_archive, series
from zenforms.reading.records.psr import Report, looks_like_psr, read_psr
from zenforms.reading.records.successors import (
    is_step_picture,
    is_step_recorder,
    read_step_recorder,
)
from zenforms.reading.submission import Aside, PictureKind, Role
from zenforms.words import OF_THE_CHARTER, Words

# What a zip is: an archive to open, or a file of its own that merely uses the format.

_BESIDE_A_REPORT = frozenset({"etl", "xml", "txt", "csv", "jpeg", "jpg", "png", "htm", "css"})


class ZipKind(Enum):
    """How a zip is to be treated."""

    CONTAINER = auto()
    OFFICE = auto()
    PSR = auto()
    STEP_RECORDER = auto()
    LOGS = auto()


@dataclass(frozen=True, slots=True)
class Zip:
    """What a zip is; `report` is the recording's entry in a PSR zip."""

    kind: ZipKind
    office: OfficeFacts = field(default_factory=OfficeFacts)
    report: Entry | None = None


def zip_kind(archive: Archive) -> Zip:
    """What the archive is, told by its entries' names and first bytes."""
    entries = archive.entries()
    office = _office(archive, entries)
    if office.media_type:
        return Zip(ZipKind.OFFICE, office)
    if is_step_recorder(entry.name for entry in entries):
        return Zip(ZipKind.STEP_RECORDER)
    report = next((entry for entry in entries if _is_report(archive, entry)), None)
    if report and all(e is report or extension(e.name) in _BESIDE_A_REPORT for e in entries):
        return Zip(ZipKind.PSR, report=report)
    if entries and all(is_log(e.name, archive.head(e, media.HEAD_BYTES)) for e in entries):
        return Zip(ZipKind.LOGS)
    return Zip(ZipKind.CONTAINER)


def _is_report(archive: Archive, entry: Entry) -> bool:
    return extension(entry.name) in {"mht", "mhtml", "xml"} and looks_like_psr(
        archive.head(entry, media.HEAD_BYTES)
    )


def _office(archive: Archive, entries: tuple[Entry, ...]) -> OfficeFacts:
    by_path = {f"{e.folder}/{e.name}".lstrip("/"): e for e in entries}
    mimetype = by_path.get("mimetype")
    settings = by_path.get("word/_rels/settings.xml.rels")
    return of_members(
        by_path,
        archive.head(mimetype, 200) if mimetype else b"",
        archive.head(settings, media.HEAD_BYTES) if settings else b"",
    )


_OTHER_ARCHIVES = {
    "application/x-7z-compressed": "7z",
    "application/vnd.rar": "RAR",
    "application/vnd.ms-cab-compressed": "CAB",
    "application/x-tar": "TAR",
    "application/gzip": "GZIP",
    "application/x-xz": "XZ",
    "application/x-bzip2": "BZIP2",
    "application/zstd": "Zstandard",
    media.ZIP: "ZIP",
}
_NOT_DOCUMENTS = frozenset({media.UNKNOWN, *_OTHER_ARCHIVES})
_PAGES = frozenset({"text/html", "image/svg+xml", "application/rtf", "multipart/related"})
_PAGE_BYTES = 20_000_000
_PSR_WORDS = ("psr", "recording_", "problem_", "enregistreur", "steps recorder")


@dataclass(frozen=True, slots=True)
class Class:
    """What a file is. `pictures` are those of a recording, by name."""

    role: Role
    media_type: str
    problems: tuple[Problem, ...] = ()
    recording: Recording | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    log: LogFacts | None = None
    claims: Role | None = None
    aside: Aside | None = None
    picture: PictureKind | None = None


def classify(parcel: ExtractedFile, limits: Limits, words: Words = OF_THE_CHARTER) -> Class:
    """What the settled file is; never raises. PDFs are only recognised here, not read."""
    with parcel.path.open("rb") as stream:
        head = stream.read(media.HEAD_BYTES)
    kind = _media_type(head, parcel.name)
    if parcel.is_litter:  # nobody opens it
        return Class(Role.BY_PRODUCT, kind, aside=by_product(parcel, kind, head))
    if not parcel.size:
        found = _empty(parcel, kind)
    elif kind == media.ZIP:
        found = _zip(parcel, limits, words)
    elif kind == media.OLE:
        storage = open_ole(parcel.path)
        found = _classify_office(parcel, of_storage(storage) if storage else OfficeFacts(), kind)
    else:
        found = _by_head(parcel, head, kind, limits, words=words)
    return _with_claims(found, parcel)


def _by_head(
    parcel: ExtractedFile, head: bytes, kind: str, limits: Limits, *, words: Words
) -> Class:
    if looks_like_psr(head):
        return _psr(parcel, kind, _report(parcel, limits))
    problems = tuple(dangers(parcel.name, kind, _content(parcel, head, kind)))
    aside = None if problems else by_product(parcel, kind, head)
    if aside:
        return Class(Role.BY_PRODUCT, kind, aside=aside)
    if not problems and is_log(parcel.name, head):
        log = read_log(parcel.path, parcel.name, limits, folder=parcel.folder, words=words)
        return Class(Role.LOG, kind, log=log)
    if kind in _OTHER_ARCHIVES and not problems:
        about = {"file": parcel.name, "format": _OTHER_ARCHIVES[kind]}
        problems = (Problem(drop_problems.OTHER_ARCHIVE, about),)
    if media.is_video(kind):
        return Class(Role.PSR, kind, problems, recording=Recording(RecordingKind.VIDEO))
    if problems or kind in _NOT_DOCUMENTS or is_ciphered(extension(parcel.name), head):
        return Class(Role.OTHER, kind, problems)
    return _plain(parcel, kind)


def _media_type(head: bytes, name: str) -> str:
    if looks_like_mht(head):
        return "multipart/related"
    kind = media.media_type(head, name)
    return media.MAIL if kind == "text/plain" and looks_like_mail(head) else kind


def _empty(parcel: ExtractedFile, kind: str) -> Class:
    named = is_log(parcel.name, b"")
    problem = Problem(drop_problems.EMPTY_FILE, {"file": parcel.name})
    dangerous = dangers(parcel.name, kind, b"")
    return Class(
        Role.LOG if named else Role.OTHER,
        kind,
        (problem, *dangerous),
        log=LogFacts(series=series(parcel.name)) if named else None,
    )


def _plain(parcel: ExtractedFile, kind: str) -> Class:
    """A picture or anything else that a person can look at."""
    if not kind.startswith("image/"):
        return Class(Role.DOCUMENT, kind)
    role, shows, aside = picture_role(parcel, kind)
    recording = Recording(RecordingKind.SCREENSHOTS) if role is Role.SCREENSHOT else None
    return Class(role, kind, recording=recording, aside=aside, picture=shows)


def _content(parcel: ExtractedFile, head: bytes, kind: str) -> bytes:
    """All of a page, since its code may stand at the end; of anything else the start."""
    if kind in _PAGES and parcel.size <= _PAGE_BYTES:
        return parcel.path.read_bytes()
    return head


def _zip(parcel: ExtractedFile, limits: Limits, words: Words) -> Class:
    try:
        with Archive(parcel.path, parcel.name, limits) as archive:
            return _zip_class(archive, parcel, limits, words)
    except Refused as refused:
        named = tuple(dangers(parcel.name, media.ZIP, b""))
        return Class(Role.OTHER, media.ZIP, (refused.problem, *named))


def _zip_class(archive: Archive, parcel: ExtractedFile, limits: Limits, words: Words) -> Class:
    found = zip_kind(archive)
    if found.kind is ZipKind.OFFICE:
        return _classify_office(parcel, found.office, media.ZIP)
    told = _evidence(archive, found, parcel, limits, words=words)
    found_inside = [*dangers(parcel.name, media.ZIP, b""), *_dangers_inside(archive)]
    return replace(told, problems=(*told.problems, *archive.problems, *found_inside))


def _evidence(
    archive: Archive, found: Zip, parcel: ExtractedFile, limits: Limits, *, words: Words
) -> Class:
    """A recording or logs; any other zip that is not opened is only a file."""
    if found.kind is ZipKind.PSR and found.report:
        data = archive.read(found.report)
        name = f"{found.report.name} {parcel.name}"  # either may tell the day
        return _psr(parcel, media.ZIP, read_psr(data, name, limits))
    if found.kind is ZipKind.STEP_RECORDER:
        return _psr(parcel, media.ZIP, _step_recorder(archive, limits))
    if found.kind is ZipKind.LOGS:
        log = read_log_archive(archive, parcel.name, limits, words=words)
        return Class(Role.LOG, media.ZIP, log=log)
    return Class(Role.OTHER, media.ZIP)


def _dangers_inside(archive: Archive) -> Iterator[Problem]:
    """What may do harm in a zip that stays closed; the pages of recordings hold scripts."""
    for entry in archive.entries():
        head = archive.head(entry, media.HEAD_BYTES)
        yield from dangers(entry.name, media.media_type(head, entry.name), b"")


def _step_recorder(archive: Archive, limits: Limits) -> Report:
    steps, pictures = b"", {}
    for entry in archive.entries():
        try:
            if entry.name.lower() == "steps.json":
                steps = archive.read(entry)
            elif is_step_picture(entry.name):
                pictures[entry.name] = archive.read(entry)
        except Refused as refused:
            archive.problems.append(refused.problem)
    recording, damaged = read_step_recorder(steps, pictures, limits)
    return Report(recording, pictures, damaged=damaged)


def _report(parcel: ExtractedFile, limits: Limits) -> Report:
    if parcel.size > limits.recording_bytes:
        return Report(Recording(RecordingKind.PSR), damaged=True)
    return read_psr(parcel.path.read_bytes(), parcel.name, limits)


def _psr(parcel: ExtractedFile, kind: str, report: Report) -> Class:
    about = {"file": parcel.name}
    problems = (Problem(drop_problems.DAMAGED_RECORDING, about),) if report.damaged else ()
    return Class(Role.PSR, kind, problems, recording=report.recording, pictures=report.pictures)


def _classify_office(parcel: ExtractedFile, facts: OfficeFacts, kind: str) -> Class:
    kind = facts.media_type or kind
    about = {"file": parcel.name}
    problems = list(dangers(parcel.name, kind, b""))
    if facts.macros and danger_problems.MACROS not in {p.code for p in problems}:
        problems.append(Problem(danger_problems.MACROS, about))
    if facts.locked:
        problems.append(Problem(drop_problems.LOCKED_DOCUMENT, about))
    role = Role.OTHER if facts.media_type is None or problems else Role.DOCUMENT
    return Class(role, kind, tuple(problems))


def _with_claims(found: Class, parcel: ExtractedFile) -> Class:
    claims_psr = any(word in parcel.name.lower() for word in _PSR_WORDS)
    if claims_psr and found.role not in {Role.PSR, Role.BY_PRODUCT}:
        return replace(found, claims=Role.PSR)
    return found
