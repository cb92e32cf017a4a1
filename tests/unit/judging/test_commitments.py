from datetime import datetime, time

from zenforms.judging.calendar import WorkCalendar, commitments, explanation
from zenforms.judging.dates import PARIS
from zenforms.judging.policy import Hours

WITH_CUTOFF = WorkCalendar(Hours(cutoff=time(17)))
WEDNESDAY = datetime(2026, 5, 13, 10, 0, tzinfo=PARIS)
SATURDAY = datetime(2026, 5, 9, 10, 0, tzinfo=PARIS)


def test_registration_counts_from_receipt_and_qualification_from_registration() -> None:
    due = commitments(WorkCalendar(), received_at=WEDNESDAY, registered_at=SATURDAY)
    assert due.registration.day.isoformat() == "2026-05-15"
    assert due.first_qualification.day.isoformat() == "2026-05-12"
    assert due.final_qualification.day.isoformat() == "2026-05-18"


def test_the_explanation_names_what_was_skipped() -> None:
    said = explanation(WorkCalendar().due(WEDNESDAY, 5), WEDNESDAY.date())
    assert said.fr == (
        "5 jours ouvrés après mercredi 13 mai 2026. 3 jours non ouvrés sautés\u00a0: "
        "jeudi 14 mai 2026 (Ascension), samedi 16 mai 2026, dimanche 17 mai 2026."
    )
    assert said.en == (
        "5 working days after Wednesday 13 May 2026. 3 days off skipped: Thursday 14 May 2026 "
        "(Ascension Day), Saturday 16 May 2026, Sunday 17 May 2026."
    )


def test_the_explanation_says_when_the_count_starts_later() -> None:
    said = explanation(WITH_CUTOFF.due(SATURDAY, 1), SATURDAY.date())
    assert said.fr == "1 jour ouvré après lundi 11 mai 2026, premier jour ouvré qui compte."


def test_a_single_day_off_is_said_in_the_singular() -> None:
    said = explanation(WorkCalendar().due(WEDNESDAY, 1), WEDNESDAY.date())
    assert said.fr.endswith("1 jour non ouvré sauté\u00a0: jeudi 14 mai 2026 (Ascension).")
