"""The pages and what stands on them: which widget is where; and what the catalog names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from zenforms.language import Text
from zenforms.reading.pdf.source import Source, TooComplexError, key_of
from zenforms.reading.pdf.syntax.objects import Dictionary, Reference

_MAX_PAGES = 10_000
_MAX_ANNOTATIONS = 100_000


@dataclass(slots=True)
class Pages:
    """All pages in order. `numbers` maps annotations to page numbers, from 1."""

    entries: list[Dictionary] = field(default_factory=list)
    numbers: dict[Reference, int] = field(default_factory=dict)
    annotations: list[object] = field(default_factory=list)
    """References to annotations, or annotations that stand directly in a page's array."""


def read_pages(source: Source) -> Pages:
    """Walk the page tree, bounded and without following cycles."""
    pages = Pages()
    catalog = source.catalog()
    for page in _leaves(source, None if catalog is None else catalog.get("/Pages")):
        if len(pages.entries) >= _MAX_PAGES:
            raise TooComplexError(Text(fr="trop de pages", en="too many pages"))
        pages.entries.append(page)
        _note_annotations(source, page, pages)
    return pages


def _leaves(source: Source, root: object) -> Iterator[Dictionary]:
    seen: set[Reference] = set()
    stack = [root]
    while stack:
        entry = stack.pop()
        key = key_of(entry)
        if key is not None:
            if key in seen:
                continue
            seen.add(key)
        node = source.dictionary(entry)
        if node is None:
            continue
        if "/Kids" in node:
            stack.extend(reversed(list(source.items(node.get("/Kids")))))
        else:
            yield node


def _note_annotations(source: Source, page: Dictionary, pages: Pages) -> None:
    for annotation in source.items(page.get("/Annots")):
        key = key_of(annotation)
        if key is not None:
            pages.numbers.setdefault(key, len(pages.entries))
        pages.annotations.append(annotation)
    if len(pages.annotations) > _MAX_ANNOTATIONS:
        raise TooComplexError(Text(fr="trop d'annotations", en="too many annotations"))


_MAX_NODES = 2_000


def named(source: Source, kind: str) -> Iterator[object]:
    """The values under `/Names/<kind>` of the catalog, in order; cycles end."""
    names = source.dictionary(source.get(source.catalog(), "/Names"))
    seen: set[object] = set()
    stack = [None if names is None else names.get(kind)]
    while stack and len(seen) < _MAX_NODES:
        entry = stack.pop()
        node = source.dictionary(entry)
        identity = key_of(entry) or id(node)
        if node is None or identity in seen:
            continue
        seen.add(identity)
        yield from list(source.items(node.get("/Names")))[1::2]
        stack.extend(reversed(list(source.items(node.get("/Kids")))))
