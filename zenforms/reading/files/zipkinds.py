"""What a zip is: an archive to open, or a file of its own that merely uses the format."""

from dataclasses import dataclass, field
from enum import Enum, auto

from zenforms.reading.files.office import OfficeFacts, of_members
from zenforms.reading.formats import media
from zenforms.reading.formats.archive import Archive, Entry
from zenforms.reading.names import extension
from zenforms.reading.records.logs import is_log
from zenforms.reading.records.psr import looks_like_psr
from zenforms.reading.records.successors import is_step_recorder

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
