"""From a definition to pages: where every label, help, field and instruction sits.

Pure geometry: letter widths are passed in, and nothing is drawn. The place of a field depends
on the form, the language and the widths alone, never on the client or on the desk's texts.
"""

from collections.abc import Mapping

from zenforms.form.branding import Branding
from zenforms.form.definition import Form, LongTextField, Section
from zenforms.form.guides import guide_words, place_guides
from zenforms.form.metrics import Metrics
from zenforms.form.sections import SECTION_GAP, place_header, place_section, section_height
from zenforms.form.setting import Setting, overflow
from zenforms.form.sheet import (
    CONTENT_BOTTOM,
    CONTENT_TOP,
    Element,
    Layout,
    Sheet,
)
from zenforms.language import Lang, Text

ON_THE_PAGE = Text(fr="Mise en page", en="Layout")


def layout_form(
    form: Form, *, lang: Lang, metrics: Metrics, branding: Branding | None = None
) -> Layout:
    """The form on its pages, with the vendor's name and texts when there is a `branding`.

    Raises LayoutError when a text does not fit.
    """
    setting = Setting(form, lang, metrics)
    header, header_bottom = place_header(setting, branding)
    groups = _paginate(setting, header_bottom)
    pages: list[list[Element]] = []
    for number, group in enumerate(groups):
        top = CONTENT_TOP if number else header_bottom
        stretch = _slack(setting, group, top) if number < len(groups) - 1 else 0.0
        elements, bottom = _place(setting, group, top, stretch)
        pages.append([*elements] if number else [*header, *elements])
    if form.guides:
        _add_guides(setting, pages, bottom, guide_words(branding))
    return Layout(tuple(Sheet(tuple(page)) for page in pages))


def _paginate(setting: Setting, first_top: float) -> list[list[Section]]:
    """The sections by page; a section is never split."""
    groups: list[list[Section]] = [[]]
    y = first_top
    for section in setting.form.sections:
        height = section_height(setting, section)
        if groups[-1] and y - height < CONTENT_BOTTOM:
            groups.append([])
            y = CONTENT_TOP
        y -= height + SECTION_GAP
        groups[-1].append(section)
        if (excess := CONTENT_BOTTOM - SECTION_GAP - y) > 0:
            raise overflow(section.title.to(setting.lang), ON_THE_PAGE, excess)
    return groups


def _slack(setting: Setting, group: list[Section], top: float) -> float:
    """The height a page leaves free, given to its long text."""
    if not any(isinstance(field, LongTextField) for s in group for field in s.fields):
        return 0.0
    heights = sum(section_height(setting, section) for section in group)
    return top - heights - SECTION_GAP * (len(group) - 1) - CONTENT_BOTTOM


def _place(
    setting: Setting, group: list[Section], top: float, stretch: float
) -> tuple[list[Element], float]:
    elements: list[Element] = []
    for section in group:
        placed, bottom = place_section(setting, section, top, stretch)
        elements += placed
        top = bottom - SECTION_GAP
        if any(isinstance(field, LongTextField) for field in section.fields):
            stretch = 0.0
    return elements, top


def _add_guides(
    setting: Setting, pages: list[list[Element]], top: float, words: Mapping[str, str]
) -> None:
    """The instructions below the last fields, or on a page of their own."""
    elements, bottom = place_guides(setting, words, top)
    if bottom >= CONTENT_BOTTOM:
        pages[-1] += elements
        return
    elements, bottom = place_guides(setting, words, CONTENT_TOP)
    if bottom < CONTENT_BOTTOM:
        where = Text(fr="Mise en page", en="Layout")
        raise overflow(
            setting.form.guides[-1].title.to(setting.lang), where, CONTENT_BOTTOM - bottom
        )
    pages.append([*elements])
