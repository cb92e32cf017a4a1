"""Name trees (ISO 32000-2, 7.9.6): what the catalog's /Names sorts by name."""

from collections.abc import Iterator

from zenforms.reading.pdf.source import Source, key_of

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
