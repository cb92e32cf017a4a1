"""Forms that programs spoilt, and PDFs that are none of our forms."""

from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from tests.acceptance.triggers.trigger import Fields, Trigger, filled, limit, spoilt, with_answers
from tests.hostile.generator import form, pdf, stream
from tests.samples.evidence import invoice
from tests.unit.reading.copies import ANSWERS, copy_of

Change = Callable[[PdfWriter, Fields], None]

_V, _T, _KIDS = NameObject("/V"), NameObject("/T"), NameObject("/Kids")
_PUBLIC_KEY = "/Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /Length 128 >>"
_LONG = "\n".join(f"ligne {number}" for number in range(80))
_UNKNOWN = "ZF-260512-00000"
_DATASETS = (
    b"<xfa:datasets xmlns:xfa='x'><xfa:data><form><Autre>x</Autre></form></xfa:data></xfa:datasets>"
)


def _set(name: str, value: str) -> Change:
    def change(_: PdfWriter, fields: Fields) -> None:
        fields[name][_V] = TextStringObject(value)

    return change


def _twice(writer: PdfWriter, fields: Fields) -> None:
    """Another field of the same name with another value, on the same page."""
    other = DictionaryObject(fields["summary"])
    other[_V] = TextStringObject("Autre chose")
    added = writer._add_object(other)  # noqa: SLF001 - pypdf has no public way
    _roots(writer).append(added)
    writer.pages[0]["/Annots"].append(added)  # type: ignore[attr-defined]


def _own_value(writer: PdfWriter, fields: Fields) -> None:
    """The field's two widgets hold values of their own, which contradict each other."""
    field = fields["summary"]
    widgets = []
    for text in ("Première", "Seconde"):
        widget = DictionaryObject({k: v for k, v in field.items() if k not in {_T, _KIDS}})
        widget[_V] = TextStringObject(text)
        widgets.append(writer._add_object(widget))  # noqa: SLF001 - pypdf has no public way
    field[_KIDS] = ArrayObject(widgets)
    for name in ("/Subtype", "/Rect", "/AP"):
        del field[name]


def _off_the_tree(writer: PdfWriter, fields: Fields) -> None:
    roots = _roots(writer)
    kept = [root for root in roots if root.get_object()[_T] != fields["summary"][_T]]
    roots[:] = kept


def _not_a_field(writer: PdfWriter, _: Fields) -> None:
    _roots(writer).append(NumberObject(7))


def _renamed(_: PdfWriter, fields: Fields) -> None:
    fields["summary"][_T] = TextStringObject("sommaire")


def _xfa_beside(writer: PdfWriter, _: Fields) -> None:
    packet = StreamObject()
    packet.set_data(_DATASETS)
    added = writer._add_object(packet)  # noqa: SLF001 - pypdf has no public way
    layers = ArrayObject([TextStringObject("datasets"), added])
    writer.root_object["/AcroForm"][NameObject("/XFA")] = layers  # type: ignore[index]


def _hidden_answer(_: PdfWriter, fields: Fields) -> None:
    del fields["summary"]["/V"]


def _script(writer: PdfWriter, _: Fields) -> None:
    writer.add_open_action(JavaScript("app.alert('Bonjour');"))


def _launch(writer: PdfWriter, _: Fields) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def _embedded(writer: PdfWriter, _: Fields) -> None:
    writer.add_attachment("gros.bin", bytes(2_000))


def _roots(writer: PdfWriter) -> ArrayObject:
    roots = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
    assert isinstance(roots, ArrayObject)
    return roots


def _cut_table() -> bytes:
    return filled().replace(b"startxref\n", b"startxref\n9")


PDFS = (
    Trigger("ZF002", "An empty file.", lambda: b""),
    Trigger("ZF004", "A table of objects that lies elsewhere.", _cut_table),
    Trigger("ZF006", "Encrypted for a certificate.", lambda: pdf(form(), trailer=_PUBLIC_KEY)),
    Trigger(
        "ZF007",
        "Encrypted by a handler that nobody knows.",
        lambda: pdf(form(), trailer="/Encrypt << /Filter /Maison /V 9 >>"),
    ),
    Trigger(
        "ZF008", "A form beyond the desk's limit.", filled, policy=limit("document_bytes", 1_000)
    ),
    Trigger("ZF009", "More fields than the desk reads.", filled, policy=limit("fields", 5)),
    Trigger("ZF014", "An invoice alone.", invoice),
    Trigger(
        "ZF017",
        "A form that is XFA alone.",
        lambda: pdf(form(acroform="/XFA 50 0 R", more={50: stream(b"<xdp/>")})),
    ),
    Trigger("ZF019", "A revision that is not out yet.", spoilt(_set("form_revision", "9"))),
    Trigger("ZF021", "Two fields of one name that disagree.", spoilt(_twice)),
    Trigger("ZF022", "A field that the list of fields forgot.", spoilt(_off_the_tree)),
    Trigger("ZF023", "A layer of XFA that says more.", spoilt(_xfa_beside)),
    Trigger("ZF024", "A number among the fields.", spoilt(_not_a_field)),
    Trigger(
        "ZF026",
        "A file inside the PDF, beyond the desk's limit.",
        spoilt(_embedded),
        policy=limit("attachment_bytes", 1_000),
    ),
    Trigger("ZF027", "A field that bears another name.", spoilt(_renamed)),
    Trigger(
        "ZF025",
        "A printed copy on which the description does not fit.",
        lambda: copy_of({**ANSWERS, "description": _LONG}),
    ),
    Trigger("ZF205", "A summary beyond its length.", spoilt(_set("summary", "export " * 20))),
    Trigger("ZF206", "An urgency that is on no list.", spoilt(_set("urgency", "Très haute"))),
    Trigger("ZF208", "A field whose widgets disagree.", spoilt(_own_value)),
    Trigger("ZF209", "UTF-8 read as Latin-1.", with_answers(summary="Exporter les piÃ¨ces Ã©tÃ©")),
    Trigger(
        "ZF210", "A description that is cut.", spoilt(_set("description", "Je clique. " * 9_000))
    ),
    Trigger("ZF211", "A summary that shows, and is not there.", spoilt(_hidden_answer)),
    Trigger("ZF212", "Two lines where one fits.", spoilt(_set("summary", "L’export\nest coupé"))),
    Trigger("ZF309", "A correction of a request of nobody's.", spoilt(_set("thread", _UNKNOWN))),
    Trigger("ZF501", "A form without its client's id.", spoilt(_set("client_id", ""))),
    Trigger("ZF510", "A script of somebody else's.", spoilt(_script)),
    Trigger("ZF511", "An action that starts a program.", spoilt(_launch)),
    Trigger("ZF512", "A text that runs backwards.", with_answers(summary="Export \u202ecoupé")),
)
