"""XML from outside: a plain tree, with DTDs and entities forbidden and its size bounded."""

from dataclasses import dataclass, field
from xml.parsers import expat

_DEEPEST = 100
_MOST_ELEMENTS = 500_000


class ForbiddenXmlError(Exception):
    """The XML has a DTD, an entity, or more than any honest report holds."""


@dataclass(slots=True)
class Node:
    """One element: its name without namespace, its attributes, its text, its children."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def child(self, name: str) -> "Node | None":
        """The first child called `name`, or None."""
        return next((node for node in self.children if node.name == name), None)

    def words(self, name: str) -> str:
        """The text of the first child called `name`, stripped; empty when there is none."""
        node = self.child(name)
        return node.text.strip() if node else ""

    def find(self, name: str) -> "list[Node]":
        """All elements called `name` at any depth, in document order."""
        found, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            if node.name == name:
                found.append(node)
            waiting.extend(reversed(node.children))
        return found


@dataclass(frozen=True, slots=True)
class Parsed:
    """What could be read; `damaged` when the text stops being XML before its end."""

    root: Node | None
    damaged: bool = False


def parse_xml(data: bytes, *, encoding: str | None = None) -> Parsed:
    """The tree in `data`; raises ForbiddenXmlError, and nothing for plain damage."""
    builder = _Builder()
    parser = expat.ParserCreate(encoding, " ")
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.words
    parser.StartDoctypeDeclHandler = _forbidden
    parser.EntityDeclHandler = _forbidden
    parser.UnparsedEntityDeclHandler = _forbidden
    parser.ExternalEntityRefHandler = _forbidden
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except (expat.ExpatError, ValueError, LookupError):
        return Parsed(builder.root, damaged=True)
    return Parsed(builder.root)


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) > _DEEPEST:
            raise ForbiddenXmlError
        node = Node(name.rpartition(" ")[2], attributes)
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self._open.append(node)

    def end(self, name: str) -> None:
        del name
        self._open.pop()

    def words(self, data: str) -> None:
        if self._open:
            self._open[-1].text += data


def _forbidden(*_: object) -> int:
    raise ForbiddenXmlError
