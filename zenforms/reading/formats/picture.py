"""What a picture is, told by its header alone: a screen, a photograph, a sheet, a logo.

No pixel is decoded. A name, and a number in it, say nothing.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from zenforms.reading.submission import PictureKind

HEAD_BYTES = 524_288
"""How much of a picture is looked at: cameras put a preview before the size."""

_SEGMENTS = 200
_ENTRIES = 200
_BOXES = 200


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """What the header of a picture tells; sides are 0 where it tells none."""

    width: int = 0
    height: int = 0
    has_camera: bool = False
    is_lossy: bool = False


def picture_kind(head: bytes, media_type: str, size: int) -> PictureKind:
    """What the picture of `size` bytes is that begins with `head`; never raises."""
    picture = _read(head, media_type)
    if media_type in _PHONES:
        return PictureKind.PHOTOGRAPH
    if not picture.width or not picture.height:
        return PictureKind.UNKNOWN
    return _kind(picture, media_type, size)


# Sides in pixels. A logo is small whatever it weighs; a banner is several times as wide as high.
_PIXEL = 3
_LOGO_SIDE, _LOGO_AREA = 200, 40_000
_BANNER_RATIO, _BANNER_HEIGHT = 3.0, 330
_WINDOW_WIDTH, _WINDOW_HEIGHT = 480, 270
_SCREEN_AREA = 500_000
_CUTTING_AREA = 260_000
_MOST_RATIO = 8.0
_BITS_PER_PIXEL = 12
_TOLERANCE = 0.006
_SHEET_RATIO, _SHEET_SIDE = 2**0.5, 1_050
_SHEETS = frozenset(
    {(827, 1169), (1275, 1650), (1700, 2200), (2550, 3300), (595, 842), (794, 1123)}
)
_CAMERA_SIDE = 1_200
_PHONES = frozenset({"image/heic", "image/heif"})
_SCREENS = frozenset(
    {
        (1024, 768), (1152, 864), (1280, 720), (1280, 768), (1280, 800), (1280, 960), (1280, 1024),
        (1360, 768), (1366, 768), (1400, 1050), (1440, 900), (1536, 864), (1600, 900),
        (1600, 1200), (1680, 1050), (1707, 960), (1728, 1117), (1792, 1120), (1920, 1080),
        (1920, 1200), (2048, 1152), (2048, 1536), (2160, 1440), (2240, 1400), (2256, 1504),
        (2304, 1440), (2496, 1664), (2560, 1080), (2560, 1440), (2560, 1600), (2736, 1824),
        (2880, 1620), (2880, 1800), (2880, 1920), (3000, 2000), (3024, 1964), (3072, 1920),
        (3200, 1800), (3200, 2000), (3240, 2160), (3440, 1440), (3456, 2234), (3840, 1080),
        (3840, 1600), (3840, 2160), (3840, 2400), (5120, 1440), (5120, 2160), (5120, 2880),
        (750, 1334), (828, 1792), (1080, 1920), (1080, 2160), (1080, 2220), (1080, 2280),
        (1080, 2340), (1080, 2400), (1125, 2436), (1170, 2532), (1179, 2556), (1206, 2622),
        (1242, 2208), (1242, 2688), (1284, 2778), (1290, 2796), (1320, 2868), (1440, 2560),
        (1440, 2960), (1440, 3040), (1440, 3088), (1440, 3120), (1440, 3200), (720, 1280),
        (720, 1520), (720, 1560), (720, 1600),
    }
)  # fmt: skip
"""Screens as they are sold and scaled; telephones stand upright."""


def _kind(picture: PictureHeader, media_type: str, size: int) -> PictureKind:
    small = _small(picture.width, picture.height)
    if small and small is not PictureKind.BANNER:
        return small
    if picture.has_camera:
        return PictureKind.PHOTOGRAPH
    return small or _large(picture, media_type, size)


def _small(width: int, height: int) -> PictureKind | None:
    """What a mail program or a signature shows, told by its sides alone."""
    if min(width, height) <= _PIXEL:
        return PictureKind.PIXEL
    if max(width, height) <= _LOGO_SIDE or width * height <= _LOGO_AREA:
        return PictureKind.LOGO
    is_flat = width >= _BANNER_RATIO * height and height <= _BANNER_HEIGHT
    return PictureKind.BANNER if is_flat else None


def _large(picture: PictureHeader, media_type: str, size: int) -> PictureKind:
    width, height = picture.width, picture.height
    if picture.is_lossy and _is_of_a_camera(width, height, 4 / 3):  # as messengers pass them on
        return PictureKind.PHOTOGRAPH
    if _is_screen(width, height):
        return PictureKind.SCREEN
    if media_type == "image/tiff" or _is_sheet(width, height):
        return PictureKind.PAGE
    if not picture.is_lossy and size * 8 <= _BITS_PER_PIXEL * width * height:
        return _drawn(width, height)
    if width * height < _CUTTING_AREA:
        return PictureKind.CUTTING
    is_photograph = picture.is_lossy and _is_of_a_camera(width, height, 3 / 2)
    return PictureKind.PHOTOGRAPH if is_photograph else PictureKind.UNKNOWN


def _drawn(width: int, height: int) -> PictureKind:
    """What was kept without loss, and is not as busy as nature: a window, or a part of one."""
    is_odd = width == height or max(width, height) > _MOST_RATIO * min(width, height)
    if is_odd or width < _WINDOW_WIDTH or height < _WINDOW_HEIGHT:
        return PictureKind.CUTTING
    return PictureKind.SCREEN if width * height >= _SCREEN_AREA else PictureKind.WINDOW


def _is_screen(width: int, height: int) -> bool:
    """One screen, turned or not, or several equal ones side by side."""
    sides = ((width, height), (height, width), (width // 2, height), (width // 3, height))
    whole = [pair for pair, parts in zip(sides, (1, 1, 2, 3), strict=True) if width % parts == 0]
    return any(pair in _SCREENS for pair in whole)


def _is_sheet(width: int, height: int) -> bool:
    short, long = sorted((width, height))
    is_sheet = long >= _SHEET_SIDE and abs(long / short / _SHEET_RATIO - 1) < _TOLERANCE
    return is_sheet or (short, long) in _SHEETS


def _is_of_a_camera(width: int, height: int, ratio: float) -> bool:
    short, long = sorted((width, height))
    return long >= _CAMERA_SIDE and abs(long / short / ratio - 1) < _TOLERANCE


# The headers, format by format.


def _read(head: bytes, media_type: str) -> PictureHeader:
    reader = _READERS.get(media_type)
    try:
        return reader(head) if reader else PictureHeader()
    except (struct.error, IndexError):
        return PictureHeader()


def _png(head: bytes) -> PictureHeader:
    width, height = struct.unpack_from(">II", head, 16)
    at, has_camera = 8, False
    for _ in range(_SEGMENTS):
        size, kind = struct.unpack_from(">I4s", head, at)
        if kind == b"eXIf":
            has_camera = _has_camera(head[at + 8 : at + 8 + size])
        if kind in {b"IDAT", b"IEND", b"eXIf"} or at + 20 + size > len(head):
            break
        at += 12 + size
    return PictureHeader(width, height, has_camera)


def _jpeg(head: bytes) -> PictureHeader:
    """The first frame's sides; what the camera wrote stands before it."""
    at, has_camera = 2, False
    for _ in range(_SEGMENTS):
        while head[at] == 0xFF and head[at + 1] == 0xFF:  # noqa: PLR2004 - filling
            at += 1
        mark, size = struct.unpack_from(">xBH", head, at)
        if mark in _FRAMES:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return PictureHeader(width, height, has_camera, is_lossy=True)
        if mark == _APP1 and head.startswith(b"Exif\0\0", at + 4):
            has_camera = has_camera or _has_camera(head[at + 10 : at + 2 + size])
        at += 2 + size
    return PictureHeader(has_camera=has_camera, is_lossy=True)


_APP1 = 0xE1
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _gif(head: bytes) -> PictureHeader:
    return PictureHeader(*struct.unpack_from("<HH", head, 6))


def _bmp(head: bytes) -> PictureHeader:
    (header,) = struct.unpack_from("<I", head, 14)
    if header == 12:  # noqa: PLR2004 - OS/2
        return PictureHeader(*struct.unpack_from("<HH", head, 18))
    width, height = struct.unpack_from("<ii", head, 18)
    return PictureHeader(abs(width), abs(height))


def _webp(head: bytes) -> PictureHeader:
    kind = head[12:16]
    if kind == b"VP8X":
        sides = int.from_bytes(head[24:27], "little"), int.from_bytes(head[27:30], "little")
        has_camera = b"EXIF" in head[30:] and _has_camera(head[head.index(b"EXIF", 30) + 8 :])
        return PictureHeader(sides[0] + 1, sides[1] + 1, has_camera, is_lossy=b"VP8 " in head)
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return PictureHeader((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", head, 26)
    return PictureHeader(width & 0x3FFF, height & 0x3FFF, is_lossy=True)


def _tiff(head: bytes) -> PictureHeader:
    tags = dict(_tags(head))
    return PictureHeader(tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0), _has_camera(head))


def _icon(head: bytes) -> PictureHeader:
    return PictureHeader(head[6] or 256, head[7] or 256)


def _avif(head: bytes) -> PictureHeader:
    """The largest size that any image in the file has: a grid's tiles are smaller."""
    sides = [(0, 0)]
    at = head.find(b"ispe")
    for _ in range(_BOXES):
        if at < 0 or at + 16 > len(head):
            break
        sides.append(struct.unpack_from(">II", head, at + 8))
        at = head.find(b"ispe", at + 4)
    return PictureHeader(*max(sides), is_lossy=True)


_READERS: Mapping[str, Callable[[bytes], PictureHeader]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/vnd.microsoft.icon": _icon,
    "image/avif": _avif,
}


# Exif: what a camera writes about the moment. Telephones mark their pictures of the screen, too.

_WIDTH, _HEIGHT, _MAKE, _EXIF, _GPS = 0x0100, 0x0101, 0x010F, 0x8769, 0x8825
_EXPOSURE = frozenset({0x829A, 0x829D, 0x8827, 0x9202, 0x9209, 0x920A})


def _has_camera(exif: bytes) -> bool:
    """Whether the data tells of an exposure, a place, or a maker and no screen."""
    exif = exif.removeprefix(b"Exif\0\0")
    try:
        tags = dict(_tags(exif))
        inner = dict(_tags(exif, tags[_EXIF])) if _EXIF in tags else {}
    except (struct.error, IndexError):
        return False
    if _EXPOSURE & inner.keys() or _GPS in tags:
        return True
    return _MAKE in tags and b"creenshot" not in exif


def _tags(exif: bytes, start: int | None = None) -> Iterator[tuple[int, int]]:
    """The entries of one directory, each with its value as a number."""
    order = "<" if exif[:2] == b"II" else ">"
    if exif[:2] not in {b"II", b"MM"}:
        return
    at: int = struct.unpack_from(f"{order}I", exif, 4)[0] if start is None else start
    (count,) = struct.unpack_from(f"{order}H", exif, at)
    for number in range(min(count, _ENTRIES)):
        tag, kind = struct.unpack_from(f"{order}HH", exif, at + 2 + 12 * number)
        short = kind == 3  # noqa: PLR2004 - an unsigned short
        code = f"{order}H" if short else f"{order}I"
        yield tag, struct.unpack_from(code, exif, at + 10 + 12 * number)[0]
