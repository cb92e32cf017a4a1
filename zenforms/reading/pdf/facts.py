"""What a document is: facts gathered on the way, none of them a judgement."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zenforms.reading.pdf.acroform import is_set
from zenforms.reading.pdf.actions import action_kinds, actions_in, script_sums
from zenforms.reading.pdf.embedded import embedded_names
from zenforms.reading.pdf.objects import Dictionary, Name
from zenforms.reading.pdf.opening import Opened
from zenforms.reading.pdf.pages import Pages
from zenforms.reading.pdf.tree import FieldTree
from zenforms.reading.pdf.values import Texts
from zenforms.reading.submission import DocumentFacts

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
        revisions=max(1, len(gathered.opened.boundaries)),
        encrypted=gathered.opened.encrypted,
        signatures=_signatures(gathered),
        has_xfa=source.get(gathered.form, "/XFA") is not None,
        need_appearances=is_set(source.get(gathered.form, "/NeedAppearances")),
        actions=action_kinds(source, actions),
        scripts=script_sums(source, gathered.texts, actions),
        embedded_files=embedded_names(source, gathered.pages, gathered.texts.limits),
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
