"""The value of checkboxes and radio buttons: which on-state is set, and who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zenforms.reading.pdf.objects import Dictionary, Name
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.strings import decode_name, is_blank
from zenforms.reading.pdf.tree import Node, Widget
from zenforms.reading.pdf.values import Texts
from zenforms.reading.submission import Flag

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
