"""What a file is, told by its bytes first and by its name only where bytes cannot tell."""

from collections.abc import Iterable

from zenforms.reading.formats.textcode import looks_like_text
from zenforms.reading.names import extension

HEAD_BYTES = 65_536
"""How much of a file `media_type` wants to see."""

UNKNOWN = "application/octet-stream"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
MAIL = "message/rfc822"
OUTLOOK = "application/vnd.ms-outlook"
TNEF = "application/vnd.ms-tnef"
PDF = "application/pdf"
FDF = "application/vnd.fdf"
XFDF = "application/vnd.adobe.xfdf"
GZIP = "application/gzip"
PROGRAM = "application/vnd.microsoft.portable-executable"
EVENT_LOG = "application/x-ms-evtx"

_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"%FDF-", FDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\0\0\1\0", "image/vnd.microsoft.icon"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (b"PK\3\4", ZIP),
    (b"PK\5\6", ZIP),
    (b"PK\7\x08PK\3\4", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"{\\rt", "application/rtf"),
    (b"\x1f\x8b", GZIP),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"MSCF\0\0\0\0", "application/vnd.ms-cab-compressed"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"BZh", "application/x-bzip2"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"ElfFile\0", EVENT_LOG),
    (b"\x7fELF", "application/x-elf"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
    (b"vhdxfile", "application/x-vhdx-disk"),
    (b"conectix", "application/x-vhd-disk"),
    (b"KDMV", "application/x-vmdk-disk"),
    (b"MSWIM\0\0\0", "application/x-ms-wim"),
    (b"ITSF", "application/vnd.ms-htmlhelp"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"wOFF", "font/woff"),
)
_BRANDS: tuple[tuple[bytes, str], ...] = (
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"heim", "image/heic"),
    (b"heis", "image/heic"),
    (b"hevc", "image/heic"),
    (b"hevx", "image/heic"),
    (b"msf1", "image/heif"),
    (b"mif1", "image/heif"),
    (b"avif", "image/avif"),
    (b"qt  ", "video/quicktime"),
    (b"M4A ", "audio/mp4"),
)
_RIFF = ((b"WEBP", "image/webp"), (b"AVI ", "video/x-msvideo"), (b"WAVE", "audio/wav"))
_TEXT_BY_EXTENSION = {
    "csv": "text/csv",
    "ics": "text/calendar",
    "json": "application/json",
    "vcf": "text/vcard",
    "md": "text/markdown",
}
_TEXT_BY_START = ((b"BEGIN:VCALENDAR", "text/calendar"), (b"BEGIN:VCARD", "text/vcard"))
_MARKS = (
    (32_769, b"CD001", "application/x-iso9660-image"),
    (257, b"ustar", "application/x-tar"),
)


def media_type(head: bytes, name: str = "") -> str:
    """The media type of a file that begins with `head` (its first 64 kB suffice)."""
    found = _binary(head) or _markup(head)
    if found:
        return found
    if b"%PDF-" in head[:1024]:  # viewers accept what stands before it
        return PDF
    if not looks_like_text(head):
        return UNKNOWN
    start = head[:100].lstrip(b"\xef\xbb\xbf \t\r\n").upper()
    told = next((kind for mark, kind in _TEXT_BY_START if start.startswith(mark)), None)
    return told or _TEXT_BY_EXTENSION.get(extension(name), "text/plain")


def is_image(kind: str) -> bool:
    """Whether it is a picture that a person can look at."""
    return kind.startswith("image/") and kind != "image/svg+xml"


def is_video(kind: str) -> bool:
    """Whether it is a film, such as a screen recording."""
    return kind.startswith("video/")


def _binary(head: bytes) -> str | None:
    for magic, kind in _PREFIXES:
        if head.startswith(magic):
            return kind
    if head[:2] in {b"MZ", b"ZM"} and _is_program(head):
        return PROGRAM
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head[4:8] == b"ftyp":
        return _first(_BRANDS, head[8:12]) or "video/mp4"
    if head[:4] == b"RIFF":
        return _first(_RIFF, head[8:12])
    return next((kind for at, mark, kind in _MARKS if head.startswith(mark, at)), None)


def _is_program(head: bytes) -> bool:
    at = int.from_bytes(head[60:64], "little")
    return head[at : at + 2] in {b"PE", b"NE", b"LE", b"LX"} or b"\0" in head[:64]


def _first(table: Iterable[tuple[bytes, str]], mark: bytes) -> str | None:
    return next((kind for brand, kind in table if brand == mark), None)


def _markup(head: bytes) -> str | None:
    start = head[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return "text/html"
    if start.startswith((b"<xfdf", b"<?xml")) and b"<xfdf" in start[:400]:
        return XFDF
    if start.startswith((b"<svg", b"<!doctype svg")) or (
        start.startswith((b"<?xml", b"<!--")) and b"<svg" in start
    ):
        return "image/svg+xml"
    if start.startswith(b"<?xml"):
        return "text/html" if b"<html" in start else "application/xml"
    if start.startswith(b"[internetshortcut]"):
        return "application/x-mswinurl"
    return None
