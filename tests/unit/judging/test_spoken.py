from datetime import UTC, date, datetime

from zenforms.judging.dates import short_day, spoken_day, spoken_moment


def test_a_day_is_said_with_its_weekday_in_both_languages() -> None:
    said = spoken_day(date(2026, 5, 14))
    assert (said.fr, said.en) == ("jeudi 14 mai 2026", "Thursday 14 May 2026")


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert spoken_day(date(2027, 1, 1)).fr == "vendredi 1er janvier 2027"


def test_a_day_in_figures_begins_with_the_day_in_french_and_with_the_year_in_english() -> None:
    said = short_day(date(2026, 5, 4))
    assert (said.fr, said.en) == ("04/05/2026", "2026-05-04")


def test_a_moment_is_said_in_paris_time() -> None:
    said = spoken_moment(datetime(2026, 5, 13, 22, 5, tzinfo=UTC))
    assert (said.fr, said.en) == ("jeudi 14 mai 2026 à 00:05", "Thursday 14 May 2026 at 00:05")
