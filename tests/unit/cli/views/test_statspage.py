"""The page of figures is one file that says everything without colour and runs nothing."""

import re
from datetime import date, datetime
from html.parser import HTMLParser
from itertools import pairwise

from zenforms.cli.views.statsview import (
    COMMITMENT_WORDS,
    KEPT_WORDS,
    OUTCOME_WORDS,
    month_word,
    share,
    statistics_lines,
    statistics_page,
)
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.queries.duedates import Kept
from zenforms.desk.queries.statistics import (
    ClientCount,
    CommitmentCount,
    FindingCount,
    Month,
    Pending,
    Statistics,
)
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang

HOSTILE = '<script>alert("x")</script>\u202e\x1b[31m'


def figures(name: str = "Société Exemple") -> Statistics:
    """Figures with something under every heading."""
    outcomes = {OutcomeKind.ACCEPTED: 3, OutcomeKind.INCOMPLETE: 1}
    return Statistics(
        desk="support",
        at=datetime.fromisoformat("2026-05-29T10:00:00+02:00"),
        first=date(2026, 4, 20),
        last=date(2026, 5, 27),
        drops=4,
        outcomes=outcomes,
        months=(
            Month(month="2026-04", outcomes={OutcomeKind.INCOMPLETE: 1}),
            Month(month="2026-05", outcomes={OutcomeKind.ACCEPTED: 3}),
        ),
        findings=(
            FindingCount(code="ZF441", drops=4),
            FindingCount(code="ZF101", drops=1),
            FindingCount(code="ZF080", drops=1),
        ),
        clients=(ClientCount(id="EX-1", name=name, drops=4, outcomes=outcomes, rounds=1.5),),
        rounds={1: 2, 2: 1},
        awaited=1,
        commitments=(
            CommitmentCount(
                commitment=Commitment.FIRST_QUALIFICATION, stands={Kept.IN_TIME: 2, Kept.OVERDUE: 1}
            ),
        ),
        pending=(
            Pending(
                number="ZF-260512-00001",
                commitment=Commitment.FIRST_QUALIFICATION,
                day=date(2026, 5, 20),
                overdue=True,
                client=name,
            ),
        ),
    )


NOTHING = Statistics(
    desk="support",
    at=datetime.fromisoformat("2026-05-29T10:00:00+02:00"),
    first=None,
    last=None,
    drops=0,
    outcomes={},
    months=(),
    findings=(),
    clients=(),
    rounds={},
    awaited=0,
    commitments=(),
    pending=(),
)


class Parsed(HTMLParser):
    """Elements, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(statistics: Statistics, lang: Lang) -> str:
    return "\n".join(line.text for line in statistics_lines(statistics, lang, 80))


def test_text_and_page_give_the_same_figures() -> None:
    page, text = statistics_page(figures(), Lang.FR), text_of(figures(), Lang.FR)
    for said in (
        "3 (75\u00a0%)",
        "1 (25\u00a0%)",
        "Champ obligatoire non rempli",
        "Société Exemple",
    ):
        assert said in page
        assert said in text


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    seen = Parsed(statistics_page(figures(), Lang.FR))
    assert {"script", "link", "img", "iframe"}.isdisjoint(seen.tags)
    assert {name for name, _ in seen.attributes}.isdisjoint({"src", "href", "onclick"})
    assert "url(" not in statistics_page(figures(), Lang.FR)


def test_a_clients_name_is_only_ever_text() -> None:
    page, text = statistics_page(figures(HOSTILE), Lang.FR), text_of(figures(HOSTILE), Lang.FR)
    assert "script" not in Parsed(page).tags
    for bad in ("\u202e", "\x1b"):
        assert bad not in page + text


def test_every_plot_has_words_for_those_who_do_not_see_it() -> None:
    seen = Parsed(statistics_page(figures(), Lang.FR))
    labels = [value for name, value in seen.attributes if name == "aria-label"]
    assert len(labels) == seen.tags.count("svg") == 5
    assert "Issues. acceptées\u00a0: 3 (75\u00a0%); incomplètes\u00a0: 1 (25\u00a0%)" in labels


def test_headings_follow_each_other_without_a_gap() -> None:
    levels = [
        int(tag[1])
        for tag in Parsed(statistics_page(figures(), Lang.FR)).tags
        if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_plain_information_is_not_among_the_frequent_findings() -> None:
    assert "ZF441" not in statistics_page(figures(), Lang.FR)
    assert "ZF080 · Erreur interne" in text_of(figures(), Lang.FR)


def test_what_is_overdue_is_said_in_words_and_with_a_sign() -> None:
    assert "✗ en retard" in statistics_page(figures(), Lang.FR)
    assert "✗ ZF-260512-00001 · First qualification by Wednesday 20 May 2026 (overdue)" in " ".join(
        text_of(figures(), Lang.EN).split()
    )


def test_a_desk_that_received_nothing_says_so() -> None:
    assert "Rien n’a été reçu." in statistics_page(NOTHING, Lang.FR)
    assert text_of(NOTHING, Lang.EN).splitlines()[1] == "  Nothing was received."


def test_the_page_speaks_english_on_request() -> None:
    page = statistics_page(figures(), Lang.EN)
    assert '<html lang="en">' in page
    assert "Made on Friday 29 May 2026 at 10:00." in page


def test_everything_that_can_be_counted_has_a_word() -> None:
    assert set(OUTCOME_WORDS) == set(OutcomeKind)
    assert set(KEPT_WORDS) == set(Kept)
    assert set(COMMITMENT_WORDS) == set(Commitment)


def test_months_and_shares_are_said_as_people_say_them() -> None:
    assert month_word("2026-03", Lang.FR) == "mars 2026"
    assert share(1, 3, Lang.FR) == "1 (33\u00a0%)"
    assert share(0, 0, Lang.EN) == "0 (0%)"


def test_no_line_of_the_text_is_wider_than_a_terminal() -> None:
    assert max(map(len, text_of(figures("N" * 120), Lang.FR).splitlines())) <= 80
