"""Builds a form: drawn with reportlab, made fillable with pypdf, sealed for one client."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter

from zenforms.form.artifacts import Footer
from zenforms.form.bench import Bench
from zenforms.form.branding import FRESH, Branding, Correction, FormClient, Stamp
from zenforms.form.clientname import NAME_FIELD, write_client_name
from zenforms.form.definition import Form
from zenforms.form.fieldfont import add_field_font
from zenforms.form.fill import write_answers
from zenforms.form.layout import layout_form
from zenforms.form.marking import numbered
from zenforms.form.metadata import Description, describe
from zenforms.form.objects import entries_of, finished
from zenforms.form.page import Imprint, draw_pages
from zenforms.form.palette import palette
from zenforms.form.seal import Sealed, seal
from zenforms.form.setting import Setting
from zenforms.form.sheet import Layout
from zenforms.form.structure import tag_form
from zenforms.form.symbol import symbol_text
from zenforms.form.typeface import metrics
from zenforms.form.widgets import add_fields
from zenforms.form.wording import FOOTER, PAGE
from zenforms.language import Lang


@dataclass(frozen=True, slots=True)
class Edition:
    """One form for one client: what is sealed, and the seal (empty without a key)."""

    sealed: Sealed
    seal: str
    stamp: Stamp

    @property
    def identifier(self) -> str:
        """`zenforms:FORM@REVISION:CLIENT[:THREAD]`, in Info, XMP and the trailer."""
        name = f"{self.sealed.form}@{self.sealed.revision}"
        return ":".join(filter(None, ("zenforms", name, self.sealed.client_id, self.stamp.thread)))

    def hidden(self) -> Mapping[str, str]:
        """The hidden values by field name."""
        return {
            "form_id": self.sealed.form,
            "form_revision": str(self.sealed.revision),
            "client_id": self.sealed.client_id,
            "seal": self.seal,
            "channel": self.stamp.channel,
            "thread": self.stamp.thread,
        }


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
    that the form cannot hold.
    """
    edition = _edition(form, client, key, stamp)
    correction = Correction(marks, stamp.thread) if marks else None
    layout = layout_form(
        form, lang=lang, metrics=metrics(), branding=branding, correction=correction
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_drawn(layout, edition, branding, lang))))
    setting = Setting(form, lang, metrics(), branding.scripts, numbered(marks or {}, form))
    bench = Bench(writer, setting, palette(branding.accent), add_field_font(writer))
    widgets = add_fields(bench, layout, edition.hidden())
    for box, reference in widgets.items():
        if box.name == NAME_FIELD:
            write_client_name(writer, entries_of(reference), client.name, metrics())
    write_answers(writer, answers or {}, form)
    tag_form(writer, layout, widgets)
    describe(writer, _description(form, edition, branding, lang))
    content = repr((edition, client, branding, lang, answers, marks)).encode()
    return finished(writer, content, edition.identifier.encode())


def _edition(form: Form, client: FormClient, key: bytes | None, stamp: Stamp) -> Edition:
    sealed = Sealed(form.form, form.revision, client.id, client.name)
    return Edition(sealed, seal(key, sealed) if key is not None else "", stamp)


def _description(form: Form, edition: Edition, branding: Branding, lang: Lang) -> Description:
    sealed = edition.sealed
    ids = (
        ("Form", sealed.form),
        ("Revision", str(sealed.revision)),
        ("Client", sealed.client_id),
        ("Seal", edition.seal),
    )
    title = f"{form.title.to(lang)} – {sealed.client_name}"
    return Description(title, branding.vendor, edition.identifier, ids, lang)


def _drawn(layout: Layout, edition: Edition, branding: Branding, lang: Lang) -> bytes:
    return draw_pages(layout, _imprint(layout, edition, branding, lang), lang)


def _imprint(layout: Layout, edition: Edition, branding: Branding, lang: Lang) -> Imprint:
    sealed = edition.sealed
    names = {"form": sealed.form, "revision": str(sealed.revision), "client": sealed.client_id}
    pages = len(layout.sheets)
    footers = (
        Footer(
            FOOTER.fill(lang, names),
            PAGE.fill(lang, {"page": str(page), "pages": str(pages)}),
            symbol_text(sealed, edition.seal),
        )
        for page in range(1, pages + 1)
    )
    return Imprint(tuple(footers), palette(branding.accent), branding.logo)
