"""Logs: recognised, decoded, counted; the last errors with what stands around them."""

import gzip
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making.zips import Member, make_zip
from zenforms import drop_problems
from zenforms.reading.evidence import LogFacts, summary_of
from zenforms.reading.formats.archive import Archive
from zenforms.reading.limits import Limits
from zenforms.reading.records.logs import is_log, read_log, read_log_archive, series

LINES = (
    "2026-11-24 10:00:00,000 INFO  Service démarré",
    "2026-11-24 10:00:01,000 DEBUG Lecture de C:\\ZenSolutions\\config.xml",
    "2026-11-24 10:00:02,000 WARN  File presque pleine",
    "2026-11-24 10:00:03,000 ERROR Échec de la connexion, password=Tr0ub4dor",
    "System.Data.SqlClient.SqlException: Login failed",
    "   à System.Data.SqlClient.Open()",
    "   à Zen.Service.Run()",
    "2026-11-24 10:00:04,000 INFO  Nouvelle tentative",
    "2026-11-24 10:05:00,000 FATAL Arrêt",
)
TEXT = "\r\n".join(LINES) + "\r\n"


@pytest.fixture(name="read")
def fixture_read(tmp_path: Path) -> Callable[..., LogFacts]:
    def read(data: bytes, name: str = "x.log", folder: str = "", **limits: int) -> LogFacts:
        path = tmp_path / "~1"
        path.write_bytes(data)
        return read_log(path, name, Limits(**limits), folder=folder)

    return read


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_a_log_tells_the_same_in_every_encoding(
    read: Callable[..., LogFacts], codec: str, told: str
) -> None:
    facts = read(TEXT.encode(codec))
    assert facts.encoding == told
    assert facts.lines == 9
    assert facts.first == datetime(2026, 11, 24, 10)  # noqa: DTZ001 - logs tell no zone
    assert facts.last == datetime(2026, 11, 24, 10, 5)  # noqa: DTZ001 - logs tell no zone
    assert facts.levels == {"info": 2, "debug": 1, "warning": 1, "error": 1, "fatal": 1}
    assert "démarré" in facts.errors[0].context[0] or "Lecture" in facts.errors[0].context[0]


def test_an_error_comes_with_its_context_and_its_stack(read: Callable[..., LogFacts]) -> None:
    first, last = read(TEXT.encode()).errors
    assert first.line == 4
    assert first.text.endswith("password=***")
    assert first.context == (LINES[1], LINES[2], LINES[4], LINES[5], LINES[6])
    assert last.text == LINES[8]


def test_secrets_are_masked_in_what_is_told(read: Callable[..., LogFacts]) -> None:
    facts = read(TEXT.encode())
    assert facts.secrets == 1
    assert "Tr0ub4dor" not in str(summary_of(facts))


def test_only_the_last_errors_are_told(read: Callable[..., LogFacts]) -> None:
    facts = read(b"2026-11-24 10:00:00 ERROR x\n" * 50, log_errors=3)
    assert [error.line for error in facts.errors] == [48, 49, 50]
    assert facts.levels == {"error": 50}


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("10:00 [error] x", "error"),
        ("x | Warning | y", "warning"),
        ("level=info msg=x", "info"),
        ('{"level":"ERROR","msg":"x"}', "error"),
        ("ERREUR x", "error"),
        ("AVERTISSEMENT x", "warning"),
        ("Error: x", "error"),
        ("Unhandled System.NullReferenceException: x", "error"),
    ],
)
def test_levels_are_found_where_services_write_them(
    read: Callable[..., LogFacts], line: str, level: str
) -> None:
    assert read(line.encode()).levels == {level: 1}


def test_the_word_error_in_a_sentence_is_no_level(read: Callable[..., LogFacts]) -> None:
    assert read(b"Import finished, 0 error found\n").levels is None


def test_an_empty_log_has_no_lines(read: Callable[..., LogFacts]) -> None:
    facts = read(b"")
    assert facts.lines == 0
    assert not facts.binary


def test_a_binary_log_is_said(read: Callable[..., LogFacts]) -> None:
    assert read(bytes(range(256)) * 10).binary


def test_late_bytes_in_cp1252_are_read(read: Callable[..., LogFacts]) -> None:
    data = b"2026-11-24 10:00:00 INFO x\n" * 5000 + "ERROR échec".encode("cp1252")
    assert read(data).errors[0].text == "ERROR échec"


def test_a_gzip_log_is_unpacked(read: Callable[..., LogFacts]) -> None:
    assert read(gzip.compress(TEXT.encode()), "x.log.1.gz").lines == 9


def test_a_broken_gzip_log_is_binary(read: Callable[..., LogFacts]) -> None:
    assert read(gzip.compress(TEXT.encode())[:-20], "x.log.gz").binary


def test_a_log_beyond_the_limit_is_cut_and_said(read: Callable[..., LogFacts]) -> None:
    facts = read(b"2026-11-24 10:00:00 INFO x\n" * 100, log_bytes=270)
    assert facts.lines == 10
    assert facts.truncated


def test_of_a_large_log_the_start_and_the_end_are_read(read: Callable[..., LogFacts]) -> None:
    lines = [f"2026-11-24 10:00:00 INFO {n}\n" for n in range(20_000)]
    data = "".join([*lines, "2026-11-25 11:00:00 ERROR fin\n"]).encode()
    facts = read(data, log_bytes=100_000)
    assert facts.truncated
    assert facts.first == datetime(2026, 11, 24, 10)  # noqa: DTZ001 - logs tell no zone
    assert facts.errors[-1].text.endswith("ERROR fin")
    assert facts.lines < 10_000


def test_a_gzip_bomb_is_cut_too(read: Callable[..., LogFacts]) -> None:
    facts = read(gzip.compress(b"x\n" * 5_000_000), "x.log.gz", log_bytes=100_000)
    assert facts.lines == 50_000
    assert facts.truncated


@pytest.mark.parametrize(
    ("name", "folder", "text", "zen"),
    [
        ("x.log", "ZenSolutions/Services/log", "rien", True),
        ("ZenScan.log", "", "rien", True),
        ("x.log", "", "C:\\ZenSolutions\\Desk", True),
        ("x.log", "", "rien", False),
    ],
)
def test_a_log_of_the_suite_is_known(
    read: Callable[..., LogFacts], name: str, folder: str, text: str, *, zen: bool
) -> None:
    assert read(text.encode(), name, folder).from_zen is zen


def test_a_period_covers_its_days(read: Callable[..., LogFacts]) -> None:
    facts = read(TEXT.encode())
    assert facts.covers(date(2026, 11, 24))
    assert not facts.covers(date(2026, 11, 23))
    assert not read(b"rien").covers(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("service.log", b""),
        ("service.log", bytes(range(256))),
        ("service.log.3", b"x"),
        ("service_log.txt", b"x"),
        ("journal.txt", b"x"),
        ("trace", b"x"),
        ("sortie.txt", TEXT.encode()),
        ("x.log.gz", gzip.compress(b"x", mtime=0)),
        ("Application.evtx", b"ElfFile\0"),
    ],
)
def test_a_log_is_recognised(name: str, head: bytes) -> None:
    assert is_log(name, head)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("catalogue.txt", b"x"),
        ("logo.png", b"\x89PNG\r\n\x1a\n"),
        ("login.txt", b"x"),
        ("lettre.txt", "Bonjour,\nle 24/11/2026 à 10:00:00\n".encode()),
        ("log.pdf", b"%PDF-1.7"),
        ("x.log", b"%PDF-1.7"),
        ("x.gz", gzip.compress(b"x", mtime=0)),
    ],
)
def test_other_files_are_no_logs(name: str, head: bytes) -> None:
    assert not is_log(name, head)


@pytest.mark.parametrize(
    "name",
    [
        "service.log",
        "service.log.1",
        "service-20261124.log",
        "Service_2026-11-24.log",
        "service.1.log",
        "service.log.2.gz",
        "service(3).log",
    ],
)
def test_the_logs_of_a_rotated_set_share_their_series(name: str) -> None:
    assert series(name) == "service.log"


def test_an_archive_of_logs_is_told_as_one(tmp_path: Path) -> None:
    older = TEXT.replace("11-24", "11-23")
    path = tmp_path / "a.zip"
    path.write_bytes(
        make_zip([Member("log/x.log", TEXT.encode()), Member("log/x.log.1", older.encode())])
    )
    with Archive(path, "logs.zip", Limits()) as archive:
        facts = read_log_archive(archive, "logs.zip", Limits())
    assert facts.lines == 18
    assert facts.first == datetime(2026, 11, 23, 10)  # noqa: DTZ001 - logs tell no zone
    assert facts.last == datetime(2026, 11, 24, 10, 5)  # noqa: DTZ001 - logs tell no zone
    assert (facts.levels or {})["error"] == 2
    assert list(facts.members or {}) == ["log/x.log", "log/x.log.1"]


def test_why_a_log_of_an_archive_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip([Member("x.log", TEXT.encode(), declared_crc=1)]))
    with Archive(path, "logs.zip", Limits()) as archive:
        facts = read_log_archive(archive, "logs.zip", Limits())
        assert [problem.code for problem in archive.problems] == [drop_problems.DAMAGED_MEMBER]
    assert facts.binary


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(read: Callable[..., LogFacts], data: bytes) -> None:
    assert isinstance(read(data), LogFacts)


@pytest.mark.hostile
@pytest.mark.parametrize("piece", [b"x", b"\n", b"password=", b"ERROR\n", b"\xff\xfea\0"])
def test_huge_logs_are_read_within_their_limit(read: Callable[..., LogFacts], piece: bytes) -> None:
    assert isinstance(read(piece * (20_000_000 // len(piece))), LogFacts)
