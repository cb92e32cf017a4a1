"""What a PDF would do if a viewer let it: the kinds of its actions. Nothing is ever executed."""

from collections.abc import Iterator

from pypdf.generic import DictionaryObject

from zenforms.reading.pages import Pages
from zenforms.reading.source import Source
from zenforms.reading.strings import decode_name
from zenforms.reading.tree import FieldTree

_MAX_CHAIN = 100
_HARMLESS = {"GoTo", "Named", "ResetForm", "Hide"}  # they stay inside the document


def action_kinds(source: Source, tree: FieldTree, pages: Pages) -> tuple[str, ...]:
    """The kinds of action found (`JavaScript`, `Launch`, `URI`…), sorted, once each."""
    found: set[str] = set()
    holders = {id(holder): holder for holder in _holders(source, tree, pages)}
    for holder in holders.values():
        for trigger in _triggers(source, holder):
            found.update(_chain(source, trigger))
    names = source.dictionary(source.get(source.catalog(), "/Names"))
    if source.get(names, "/JavaScript") is not None:
        found.add("JavaScript")
    return tuple(sorted(found - _HARMLESS))


def _holders(source: Source, tree: FieldTree, pages: Pages) -> Iterator[DictionaryObject]:
    catalog = source.catalog()
    if catalog is not None:
        yield catalog
    yield from pages.entries
    for annotation in pages.annotations:
        entries = source.dictionary(annotation)
        if entries is not None:
            yield entries
    yield from tree.holders


def _triggers(source: Source, holder: DictionaryObject) -> Iterator[object]:
    yield holder.get("/A")
    yield holder.get("/OpenAction")
    additional = source.dictionary(holder.get("/AA"))
    if additional is not None:
        yield from additional.values()


def _chain(source: Source, action: object) -> Iterator[str]:
    """The kinds of an action and of those that follow it."""
    todo = [action]
    for _ in range(_MAX_CHAIN):
        if not todo:
            return
        entries = source.dictionary(todo.pop())
        if entries is None:
            continue
        if kind := source.name(entries, "/S"):
            yield decode_name(kind)
        following = entries.get("/Next")
        todo.extend(list(source.items(following)) or [following])
