from datetime import date

from zenforms.judging.spoken import spoken_day


def test_a_day_is_said_with_its_weekday_in_both_languages() -> None:
    said = spoken_day(date(2026, 5, 14))
    assert (said.fr, said.en) == ("jeudi 14 mai 2026", "Thursday 14 May 2026")


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert spoken_day(date(2027, 1, 1)).fr == "vendredi 1er janvier 2027"
