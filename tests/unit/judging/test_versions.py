import pytest

from zenforms.judging.versions import Version, parse_version


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12.2", (12, 2)),
        ("v12.2", (12, 2)),
        ("V 12.2", (12, 2)),
        ("V.12.2", (12, 2)),
        ("12.2.0.114 ", (12, 2, 0, 114)),
        ("Desk 12.2", (12, 2)),
        ("Desk version 12.2", (12, 2)),
        ("ZenSolutions 12.2.7 bêta", (12, 2, 7)),
        ("12,2", (12, 2)),
        ("12.2 (build 114)", (12, 2)),
        ("Version : 12.2", (12, 2)),
        ("12.2 SP1", (12, 2)),
        ("12.2 x64", (12, 2)),
        ("12", (12,)),
        ("2026.2", (2026, 2)),
        ("12.2 – 12.2", (12, 2)),
        ("12.x", (12,)),
    ],
)
def test_a_version_is_read_however_it_is_written(text: str, parts: tuple[int, ...]) -> None:
    version = parse_version(text)
    assert version is not None
    assert version.parts == parts


@pytest.mark.parametrize(
    "text",
    ["", "la dernière", "12.2 ou 12.3", "14/05/2026", "2026-05-14", "douze", "?", "A12.2"],
)
def test_what_is_no_single_version_is_none(text: str) -> None:
    assert parse_version(text) is None


BESIDE = (
    "{} (build 114)",
    "{} SP1",
    "{} du 31/03/2026",
    "{} - 31 mars 2026",
    "{} hotfix 3",
    "{} patch 3",
    "{} update 3",
    "{} poste 3",
    "{} - Windows 11",
    "{} sous Windows Server 2019",
    "{} sous TSE 2019",
    "{}+3",
    "{}-3",
    "{}_3",
    "{}.",
    "{}a",
    "n° {}",
    "Version : {} – Licence n° 4711",
    "Desk {0} / MOC {0}",
    "{0} (client) {0} (serveur)",
    "ZenSolutions {}© 2026",
    "Desk {} (64 bits), mars 2026",
    "« {} »",
)


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("written", ["12.2", "12.2.7", "12,2", "12·2", "12 .2", "v12.2", "１２.2"])
def test_what_is_copied_beside_a_version_is_no_second_one(written: str, beside: str) -> None:
    alone, together = parse_version(written), parse_version(beside.format(written))
    assert alone is not None
    assert together == alone


@pytest.mark.parametrize("text", ["12.2 (12.2.0.114)", "12.2.0.114 soit 12.2", "12 - 12.2.0.114"])
def test_one_number_stands_for_the_other(text: str) -> None:
    version = parse_version(text)
    assert version is not None
    assert version.parts == (12, 2, 0, 114)


@pytest.mark.parametrize(
    "text",
    [
        "12.1 puis 12.2",
        "Desk 12.2, MOC 12.1",
        "12.2.0.114 et 12.2.0.115",
        "31 mars 2026",
        "12 ou 13",
    ],
)
def test_two_readings_are_asked_about(text: str) -> None:
    assert parse_version(text) is None


def test_older_is_older_at_the_first_difference() -> None:
    assert Version((12, 1)).is_older_than(Version((12, 2)))
    assert Version((9, 10)).is_older_than(Version((12, 2)))
    assert not Version((12, 10)).is_older_than(Version((12, 2)))
    assert Version((12, 10)).is_newer_than(Version((12, 2)))


def test_what_was_not_written_is_taken_in_its_favour() -> None:
    assert not Version((12, 2)).is_older_than(Version((12, 2, 7)))
    assert not Version((12, 2)).is_newer_than(Version((12, 2, 7)))
    assert Version((12, 2)).stands_for(Version((12, 2, 7)))
    assert Version((12, 2, 0)).stands_for(Version((12, 2)))
    assert not Version((12, 2, 1)).stands_for(Version((12, 2)))
    assert Version((12, 2, 1)).is_newer_than(Version((12, 2)))


def test_a_beta_comes_before_its_release() -> None:
    beta = parse_version("12.2 bêta")
    assert beta is not None
    assert beta.is_older_than(Version((12, 2)))
    assert not Version((12, 2)).is_older_than(beta)
