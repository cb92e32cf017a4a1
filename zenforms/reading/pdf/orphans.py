"""Widgets that stand on a page although `/Fields` does not reach them: gathered, never lost."""

from collections.abc import Iterator

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.objects import Dictionary, Reference
from zenforms.reading.pdf.pages import Pages
from zenforms.reading.pdf.source import Source, key_of
from zenforms.reading.pdf.tree import FieldTree, Widget
from zenforms.reading.submission import Flag


def gather_orphans(source: Source, tree: FieldTree, pages: Pages, limits: Limits) -> int:
    """Add the forgotten widgets to the tree, each with its flag; how many there are."""
    orphans = list(_forgotten(source, tree, pages))
    known = set(map(id, tree.nodes))
    roots: list[object] = []
    for reference, entries in orphans:
        parent = tree.seen.get(key_of(entries.get("/Parent")) or Reference(-1, -1))
        if parent is not None:
            parent.widgets.append(Widget(entries, key_of(reference)))
            parent.flag(Flag.ORPHAN_WIDGET, Flag.PARENT_MISMATCH)
        else:
            roots.append(_root(source, reference, limits.depth))
    tree.walk({key_of(root) or id(root): root for root in roots}.values())
    # a widget whose parents do not list it stands for itself
    tree.walk(reference for reference, _ in orphans if not _is_reached(tree, reference))
    for node in tree.nodes:
        if id(node) not in known:
            node.flag(Flag.ORPHAN_WIDGET)
    return len(orphans)


def _forgotten(
    source: Source, tree: FieldTree, pages: Pages
) -> Iterator[tuple[object, Dictionary]]:
    for annotation in pages.annotations:
        if key_of(annotation) in tree.seen:
            continue
        entries = source.dictionary(annotation)
        if entries is not None and source.name(entries, "/Subtype") == "Widget":
            yield annotation, entries


def _is_reached(tree: FieldTree, reference: object) -> bool:
    key = key_of(reference)
    if key is not None:
        return key in tree.seen
    return any(widget.entries is reference for node in tree.nodes for widget in node.widgets)


def _root(source: Source, reference: object, depth: int) -> object:
    """The topmost ancestor by /Parent, bounded; a cycle ends where it began."""
    seen = {key_of(reference)}
    for _ in range(depth):
        entries = source.dictionary(reference)
        above = None if entries is None else entries.get("/Parent")
        if source.dictionary(above) is None or key_of(above) in seen:
            break
        reference = above
        seen.add(key_of(reference))
    return reference
