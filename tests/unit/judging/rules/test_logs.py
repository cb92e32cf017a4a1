from dataclasses import replace
from datetime import datetime

from tests.unit.judging.bench import FILLED, codes, file_of, judged
from zenforms.judging.case import Outcome
from zenforms.language import Lang
from zenforms.reading.evidence import LogFacts
from zenforms.reading.submission import Role

GOOD = LogFacts(
    lines=120,
    first=datetime(2026, 5, 12, 8, 0),  # noqa: DTZ001 - logs tell no zone
    last=datetime(2026, 5, 13, 7, 59),  # noqa: DTZ001 - logs tell no zone
    from_zen=True,
)
LONG_AGO = datetime(2026, 3, 1, 8, 0)  # noqa: DTZ001 - logs tell no zone


def _with(*logs: LogFacts) -> Outcome:
    files = tuple(
        replace(file_of(f"import{n}.log", Role.LOG), log=log) for n, log in enumerate(logs)
    )
    return judged(FILLED, files=files)


def _told(*logs: LogFacts) -> set[str]:
    return {code for code in codes(_with(*logs)) if code.startswith("ZF42")}


def test_a_good_log_has_nothing_against_it() -> None:
    assert _told(GOOD) == set()


def test_an_empty_log_and_one_that_is_no_text_are_told() -> None:
    assert _told(GOOD, LogFacts()) == {"ZF420"}
    assert _told(GOOD, LogFacts(lines=4, binary=True)) == {"ZF422"}


def test_logs_that_end_long_ago_are_told_unless_one_is_recent() -> None:
    old = replace(GOOD, last=LONG_AGO)
    assert _told(old) == {"ZF421"}
    assert _told(old, GOOD) == set()
    assert _told(replace(GOOD, first=None, last=None)) == set()


def test_logs_that_nothing_ties_to_the_suite_are_told_once() -> None:
    foreign = replace(GOOD, from_zen=False)
    outcome = _with(foreign, foreign)
    assert [f.code for f in outcome.report.findings if f.code == "ZF423"] == ["ZF423"]
    assert _told(foreign, GOOD) == set()


def test_masked_secrets_are_counted() -> None:
    outcome = _with(replace(GOOD, secrets=2), replace(GOOD, secrets=1))
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF424"]
    assert finding.message(Lang.FR).endswith(": 3.")


def test_the_logs_of_an_archive_are_looked_at_one_by_one() -> None:
    archive = LogFacts(lines=120, members={"a.log": GOOD, "b.log": LogFacts()}, from_zen=True)
    assert _told(archive) == {"ZF420"}
