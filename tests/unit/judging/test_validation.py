from tests.unit.judging.bench import FILLED, judged
from zenforms.judging.schema import Validation, said_file
from zenforms.language import Lang


def _said() -> Validation:
    forms = (FILLED, FILLED.with_answers(summary=None))
    return Validation(files=tuple(said_file("x.pdf", judged(f), Lang.FR) for f in forms))


def test_the_exit_is_the_highest_of_all_files() -> None:
    assert _said().exit_code == 1
    assert Validation(files=()).exit_code == 0


def test_findings_are_told_in_the_language_that_was_asked_for() -> None:
    outcome = judged(FILLED.with_answers(summary=None))
    french = said_file("x.pdf", outcome, Lang.FR).findings[0]
    english = said_file("x.pdf", outcome, Lang.EN).findings[0]
    assert (french.field, french.severity) == ("summary", "error")
    assert french.message == "«\u00a0En une phrase\u00a0» n’est pas rempli."
    assert english.message == "“In one sentence” is not filled in."
    assert french.why == "Un court résumé de votre demande"


def test_the_request_is_told_as_the_ticket_tells_it() -> None:
    outcome = judged(FILLED)
    assert said_file("x.pdf", outcome, Lang.FR).request == outcome.case.request
