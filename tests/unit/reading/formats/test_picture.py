"""What a picture is, told by its header: name and number say nothing."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.photos import busy, heic, photograph, window
from zenforms.reading.formats.media import HEAD_BYTES, media_type
from zenforms.reading.formats.picture import picture_kind
from zenforms.reading.submission import PictureKind

P = PictureKind
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")


def kind_of(data: bytes) -> PictureKind:
    return picture_kind(data, media_type(data[:HEAD_BYTES]), len(data))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("sides", [(1366, 768), (1920, 1080), (3840, 1080), (1080, 1920)])
def test_a_screen_is_a_screen_in_every_format(kind: str, sides: tuple[int, int]) -> None:
    assert kind_of(window(*sides, kind=kind)) is P.SCREEN


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_part_of_a_screen_is_a_window_or_a_cutting(kind: str) -> None:
    assert kind_of(window(1000, 640, kind=kind)) is P.SCREEN
    assert kind_of(window(700, 420, kind=kind)) is P.WINDOW
    assert kind_of(window(420, 180, kind=kind)) is P.CUTTING


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((1, 1), P.PIXEL),
        ((600, 1), P.PIXEL),
        ((32, 32), P.LOGO),
        ((200, 200), P.LOGO),
        ((320, 100), P.LOGO),
        ((700, 150), P.BANNER),
        ((990, 330), P.BANNER),
    ],
)
def test_what_signatures_show_is_told_by_its_sides(
    kind: str, sides: tuple[int, int], expected: PictureKind
) -> None:
    assert kind_of(busy(*sides, kind=kind)) is expected


@pytest.mark.parametrize(
    "data",
    [
        photograph(4032, 3024),
        photograph(1920, 1080),
        photograph(1200, 1600, camera=False),
        photograph(3000, 2000 + 1, camera=True),
        photograph(6000, 4000, camera=False),
        heic(),
        heic(b"mif1"),
        heic(b"heix"),
    ],
)
def test_a_photograph_is_told_by_its_camera_its_sides_or_its_format(data: bytes) -> None:
    assert kind_of(data) is P.PHOTOGRAPH


@pytest.mark.parametrize("make", [window, busy])
@pytest.mark.parametrize("sides", [(1240, 1754), (1654, 2339), (2339, 1654)])
def test_a_sheet_of_paper_is_no_screen(
    make: Callable[[int, int], bytes], sides: tuple[int, int]
) -> None:
    assert kind_of(make(*sides)) is P.PAGE


def test_a_screenshot_of_a_telephone_is_no_photograph() -> None:
    entries = [(0x010F, 2, 8, 62), (0x9286, 2, 18, 70)]
    exif = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries))
    exif += b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    exif = exif.ljust(62, b"\0") + b"Exemple\0" + b"Screenshot of app\0"
    plain = window(1080, 2400, "JPEG")
    app1 = b"Exif\0\0" + exif
    data = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(app1) + 2) + app1 + plain[2:]
    assert kind_of(data) is P.SCREEN


@given(st.sampled_from(FORMATS), st.integers(0, 400), st.binary(max_size=60))
def test_no_damaged_header_makes_it_raise(kind: str, cut: int, more: bytes) -> None:
    data = window(300, 280, kind=kind)[:cut] + more
    assert kind_of(data) in P
