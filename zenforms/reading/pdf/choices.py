"""Fields whose answer is one of a list: checkboxes, radio buttons, list boxes, combo boxes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.syntax.objects import Dictionary, Name, is_integer
from zenforms.reading.pdf.texts import Decoded, Texts, decode_name, is_blank
from zenforms.reading.pdf.tree import Node, Widget
from zenforms.reading.submission import Flag, Value

_OFF = {"", "Off"}
_INDEX_DIGITS = 5  # more options than that no field has


@dataclass(frozen=True, slots=True)
class ButtonReader:
    """Reads the button fields of one document."""

    source: Source
    texts: Texts

    def read(self, node: Node) -> str | None:
        """The export value of the set button, None when all are off. Flags go to the node."""
        shown = self._shown(node)
        said = self._said(node, shown)
        state = self._settle(node, said, shown)
        if state is None:
            return None
        return self._export(node, state)

    def _said(self, node: Node, shown: Sequence[str]) -> str | None:
        """The state that /V names; a kid rewritten with a /V of its own is the newer word.

        When people were shown that word (macOS Preview leaves the parent's /V as it was),
        nothing is in doubt.
        """
        own = self._state(node, node.entries.get("/V"))
        stray = [self._state(node, w.entries.get("/V")) for w in node.widgets if _is_kid(node, w)]
        newer = list(dict.fromkeys(state for state in stray if state not in (None, own)))
        if not newer:
            return own
        if newer != shown:
            node.flag(Flag.WIDGET_VALUE_CONFLICT)
        return newer[0] if len(newer) == 1 else own

    def _state(self, node: Node, value: object) -> str | None:
        resolved = self.source.resolve(value)
        if resolved is None:
            return None
        if isinstance(resolved, Name):
            state = decode_name(resolved)
        else:
            decoded = self.texts.read(resolved)
            node.flag(Flag.NONSTANDARD_TYPE)
            if decoded is None:
                node.flag(Flag.BAD_FIELD_ENTRY)
                return None
            node.flag(*decoded.flags)
            state = self._unslashed(node, decoded.text)
        return _on_state(node, state)

    def _unslashed(self, node: Node, text: str) -> str:
        """The form filling of pypdf writes a radio's state as a string, slash and all."""
        bare = text.removeprefix("/")
        return bare if bare in _OFF or bare in set(self._known_states(node.widgets)) else text

    def _shown(self, node: Node) -> list[str]:
        """The on-states that the widgets show, once each."""
        shown = (self._appearance(node, widget.entries) for widget in node.widgets)
        return list(dict.fromkeys(state for state in shown if state))

    def _appearance(self, node: Node, widget: Dictionary) -> str | None:
        state = self.source.get(widget, "/AS")
        return _on_state(node, decode_name(state)) if isinstance(state, Name) else None

    def _settle(self, node: Node, said: str | None, shown: Sequence[str]) -> str | None:
        if len(shown) > 1:
            node.flag(Flag.WIDGET_VALUE_CONFLICT)
        if said is None:
            if not shown:
                return None
            node.flag(Flag.STATE_FROM_APPEARANCE)
            if self.source.resolve(node.entries.get("/V")) is not None:
                node.flag(Flag.APPEARANCE_MISMATCH)
            return shown[0] if len(shown) == 1 else None
        if (shown and said not in shown) or (not shown and self._has_states(node)):
            node.flag(Flag.APPEARANCE_MISMATCH)
        return said

    def _has_states(self, node: Node) -> bool:
        return any("/AS" in widget.entries for widget in node.widgets)

    def _export(self, node: Node, state: str) -> str:
        labels = self.texts.strings(node.entries.get("/Opt"))
        place = _place(state)
        if place is not None and place < len(labels):
            node.flag(*labels[place].flags)
            if not is_blank(labels[place].text):
                return labels[place].text
            node.flag(Flag.BAD_FIELD_ENTRY)
        known = set(self._known_states(node.widgets)) | {label.text for label in labels}
        if known and state not in known:
            node.flag(Flag.NOT_AN_OPTION)
        return state

    def _known_states(self, widgets: Iterable[Widget]) -> Iterable[str]:
        for widget in widgets:
            appearances = self.source.dictionary(widget.entries.get("/AP"))
            normal = self.source.get(appearances, "/N")
            if isinstance(normal, Dictionary):
                yield from (decode_name(key) for key in normal if isinstance(key, str))


def _is_kid(node: Node, widget: Widget) -> bool:
    """Whether the widget is a dictionary of its own, apart from its field."""
    return widget.key is None or widget.key != node.key


def _on_state(node: Node, state: str) -> str | None:
    """The state, or None when it is off; one that nobody can see is no answer either."""
    if state in _OFF:
        return None
    if is_blank(state):
        node.flag(Flag.BAD_FIELD_ENTRY)
        return None
    return state


def _place(state: str) -> int | None:
    """Which option a state that is a number means."""
    is_number = state.isascii() and state.isdigit() and len(state) <= _INDEX_DIGITS
    return int(state) if is_number else None


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
