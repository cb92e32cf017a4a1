"""The value of list boxes and combo boxes, checked against their options."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zenforms.reading.pdf.objects import is_integer
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.strings import Decoded, is_blank
from zenforms.reading.pdf.tree import Node
from zenforms.reading.pdf.values import Texts
from zenforms.reading.submission import Flag, Value

_EDITABLE = 1 << 18
_MULTI_SELECT = 1 << 21
_PAIR = 2


class Options:
    """The entries of /Opt: what each exports, and what it displays."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.exports: list[str] = []
        self._by_display: dict[str, set[str]] = {}
        for export, display in pairs:
            self.exports.append(export)
            self._by_display.setdefault(display, set()).add(export)
        self._known = set(self.exports)

    def __contains__(self, export: str) -> bool:
        return export in self._known

    def displayed_as(self, display: str) -> set[str]:
        """The export values that are displayed so."""
        return self._by_display.get(display, set())

    def at(self, indices: Iterable[int]) -> list[str]:
        """The export values at these places; places that do not exist are left out."""
        return [self.exports[i] for i in indices if 0 <= i < len(self.exports)]


@dataclass(frozen=True, slots=True)
class ChoiceReader:
    """Reads the choice fields of one document."""

    source: Source
    texts: Texts
    known: dict[int, tuple[object, Options]] = field(default_factory=dict)
    """Options already read, by the identity of their array: many fields may share one."""

    def read(self, node: Node, flags: int) -> Value:
        """The chosen export values. An array gives a tuple in document order."""
        options = self._options(node)
        indices = self._indices(node)
        value = self.source.resolve(node.entries.get("/V"))
        if isinstance(value, list):
            items = [self._mapped(node, d, options, flags) for d in self._texts(node, value)]
            chosen = tuple(item for item in items if not is_blank(item))
            self._compare(node, chosen, indices, options)
            return chosen or self._from_indices(node, indices, options, flags)
        decoded = self.texts.read(value)
        if value is not None and decoded is None:
            node.flag(Flag.BAD_FIELD_ENTRY)
        if decoded is None or is_blank(decoded.text):
            return None if decoded else self._from_indices(node, indices, options, flags)
        text = self._mapped(node, decoded, options, flags)
        self._compare(node, (text,), indices, options)
        return None if is_blank(text) else text

    def _texts(self, node: Node, array: list[object]) -> list[Decoded]:
        decoded = self.texts.strings(array)
        if len(decoded) < len(array):
            node.flag(Flag.BAD_FIELD_ENTRY)
        return decoded

    def _mapped(self, node: Node, decoded: Decoded, options: Options, flags: int) -> str:
        node.flag(*decoded.flags)
        text = decoded.text
        if is_blank(text) or text in options:
            return text
        exports = options.displayed_as(text)
        if len(exports) == 1:
            node.flag(Flag.DISPLAY_VALUE_MAPPED)
            return next(iter(exports))
        if not flags & _EDITABLE:
            node.flag(Flag.NOT_AN_OPTION)
        return text

    def _options(self, node: Node) -> Options:
        array = self.source.resolve(node.entries.get("/Opt"))
        if id(array) not in self.known:
            self.known[id(array)] = (array, Options(self._pairs(array)))
        return self.known[id(array)][1]

    def _pairs(self, array: object) -> Iterator[tuple[str, str]]:
        for item in self.source.items(array):
            resolved = self.source.resolve(item)
            if isinstance(resolved, list):
                pair = self.texts.strings(resolved)
                if len(pair) >= _PAIR:
                    yield pair[0].text, pair[1].text
                    continue
            decoded = self.texts.read(resolved)
            text = decoded.text if decoded else ""
            yield text, text

    def _indices(self, node: Node) -> list[int]:
        items = [self.source.resolve(i) for i in self.source.items(node.entries.get("/I"))]
        return [item for item in items if is_integer(item)]

    def _from_indices(self, node: Node, indices: list[int], options: Options, flags: int) -> Value:
        if not indices:
            return None
        chosen = tuple(options.at(indices))
        if len(chosen) < len(indices):
            node.flag(Flag.BAD_FIELD_ENTRY)
        chosen = tuple(text for text in chosen if not is_blank(text))
        if not chosen:
            return None
        node.flag(Flag.VALUE_FROM_INDEX)
        return chosen if flags & _MULTI_SELECT or len(chosen) > 1 else chosen[0]

    def _compare(
        self, node: Node, chosen: tuple[str, ...], indices: list[int], options: Options
    ) -> None:
        """/V wins over /I, which must say the same."""
        if indices and options.exports and set(options.at(indices)) != set(chosen):
            node.flag(Flag.INDEX_MISMATCH)
