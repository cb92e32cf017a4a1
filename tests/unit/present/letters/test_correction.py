"""The correction form keeps the answers, marks the gaps and comes back as the same request."""

from dataclasses import replace

from tests.unit.judging.bench import ANSWERS, FILLED, Filled, desk_of, judged
from tests.unit.present.letters import drops
from zenforms.desk.setup.maps import form_maps
from zenforms.form.library import shipped_form
from zenforms.form.seal import Sealed, seal
from zenforms.judging.case import Outcome
from zenforms.present.letters.context import context_of
from zenforms.present.letters.correction import correction_form, marks_of
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Document, Flag

FORM = shipped_form("assistance-request")
KEY = b"k" * 32


def form_for(outcome: Outcome) -> Document:
    made = correction_form(context_of(outcome, drops.NUMBER), drops.BRANDING)
    assert made is not None
    return read_document(made, name="c.pdf", maps=form_maps(), limits=Limits())


def marks_for(filled: Filled) -> dict[str, str]:
    context = context_of(judged(filled, envelope=drops.MAIL), drops.NUMBER)
    return dict(marks_of(context, FORM))


def test_the_answers_are_kept() -> None:
    document = form_for(drops.incomplete())
    assert document.problems == ()
    for name in ("contact_name", "email", "summary", "description"):
        assert document.value(name) == ANSWERS[name]
    assert document.value("type") == "Assistance"
    assert document.value("domain") == "Suite ZenSolutions"
    assert document.value("one_subject") == "Oui"


def test_what_was_empty_is_empty_again() -> None:
    document = form_for(drops.incomplete())
    assert document.value("desk_version") is None
    assert document.value("urgency") == "(à choisir)"


def test_it_bears_the_number_of_the_request_and_the_name_from_the_register() -> None:
    document = form_for(drops.incomplete(drops.LACKING.with_answers(client_name="Exemple & Fils")))
    assert document.value("thread") == drops.NUMBER
    assert document.value("client_name") == "Société Exemple"
    assert document.value("client_id") == "EX-001"
    assert document.value("channel") == "form"


def test_it_is_sealed_with_the_current_key() -> None:
    key = replace(desk_of(), keys=(KEY, b"o" * 32))
    sealed = Sealed("assistance-request", FORM.revision, "EX-001", "Société Exemple")
    lacking = drops.LACKING.with_hidden(seal=seal(KEY, sealed))
    assert form_for(judged(lacking, desk=key)).value("seal") == seal(KEY, sealed)


def test_each_gap_is_marked_at_its_field_and_nothing_else() -> None:
    assert marks_for(drops.LACKING) == {
        "urgency": "N’est pas rempli.",
        "desk_version": "N’est pas rempli.",
    }


def test_a_wrong_answer_is_marked_with_how_to_mend_it() -> None:
    marks = marks_for(FILLED.with_answers(desk_version="la dernière"))
    assert marks == {
        "desk_version": "«\u00a0la dernière\u00a0» ne se lit pas comme un numéro de version. "
        "Recopiez le numéro affiché à la connexion à l’outil, ou dans le MOC, comme 12.2."
    }


def test_a_warning_is_not_marked() -> None:
    assert "telephone" not in marks_for(drops.LACKING.with_answers(telephone="?"))


def test_a_text_too_long_is_kept_as_far_as_it_fits() -> None:
    long = "mot " * 60
    document = form_for(drops.incomplete(FILLED.with_answers(summary=long)))
    kept = document.value("summary")
    assert isinstance(kept, str)
    assert kept == long[:120].rstrip()


def test_an_answer_that_is_on_no_list_is_not_written_into_the_form() -> None:
    odd = replace(FILLED, raw={"urgency": "Hier"})
    document = form_for(drops.incomplete(odd))
    assert document.value("urgency") == "(à choisir)"


def test_two_answers_in_one_field_are_left_to_the_client() -> None:
    torn = replace(FILLED, flags={"contact_name": (Flag.WIDGET_VALUE_CONFLICT,)})
    assert form_for(drops.incomplete(torn)).value("contact_name") is None


def test_a_refused_mail_becomes_a_form_that_holds_what_was_written() -> None:
    document = form_for(drops.refused())
    assert document.value("client_name") == "Atelier Modèle"
    assert document.value("contact_name") == "Jean Test"
    assert document.value("summary") == "Export des factures"
    assert document.value("description") == "Bonjour,\n\nL’export ne marche plus."


def test_several_requests_in_one_drop_get_no_form_of_which_nobody_knows_whose() -> None:
    other = FILLED.with_answers(summary="Tout autre chose : l’impression reste bloquée")
    outcome = judged(FILLED, other, envelope=drops.MAIL)
    assert outcome.case.rivals
    assert correction_form(context_of(outcome, drops.NUMBER), drops.BRANDING) is None


def test_equal_outcomes_make_equal_forms() -> None:
    context = context_of(drops.incomplete(), drops.NUMBER)
    first, second = (correction_form(context, drops.BRANDING) for _ in range(2))
    assert first == second
