"""The value of list boxes and combo boxes, checked against their options."""

from collections.abc import Sequence
from dataclasses import dataclass

from pypdf.generic import ArrayObject, NumberObject

from zenforms.reading.source import Source
from zenforms.reading.strings import Decoded, is_blank
from zenforms.reading.submission import Flag, Value
from zenforms.reading.tree import Node
from zenforms.reading.values import Texts

_EDITABLE = 1 << 18
_MULTI_SELECT = 1 << 21
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of /Opt: what is exported and what is displayed."""

    export: str
    display: str


@dataclass(frozen=True, slots=True)
class ChoiceReader:
    """Reads the choice fields of one document."""

    source: Source
    texts: Texts

    def read(self, node: Node, flags: int) -> Value:
        """The chosen export values. An array gives a tuple in document order."""
        options = self._options(node)
        indices = self._indices(node)
        value = self.source.resolve(node.entries.get("/V"))
        if isinstance(value, ArrayObject):
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
        return text

    def _texts(self, node: Node, array: ArrayObject) -> list[Decoded]:
        decoded = self.texts.strings(array)
        if len(decoded) < len(array):
            node.flag(Flag.BAD_FIELD_ENTRY)
        return decoded

    def _mapped(self, node: Node, decoded: Decoded, options: Sequence[Option], flags: int) -> str:
        node.flag(*decoded.flags)
        text = decoded.text
        if is_blank(text) or any(option.export == text for option in options):
            return text
        exports = {option.export for option in options if option.display == text}
        if len(exports) == 1:
            node.flag(Flag.DISPLAY_VALUE_MAPPED)
            return exports.pop()
        if not flags & _EDITABLE:
            node.flag(Flag.NOT_AN_OPTION)
        return text

    def _options(self, node: Node) -> list[Option]:
        options = []
        for item in self.source.items(node.entries.get("/Opt")):
            resolved = self.source.resolve(item)
            if isinstance(resolved, ArrayObject):
                pair = self.texts.strings(resolved)
                if len(pair) >= _PAIR:
                    options.append(Option(pair[0].text, pair[1].text))
                    continue
            decoded = self.texts.read(resolved)
            text = decoded.text if decoded else ""
            options.append(Option(text, text))
        return options

    def _indices(self, node: Node) -> list[int]:
        items = [self.source.resolve(i) for i in self.source.items(node.entries.get("/I"))]
        return [int(item) for item in items if isinstance(item, NumberObject)]

    def _from_indices(
        self, node: Node, indices: list[int], options: Sequence[Option], flags: int
    ) -> Value:
        if not indices:
            return None
        chosen = tuple(options[i].export for i in indices if 0 <= i < len(options))
        if len(chosen) < len(indices):
            node.flag(Flag.BAD_FIELD_ENTRY)
        chosen = tuple(text for text in chosen if not is_blank(text))
        if not chosen:
            return None
        node.flag(Flag.VALUE_FROM_INDEX)
        return chosen if flags & _MULTI_SELECT or len(chosen) > 1 else chosen[0]

    def _compare(
        self, node: Node, chosen: tuple[str, ...], indices: list[int], options: Sequence[Option]
    ) -> None:
        """/V wins over /I, which must say the same."""
        if not indices or not options:
            return
        meant = {options[i].export for i in indices if 0 <= i < len(options)}
        if meant != set(chosen):
            node.flag(Flag.INDEX_MISMATCH)
