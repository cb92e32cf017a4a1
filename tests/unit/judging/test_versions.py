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
