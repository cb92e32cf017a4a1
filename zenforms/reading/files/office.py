"""Office documents: which kind they are, whether they run code, whether they are locked."""

from collections.abc import Iterable
from dataclasses import dataclass

from zenforms.reading.formats.ole import Storage

_OOXML = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("visio/", "application/vnd.ms-visio.drawing.main+xml"),
)
_OLE = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("VisioDocument", "application/vnd.visio"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
_MACRO_STREAMS = frozenset({"_vba_project", "_vba_project_cur", "macros", "vba"})
_MACRO_MEMBERS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "basic/", "scripts/")
_MSI_STREAM = "\u4840"  # Windows Installer's own alphabet begins its table names with it
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What a container of the office family is; `media_type` None when it is none of them."""

    media_type: str | None = None
    macros: bool = False
    locked: bool = False


def of_members(names: Iterable[str], mimetype: bytes, relations: bytes) -> OfficeFacts:
    """A zip with these members; `mimetype` is that member, `relations` its settings' relations."""
    low = [name.lower() for name in names]
    kind = _package(low, mimetype)
    if kind is None:
        return OfficeFacts()
    macros = any(mark in name for name in low for mark in _MACRO_MEMBERS[:3])
    if kind.startswith(OPEN_DOCUMENT):
        macros = any(name.startswith(_MACRO_MEMBERS[3:]) for name in low)
    remote = b'attachedTemplate"' in relations and b'TargetMode="External"' in relations
    return OfficeFacts(kind, macros=macros or remote)


def of_storage(storage: Storage) -> OfficeFacts:
    """An OLE file: old Office, a message, an installer, or a locked new document."""
    top = storage.names()
    if "EncryptedPackage" in top:
        return OfficeFacts("application/encrypted", locked=True)
    if any(name.startswith(_MSI_STREAM) for name in top):
        return OfficeFacts("application/x-msi")
    kind = next((kind for stream, kind in _OLE if stream in top), None)
    parts = {part.lower() for path in storage.everywhere() for part in path.split("/")}
    return OfficeFacts(kind, macros=bool(parts & _MACRO_STREAMS))


def _package(low: list[str], mimetype: bytes) -> str | None:
    if mimetype.startswith((OPEN_DOCUMENT.encode(), b"application/epub+zip")):
        return mimetype[:100].decode("ascii", "replace").strip()
    if "[content_types].xml" in low:
        found = (kind for top, kind in _OOXML if any(name.startswith(top) for name in low))
        return next(found, "application/vnd.openxmlformats-package")
    if "androidmanifest.xml" in low:
        return "application/vnd.android.package-archive"
    if "meta-inf/manifest.mf" in low:
        return "application/java-archive"
    return None
