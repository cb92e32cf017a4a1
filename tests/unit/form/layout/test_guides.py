from dataclasses import replace

from tests.unit.form.made import ASSISTANCE, BRANDING
from zenforms.form.branding import Branding
from zenforms.form.layout.elements import Tag, TextBlock
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.pages import layout_form
from zenforms.form.library import shipped_form
from zenforms.language import Lang


def headings(branding: Branding) -> list[str]:
    layout = layout_form(
        shipped_form(ASSISTANCE), lang=Lang.FR, metrics=metrics(), branding=branding
    )
    return [
        " ".join(run.text for run in element.runs)
        for page in layout.pages
        for element in page.elements
        if isinstance(element, TextBlock) and element.tag is Tag.SUBHEADING
    ]


def test_guides_bear_letters_in_their_order() -> None:
    assert [heading[0] for heading in headings(BRANDING)] == list("ABCDEFGHI")


def test_a_guide_that_says_nothing_is_left_out() -> None:
    silent = replace(BRANDING, privacy_notice="")
    assert any("Vos données" in heading for heading in headings(BRANDING))
    assert not any("Vos données" in heading for heading in headings(silent))
