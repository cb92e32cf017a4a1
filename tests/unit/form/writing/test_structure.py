from collections.abc import Callable
from pathlib import Path

import outloud
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.unit.form.accessible import CHECKS
from tests.unit.form.made import (
    ANSWERS,
    ASSISTANCE,
    BRANDING,
    CANCELLATION,
    CLIENT,
    KEY,
    blank,
    fields,
    form,
    reader,
    widgets,
    writer,
    written,
)
from zenforms.form.branding import Branding, Stamp
from zenforms.form.build import build_form
from zenforms.form.writing.fieldfont import RESOURCE
from zenforms.language import Lang

Mutation = Callable[[PdfWriter], None]


def failed(pdf: PdfReader) -> set[str]:
    return {name for name, check in CHECKS.items() if any(check(pdf))}


def with_logo(folder: Path) -> bytes:
    logo = folder / "logo.png"
    Image.new("RGB", (300, 80), "#1F4E79").save(logo)
    branding = Branding(vendor="Société Exemple", email="s@societe.example", logo=logo)
    return build_form(form(), client=CLIENT, branding=branding, key=KEY)


def correction() -> bytes:
    return build_form(
        form(),
        client=CLIENT,
        branding=BRANDING,
        key=KEY,
        stamp=Stamp(thread="ZF-260115-K7M2Q"),
        answers=ANSWERS,
        marks={"workstations": "Indiquez les postes concernés.", "": "Il manque le rapport PSR."},
    )


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", [ASSISTANCE, CANCELLATION])
def test_a_blank_form_passes_every_check(name: str, lang: Lang) -> None:
    assert failed(reader(blank(name, lang))) == set()


def test_a_form_with_a_logo_and_a_correction_form_pass_every_check(tmp_path: Path) -> None:
    assert failed(reader(with_logo(tmp_path))) == set()
    assert failed(reader(correction())) == set()


def test_a_list_of_marks_on_two_pages_passes_every_check() -> None:
    names = [field.name for field in form().fields()]
    marks = dict.fromkeys(names, "Indiquez ce qui manque ici. " * 5)
    pdf = reader(build_form(form(), client=CLIENT, branding=BRANDING, key=KEY, marks=marks))
    assert len(pdf.pages) == 4
    assert failed(pdf) == set()


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", [ASSISTANCE, CANCELLATION])
def test_an_independent_checker_finds_no_error_in_a_blank_form(
    name: str, lang: Lang, tmp_path: Path
) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(blank(name, lang))
    result = outloud.check(str(path))
    assert result.error is None
    assert [finding for finding in result.findings if finding.severity == "error"] == []
    assert sum(run.outcome == "pass" for run in result.runs) > 30


def test_the_independent_checker_finds_an_error_in_an_untagged_form(tmp_path: Path) -> None:
    mutated = writer(blank())
    del mutated.root_object["/StructTreeRoot"]
    mutated.write(path := tmp_path / "form.pdf")
    assert outloud.check(str(path)).errors > 0


def lose_font_program(pdf: PdfWriter) -> None:
    """The font of the answers, which appearance streams and /DR share."""
    font = pdf.root_object["/AcroForm"]["/DR"]["/Font"][f"/{RESOURCE}"]  # type: ignore[index]
    del font["/FontDescriptor"]["/FontFile2"]


def use_a_standard_font_in_one_appearance(pdf: PdfWriter) -> None:
    helvetica = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    stream = fields(pdf)["summary"]["/AP"]["/N"]  # type: ignore[index]
    stream[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/Helv"): helvetica})}
    )


def draw_on_page(content: bytes) -> Mutation:
    def mutate(pdf: PdfWriter) -> None:
        page = pdf.pages[0]
        stream = DecodedStreamObject()
        stream.set_data(page.get_contents().get_data() + content)  # type: ignore[union-attr]
        page[NameObject("/Contents")] = pdf._add_object(stream)  # noqa: SLF001 - pypdf has no public way

    return mutate


def renumber_content(pdf: PdfWriter) -> None:
    page = pdf.pages[0]
    content = page.get_contents().get_data()  # type: ignore[union-attr]
    stream = DecodedStreamObject()
    stream.set_data(content.replace(b"/H2 <</MCID", b"/P <</MCID", 1))
    page[NameObject("/Contents")] = pdf._add_object(stream)  # noqa: SLF001 - as above


def lose_struct_parent(pdf: PdfWriter) -> None:
    del fields(pdf)["summary"]["/StructParent"]


def exchange_struct_parents(pdf: PdfWriter) -> None:
    one, other = fields(pdf)["summary"], fields(pdf)["email"]
    one[NameObject("/StructParent")], other[NameObject("/StructParent")] = (
        other["/StructParent"],
        one["/StructParent"],
    )


def add_untagged_widget(pdf: PdfWriter) -> None:
    copy = DictionaryObject(fields(pdf)["summary"])
    copy.pop("/StructParent")
    pdf.pages[0]["/Annots"].append(pdf._add_object(copy))  # type: ignore[attr-defined]  # noqa: SLF001 - as above


def lose_tooltip(pdf: PdfWriter) -> None:
    fields(pdf)["email"][NameObject("/TU")] = TextStringObject(" ")


def lose_tooltip_of_a_button(pdf: PdfWriter) -> None:
    del fields(pdf)["mode"]["/Kids"][0].get_object()["/TU"]  # type: ignore[index]


def lose(key: str) -> Mutation:
    def mutate(pdf: PdfWriter) -> None:
        del pdf.root_object[key]

    return mutate


def lose_tabs(pdf: PdfWriter) -> None:
    del pdf.pages[1]["/Tabs"]


def exchange_widgets_on_the_page(pdf: PdfWriter) -> None:
    annotations = pdf.pages[0]["/Annots"]
    annotations[1], annotations[2] = annotations[2], annotations[1]  # type: ignore[index]


def document_kids(pdf: PdfWriter) -> ArrayObject:
    kids = pdf.root_object["/StructTreeRoot"]["/K"]["/K"]  # type: ignore[index]
    assert isinstance(kids, ArrayObject)
    return kids


def skip_a_heading(pdf: PdfWriter) -> None:
    headings = (kid.get_object() for kid in document_kids(pdf))
    next(h for h in headings if h["/S"] == "/H2")[NameObject("/S")] = NameObject("/H4")


def lose_a_form_element(pdf: PdfWriter) -> None:
    kids = document_kids(pdf)
    kids.remove(next(kid for kid in kids if kid.get_object()["/S"] == "/Form"))


def break_a_list(pdf: PdfWriter) -> None:
    steps = next(k.get_object() for k in document_kids(pdf) if k.get_object()["/S"] == "/L")
    steps[NameObject("/S")] = NameObject("/P")


def add_a_file_without_unicode_name(pdf: PdfWriter) -> None:
    specification = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject("a.txt"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): NumberObject(0)}),
        }
    )
    pdf._add_object(specification)  # noqa: SLF001 - as above


@pytest.mark.parametrize(
    ("mutate", "wanted"),
    [
        (lose_font_program, "unembedded_fonts"),
        (use_a_standard_font_in_one_appearance, "unembedded_fonts"),
        (draw_on_page(b"\n0 0 9 9 re f"), "unmarked_painting"),
        (draw_on_page(b"\nBT /F1 9 Tf (x) Tj ET"), "unmarked_painting"),
        (draw_on_page(b"\n/P <</MCID 0>> BDC"), "unmarked_painting"),
        (draw_on_page(b"\n/P <</MCID 999>> BDC EMC"), "untied_content"),
        (renumber_content, "untied_content"),
        (lose_struct_parent, "untied_widgets"),
        (exchange_struct_parents, "untied_widgets"),
        (add_untagged_widget, "untied_widgets"),
        (lose_a_form_element, "untied_forms"),
        (lose_tooltip, "silent_fields"),
        (lose_tooltip_of_a_button, "silent_fields"),
        (lose("/Lang"), "unsaid_document"),
        (lose("/MarkInfo"), "unsaid_document"),
        (lose("/ViewerPreferences"), "unsaid_document"),
        (lose("/Metadata"), "unsaid_document"),
        (lose_tabs, "untabbed_pages"),
        (exchange_widgets_on_the_page, "misordered_tabs"),
        (skip_a_heading, "skipped_headings"),
        (break_a_list, "loose_list_items"),
        (add_a_file_without_unicode_name, "unnamed_files"),
    ],
)
def test_each_check_fails_on_a_form_that_breaks_it(mutate: Mutation, wanted: str) -> None:
    mutated = writer(blank())
    mutate(mutated)
    assert wanted in failed(written(mutated))


def test_a_logo_that_says_nothing_fails(tmp_path: Path) -> None:
    mutated = writer(with_logo(tmp_path))
    figures = (kid.get_object() for kid in document_kids(mutated))
    del next(kid for kid in figures if kid["/S"] == "/Figure")["/Alt"]
    assert "unlabelled_pictures" in failed(written(mutated))


def test_hidden_fields_stay_out_of_the_tree() -> None:
    hidden = [w for _, w in widgets(reader(blank())) if int(w["/F"]) & 2]  # type: ignore[call-overload]
    assert len(hidden) == 6
    assert all("/StructParent" not in widget for widget in hidden)
