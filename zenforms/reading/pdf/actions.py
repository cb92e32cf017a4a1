"""What a PDF would do if a viewer let it: its actions. Nothing is ever executed."""

import hashlib
from collections.abc import Iterable, Iterator

from zenforms.reading.pdf.nametree import named
from zenforms.reading.pdf.objects import Dictionary
from zenforms.reading.pdf.pages import Pages
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.strings import decode_name
from zenforms.reading.pdf.tree import FieldTree
from zenforms.reading.pdf.values import Texts
from zenforms.reading.submission import Flag

SCRIPT = "JavaScript"

_MAX_CHAIN = 100
_HARMLESS = {"GoTo", "Named", "ResetForm", "Hide"}  # they stay inside the document
_UNREADABLE = "unreadable"


def actions_in(source: Source, tree: FieldTree, pages: Pages) -> tuple[Dictionary, ...]:
    """Every action of the document, its pages, annotations and fields, and those that follow."""
    holders = {id(holder): holder for holder in _holders(source, tree, pages)}
    triggers = [trigger for h in holders.values() for trigger in _triggers(source, h)]
    starts = (*triggers, *named(source, "/JavaScript"))
    return tuple(action for start in starts for action in _chain(source, start))


def action_kinds(source: Source, actions: Iterable[Dictionary]) -> tuple[str, ...]:
    """The kinds of action found (`JavaScript`, `Launch`, `URI`…), sorted, once each."""
    found = {decode_name(kind) for action in actions if (kind := source.name(action, "/S"))}
    names = source.dictionary(source.get(source.catalog(), "/Names"))
    if source.get(names, "/JavaScript") is not None:
        found.add(SCRIPT)
    return tuple(sorted(found - _HARMLESS))


def script_sums(source: Source, texts: Texts, actions: Iterable[Dictionary]) -> tuple[str, ...]:
    """The SHA-256 of each script's text, sorted, once each; a word for one that is not read."""
    scripts = (a.get("/JS") for a in actions if "/JS" in a or source.name(a, "/S") == SCRIPT)
    return tuple(sorted({_sum(texts, script) for script in scripts}))


def _sum(texts: Texts, script: object) -> str:
    decoded = texts.read(script)
    if decoded is None or Flag.TRUNCATED in decoded.flags:
        return _UNREADABLE
    return hashlib.sha256(decoded.text.encode("utf-8", "surrogatepass")).hexdigest()


def _holders(source: Source, tree: FieldTree, pages: Pages) -> Iterator[Dictionary]:
    catalog = source.catalog()
    if catalog is not None:
        yield catalog
    yield from pages.entries
    for annotation in pages.annotations:
        entries = source.dictionary(annotation)
        if entries is not None:
            yield entries
    yield from tree.holders


def _triggers(source: Source, holder: Dictionary) -> Iterator[object]:
    yield holder.get("/A")
    yield holder.get("/OpenAction")
    additional = source.dictionary(holder.get("/AA"))
    if additional is not None:
        yield from additional.values()


def _chain(source: Source, action: object) -> Iterator[Dictionary]:
    """An action and those that follow it."""
    todo = [action]
    for _ in range(_MAX_CHAIN):
        if not todo:
            return
        entries = source.dictionary(todo.pop())
        if entries is None:
            continue
        yield entries
        following = entries.get("/Next")
        todo.extend(list(source.items(following)) or [following])
