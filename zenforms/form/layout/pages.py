"""From a definition to pages: where every label, help, field and instruction sits.

Pure geometry: letter widths are passed in, and nothing is drawn. The place of a field depends
on the form, the language and the widths alone, never on the client or on the desk's texts.
"""

from collections.abc import Mapping
from dataclasses import replace

from zenforms.form.branding import Branding, Correction
from zenforms.form.definition import Form, LongTextField, Section
from zenforms.form.layout.context import LayoutContext, overflow
from zenforms.form.layout.elements import (
    CONTENT_BOTTOM,
    CONTENT_TOP,
    Element,
    FieldBox,
    FormPage,
    Layout,
)
from zenforms.form.layout.fonts import Metrics
from zenforms.form.layout.guides import guide_words, place_guides
from zenforms.form.layout.marks import numbered, place_list
from zenforms.form.layout.sections import (
    AIRY,
    DENSE,
    Spacing,
    place_header,
    place_section,
    section_height,
)
from zenforms.language import Lang, Text

ON_THE_PAGE = Text(fr="Mise en page", en="Layout")


def layout_form(
    form: Form,
    *,
    lang: Lang,
    metrics: Metrics,
    branding: Branding | None = None,
    correction: Correction | None = None,
) -> Layout:
    """The form on its pages, with the vendor's name and texts when there is a `branding`.

    Without one it holds the fields of the definition alone, at the same places. A `correction`
    puts the list of its marks on a page before the others, or on as many as it takes, and the
    marks beside the fields.

    Raises LayoutError when a text does not fit.
    """
    marks = numbered(correction.marks, form) if correction else {}
    aids = branding is not None and branding.scripts
    context = LayoutContext(form, lang, metrics, aids, marks)
    header, header_bottom = place_header(context, branding)
    pages: list[list[Element]] = [[*header]]
    y = header_bottom
    groups = _paginate(context, header_bottom)
    for number, group in enumerate(groups):
        if number:
            pages.append([])
            y = CONTENT_TOP
        spacing = _spacing(context, group, y, is_last=number == len(groups) - 1)
        for section in group:
            elements, bottom = place_section(context, section, y, spacing)
            pages[-1] += elements
            y = bottom - spacing.section
    if form.guides:
        _add_guides(context, pages, y, guide_words(branding))
    if correction:
        pages = [*_covers(context, branding, pages, correction.thread), *pages]
    return Layout(tuple(FormPage(tuple(page)) for page in pages))


def _covers(
    context: LayoutContext, branding: Branding | None, pages: list[list[Element]], thread: str
) -> list[list[Element]]:
    """The pages that say what is missing, and on which of the `pages` after them."""
    header, top = place_header(context, branding, introduction=False)
    lists = place_list(context, _pages_of_fields(pages, 2), thread, top)
    if len(lists) > 1:  # the numbers of the pages do not change how many it takes
        lists = place_list(context, _pages_of_fields(pages, len(lists) + 1), thread, top)
    return [[*header, *lists[0]], *lists[1:]]


def _pages_of_fields(pages: list[list[Element]], first: int) -> Mapping[str, int]:
    """The page of each field by name, counted from `first`."""
    return {
        element.name: number
        for number, page in enumerate(pages, start=first)
        for element in page
        if isinstance(element, FieldBox)
    }


def _paginate(context: LayoutContext, first_top: float) -> list[list[Section]]:
    """The sections by page; a section is never split."""
    groups: list[list[Section]] = [[]]
    y = first_top
    for section in context.form.sections:
        height = section_height(context, section, DENSE)
        if groups[-1] and y - height < CONTENT_BOTTOM:
            groups.append([])
            y = CONTENT_TOP
        groups[-1].append(section)
        y -= height
        if y < CONTENT_BOTTOM:
            title = section.title.to(context.lang)
            raise overflow(title, ON_THE_PAGE, CONTENT_BOTTOM - y)
        y -= DENSE.section
    return groups


def _spacing(context: LayoutContext, group: list[Section], top: float, *, is_last: bool) -> Spacing:
    """What a page can afford: a long text takes the height that is left, else all get air."""
    slack = top - _height(context, group, DENSE) - CONTENT_BOTTOM
    has_long_text = any(isinstance(f, LongTextField) for section in group for f in section.fields)
    if has_long_text and not is_last:
        return replace(DENSE, stretch=slack)
    fits = _height(context, group, AIRY) <= top - CONTENT_BOTTOM
    return AIRY if fits else DENSE


def _height(context: LayoutContext, group: list[Section], spacing: Spacing) -> float:
    heights = sum(section_height(context, section, spacing) for section in group)
    return heights + spacing.section * (len(group) - 1)


def _add_guides(
    context: LayoutContext, pages: list[list[Element]], top: float, words: Mapping[str, str | Text]
) -> None:
    """The instructions below the last fields, or on a page of their own."""
    elements, bottom = place_guides(context, words, top)
    if bottom < CONTENT_BOTTOM:
        elements, bottom = place_guides(context, words, CONTENT_TOP)
        pages.append([])
    if bottom < CONTENT_BOTTOM:
        title = context.form.guides[-1].title.to(context.lang)
        raise overflow(title, ON_THE_PAGE, CONTENT_BOTTOM - bottom)
    pages[-1] += elements
