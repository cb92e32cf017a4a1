"""What the Steps Recorder's page tells beyond its XML."""

from datetime import date

import pytest

from zenforms.reading.records.psr import comments, day_in_name, day_in_page, embedded_xml

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "24/11/2026 10:12:13",
        "\u200e24/\u200e11/\u200e2026 10:12",
        "11/24/2026 10:12:13 AM",
        "24.11.2026 10:12",
        "2026-11-24 10:12",
        "2026/11/24",
        "24. 11. 2026 10:12",
    ],
)
def test_a_day_is_read_in_any_order(text: str) -> None:
    assert day_in_page(f"<p>Session : {text}</p>") == DAY


def test_an_ambiguous_day_is_day_first_unless_the_clock_is_english() -> None:
    assert day_in_page("<p>03/04/2026 10:12:13</p>") == date(2026, 4, 3)
    assert day_in_page("<p>03/04/2026 10:12:13 PM</p>") == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["", "10.0.22621.1", "192.168.10.20", "99/99/2026", "1/1/1999"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in_page(f"<p>{text}</p>") is None


def test_days_in_the_data_do_not_count() -> None:
    assert day_in_page('<xml id="recordeddata"><a t="01/02/2026"/></xml>') is None


def test_a_name_tells_the_day() -> None:
    assert day_in_name("Recording_20261124_1012.mht") == DAY
    assert day_in_name("rapport.mht") is None
    assert day_in_name("Recording_20269999.mht") is None


def test_comments_are_found_by_their_tags() -> None:
    page = (
        '<a name="Step1"></a><b>Étape 1 : (10:12)</b> clic<br><b>Commentaire : </b>&quot;ici&quot;'
        '<div id="Step2"><b>Step 2: (10:13)</b> click</div>'
        '<a name="Step3"></a><b>Note:</b> l&#233;'
    )
    assert comments(page) == {1: "ici", 3: "lé"}


@pytest.mark.parametrize(
    ("page", "xml"),
    [
        ('<xml id="recordeddata"><script id="myXML" type="text/xml"><a/></script></xml>', "<a/>"),
        ("<XML ID=recordeddata><a/></XML>", "<a/>"),
        ('<script id="myXML"><a/>', "<a/>"),
        ("<p>rien</p>", None),
    ],
)
def test_the_data_is_found_in_either_build(page: str, xml: str | None) -> None:
    assert embedded_xml(page) == xml
