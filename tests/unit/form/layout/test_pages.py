from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from tests.unit.form.made import ASSISTANCE, BRANDING, CANCELLATION, form
from zenforms.form.branding import Branding, Correction
from zenforms.form.definition import Form, RadioField
from zenforms.form.layout.context import LayoutError
from zenforms.form.layout.elements import (
    CONTENT_BOTTOM,
    CONTENT_TOP,
    CONTENT_WIDTH,
    MARGIN,
    PAGE_HEIGHT,
    FieldBox,
    Layout,
    Rect,
    Tag,
    TextBlock,
)
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.pages import layout_form
from zenforms.language import Lang

BOTH = [(name, lang) for name in (ASSISTANCE, CANCELLATION) for lang in Lang]


def laid_out(name: str = ASSISTANCE, lang: Lang = Lang.FR, **more: object) -> Layout:
    return layout_form(form(name), lang=lang, metrics=metrics(), **more)  # type: ignore[arg-type]


def text_rects(layout: Layout, page: int) -> Iterator[Rect]:
    for element in layout.pages[page].elements:
        if isinstance(element, TextBlock):
            for run in element.runs:
                width = metrics().width(run.text, run.style.weight, run.style.size)
                size = run.style.size
                yield Rect(run.x, run.y - 0.2 * size, run.x + width, run.y + 0.66 * size)


def words(layout: Layout, page: int) -> Iterator[str]:
    for element in layout.pages[page].elements:
        if isinstance(element, TextBlock):
            yield from (run.text for run in element.runs)


def overlap(one: Rect, other: Rect) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > 0.01
        and min(one.top, other.top) - max(one.bottom, other.bottom) > 0.01
    )


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_every_field_has_one_box_and_every_radio_button_has_one(name: str, lang: Lang) -> None:
    wanted = []
    for field in form(name).fields():
        codes = [c.code for c in field.choices] if isinstance(field, RadioField) else [None]
        wanted += [(field.name, code) for code in codes]
    assert [(box.name, box.choice) for _, box in laid_out(name, lang).boxes()] == wanted


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_nothing_stands_in_the_margins(name: str, lang: Lang) -> None:
    layout = laid_out(name, lang, branding=BRANDING)
    for page, sheet in enumerate(layout.pages):
        for rect in [*text_rects(layout, page), *(box.rect for box in sheet.boxes())]:
            assert rect.left >= MARGIN - 0.01
            assert rect.right <= MARGIN + CONTENT_WIDTH + 0.01
            assert rect.bottom >= CONTENT_BOTTOM - 0.01
            assert rect.top <= CONTENT_TOP + 0.01


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_no_text_and_no_field_overlaps_another(name: str, lang: Lang) -> None:
    layout = laid_out(name, lang, branding=BRANDING)
    for page, sheet in enumerate(layout.pages):
        rects = [*text_rects(layout, page), *(box.rect for box in sheet.boxes())]
        assert [pair for pair in combinations(rects, 2) if overlap(*pair)] == []


def test_the_assistance_request_has_two_pages_and_the_cancellation_one() -> None:
    for lang in Lang:
        assert len(laid_out(ASSISTANCE, lang, branding=BRANDING).pages) == 2
        assert len(laid_out(CANCELLATION, lang, branding=BRANDING).pages) == 1


def test_the_description_gets_a_third_of_the_first_page() -> None:
    for lang in Lang:
        page, rect = laid_out(lang=lang).find("description")
        assert page == 1
        assert rect.height >= PAGE_HEIGHT / 3


def test_the_place_of_a_field_does_not_depend_on_the_desk() -> None:
    plain = {(p, b.name, b.choice): b.rect for p, b in laid_out().boxes()}
    long = replace(BRANDING, vendor="Une société au nom plutôt long", privacy_notice="Mot " * 90)
    branded = laid_out(branding=long)
    assert {
        (p, b.name, b.choice): b.rect for p, b in branded.boxes() if not b.name.startswith("aid_")
    } == plain


def test_a_form_without_scripts_has_no_aids() -> None:
    boxes = laid_out(branding=replace(BRANDING, scripts=False)).boxes()
    assert not [box for _, box in boxes if box.name.startswith("aid_")]
    boxes = laid_out(branding=BRANDING).boxes()
    aids = {box.name for _, box in boxes if box.name.startswith("aid_")}
    assert aids == {"aid_verify", "aid_count_summary"}


def test_fields_are_read_from_top_to_bottom_and_from_left_to_right() -> None:
    for sheet in laid_out().pages:
        boxes = [box.rect for box in sheet.boxes()]
        for one, other in pairwise(boxes):
            assert other.top < one.top + 9
            assert other.bottom < one.bottom or other.left > one.left


def test_an_unknown_widget_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="mode"):
        laid_out().find("mode", "perhaps")


def changed(path: str, text: str, **more: object) -> Form:
    """The assistance request with one text of the field `path` made longer."""
    data = form().model_dump(mode="python")
    for section in data["sections"]:
        for field in section["fields"]:
            if field["name"] == path:
                field["label"] = {"fr": text, "en": text}
                field.update(more)
    return Form.model_validate(data)


@pytest.mark.parametrize("name", ["email", "type", "summary", "description"])
def test_a_label_that_does_not_fit_is_an_error_that_names_the_field(name: str) -> None:
    with pytest.raises(LayoutError, match=f"Field {name}"):
        layout_form(changed(name, "mot " * 200), lang=Lang.FR, metrics=metrics())


def test_a_radio_option_that_does_not_fit_is_an_error() -> None:
    data = form().model_dump(mode="python")
    data["sections"][1]["fields"][0]["choices"][0]["label"] = {"fr": "m" * 90, "en": "m" * 90}
    with pytest.raises(LayoutError, match="Field mode"):
        layout_form(Form.model_validate(data), lang=Lang.FR, metrics=metrics())


def test_a_checkbox_label_may_take_several_lines_and_its_help_a_few() -> None:
    layout_form(changed("psr_attached", "mot " * 25), lang=Lang.FR, metrics=metrics())
    few = {"fr": "mot " * 25, "en": "mot " * 25}
    layout_form(changed("psr_attached", "mot", help=few), lang=Lang.FR, metrics=metrics())
    long = {"fr": "mot " * 90, "en": "mot " * 90}
    with pytest.raises(LayoutError, match="Field psr_attached"):
        layout_form(changed("psr_attached", "mot", help=long), lang=Lang.FR, metrics=metrics())


def test_a_section_taller_than_a_page_is_an_error() -> None:
    tall = changed("description", "En détail", lines=60)
    with pytest.raises(LayoutError, match="Layout"):
        layout_form(tall, lang=Lang.FR, metrics=metrics())


@pytest.mark.parametrize(
    "branding",
    [
        Branding(vendor="M" * 40, email="s@societe.example"),
        Branding(vendor="S", email="s" * 80 + "@societe.example"),
    ],
)
def test_a_vendor_that_does_not_fit_is_an_error(branding: Branding) -> None:
    with pytest.raises(LayoutError, match="Header"):
        laid_out(branding=branding)


def test_a_notice_longer_than_a_page_is_an_error() -> None:
    with pytest.raises(LayoutError, match="Vos données"):
        laid_out(branding=replace(BRANDING, privacy_notice="mot " * 3000))


def test_guides_that_do_not_fit_below_the_fields_get_a_page_of_their_own() -> None:
    layout = laid_out(branding=replace(BRANDING, privacy_notice="mot " * 400))
    assert len(layout.pages) == 3
    assert not list(layout.pages[2].boxes())


def test_long_labels_push_help_and_duty_to_a_second_line() -> None:
    blocks = [e for e in laid_out().pages[0].elements if isinstance(e, TextBlock)]
    email = next(b for b in blocks if b.runs[0].text == "Votre adresse électronique")
    assert {run.y for run in email.runs} == {email.runs[0].y}
    version = next(b for b in blocks if b.runs[0].text == "Version de votre Desk")
    assert len({round(run.y) for run in version.runs}) == 2


MARKS = {"workstations": "Indiquez les postes.", "": "Il manque le PSR.", "email": "mot " * 30}


def test_a_correction_form_opens_with_the_list_of_its_marks() -> None:
    layout = laid_out(branding=BRANDING, correction=Correction(MARKS, "ZF-260115-K7M2Q"))
    assert len(layout.pages) == 3
    cover = [e for e in layout.pages[0].elements if isinstance(e, TextBlock)]
    said = " ".join(run.text for block in cover for run in block.runs)
    assert "ZF-260115-K7M2Q" in said
    assert "page 2" in said
    numbers = [block.runs[0].text for block in cover if block.tag is Tag.STEP_NUMBER]
    assert numbers == ["1.", "2.", "3."]
    assert said.index("Votre adresse") < said.index("Postes concernés") < said.index("le PSR")


def test_marks_move_no_field_but_to_the_next_page() -> None:
    plain = {(p + 1, b.name, b.choice): b.rect for p, b in laid_out().boxes()}
    marked = laid_out(correction=Correction(MARKS))
    assert {(p, b.name, b.choice): b.rect for p, b in marked.boxes()} == plain


def test_each_mark_says_its_sentence_at_the_field_or_points_to_the_list() -> None:
    layout = laid_out(correction=Correction(MARKS))
    said = [
        run.text
        for element in layout.pages[1].elements
        if isinstance(element, TextBlock)
        for run in element.runs
    ]
    assert "2. Indiquez les postes." in said
    assert "1. Voir la liste du début." in said


def test_a_mark_on_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        laid_out(correction=Correction({"nowhere": "?"}))


def test_a_list_longer_than_a_page_goes_on_on_the_next() -> None:
    names = [field.name for field in form().fields()]
    layout = laid_out(branding=BRANDING, correction=Correction(dict.fromkeys(names, "mot " * 30)))
    cover = [list(words(layout, page)) for page in (0, 1)]
    assert "À compléter" in cover[0]
    assert "À compléter (suite)" in cover[1]
    said = [text for page in cover for text in page]
    numbers = [text for text in said if text.removesuffix(".").isdecimal()]
    assert numbers == [f"{number}." for number in range(1, len(names) + 1)]
    assert {text for text in said if text.startswith("page ")} == {"page 3", "page 4"}
    assert {page for page, _ in layout.boxes()} == {3, 4}
    assert all(
        rect.bottom >= CONTENT_BOTTOM for page in (0, 1) for rect in text_rects(layout, page)
    )


def test_a_mark_longer_than_a_page_is_an_error() -> None:
    with pytest.raises(LayoutError, match="To be completed"):
        laid_out(correction=Correction({"": "mot " * 2000}))


def test_a_box_knows_its_size() -> None:
    assert FieldBox("a", Rect(1, 2, 4, 6)).rect.width == 3
    assert Rect(1, 2, 4, 6).height == 4
    assert Rect(1, 2, 4, 6).corners() == (1, 2, 4, 6)


def test_radio_buttons_that_do_not_fit_on_one_line_take_two() -> None:
    data = form().model_dump(mode="python")
    data["sections"][1]["fields"][1]["choices"][0]["label"] = {"fr": "m" * 20, "en": "m" * 20}
    layout = layout_form(Form.model_validate(data), lang=Lang.FR, metrics=metrics())
    first, second, third = (
        layout.find("type", code)[1] for code in ("assistance", "evolution", "malfunction")
    )
    assert first.bottom == second.bottom
    assert third.top < first.bottom
    assert third.left == first.left


def test_a_section_title_that_does_not_fit_is_an_error() -> None:
    data = form().model_dump(mode="python")
    data["sections"][0]["title"] = {"fr": "mot " * 40, "en": "word " * 40}
    with pytest.raises(LayoutError, match="Section heading"):
        layout_form(Form.model_validate(data), lang=Lang.FR, metrics=metrics())


def test_a_mark_in_a_narrow_field_is_its_number_alone() -> None:
    data = form().model_dump(mode="python")
    field = data["sections"][0]["fields"][3]
    field.update(columns=2, label={"fr": "Tél.", "en": "Tel."})
    correction = Correction({"telephone": "Indiquez un numéro où nous pouvons vous joindre."})
    narrow = Form.model_validate(data)
    layout = layout_form(narrow, lang=Lang.FR, metrics=metrics(), correction=correction)
    texts = [e for e in layout.pages[1].elements if isinstance(e, TextBlock)]
    assert "1." in [run.text for block in texts for run in block.runs]
