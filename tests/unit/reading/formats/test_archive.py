"""Zip archives: the honest ones are read whole, the others refused or counted."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import zips
from tests.making.zips import Member, make_zip
from zenforms import danger_problems, drop_problems
from zenforms.reading.formats.archive import Archive, Refused
from zenforms.reading.limits import Limits

NOISE = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(156))


@pytest.fixture(name="opened")
def fixture_opened(tmp_path: Path) -> Callable[..., Archive]:
    def opened(data: bytes, limits: Limits | None = None) -> Archive:
        path = tmp_path / "a.zip"
        path.write_bytes(data)
        return Archive(path, "a.zip", limits or Limits())

    return opened


def read_all(archive: Archive) -> dict[str, bytes | str]:
    """What each entry holds, or the code of why not."""
    found: dict[str, bytes | str] = {}
    with archive:
        for entry in archive.entries():
            try:
                found[f"{entry.index}:{entry.name}"] = archive.read(entry)
            except Refused as refused:
                found[f"{entry.index}:{entry.name}"] = refused.problem.code
    return found


def outcome(opened: Callable[..., Archive], data: bytes) -> dict[str, bytes | str] | str:
    """What its entries hold, or the code of why it was not opened at all."""
    try:
        return read_all(opened(data))
    except Refused as refused:
        return refused.problem.code


def refusal(opened: Callable[..., Archive], data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        opened(data, limits)
    return refused.value.problem.code


def test_an_honest_archive_is_read_whole(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("été.txt", NOISE), Member("d/b.txt", b"b", method=zips.STORED)])
    assert read_all(opened(data)) == {"0:été.txt": NOISE, "1:b.txt": b"b"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_the_other_methods_of_the_library_are_read(
    opened: Callable[..., Archive], method: int
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("x.txt", NOISE)
    assert read_all(opened(stream.getvalue())) == {"0:x.txt": NOISE}


@pytest.mark.parametrize(
    ("raw", "name", "folder"),
    [
        ("../../evil.txt", "evil.txt", ""),
        ("/etc/passwd", "passwd", "etc"),
        ("C:\\temp\\x.txt", "x.txt", "C:/temp"),
        ("\\\\serveur\\partage\\x.txt", "x.txt", "serveur/partage"),
        ("a/./b/../x.txt", "x.txt", "a/b"),
        ("x\0.exe", "x.exe", ""),
        ("a\r\nb.txt", "a b.txt", ""),
    ],
)
def test_names_are_cleaned(
    opened: Callable[..., Archive], raw: str, name: str, folder: str
) -> None:
    with opened(make_zip([Member(raw, b"x")])) as archive:
        (entry,) = archive.entries()
    assert (entry.name, entry.folder) == (name, folder)


def test_utf_8_taken_for_cp437_is_put_right(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("été.txt", b"x", flags=0)])
    assert list(read_all(opened(data))) == ["0:été.txt"]


def test_genuine_cp437_is_kept(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("été.txt".encode("cp437"), b"x", flags=0)])
    assert list(read_all(opened(data))) == ["0:été.txt"]


@pytest.mark.parametrize("name", ["", "\0", "\0.txt"])
def test_an_entry_without_a_name_gets_one(opened: Callable[..., Archive], name: str) -> None:
    archive = opened(make_zip([Member(name, b"x")]))
    (entry,) = archive.entries()
    assert entry.name
    assert archive.read(entry) == b"x"


def test_equal_names_are_all_read(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("x.txt", b"1"), Member("x.txt", b"2"), Member("X.TXT", b"3")])
    assert read_all(opened(data)) == {"0:x.txt": b"1", "1:x.txt": b"2", "2:X.TXT": b"3"}


@pytest.mark.parametrize("name", ["__MACOSX/._x.pdf", "d/.DS_Store", "Thumbs.db", "._x", "d/"])
def test_litter_and_folders_are_left_out(opened: Callable[..., Archive], name: str) -> None:
    assert read_all(opened(make_zip([Member(name), Member("x.txt", b"x")]))) == {"1:x.txt": b"x"}


@pytest.mark.parametrize("attributes", [zips.SYMLINK, zips.DEVICE])
def test_links_and_devices_are_skipped_and_said(
    opened: Callable[..., Archive], attributes: int
) -> None:
    archive = opened(make_zip([Member("lien", b"/etc/passwd", attributes=attributes)]))
    assert read_all(archive) == {}
    assert [problem.code for problem in archive.problems] == [drop_problems.SPECIAL_MEMBER]


@pytest.mark.parametrize(
    ("member", "code"),
    [
        (Member("x", b"x", flags=zips.ENCRYPTED), drop_problems.ENCRYPTED_ARCHIVE),
        (Member("x", b"x", flags=zips.STRONG | 1), drop_problems.ENCRYPTED_ARCHIVE),
        (Member("x", b"x", method=zips.AES, flags=1), drop_problems.ENCRYPTED_ARCHIVE),
        (Member("x", b"x", method=zips.DEFLATE64), drop_problems.UNSUPPORTED_METHOD),
        (Member("x", b"x", method=zips.ZSTANDARD), drop_problems.UNSUPPORTED_METHOD),
        (Member("x", NOISE, declared_crc=1), drop_problems.DAMAGED_MEMBER),
        (Member("x", NOISE, declared_size=10), drop_problems.DAMAGED_MEMBER),
        (Member("x", NOISE, local_name=b"y"), drop_problems.DAMAGED_MEMBER),
        (Member("x", NOISE, at=1_000_000), drop_problems.DAMAGED_MEMBER),
        (Member("x", b"\xff" * 50, method=zips.LZMA), drop_problems.DAMAGED_MEMBER),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_entry_that_cannot_be_read_says_why(
    opened: Callable[..., Archive], member: Member, code: str
) -> None:
    assert read_all(opened(make_zip([member]))) == {"0:x": code}


def test_the_bytes_read_count_and_not_those_declared(opened: Callable[..., Archive]) -> None:
    """A size declared too large is no crime: the checksum holds."""
    data = make_zip([Member("x", NOISE, declared_size=2_000_000_000)])
    assert read_all(opened(data)) == {"0:x": NOISE}


def test_a_bomb_is_stopped_by_its_ratio(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("x", bytes(3_000_000))])
    limits = Limits(archive_ratio_floor=1_000_000)
    assert read_all(opened(data, limits)) == {"0:x": danger_problems.BOMB}


def test_a_small_file_is_no_bomb_whatever_its_ratio(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("x.log", bytes(3_000_000))])
    assert read_all(opened(data)) == {"0:x.log": bytes(3_000_000)}


def test_all_entries_together_are_bounded(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member(str(n), NOISE) for n in range(3)])
    found = read_all(opened(data, Limits(archive_bytes=11_000)))
    assert [value == NOISE for value in found.values()] == [True, True, False]
    assert found["2:2"] == drop_problems.ARCHIVE_TOO_LARGE


def test_entries_that_share_bytes_are_a_bomb(opened: Callable[..., Archive]) -> None:
    shared = [Member("a", NOISE), Member("b", NOISE, at=0), Member("c", NOISE, at=0)]
    assert refusal(opened, make_zip(shared)) == danger_problems.BOMB


def test_a_quoted_overlap_is_a_bomb_although_the_library_reads_it(
    opened: Callable[..., Archive],
) -> None:
    data = zips.quoted_overlap_bomb(20, bytes(10_000))
    assert len(zipfile.ZipFile(io.BytesIO(data)).read("19.txt")) == 10_000
    assert refusal(opened, data) == danger_problems.BOMB


def test_an_archive_may_stand_behind_other_bytes(opened: Callable[..., Archive]) -> None:
    data = b"#!" + bytes(500) + make_zip([Member("x", NOISE)])
    assert read_all(opened(data)) == {"0:x": NOISE}


def test_two_hundred_entries_are_read_and_more_are_not(opened: Callable[..., Archive]) -> None:
    entries = [Member(f"{n}.txt", b"x", method=zips.STORED) for n in range(201)]
    assert len(read_all(opened(make_zip(entries[:200])))) == 200
    assert refusal(opened, make_zip(entries)) == drop_problems.ARCHIVE_TOO_LARGE


def test_more_entries_than_declared_are_counted_too(opened: Callable[..., Archive]) -> None:
    entries = [Member(f"{n}.txt", b"x", method=zips.STORED) for n in range(201)]
    assert refusal(opened, make_zip(entries, declared=1)) == drop_problems.ARCHIVE_TOO_LARGE


def test_a_huge_directory_is_refused_before_it_is_read(opened: Callable[..., Archive]) -> None:
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, 100_000_000, 0, 0)
    assert refusal(opened, b"PK\3\4" + bytes(100) + end) == drop_problems.ARCHIVE_TOO_LARGE


def test_a_huge_zip64_directory_is_refused_before_it_is_read(
    opened: Callable[..., Archive],
) -> None:
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 100_000_000, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 104, 1)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    data = b"PK\3\4" + bytes(100) + wide + locator + end
    assert refusal(opened, data) == drop_problems.ARCHIVE_TOO_LARGE


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"PK\5\6", b"rien", b"PK\5\6" + bytes(18)])
def test_what_is_no_archive_is_refused_or_empty(
    opened: Callable[..., Archive], data: bytes
) -> None:
    assert outcome(opened, data) in ({}, drop_problems.DAMAGED_ARCHIVE)


def test_a_truncated_archive_is_refused(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("x", NOISE)])
    assert refusal(opened, data[: len(data) // 2]) == drop_problems.DAMAGED_ARCHIVE


def test_an_archive_with_a_hidden_directory_is_encrypted(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member("x", b"x", flags=zips.MASKED)])
    assert refusal(opened, data) == drop_problems.ENCRYPTED_ARCHIVE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damaged_archive_raises_anything_else(
    opened: Callable[..., Archive], data: st.DataObject
) -> None:
    whole = make_zip([Member("x", NOISE[:300]), Member("y/z", b"abc", method=zips.STORED)])
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=12))
    found = outcome(opened, whole[:at] + junk + whole[at + len(junk) :])
    assert isinstance(found, dict) or found in {*drop_problems.DROP, *danger_problems.DANGER}


@pytest.mark.hostile
def test_a_real_bomb_costs_no_more_than_the_limit(opened: Callable[..., Archive]) -> None:
    data = make_zip([Member(str(n), bytes(60_000_000)) for n in range(4)])
    assert set(read_all(opened(data)).values()) == {danger_problems.BOMB}
