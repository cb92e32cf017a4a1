from datetime import date

import pytest

from zenforms.judging.policy import Quarterly, Release, Releases
from zenforms.judging.releases import latest_on, released_by

TABLE = Releases(
    releases=(
        Release(version="12.10", released=date(2026, 3, 31)),
        Release(version="12.9", released=date(2025, 12, 31)),
        Release(version="13.0", released=date(2026, 6, 30)),
    )
)
RULE = Releases(quarterly=Quarterly(pattern="{yy}.{quarter}", since=date(2025, 9, 1)))


def _latest(releases: Releases, day: date) -> str | None:
    known = latest_on(releases, day)
    return known.release.version if known else None


def test_the_latest_is_the_highest_version_that_is_out() -> None:
    assert _latest(TABLE, date(2026, 5, 13)) == "12.10"
    assert _latest(TABLE, date(2026, 6, 30)) == "13.0"
    assert _latest(TABLE, date(2020, 1, 1)) is None


def test_a_late_correction_of_an_old_version_is_not_the_latest() -> None:
    late = Releases(
        releases=(*TABLE.releases, Release(version="12.9.1", released=date(2026, 5, 1)))
    )
    assert _latest(late, date(2026, 5, 13)) == "12.10"


def test_the_rule_of_the_quarters_names_the_versions_by_their_last_working_day() -> None:
    known = released_by(RULE, date(2026, 5, 13))
    assert [(k.release.version, k.release.released.isoformat()) for k in known] == [
        ("25.3", "2025-09-30"),
        ("25.4", "2025-12-31"),
        ("26.1", "2026-03-31"),
    ]
    assert _latest(RULE, date(2026, 6, 29)) == "26.1"
    assert _latest(RULE, date(2026, 6, 30)) == "26.2"


def test_a_written_release_replaces_that_of_the_rule() -> None:
    late = RULE.model_copy(
        update={"releases": (Release(version="26.1", released=date(2026, 4, 15)),)}
    )
    assert _latest(late, date(2026, 4, 14)) == "25.4"
    assert _latest(late, date(2026, 4, 15)) == "26.1"


def test_a_version_that_reads_as_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no version number"):
        Release(version="la dernière", released=date(2026, 1, 1))


def test_a_pattern_with_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="may hold"):
        Quarterly(pattern="{quarter}.{month}", since=date(2026, 1, 1))
