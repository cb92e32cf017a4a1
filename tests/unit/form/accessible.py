"""What PDF/UA-1 (ISO 14289-1) asks of a form, as checks that each name what they miss."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, PdfObject

Entries = dict[str, Any]
"""A dictionary of the file; what it holds is found through its references."""

HIDDEN = 2
PAINTING = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do"})
SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
BLOCKS = {"/H1", "/H2", "/H3", "/P", "/Figure", "/Lbl", "/LBody", "/Form"}
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def unembedded_fonts(pdf: PdfReader) -> Iterator[str]:
    """Fonts without a font program, on pages, in appearance streams and in /DR."""
    for place, resources in _resources(pdf):
        for name, font in _entries(resources.get("/Font")).items():
            descriptor = _entries(_entries(font).get("/FontDescriptor"))
            if not any(key in descriptor for key in FONT_FILES):
                yield f"{place}: font {name} is not embedded"


def unmarked_painting(pdf: PdfReader) -> Iterator[str]:
    """Anything drawn on a page outside marked content, and marked content left open."""
    for number, page in enumerate(pdf.pages, start=1):
        depth = 0
        for _, operator in ContentStream(page.get_contents(), pdf).operations:
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            if operator in PAINTING | SHOWING and depth < 1:
                yield f"page {number}: {operator.decode()} outside marked content"
        if depth:
            yield f"page {number}: marked content is not closed"


def untied_content(pdf: PdfReader) -> Iterator[str]:
    """Marked content that its page's entry in the parent tree does not lead to, or wrongly."""
    parents = _parent_tree(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        elements = parents.get(_entries(page)["/StructParents"], [])
        marked = list(_marked(page, pdf))
        if [identifier for identifier, _ in marked] != list(range(len(elements))):
            yield f"page {number}: the marked content is not counted from 0 to {len(elements)}"
            continue
        for (identifier, tag), element in zip(marked, elements, strict=True):
            found = element.get_object()
            if found["/S"] != tag or identifier not in found["/K"]:
                yield f"page {number}: content {identifier} ({tag}) belongs to {found['/S']}"


def untied_widgets(pdf: PdfReader) -> Iterator[str]:
    """Visible widgets without the round trip /StructParent → parent tree → Form → OBJR."""
    parents = _parent_tree(pdf)
    for name, reference, widget in _visible(pdf):
        key = widget.get("/StructParent")
        element = _entries(parents.get(key if key is not None else -1))
        if element.get("/S") != "/Form":
            yield f"{name}: its /StructParent leads to no Form element"
            continue
        targets = [_reference(kid) for kid in element["/K"] if _is_objr(kid)]
        if targets != [reference]:
            yield f"{name}: its Form element does not refer to it"


def untied_forms(pdf: PdfReader) -> Iterator[str]:
    """Form elements that are not in the document's tree, or twice."""
    forms = [element for element in _tree(pdf) if element["/S"] == "/Form"]
    wanted = len(list(_visible(pdf)))
    if len(forms) != wanted:
        yield f"{len(forms)} Form elements for {wanted} widgets"


def silent_fields(pdf: PdfReader) -> Iterator[str]:
    """Visible widgets without /TU."""
    for name, _, widget in _visible(pdf):
        if not str(widget.get("/TU", "")).strip():
            yield f"{name} has no tooltip"


def unsaid_document(pdf: PdfReader) -> Iterator[str]:
    """Language, title, marks and the claim itself."""
    root = _entries(pdf.root_object)
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not _entries(root.get("/MarkInfo")).get("/Marked"):
        yield "not marked as tagged"
    if not _entries(root.get("/ViewerPreferences")).get("/DisplayDocTitle"):
        yield "the title is not shown"
    metadata = root.get("/Metadata")
    packet = metadata.get_object().get_data() if metadata else b""
    if b"<dc:title>" not in packet:
        yield "no title"
    if b"<pdfuaid:part>1</pdfuaid:part>" not in packet:
        yield "PDF/UA-1 is not claimed"


def untabbed_pages(pdf: PdfReader) -> Iterator[str]:
    """Pages whose tab order does not follow the structure."""
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"page {number}: the tab order does not follow the structure"


def misordered_tabs(pdf: PdfReader) -> Iterator[str]:
    """A tree whose Form elements come in another order than the widgets on the pages."""
    order = [
        _reference(kid)
        for element in _tree(pdf)
        if element["/S"] == "/Form"
        for kid in element["/K"]
        if _is_objr(kid)
    ]
    if order != [reference for _, reference, _ in _visible(pdf)]:
        yield "the structure reads the widgets in another order"


def unlabelled_pictures(pdf: PdfReader) -> Iterator[str]:
    """Figures without /Alt."""
    for element in _tree(pdf):
        if element["/S"] == "/Figure" and not element.get("/Alt"):
            yield "a figure says nothing"


def skipped_headings(pdf: PdfReader) -> Iterator[str]:
    """Headings that go down more than one level at once."""
    level = 0
    for element in _tree(pdf):
        kind = str(element["/S"])
        if kind[1:2] == "H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f"{kind} follows H{level}"
            level = int(kind[2:])


def loose_list_items(pdf: PdfReader) -> Iterator[str]:
    """Lists whose parts do not stand in each other as they must."""
    wanted = {"/LI": "/L", "/Lbl": "/LI", "/LBody": "/LI"}
    for element in _tree(pdf):
        parent = wanted.get(str(element["/S"]))
        if parent and _entries(element["/P"])["/S"] != parent:
            yield f"{element['/S']} is not in {parent}"


def unnamed_files(pdf: PdfReader) -> Iterator[str]:
    """File specifications without both /F and /UF."""
    for number in range(1, _entries(pdf.trailer)["/Size"]):
        found = _entries(pdf.get_object(number))
        if "/EF" in found and not {"/F", "/UF"} <= found.keys():
            yield f"object {number}: a file without /F and /UF"


CHECKS: Mapping[str, Callable[[PdfReader], Iterator[str]]] = {
    check.__name__: check
    for check in (
        unembedded_fonts,
        unmarked_painting,
        untied_content,
        untied_widgets,
        untied_forms,
        silent_fields,
        unsaid_document,
        untabbed_pages,
        misordered_tabs,
        unlabelled_pictures,
        skipped_headings,
        loose_list_items,
        unnamed_files,
    )
}


def _resources(pdf: PdfReader) -> Iterator[tuple[str, Entries]]:
    for number, page in enumerate(pdf.pages, start=1):
        yield f"page {number}", _entries(page.get("/Resources"))
        for reference in _entries(page).get("/Annots", []):
            widget = _entries(reference)
            normal = _entries(_entries(widget.get("/AP")).get("/N"))
            streams = [normal] if "/BBox" in normal else [_entries(s) for s in normal.values()]
            for stream in streams:
                yield f"widget {widget.get('/T')}", _entries(stream.get("/Resources"))
    yield "/DR", _entries(_entries(pdf.root_object["/AcroForm"]).get("/DR"))


def _visible(pdf: PdfReader) -> Iterator[tuple[str, IndirectObject, Entries]]:
    for page in pdf.pages:
        for reference in _entries(page).get("/Annots", []):
            widget = _entries(reference)
            if not widget.get("/F", 0) & HIDDEN:
                yield str(widget.get("/T") or widget["/Parent"]["/T"]), reference, widget


def _marked(page: PageObject, pdf: PdfReader) -> Iterator[tuple[int, str]]:
    for operands, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator == b"BDC" and "/MCID" in _entries(operands[1]):
            yield operands[1]["/MCID"], str(operands[0])


def _parent_tree(pdf: PdfReader) -> dict[int, Any]:
    numbers = _entries(_entries(pdf.root_object["/StructTreeRoot"])["/ParentTree"])["/Nums"]
    return {int(numbers[i]): numbers[i + 1].get_object() for i in range(0, len(numbers), 2)}


def _tree(pdf: PdfReader) -> Iterator[Entries]:
    """Every structure element from the root down, in reading order."""
    waiting = [_entries(pdf.root_object["/StructTreeRoot"])["/K"]]
    while waiting:
        element = _entries(waiting.pop())
        yield element
        kids = [kid for kid in element.get("/K", []) if _is_element(kid)]
        waiting += reversed(kids)


def _is_element(kid: object) -> bool:
    return "/S" in _entries(kid)


def _is_objr(kid: object) -> bool:
    return bool(_entries(kid).get("/Type") == "/OBJR")


def _reference(kid: object) -> PdfObject:
    """What an object reference refers to, unresolved."""
    return cast("PdfObject", cast("DictionaryObject", _entries(kid)).raw_get("/Obj"))


def _entries(value: object) -> Entries:
    """The dictionary behind a value; an empty one when it is none."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    return cast("Entries", found) if isinstance(found, DictionaryObject) else {}
