"""Builds forms: a template drawn with reportlab and made fillable with pypdf, issued to clients.

A template holds all that is the same for every client. What differs, the foot of each page, the
client's name, the hidden values, Info and XMP, is left open in it and written when a form is
issued, so that a thousand clients cost one drawing.
"""

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from zenforms.form.branding import FRESH, Branding, Correction, FormClient, Stamp
from zenforms.form.definition import Form
from zenforms.form.fill import write_answers
from zenforms.form.layout.context import LayoutContext
from zenforms.form.layout.elements import Rect
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.marks import numbered
from zenforms.form.layout.pages import layout_form
from zenforms.form.layout.styles import palette
from zenforms.form.seal import Sealed, seal
from zenforms.form.wording import FOOTER, PAGE
from zenforms.form.writing.acroform import NAME_FIELD, WrittenFields, add_fields, client_name
from zenforms.form.writing.assembly import Assembly, assembly
from zenforms.form.writing.drawing import draw_pages
from zenforms.form.writing.fieldfont import RESOURCE, add_field_font
from zenforms.form.writing.footer import FormFooter, footer_content, symbol_text
from zenforms.form.writing.metadata import Description, describe, info, xmp
from zenforms.form.writing.objects import (
    PdfText,
    add,
    dictionary,
    entries_of,
    rect_of,
    stream,
    written,
)
from zenforms.form.writing.structure import tag_form
from zenforms.form.writing.widgets import WidgetFactory, appearance_stream
from zenforms.language import Lang

_SET_WITH_THE_NAME = frozenset({"/DA", "/Ff"})
Objects = Iterator[tuple[int, bytes]]
"""Objects of a file by number, as they are written."""


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """What a form bears: what is sealed, the seal (empty without a key), and its stamp."""

    sealed: Sealed
    seal: str
    stamp: Stamp

    @property
    def identifier(self) -> str:
        """`zenforms:FORM@REVISION:CLIENT[:THREAD]`, in XMP and the trailer."""
        name = f"{self.sealed.form}@{self.sealed.revision}"
        return ":".join(filter(None, ("zenforms", name, self.sealed.client_id, self.stamp.thread)))

    def hidden(self, form: Form) -> Mapping[str, str]:
        """The values of the form's hidden fields by name."""
        known = {
            "form_id": self.sealed.form,
            "form_revision": str(self.sealed.revision),
            "client_id": self.sealed.client_id,
            "seal": self.seal,
            "channel": self.stamp.channel,
            "thread": self.stamp.thread,
        }
        return {field.name: known.get(field.name, "") for field in form.hidden}

    def footers(self, pages: int, lang: Lang) -> tuple[FormFooter, ...]:
        """The foot of each of `pages` pages."""
        sealed = self.sealed
        names = {"form": sealed.form, "revision": str(sealed.revision), "client": sealed.client_id}
        identity, code = FOOTER.fill(lang, names), symbol_text(sealed, self.seal)
        numbers = ({"page": str(page), "pages": str(pages)} for page in range(1, pages + 1))
        return tuple(FormFooter(identity, PAGE.fill(lang, number), code) for number in numbers)

    def description(self, form: Form, vendor: str, lang: Lang) -> Description:
        """What Info and XMP say."""
        ids = (
            ("Form", self.sealed.form),
            ("Revision", str(self.sealed.revision)),
            ("Client", self.sealed.client_id),
            ("Seal", self.seal),
        )
        title = f"{form.title.to(lang)} – {self.sealed.client_name}"
        return Description(title, vendor, self.identifier, ids, lang)


def issued(form: Form, client: FormClient, key: bytes | None, stamp: Stamp) -> IssuedForm:
    """What the form of `client` bears for `client`, sealed with `key` if there is one."""
    sealed = Sealed(form.form, form.revision, client.id, client.name, stamp.channel)
    return IssuedForm(sealed, seal(key, sealed) if key is not None else "", stamp)


@dataclass(frozen=True, slots=True)
class OpenField:
    """A field whose value depends on the client: its entries up to there, and its place."""

    number: int
    entries: bytes
    rect: Rect
    picture: int

    def with_entries(self, own: Mapping[str, object]) -> tuple[int, bytes]:
        """The field with the entries that were left open."""
        return self.number, self.entries + written(dictionary(own)).removeprefix(b"<<\n")


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """All of a form that is the same for every client: made once, issued to thousands."""

    form: Form
    branding: Branding
    lang: Lang
    marks: Mapping[str, str]
    answers: Mapping[str, object] | None
    file: Assembly
    font: IndirectObject
    footers: tuple[int, ...]
    hidden: Mapping[str, OpenField]
    name: OpenField | None
    """None on a form that does not show it."""
    xmp: int


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
    template = make_template(
        form, branding=branding, lang=lang, correction=correction, answers=answers
    )
    return issue_form(template, client, key=key, stamp=stamp)


def make_template(
    form: Form,
    *,
    branding: Branding,
    lang: Lang = Lang.FR,
    correction: Correction | None = None,
    answers: Mapping[str, object] | None = None,
) -> FormTemplate:
    """A template of `form`, for `issue_form`.

    Raises LayoutError when a text does not fit, AnswerError and LogoError as `build_form` does.
    """
    widths, colours = metrics(), palette(branding.accent)
    marks = correction.marks if correction else {}
    layout = layout_form(form, lang=lang, metrics=widths, branding=branding, correction=correction)
    drawn = draw_pages(layout, colours, lang)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn)))
    font = add_field_font(writer)
    context = LayoutContext(form, lang, widths, branding.scripts, numbered(marks, form))
    fields = add_fields(WidgetFactory(writer, context, colours, font), layout)
    write_answers(writer, answers or {}, form)
    tag_form(writer, layout, fields.widgets)
    metadata = describe(writer, lang)
    footers = tuple(_add_footers(writer, font))
    hidden = {name: _left_open(reference) for name, reference in fields.hidden.items()}
    name = _name_field(fields)
    own = {field.number for field in hidden.values()}
    own |= {name.number, name.picture} if name else set()
    file = assembly(writer, {*footers, metadata.idnum, *own})
    return FormTemplate(
        form, branding, lang, marks, answers, file, font, footers, hidden, name, metadata.idnum
    )


def issue_form(
    template: FormTemplate, client: FormClient, *, key: bytes | None = None, stamp: Stamp = FRESH
) -> bytes:
    """One client's form, as `build_form` makes it.

    Raises LayoutError when the client's name does not fit.
    """
    made = issued(template.form, client, key, stamp)
    content = (made, template.branding, template.lang, template.marks, template.answers)
    objects = dict(_own_objects(template, made))
    return template.file.complete(objects, made.identifier.encode(), repr(content).encode())


def _own_objects(template: FormTemplate, made: IssuedForm) -> Objects:
    """The objects that differ from those of any other client."""
    lang, colours = template.lang, palette(template.branding.accent)
    footers = made.footers(len(template.footers), lang)
    for number, footer in zip(template.footers, footers, strict=True):
        yield number, written(stream(footer_content(footer, colours, metrics()), {}))
    for name, value in made.hidden(template.form).items():
        yield template.hidden[name].with_entries({"V": PdfText(value)})
    if (field := template.name) is not None:
        entries, drawn = client_name(made.sealed.client_name, field.rect, metrics())
        yield field.with_entries(entries)
        yield field.picture, written(appearance_stream(drawn, field.rect, template.font))
    description = made.description(template.form, template.branding.vendor, lang)
    yield template.file.info, written(dictionary(info(description)))
    yield template.xmp, written(xmp(description))


def _add_footers(writer: PdfWriter, font: IndirectObject) -> Iterator[int]:
    """A content stream for the foot of each page, left open."""
    for page in writer.pages:
        foot = add(writer, stream(b"", {}))
        entries_of(entries_of(page["/Resources"])["/Font"])[NameObject(f"/{RESOURCE}")] = font
        page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), foot])
        yield foot.idnum


def _name_field(fields: WrittenFields) -> OpenField | None:
    found = (made for box, made in fields.widgets.items() if box.name == NAME_FIELD)
    reference = next(found, None)
    return _left_open(reference, _SET_WITH_THE_NAME) if reference is not None else None


def _left_open(reference: IndirectObject, open_too: Collection[str] = ()) -> OpenField:
    """A text field, blank, without the entries that its value decides as well."""
    entries = entries_of(reference)
    shared = {key: value for key, value in entries.items() if key not in open_too}
    drawn = entries_of(entries["/AP"]).raw_get("/N")
    start = written(DictionaryObject(shared)).removesuffix(b">>")
    return OpenField(reference.idnum, start, rect_of(entries), drawn.idnum)
