"""What may do harm when a person opens it: told by content and by every extension of the name."""

import re
from collections.abc import Iterator

from zenforms import danger_problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.formats import media
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
    code = _by_content(kind, content) or _by_name(name)
    if code:
        yield Problem(code, {"file": name})
    detail = _disguise(name, kind, code)
    if detail:
        yield Problem(danger_problems.DISGUISED, {"file": name, "detail": detail})


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
