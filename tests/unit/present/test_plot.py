"""Plots are read without colour and by ear, and hold nothing but what they are given."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.language import Lang
from zenforms.present.plot import PLOT_STYLE, WIDTH, Bar, Column, Ink, Series, bars, columns

SERIES = (Series("Acceptées", Ink.GOOD), Series("Renvoyées", Ink.WARNING))


def svg_of(markup: object) -> ET.Element:
    found = ET.fromstring(str(markup)).find("svg")  # noqa: S314 - our own
    assert found is not None
    return found


def rects(svg: ET.Element) -> list[dict[str, float]]:
    names = ("x", "y", "width", "height")
    return [{name: float(r.get(name, 0)) for name in names} for r in svg.iter("rect")]


def test_each_bar_is_as_long_as_its_value() -> None:
    first, second = rects(svg_of(bars("T", [Bar("a", 30), Bar("b", 15)], Lang.FR)))
    assert first["width"] == 2 * second["width"]


def test_each_bar_bears_its_label_and_its_value() -> None:
    texts = [
        t.text
        for t in svg_of(bars("T", [Bar("incomplètes", 3, said="3 (5 %)")], Lang.FR)).iter("text")
    ]
    assert texts == ["incomplètes", "3 (5 %)"]


def test_those_who_do_not_see_it_are_told_everything() -> None:
    svg = svg_of(bars("Issues", [Bar("a", 1), Bar("b", 2)], Lang.FR))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Issues. a\u00a0: 1; b\u00a0: 2"
    assert svg.findtext("title") == "Issues"


def test_columns_are_stacked_from_the_ground_and_say_their_sum() -> None:
    svg = svg_of(columns("T", SERIES, [Column("mai", (3, 1)), Column("juin", (0, 2))], Lang.FR))
    *_, low, high, alone = rects(svg)
    assert low["y"] == high["y"] + high["height"]
    assert low["height"] == 3 * high["height"]
    assert alone["y"] + alone["height"] == low["y"] + low["height"]
    texts = [t.text for t in svg.iter("text")]
    assert texts == ["Acceptées", "Renvoyées", "4", "mai", "2", "juin"]
    assert "mai\u00a0: acceptées 3, renvoyées 1" in (svg.get("aria-label") or "")


def test_a_column_of_nothing_stands_there_without_a_bar() -> None:
    svg = svg_of(columns("T", SERIES, [Column("mai", (0, 0))], Lang.FR))
    assert len(rects(svg)) == len(SERIES)  # the legend's
    assert "0" in [t.text for t in svg.iter("text")]


def test_without_any_value_nothing_is_divided_by_nothing() -> None:
    assert rects(svg_of(bars("T", [Bar("a", 0)], Lang.FR)))[0]["width"] == 0
    assert rects(svg_of(bars("T", [], Lang.FR))) == []
    assert rects(svg_of(columns("T", SERIES, [], Lang.FR)))


def test_every_ink_has_a_rule_of_its_own() -> None:
    for ink in Ink:
        assert re.search(rf"\.{ink} {{ fill: ", PLOT_STYLE)


@given(st.lists(st.tuples(st.text(max_size=40), st.integers(0, 10**6)), max_size=12))
@settings(max_examples=100)
def test_everything_lies_on_the_page_whatever_the_values(rows: list[tuple[str, int]]) -> None:
    svg = svg_of(bars("T", [Bar(label, value) for label, value in rows], Lang.EN))
    height = float(str(svg.get("viewBox")).split()[3])
    for rect in rects(svg):
        assert 0 <= rect["x"] + rect["width"] <= WIDTH
        assert 0 <= rect["y"] + rect["height"] <= height
