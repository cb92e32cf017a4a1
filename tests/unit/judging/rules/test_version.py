from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.judging.bench import FILLED, codes, desk_of, fields_with, judged
from zenforms.findings import Severity
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.policy import Policy, Release, Releases
from zenforms.language import Lang

RELEASES = Releases(
    releases=(
        Release(version="12.1", released=date(2025, 12, 31)),
        Release(
            version="12.2",
            released=date(2026, 3, 31),
            corrects=("impression des factures",),
        ),
        Release(version="12.9", released=date(2026, 6, 30)),
    )
)
MALFUNCTION = {"type": "malfunction", "workstations": "tous", "reproducible": "yes"}


def _at(
    version: str,
    answers: Mapping[str, str] | None = None,
    *,
    policy: Policy | None = None,
    client_id: str = "EX-001",
) -> Outcome:
    desk = replace(desk_of(policy), releases=RELEASES)
    filled = FILLED.with_answers(desk_version=version, **answers or {})
    return judged(filled.with_hidden(client_id=client_id), desk=desk)


def test_the_latest_version_however_written_is_nothing_to_mention() -> None:
    for version in ("12.2", "v12.2", "Desk 12.2 ", "12.2.0", "12,2"):
        assert not {c for c in codes(_at(version)) if c.startswith("ZF33")}


def test_an_older_version_is_a_warning_that_names_the_latest_and_its_date() -> None:
    outcome = _at("12.1")
    assert (outcome.kind, fields_with(outcome, "ZF330")) == (
        OutcomeKind.ACCEPTED,
        {"desk_version"},
    )
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF330"]
    assert "12.2" in finding.message(Lang.FR)
    assert "mardi 31 mars 2026" in finding.message(Lang.FR)


def test_on_a_malfunction_an_older_version_has_a_code_of_its_own() -> None:
    assert "ZF331" in codes(_at("12.1", MALFUNCTION))
    assert "ZF330" not in codes(_at("12.1", MALFUNCTION))
    assert "ZF331" not in codes(_at("12.2", MALFUNCTION))


def test_a_desk_may_make_an_older_version_block_a_malfunction() -> None:
    policy = Policy(severity={"ZF331": "error"})
    assert _at("12.1", MALFUNCTION, policy=policy).kind is OutcomeKind.INCOMPLETE
    assert _at("12.1", policy=policy).kind is OutcomeKind.ACCEPTED


@pytest.mark.parametrize("version", ["12.2.1", "12.0", "11"])
def test_a_version_that_never_came_out_is_a_warning_or_newer(version: str) -> None:
    assert codes(_at(version)) & {"ZF332", "ZF333"}


@pytest.mark.parametrize(
    "version", ["12.2.0.114", "v12.2 (build 114)", "12.2.114", "12.2.0", "12,2,0,3"]
)
def test_a_build_belongs_to_its_release(version: str) -> None:
    assert not codes(_at(version)) & {"ZF330", "ZF332", "ZF333", "ZF335", "ZF336"}
    assert "ZF330" in codes(_at(version.replace("12.2", "12.1").replace("12,2", "12,1")))


def test_an_early_version_belongs_to_tma() -> None:
    with_tma, without = _at("12.9"), _at("12.9", {"mode": "no_tma"}, client_id="EX-002")
    assert codes(with_tma) & {"ZF333", "ZF335", "ZF336"} == {"ZF335"}
    assert codes(without) & {"ZF333", "ZF335", "ZF336"} == {"ZF336"}


def test_a_version_newer_than_all_is_a_warning() -> None:
    [finding] = [one for one in _at("12.3").report.findings if one.code == "ZF333"]
    assert finding.severity is Severity.WARNING
    assert "ZF332" not in codes(_at("12.3"))
    assert "ZF333" not in codes(_at("12.2"))


def test_a_correction_that_matches_the_story_is_named() -> None:
    told = {**MALFUNCTION, "summary": "L’impression de la facture ne part pas"}
    assert "ZF334" in codes(_at("12.1", told))
    assert "ZF334" not in codes(_at("12.2", told))
    other = {**MALFUNCTION, "summary": "Le Desk se ferme au démarrage", "description": "Rien."}
    assert "ZF334" not in codes(_at("12.1", other))


def test_without_releases_nothing_is_said_and_the_rules_are_named() -> None:
    outcome = judged(FILLED)
    assert {"ZF330", "ZF331", "ZF332", "ZF333", "ZF334"} <= set(outcome.report.not_checked)
