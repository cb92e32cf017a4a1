"""The report says the verdict first, then what to do, then why, and nothing raw."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from zenforms.errors import ExitCode
from zenforms.findings import Finding, Report, Severity, Wording
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.rules.catalog import RULES
from zenforms.judging.rules.rule import Need
from zenforms.language import Lang, Text
from zenforms.present.report import NEEDS, SECTIONS, build_report, report_text
from zenforms.present.terminal import columns
from zenforms.reading.submission import Submission

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
CASE = Case(Submission("demande.pdf", "00"), Desk(), AT)


def wording(title: str, why: str = "Parce que c'est ainsi.") -> Wording:
    return Wording(
        title=Text(fr=title, en=f"{title} in English"),
        message=Text(fr="« {label} » manque.", en="“{label}” is missing."),
        why=Text(fr=why, en="Because."),
        remedy=Text(fr="Remplissez-le.", en="Fill it in."),
    )


def finding(code: str, severity: Severity, label: str, why: str = "Parce que.") -> Finding:
    return Finding(code, severity, wording(f"Titre {code}", why), arguments={"label": label})


def said(
    kind: OutcomeKind, *findings: Finding, not_checked: tuple[str, ...] = (), lang: Lang = Lang.FR
) -> str:
    outcome = Outcome(kind, ExitCode.OK, Report(findings, not_checked), CASE)
    return report_text(build_report("demande.pdf", outcome, lang), lang)


@pytest.mark.parametrize("kind", OutcomeKind)
@pytest.mark.parametrize("lang", Lang)
def test_the_first_line_is_the_verdict_and_the_second_what_to_do(
    kind: OutcomeKind, lang: Lang
) -> None:
    lines = said(kind, lang=lang).splitlines()
    assert "demande.pdf" in lines[0]
    assert lines[1].startswith("  À faire\u00a0: " if lang is Lang.FR else "  To do: ")


def test_findings_of_one_code_share_title_remedy_and_reason() -> None:
    report = said(
        OutcomeKind.INCOMPLETE,
        finding("ZF101", Severity.ERROR, "Votre nom"),
        finding("ZF101", Severity.ERROR, "Votre adresse"),
    )
    assert report.count("Titre ZF101") == 1
    assert report.count("Remplissez-le.") == 1
    assert report.count("Pourquoi") == 1
    assert "«\u00a0Votre nom\u00a0» manque." in report
    assert "«\u00a0Votre adresse\u00a0» manque." in report


def test_each_reason_stands_under_its_own_messages() -> None:
    report = said(
        OutcomeKind.INCOMPLETE,
        finding("ZF101", Severity.ERROR, "A", why="Première raison."),
        finding("ZF101", Severity.ERROR, "B", why="Seconde raison."),
    )
    parts = ("A", "Première raison.", "B", "Seconde raison.")
    places = [report.index(part, report.index("Titre")) for part in parts]
    assert places == sorted(places)


def test_what_weighs_most_stands_first_in_its_section_and_signs_differ() -> None:
    report = said(
        OutcomeKind.INCOMPLETE,
        finding("ZF201", Severity.INFO, "i"),
        finding("ZF202", Severity.WARNING, "w"),
        finding("ZF203", Severity.ERROR, "e"),
    )
    signs = [line.split()[0] for line in report.splitlines() if "ZF20" in line]
    assert signs == ["✗", "▲", "•"]
    assert "à compléter" in report
    assert "avertissement" in report
    assert "information" in report


def test_every_family_of_rules_has_a_section() -> None:
    assert {rule.code[:3] for rule in RULES} <= set(SECTIONS)


def test_danger_says_not_to_open_the_file() -> None:
    assert "ne pas ouvrir" in said(OutcomeKind.QUARANTINED, finding("ZF550", Severity.DANGER, "x"))
    assert "ne pas ouvrir" not in said(
        OutcomeKind.QUARANTINED, finding("ZF001", Severity.QUARANTINE, "x")
    )


@pytest.mark.parametrize(
    ("severity", "words"),
    [(Severity.INFO, "rien à redemander"), (Severity.WARNING, "▲"), (Severity.ERROR, "incomplète")],
)
def test_an_accepted_request_says_what_to_mind(severity: Severity, words: str) -> None:
    lines = said(OutcomeKind.ACCEPTED, finding("ZF101", severity, "x")).splitlines()
    assert words in lines[1]


def test_what_could_not_be_checked_is_named_with_the_way_out() -> None:
    report = said(OutcomeKind.ACCEPTED, not_checked=("ZF502",))
    assert "Sans le registre des clients\u00a0: ZF502." in report
    assert "--desk" in report
    assert "Non vérifié" not in said(OutcomeKind.ACCEPTED)


def test_every_need_of_a_rule_has_a_name() -> None:
    assert set(Need) == set(NEEDS)


def test_nothing_of_a_client_is_printed_raw() -> None:
    hostile = "\x1b]0;titre\x07\u202e[bold]"
    outcome = Outcome(
        OutcomeKind.INCOMPLETE,
        ExitCode.NOT_ALL,
        Report((finding("ZF101", Severity.ERROR, hostile),)),
        CASE,
    )
    report = report_text(build_report(hostile, outcome, Lang.FR), Lang.FR)
    assert not any(char in report for char in "\x1b\x07\u202e")
    assert report.count("\\x1b]0;titre") == 2


def test_no_line_is_wider_than_80_columns() -> None:
    report = said(
        OutcomeKind.INCOMPLETE,
        finding("ZF101", Severity.ERROR, "mot " * 60, why="raison " * 60),
        not_checked=tuple(rule.code for rule in RULES if rule.needs),
    )
    assert max(columns(line) for line in report.splitlines()) <= 80
