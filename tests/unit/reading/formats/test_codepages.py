"""Names that stand in a code page which nobody names are read as they were meant."""

import struct
import zlib

import pytest

from tests.making.zips import Member, make_zip
from zenforms.reading.formats.archive import Archive
from zenforms.reading.formats.codepages import meant_names
from zenforms.reading.limits import Limits

NAMES = (
    "Àccès été d'hier.log",
    "Facture n° 2026-041 réglée.pdf",
    "Écran à l'ouverture.png",
    "Relevé des pièces.txt",
    "ÉTAT DES DÉPENSES.csv",
    "façade côté forêt.jpg",
    "Où ça coûte.txt",
    "naïve Noël.doc",
    "trace.log",
)
PAGES = ("utf-8", "cp850", "cp1252", "mac-roman")
WINDOWS = ("Capture d’écran.png", "« Détaillé ».txt", "Kœnigs-l’Exemple.log", "prix en €.csv")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_in_the_code_page_of_its_writer(name: str, page: str) -> None:
    raw = name.encode(page)
    assert meant_names([raw]) == {raw: name}


@pytest.mark.parametrize("name", WINDOWS)
def test_signs_of_windows_are_read_too(name: str) -> None:
    raw = name.encode("cp1252")
    assert meant_names([raw])[raw] == name


def test_one_archive_may_hold_names_of_two_code_pages() -> None:
    told = {name.encode(PAGES[place % 4]): name for place, name in enumerate(NAMES)}
    assert meant_names(told) == told


def _names(members: list[Member]) -> list[str]:
    with Archive(make_zip(members), "envoi.zip", Limits()) as archive:
        return [entry.name for entry in archive.entries()]


def test_an_archive_tells_the_names_as_they_were_meant() -> None:
    members = [Member(name.encode("cp850"), b"x", flags=0) for name in NAMES]
    assert _names(members) == list(NAMES)


def test_a_name_that_says_that_it_is_utf_8_is_believed() -> None:
    assert _names([Member("Où.txt", b"x")]) == ["Où.txt"]


def test_a_name_written_beside_the_old_one_wins_when_it_belongs_to_it() -> None:
    name = "日本 été.txt"
    raw = b"__ ?t?.txt"
    field = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert _names([Member(raw, b"x", flags=0, extra=extra)]) == [name]
    other = struct.pack("<BI", 1, 7) + name.encode()
    stale = struct.pack("<HH", 0x7075, len(other)) + other
    assert _names([Member(raw, b"x", flags=0, extra=stale)]) == ["__ ?t?.txt"]
