"""What may do harm when a person opens it: told by content and by every extension of the name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zenforms import danger_problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.formats import media
from zenforms.reading.formats.ole import Storage
from zenforms.reading.names import extension, extensions, has_bidi_override

_BY_EXTENSION = {
    danger_problems.EXECUTABLE: (
        "exe com scr pif cpl sys drv ocx dll msi msp mst msix msixbundle appx appxbundle "
        "application gadget jar xll wll apk deb rpm dmg pkg run bin.exe ax efi"
    ),
    danger_problems.SCRIPT: (
        "bat cmd ps1 ps1xml ps2 psm1 psd1 psc1 vbs vbe vb js jse mjs ws wsf wsh wsc sct hta "
        "sh bash zsh csh command py pyw pyc pl rb php reg inf msh msh1 msh2 mshxml ahk au3 "
        "jnlp applescript scpt"
    ),
    danger_problems.SHORTCUT: (
        "lnk url scf website webloc desktop library-ms search-ms searchconnector-ms "
        "settingcontent-ms appref-ms appcontent-ms diagcab theme themepack rdp"
    ),
    danger_problems.DISK_IMAGE: "iso img vhd vhdx vmdk udf wim dmg toast nrg ova",
    danger_problems.MACROS: (
        "docm dotm xlsm xltm xlam xla pptm potm ppsm ppam sldm mdb accdb accde mde ade adp slk iqy"
    ),
    danger_problems.ACTIVE: "chm hlp one onepkg html htm xhtml shtml mht mhtml svg svgz swf xsl",
}
_EXTENSIONS = {name: code for code, names in _BY_EXTENSION.items() for name in names.split()}
_BY_MEDIA = {
    media.PROGRAM: danger_problems.EXECUTABLE,
    "application/x-elf": danger_problems.EXECUTABLE,
    "application/x-mach-binary": danger_problems.EXECUTABLE,
    "application/java-vm": danger_problems.EXECUTABLE,
    "application/java-archive": danger_problems.EXECUTABLE,
    "application/vnd.android.package-archive": danger_problems.EXECUTABLE,
    "application/x-msi": danger_problems.EXECUTABLE,
    "application/x-ms-shortcut": danger_problems.SHORTCUT,
    "application/x-mswinurl": danger_problems.SHORTCUT,
    "application/x-iso9660-image": danger_problems.DISK_IMAGE,
    "application/x-vhdx-disk": danger_problems.DISK_IMAGE,
    "application/x-vhd-disk": danger_problems.DISK_IMAGE,
    "application/x-vmdk-disk": danger_problems.DISK_IMAGE,
    "application/x-ms-wim": danger_problems.DISK_IMAGE,
    "application/vnd.ms-htmlhelp": danger_problems.ACTIVE,
    "application/onenote": danger_problems.ACTIVE,
}
_ONLY_IF_ACTIVE = frozenset({"html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "xsl"})
"""Pages are dangerous by what they hold, not by being pages."""
_WORDS_FOR_CONTENT = {"text/plain", "text/csv", "application/xml"}
_SHEBANG = re.compile(rb"^(?:\xef\xbb\xbf)?#![ \t]*/")
_ACTIVE_PAGE = re.compile(
    rb"(?i)<script\b|<iframe\b|<object\b|<embed\b|<applet\b|<meta[^>]+http-equiv\s*=\s*[\"']?refresh"
    rb"|javascript:|vbscript:|\son[a-z]{3,20}\s*=|<foreignobject\b|data:text/html"
)
_ACTIVE_RTF = re.compile(rb"(?i)\\obj(?:data|emb|ocx|autlink|update)|\\\*\\template")
_HARMLESS_LOOK = frozenset(
    {
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "txt",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "bmp",
        "csv",
        "log",
        "odt",
        "ods",
        "zip",
        "msg",
        "eml",
    }
)

_HIDDEN_ORDER = Text(
    fr="des caractères invisibles changent l'ordre des lettres",
    en="invisible characters change the order of its letters",
)
_TWO_EXTENSIONS = Text(
    fr="il a deux extensions, et le fichier s'exécute", en="it has two extensions, and it can run"
)
_OTHER_CONTENT = Text(fr="son contenu est un programme", en="its content is a program")


def dangers(name: str, kind: str, content: bytes) -> Iterator[Problem]:
    """Why the file may do harm; `content` is all of it for pages, at least its start for others.

    Macros inside office documents are looked for elsewhere.
    """
    is_link = extension(name) == "url" and is_plain_link(kind, content)
    code = None if is_link else _by_content(kind, content) or _by_name(name)
    if code:
        yield Problem(code, {"file": name})
    detail = _disguise(name, kind, code)
    if detail:
        yield Problem(danger_problems.DISGUISED, {"file": name, "detail": detail})


_LINK_KEY = re.compile(
    rb"(?i)(?:url\s*=\s*https?://\S+|(?:idlist|hotkey|iconindex|modified|prop3)\s*=.*"
    rb"|\[(?:internetshortcut|\{000214a0-0000-0000-c000-000000000046\})\])?\s*"
)


def is_plain_link(kind: str, content: bytes) -> bool:
    """Whether a shortcut only names a page of the web, and nothing on a disk."""
    is_link = kind == "application/x-mswinurl" and len(content) < _LINK_BYTES
    return is_link and all(map(_LINK_KEY.fullmatch, content.splitlines()))


_LINK_BYTES = 4_096


def _by_content(kind: str, content: bytes) -> str | None:
    if kind in _BY_MEDIA:
        return _BY_MEDIA[kind]
    if kind in {"text/html", "image/svg+xml"} and _ACTIVE_PAGE.search(_narrow(content)):
        return danger_problems.ACTIVE
    if kind == "application/rtf" and _ACTIVE_RTF.search(content):
        return danger_problems.ACTIVE
    if kind in _WORDS_FOR_CONTENT and _SHEBANG.match(content):
        return danger_problems.SCRIPT
    return None


def _by_name(name: str) -> str | None:
    last = extension(name)
    return None if last in _ONLY_IF_ACTIVE else _EXTENSIONS.get(last)


def _disguise(name: str, kind: str, code: str | None) -> Text | None:
    if has_bidi_override(name):
        return _HIDDEN_ORDER
    if not code:
        return None
    parts = extensions(name)
    if len(parts) > 1 and parts[-2] in _HARMLESS_LOOK and _by_name(name):
        return _TWO_EXTENSIONS
    if _BY_MEDIA.get(kind) == danger_problems.EXECUTABLE and extension(name) in _HARMLESS_LOOK:
        return _OTHER_CONTENT
    return None


def _narrow(content: bytes) -> bytes:
    """UTF-16 pages seen as their letters."""
    return content.replace(b"\0", b"")


# Office documents: which kind they are, whether they run code, whether they are locked.

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
