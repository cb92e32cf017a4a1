"""The walk through the field tree: iterative, bounded, and guarded node by node.

Names come from the place in the tree, never from `/Parent`; `/TM` is ignored;
FT, Ff, V, Opt and MaxLen are inherited (ISO 32000-2, 12.7.4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.pages import Pages
from zenforms.reading.pdf.source import Source, TooComplexError, key_of
from zenforms.reading.pdf.syntax.objects import Dictionary, Reference
from zenforms.reading.pdf.texts import decode_name, decode_text
from zenforms.reading.submission import Flag

INHERITED = ("/FT", "/Ff", "/V", "/Opt", "/MaxLen")

_WIDGETS_PER_FIELD = 20  # radio buttons; bounds the nodes that are no fields

TOO_MANY_FIELDS = Text(fr="trop de champs", en="too many fields")


@dataclass(slots=True, eq=False)
class Widget:
    """One appearance of a field on a page. `key` is its object number, None for a direct one."""

    entries: Dictionary
    key: Reference | None


@dataclass(slots=True, eq=False)
class Node:
    """One field being gathered: its own and inherited entries, and its widgets."""

    name: str
    entries: dict[str, object]
    key: Reference | None = None
    widgets: list[Widget] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    has_named_kids: bool = False

    def flag(self, *flags: Flag) -> None:
        """Note a doubt, once."""
        self.flags.extend(f for f in flags if f not in self.flags)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree a kid stands."""

    node: Node | None
    holder: Reference | None
    inherited: dict[str, object]
    partial: str
    depth: int


class FieldTree:
    """Walks the tree under an array of fields; `nodes` are the terminal fields in order."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.bad_entries = 0
        self.holders: list[Dictionary] = []
        """Every dictionary of the tree, for whoever looks for actions."""
        self.seen: dict[Reference, Node | None] = {}
        self._source = source
        self._limits = limits
        self._nodes: list[Node] = []
        self._visits = 0

    @property
    def nodes(self) -> list[Node]:
        """The fields proper: those with a widget of their own, or without named kids."""
        return [n for n in self._nodes if n.widgets or not n.has_named_kids]

    def walk(self, roots: Iterable[object]) -> None:
        """Visit everything under `roots`; raises TooComplexError beyond the limits."""
        top = _Place(None, None, {}, "", 0)
        kids = list(roots)
        if len(kids) > self._limits.fields:
            raise TooComplexError(TOO_MANY_FIELDS)
        # a kid that /Fields lists beside its parent is named by its place below that parent
        kids.sort(key=self._claims_parent)
        stack = [(kid, top) for kid in reversed(kids)]
        while stack:
            kid, place = stack.pop()
            stack.extend(self._visit(kid, place))

    def _claims_parent(self, kid: object) -> bool:
        entries = self._source.dictionary(kid)
        return entries is not None and "/Parent" in entries

    def _visit(self, kid: object, place: _Place) -> list[tuple[object, _Place]]:
        self._count(place)
        key = key_of(kid)
        entries = self._source.resolve(kid)
        if entries is None:
            if self._source.is_missing(kid):
                self._bad(place.node)
            return []
        if not isinstance(entries, Dictionary):
            self._bad(place.node)
            return []
        if key is not None and key in self.seen:
            self._repeated(self.seen[key], place)
            return []
        self.holders.append(entries)
        node = self._node(entries, key, place)
        if key is not None:
            self.seen[key] = node
        return self._descend(entries, key, node, place)

    def _count(self, place: _Place) -> None:
        self._visits += 1
        if place.depth > self._limits.depth:
            raise TooComplexError(Text(fr="champs trop imbriqués", en="fields nested too deeply"))
        too_many = self._visits > self._limits.fields * _WIDGETS_PER_FIELD
        if too_many or len(self._nodes) > self._limits.fields:
            raise TooComplexError(TOO_MANY_FIELDS)

    def _repeated(self, before: Node | None, place: _Place) -> None:
        """A node met again: under itself it is a cycle, elsewhere it is listed twice."""
        node = before or place.node
        if node is not None and place.node is not None:
            node.flag(Flag.BAD_FIELD_ENTRY)

    def _bad(self, node: Node | None) -> None:
        self.bad_entries += 1
        if node is not None:
            node.flag(Flag.BAD_FIELD_ENTRY)

    def _node(self, entries: Dictionary, key: Reference | None, place: _Place) -> Node | None:
        """The field these entries belong to: the parent's, or a new one."""
        partial, flags = self._partial(entries)
        parent = place.node
        if parent is not None and (not partial or self._is_stray(entries, partial, place)):
            self._check_parent(entries, parent, place, stray=bool(partial))
            parent.flag(*flags)
            return parent
        if not partial and not self._is_nameless_field(entries, place):
            return None
        if parent is not None:
            parent.has_named_kids = True
        merged = place.inherited | self._own(entries)
        name = f"{parent.name}.{partial}" if parent else partial
        node = Node(name, {**dict(entries.items()), **merged}, key)
        node.flag(*flags)
        self._check_parent(entries, node, place, stray=False)
        if not partial:
            self._bad(node)
        self._nodes.append(node)
        return node

    def _partial(self, entries: Dictionary) -> tuple[str, tuple[Flag, ...]]:
        value = self._source.get(entries, "/T")
        if value is None:
            return "", ()
        if not isinstance(value, bytes):
            return decode_name(str(value)), (Flag.NONSTANDARD_TYPE,)
        decoded = decode_text(value[: self._limits.value_bytes])
        return decoded.text, decoded.flags

    def _is_stray(self, entries: Dictionary, partial: str, place: _Place) -> bool:
        """A kid rewritten as Preview does: its parent's own /T, and no /Parent."""
        return partial == place.partial and "/Parent" not in entries

    def _check_parent(self, entries: Dictionary, node: Node, place: _Place, *, stray: bool) -> None:
        """Flag entries whose /Parent is not what holds them."""
        claimed = key_of(entries.get("/Parent"))
        if stray or (claimed is not None and place.holder is not None and claimed != place.holder):
            node.flag(Flag.PARENT_MISMATCH)

    def _own(self, entries: Dictionary) -> dict[str, object]:
        return {
            key: entries.get(key)
            for key in INHERITED
            if key in entries and self._source.get(entries, key) is not None
        }

    def _descend(
        self,
        entries: Dictionary,
        key: Reference | None,
        node: Node | None,
        place: _Place,
    ) -> list[tuple[object, _Place]]:
        kids = self._source.get(entries, "/Kids")
        if kids is not None and not isinstance(kids, list):
            self._bad(node)
            kids = None
        if not kids:
            if node is not None and _is_widget(entries):
                node.widgets.append(Widget(entries, key))
            return []
        inherited = place.inherited | self._own(entries)
        partial = self._partial(entries)[0] or place.partial
        below = _Place(node or place.node, key, inherited, partial, place.depth + 1)
        return [(kid, below) for kid in reversed(kids)]

    def _is_nameless_field(self, entries: Dictionary, place: _Place) -> bool:
        """Without a name and with kids it is only walked through; a leaf is not to be lost."""
        if self._source.get(entries, "/Kids") is not None:
            return False
        return "/FT" in entries or "/V" in entries or "/FT" in place.inherited


def _is_widget(entries: Dictionary) -> bool:
    return entries.get("/Subtype") == "/Widget" or "/Rect" in entries or "/AS" in entries


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
