"""Media types: the bytes decide, the name only where bytes cannot tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.compound import compound
from tests.making.steps import film, picture
from tests.making.zips import Member, make_zip
from zenforms.reading.formats.media import OLE, UNKNOWN, ZIP, is_image, is_video, media_type

PROGRAM = b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf  %PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (picture(1), "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (film(), "video/mp4"),
        (make_zip([Member("x.pdf", b"%PDF-1.4", method=0)]), ZIP),
        (compound({"WordDocument": b"x"}), OLE),
        (PROGRAM, "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\x02", "application/x-elf"),
        (b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
        (bytes(32_769) + b"CD001", "application/x-iso9660-image"),
        (b"{\\rtf1", "application/rtf"),
        (b"<!DOCTYPE html><p>", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        (b'<?xml version="1.0"?><svg>', "image/svg+xml"),
        (b'<?xml version="1.0"?><a>', "application/xml"),
        (b"[InternetShortcut]\r\nURL=x", "application/x-mswinurl"),
        (b"ElfFile\0", "application/x-ms-evtx"),
        (b"\x1f\x8b\x08", "application/gzip"),
        ("Bonjour, été".encode(), "text/plain"),
        ("Bonjour, été".encode("cp1252"), "text/plain"),
        ("Bonjour".encode("utf-16-le"), "text/plain"),
        (b"", "text/plain"),
        (b"MZ est un sigle", "text/plain"),
        (bytes(range(32)) * 4, UNKNOWN),
    ],
)
def test_the_bytes_say_what_it_is(head: bytes, kind: str) -> None:
    assert media_type(head, "menteur.jpg") == kind


def test_a_name_tells_kinds_of_text_apart() -> None:
    assert media_type(b"a;b\n", "x.csv") == "text/csv"
    assert media_type(b"a;b\n", "x.txt") == "text/plain"


def test_pictures_and_films_are_told_apart() -> None:
    assert is_image("image/png")
    assert not is_image("image/svg+xml")
    assert is_video("video/mp4")
    assert not is_video("image/png")


@given(st.binary(max_size=200), st.text(max_size=20))
def test_every_file_has_a_kind(head: bytes, name: str) -> None:
    assert "/" in media_type(head, name)
