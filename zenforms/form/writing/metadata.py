"""Says what the file is: Info, XMP, language, and that a viewer shall show the title."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import IndirectObject, NameObject, StreamObject

from zenforms.form.writing.objects import PdfText, add, dictionary, stream
from zenforms.language import Lang

SPOKEN = {Lang.FR: "fr-FR", Lang.EN: "en-GB"}
"""The language tags of the forms (RFC 3066)."""

PRODUCER = "zenforms"


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a form: its title, who issues it, its identifier and its ids by name."""

    title: str
    author: str
    identifier: str
    ids: tuple[tuple[str, str], ...]
    lang: Lang


def describe(writer: PdfWriter, lang: Lang) -> IndirectObject:
    """Writes what the catalog says of a form; the reference is to its XMP, which is left open."""
    metadata = add(writer, stream(b"", {}, compress=False))
    catalog = {
        "Lang": PdfText(SPOKEN[lang]),
        "MarkInfo": {"Marked": True},
        "ViewerPreferences": {"DisplayDocTitle": True},
        "Metadata": metadata,
        "PageMode": "UseNone",
    }
    writer.root_object.update(dictionary(catalog))
    writer.root_object.pop(NameObject("/Outlines"), None)
    return metadata


def info(description: Description) -> dict[str, PdfText]:
    """The entries of Info; no dates, so that it repeats."""
    return {
        "Title": PdfText(description.title),
        "Author": PdfText(description.author),
        "Creator": PdfText(PRODUCER),
        "Producer": PdfText(PRODUCER),
        **{f"Zenforms{name}": PdfText(value) for name, value in description.ids},
    }


def xmp(description: Description) -> StreamObject:
    """The XMP packet, to be read without inflating it."""
    entries = {"Type": "Metadata", "Subtype": "XML"}
    return stream(_packet(description), entries, compress=False)


def _packet(description: Description) -> bytes:
    """Dublin Core, and the claim of PDF/UA-1, which holds for the blank form."""
    title, author = escape(description.title), escape(description.author)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{SPOKEN[description.lang]}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{escape(description.identifier)}</dc:identifier>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
