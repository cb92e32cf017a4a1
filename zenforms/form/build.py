"""Builds a form: drawn with reportlab, made fillable with pypdf, sealed for one client."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter

from zenforms.form.branding import FRESH, Branding, Correction, FormClient, Stamp
from zenforms.form.definition import Form
from zenforms.form.issued import IssuedForm, issued
from zenforms.form.fill import write_answers
from zenforms.form.layout.context import LayoutContext
from zenforms.form.layout.elements import Layout
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.marks import numbered
from zenforms.form.layout.pages import layout_form
from zenforms.form.layout.styles import palette
from zenforms.form.writing.acroform import NAME_FIELD, Widgets, add_fields, write_client_name
from zenforms.form.writing.drawing import Imprint, draw_pages
from zenforms.form.writing.fieldfont import add_field_font
from zenforms.form.writing.metadata import describe
from zenforms.form.writing.objects import entries_of, finished
from zenforms.form.writing.structure import tag_form
from zenforms.form.writing.widgets import WidgetFactory
from zenforms.language import Lang


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a form that is the same for every client: made once, used for thousands."""

    form: Form
    branding: Branding
    lang: Lang
    marks: Mapping[str, str]
    layout: Layout


def build_form(
    form: Form,
    *,
    client: FormClient,
    branding: Branding,
    lang: Lang = Lang.FR,
    key: bytes | None = None,
    stamp: Stamp = FRESH,
    answers: Mapping[str, object] | None = None,
    marks: Mapping[str, str] | None = None,
) -> bytes:
    """The form as a PDF for `client`, byte-identical for equal arguments.

    Without a `key` it bears no seal. `answers` fill it in at once. `marks` make it a correction
    form: they say of each field what is missing or wrong (the empty name: of the whole).
    Raises LayoutError when a text or the client's name does not fit, AnswerError for answers
    that the form cannot hold, LogoError for a logo that cannot be read.
    """
    correction = Correction(marks, stamp.thread) if marks else None
    plan = plan_form(form, branding=branding, lang=lang, correction=correction)
    return make_form(plan, client, key=key, stamp=stamp, answers=answers)


def plan_form(
    form: Form,
    *,
    branding: Branding,
    lang: Lang = Lang.FR,
    correction: Correction | None = None,
) -> Plan:
    """The plan of a form, for `make_form`; raises LayoutError when a text does not fit."""
    layout = layout_form(
        form, lang=lang, metrics=metrics(), branding=branding, correction=correction
    )
    return Plan(form, branding, lang, correction.marks if correction else {}, layout)


def make_form(
    plan: Plan,
    client: FormClient,
    *,
    key: bytes | None = None,
    stamp: Stamp = FRESH,
    answers: Mapping[str, object] | None = None,
) -> bytes:
    """One client's form from a plan, as `build_form` makes it; raises what that raises."""
    made = issued(plan.form, client, key, stamp)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_drawn(plan, made))))
    widgets = _write_fields(writer, plan, made)
    write_answers(writer, answers or {}, plan.form)
    tag_form(writer, plan.layout, widgets)
    describe(writer, made.description(plan.form, plan.branding.vendor, plan.lang))
    content = repr((made, plan.branding, plan.lang, plan.marks, answers)).encode()
    return finished(writer, content, made.identifier.encode())


def _drawn(plan: Plan, made: IssuedForm) -> bytes:
    footers = made.footers(len(plan.layout.sheets), plan.lang)
    imprint = Imprint(footers, palette(plan.branding.accent))
    return draw_pages(plan.layout, imprint, plan.lang)


def _write_fields(writer: PdfWriter, plan: Plan, made: IssuedForm) -> Widgets:
    marks = numbered(plan.marks, plan.form)
    context = LayoutContext(plan.form, plan.lang, metrics(), plan.branding.scripts, marks)
    factory = WidgetFactory(writer, context, palette(plan.branding.accent), add_field_font(writer))
    widgets = add_fields(factory, plan.layout, made.hidden(plan.form))
    for box, reference in widgets.items():
        if box.name == NAME_FIELD:
            name = made.sealed.client_name
            write_client_name(writer, entries_of(reference), name, metrics())
    return widgets
