"""Tags the form for screen readers: the structure tree of PDF/UA-1 (ISO 14289-1).

Every text block becomes a heading, a paragraph or a list item; every widget a Form element
with a reference to it. The parent tree leads back from the content and the widgets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import IndirectObject, NameObject, NumberObject

from zenforms.form.layout.elements import Element, FieldBox, Layout, Picture, Tag, TextBlock
from zenforms.form.writing.acroform import Widgets
from zenforms.form.writing.objects import PdfText, add, dictionary, entries_of, items_of


@dataclass(slots=True)
class Tree:
    """The structure tree while it grows; `parents` is the parent tree, by key."""

    writer: PdfWriter
    document: IndirectObject
    parents: list[IndirectObject | list[IndirectObject]] = field(default_factory=list)

    def element(
        self, kind: str, parent: IndirectObject, own: Mapping[str, object] | None = None
    ) -> IndirectObject:
        """A new element at the end of `parent`."""
        entries = {"Type": "StructElem", "S": kind, "P": parent, "K": [], **(own or {})}
        made = add(self.writer, entries)
        items_of(entries_of(parent)["/K"]).append(made)
        return made

    def remember(self, parent: IndirectObject | list[IndirectObject]) -> int:
        """The key under which a page or a widget finds what it belongs to."""
        self.parents.append(parent)
        return len(self.parents) - 1


def tag_form(writer: PdfWriter, layout: Layout, widgets: Widgets) -> None:
    """Adds the structure tree of the whole form, in reading order."""
    root = add(writer, {"Type": "StructTreeRoot"})
    document = add(writer, {"Type": "StructElem", "S": "Document", "P": root, "K": []})
    tree = Tree(writer, document)
    for number in range(len(layout.pages)):
        _tag_page(tree, layout, number, widgets)
    numbers = [part for pair in enumerate(tree.parents) for part in pair]
    entries = {
        "K": document,
        "ParentTree": add(writer, {"Nums": numbers}),
        "ParentTreeNextKey": len(tree.parents),
    }
    entries_of(root).update(dictionary(entries))
    writer.root_object[NameObject("/StructTreeRoot")] = root


def _tag_page(tree: Tree, layout: Layout, number: int, widgets: Widgets) -> None:
    page = tree.writer.pages[number]
    marked: list[IndirectObject] = []
    key = tree.remember(marked)
    page[NameObject("/StructParents")] = NumberObject(key)
    place = tree.document
    here = page.indirect_reference
    for element in layout.pages[number].elements:
        place = _parent(tree, element, place)
        match element:
            case FieldBox():
                _tag_widget(tree, widgets[element], page)
            case TextBlock():
                own = {"Pg": here, "K": [len(marked)]}
                marked.append(tree.element(element.tag.value, place, own))
            case Picture():
                figure = {"Pg": here, "K": [len(marked)]} | _figure(element)
                marked.append(tree.element("Figure", place, figure))


def _parent(tree: Tree, element: Element, before: IndirectObject) -> IndirectObject:
    """Where an element belongs: steps in the items of a list, all else in the document."""
    tag = element.tag if isinstance(element, TextBlock) else None
    if tag is Tag.STEP:
        return before
    if tag is not Tag.STEP_NUMBER:
        return tree.document
    is_first = before == tree.document
    steps = tree.element("L", before) if is_first else entries_of(before).raw_get("/P")
    return tree.element("LI", steps)


def _tag_widget(tree: Tree, widget: IndirectObject, page: PageObject) -> None:
    reference = {"Type": "OBJR", "Obj": widget, "Pg": page.indirect_reference}
    own = {"Pg": page.indirect_reference, "K": [reference]}
    key = tree.remember(tree.element("Form", tree.document, own))
    entries_of(widget)[NameObject("/StructParent")] = NumberObject(key)


def _figure(picture: Picture) -> dict[str, Any]:
    layout = {"O": "Layout", "Placement": "Block", "BBox": list(picture.rect.corners())}
    return {"Alt": PdfText(picture.alt), "A": layout}
