from tests.unit.judging.bench import FILLED, drop_of
from zenforms.form.library import shipped_form
from zenforms.judging.prepare import choose_form, definition_of
from zenforms.reading.submission import Document, FormIdentity, Submission

FORMS = {name: shipped_form(name) for name in ("assistance-request", "cancellation")}
BLANK = FILLED.with_answers(**dict.fromkeys(FILLED.answers, None)).with_answers(
    client_name="Société Exemple"
)
OTHER = FILLED.with_answers(summary="Le scanner s’arrête à la page 50")


def test_the_one_form_is_chosen() -> None:
    chosen = choose_form(drop_of(FILLED), FORMS)
    assert chosen.main is not None
    assert (chosen.ignored, chosen.rivals) == ((), ())
    assert chosen.filled is chosen.main


def test_a_drop_without_a_form_of_ours_has_none() -> None:
    foreign = Document("x.pdf", 1, "0" * 64)
    chosen = choose_form(Submission("x", "0" * 64, documents=(foreign,)), FORMS)
    assert chosen.main is None
    assert chosen.filled is None


def test_a_blank_form_alone_is_the_form_but_is_not_filled() -> None:
    chosen = choose_form(drop_of(BLANK), FORMS)
    assert chosen.main is not None
    assert chosen.main.is_blank
    assert chosen.filled is None


def test_a_blank_form_beside_a_filled_one_is_ignored_wherever_it_stands() -> None:
    for forms in ((BLANK, FILLED), (FILLED, BLANK)):
        chosen = choose_form(drop_of(*forms), FORMS)
        assert chosen.filled is not None
        assert (len(chosen.ignored), len(chosen.rivals)) == (1, 0)


def test_the_same_answers_twice_are_one_request() -> None:
    chosen = choose_form(drop_of(FILLED, FILLED), FORMS)
    assert (len(chosen.ignored), len(chosen.rivals)) == (1, 0)


def test_other_answers_and_other_clients_are_other_requests() -> None:
    assert len(choose_form(drop_of(FILLED, OTHER), FORMS).rivals) == 1
    other_client = FILLED.with_hidden(client_id="EX-002")
    assert len(choose_form(drop_of(FILLED, other_client), FORMS).rivals) == 1


def test_two_corrections_contradict_each_other_but_one_overtakes_the_rest() -> None:
    one = FILLED.with_hidden(thread="ZF-260511-00000")
    two = OTHER.with_hidden(thread="ZF-260511-00000")
    assert len(choose_form(drop_of(one, two), FORMS).rivals) == 1
    overtaken = choose_form(drop_of(OTHER, one), FORMS)
    assert (len(overtaken.ignored), overtaken.rivals) == (1, ())
    of_another = two.with_hidden(client_id="EX-002")
    assert len(choose_form(drop_of(FILLED, of_another), FORMS).rivals) == 1


def test_an_older_revision_has_its_own_definition_where_there_is_one() -> None:
    old = FORMS["assistance-request"].model_copy(update={"revision": 7})
    forms = {**FORMS, "assistance-request@7": old}
    assert definition_of(FormIdentity("assistance-request", 7), forms) is old
    assert (
        definition_of(FormIdentity("assistance-request", 1), forms) is FORMS["assistance-request"]
    )
    assert definition_of(FormIdentity("unknown", 1), forms) is None
