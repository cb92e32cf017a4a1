"""What a document is, and what it would do if a viewer let it: facts, none of them a judgement.

Nothing is ever executed.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zenforms.reading.pdf.embedded import embedded_names
from zenforms.reading.pdf.pages import Pages, named
from zenforms.reading.pdf.source import Opened, Source
from zenforms.reading.pdf.syntax.objects import Dictionary, Name
from zenforms.reading.pdf.texts import Texts, decode_name
from zenforms.reading.pdf.tree import FieldTree
from zenforms.reading.pdf.values import is_set
from zenforms.reading.submission import DocumentFacts, Flag

_VERSION = re.compile(r"\d\.\d")
_SHORT = 300  # characters of a title or producer that are worth keeping


@dataclass(frozen=True, slots=True)
class Gathered:
    """What has been read of a document so far."""

    opened: Opened
    texts: Texts
    tree: FieldTree
    pages: Pages
    form: Dictionary | None
    """The AcroForm dictionary."""


def gather_facts(gathered: Gathered) -> DocumentFacts:
    """The facts of one document; those that cannot be read are left out."""
    source = gathered.opened.source
    info = _information(gathered)
    actions = actions_in(source, gathered.tree, gathered.pages)
    return DocumentFacts(
        pdf_version=_version(gathered),
        pages=len(gathered.pages.entries),
        producer=info.get("/Producer"),
        creator=info.get("/Creator"),
        title=info.get("/Title"),
        revisions=gathered.opened.revisions,
        encrypted=gathered.opened.encrypted,
        signatures=_signatures(gathered),
        has_xfa=source.get(gathered.form, "/XFA") is not None,
        need_appearances=is_set(source.get(gathered.form, "/NeedAppearances")),
        actions=action_kinds(source, actions),
        scripts=script_sums(source, gathered.texts, actions),
        embedded_files=embedded_names(source, gathered.pages, gathered.texts.limits),
        is_portfolio=source.dictionary(source.get(source.catalog(), "/Collection")) is not None,
    )


def _information(gathered: Gathered) -> Mapping[str, str]:
    source = gathered.opened.source
    info = source.dictionary(source.reader.trailer.get("/Info"))
    said: dict[str, str] = {}
    for key in ("/Producer", "/Creator", "/Title"):
        decoded = None if info is None else gathered.texts.read(info.get(key))
        if decoded is not None and decoded.text:
            said[key] = decoded.text[:_SHORT]
    return said


def _version(gathered: Gathered) -> str | None:
    """The later of the header's version and the catalog's."""
    source = gathered.opened.source
    named = source.get(source.catalog(), "/Version")
    candidates = [gathered.opened.header_version]
    if isinstance(named, Name):
        candidates.append(named.removeprefix("/"))
    return max((v for v in candidates if _VERSION.fullmatch(v)), default=None)


def _signatures(gathered: Gathered) -> int:
    """How many signature fields are signed."""
    source = gathered.opened.source
    return sum(
        str(source.resolve(node.entries.get("/FT"))) == "/Sig"
        and source.dictionary(node.entries.get("/V")) is not None
        for node in gathered.tree.nodes
    )


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
