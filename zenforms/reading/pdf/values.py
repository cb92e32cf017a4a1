"""Nodes of the field tree become values: by kind, each guarded on its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zenforms.reading.pdf.choices import ButtonReader, ChoiceReader
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.syntax.objects import Dictionary, Reference, is_integer
from zenforms.reading.pdf.texts import Texts, is_blank
from zenforms.reading.pdf.tree import Node, Widget
from zenforms.reading.submission import FieldKind, FieldValue, Flag, Value

_READ_ONLY = 1
_MULTILINE = 1 << 12
_PASSWORD = 1 << 13
_RADIO = 1 << 15
_PUSH_BUTTON = 1 << 16
_WIDGET_HIDDEN = 1 << 1
_WIDGET_NO_VIEW = 1 << 5

_SHORT_KEY = len("/Opt")
# annotations and widgets (ISO 32000-2, 12.5.2 and 12.5.6.19)
_WIDGET_KEYS = """Type Subtype Rect Contents P NM M F AP AS Border C StructParent OC AF ca CA BM
Lang H MK A AA BS Popup"""
# fields, variable text, buttons, choices and signatures (12.7.4 and 12.7.5)
_FIELD_KEYS = """FT Parent Kids T TU TM Ff V DV DA DR Q DS RV Opt TI I MaxLen Lock SV"""
_KEYS = frozenset(f"/{key}" for key in (*_WIDGET_KEYS.split(), *_FIELD_KEYS.split()))

_KINDS = {"/Tx": FieldKind.TEXT, "/Ch": FieldKind.CHOICE, "/Sig": FieldKind.SIGNATURE}


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads the fields of one document. `pages` tells on which page a widget stands."""

    source: Source
    texts: Texts
    pages: Mapping[Reference, int]
    updated: frozenset[Reference]
    """The objects that an incremental update wrote."""
    choices: ChoiceReader
    buttons: ButtonReader

    def read(self, node: Node) -> FieldValue:
        """The value of one field with all its flags; never raises for what the file holds."""
        flags = self._flags(node)
        kind = self._kind(node, flags)
        value = self._value(node, kind, flags)
        if self.source.is_missing(node.entries.get("/V")) or _has_misspelt_key(node):
            node.flag(Flag.BAD_FIELD_ENTRY)
        if self._is_updated(node):
            node.flag(Flag.INCREMENTAL_UPDATE)
        visible = [w for w in node.widgets if not self._is_hidden(w)]
        return FieldValue(
            name=node.name,
            kind=kind,
            value=value,
            flags=tuple(node.flags),
            page=self._page(visible),
            read_only=bool(flags & _READ_ONLY),
            hidden=not visible,
        )

    def _flags(self, node: Node) -> int:
        value = self.source.resolve(node.entries.get("/Ff"))
        if value is None:
            return 0
        if is_integer(value) and value >= 0:
            return value
        node.flag(Flag.BAD_FLAGS)
        return int(value) if isinstance(value, float) and 0 <= value < 1 << 32 else 0

    def _kind(self, node: Node, flags: int) -> FieldKind:
        kind = self._type(node.entries.get("/FT"), *(w.entries.get("/FT") for w in node.widgets))
        if kind == "/Btn":
            if flags & _PUSH_BUTTON:
                return FieldKind.BUTTON
            return FieldKind.RADIO if flags & _RADIO else FieldKind.CHECKBOX
        if kind not in _KINDS:
            node.flag(Flag.BAD_FIELD_ENTRY)
        return _KINDS.get(kind, FieldKind.TEXT)

    def _type(self, *candidates: object) -> str:
        for candidate in candidates:
            resolved = self.source.resolve(candidate)
            if resolved is not None:
                return str(resolved)
        return ""

    def _value(self, node: Node, kind: FieldKind, flags: int) -> Value:
        if kind in (FieldKind.BUTTON, FieldKind.SIGNATURE):
            return None
        if kind in (FieldKind.CHECKBOX, FieldKind.RADIO):
            return self.buttons.read(node)
        self._adopt_widget_value(node)
        if kind is FieldKind.CHOICE:
            return self.choices.read(node, flags)
        return self._text(node, flags)

    def _adopt_widget_value(self, node: Node) -> None:
        """A value that stands in a widget: the field's own wins, a different one is flagged."""
        own = self._comparable(node.entries.get("/V"))
        for widget in node.widgets:
            if widget.key is not None and widget.key == node.key:
                continue
            said = self._comparable(widget.entries.get("/V"))
            if said is None or said == own:
                continue
            if own is None:
                node.entries["/V"], own = widget.entries.get("/V"), said
            else:
                node.flag(Flag.WIDGET_VALUE_CONFLICT)

    def _comparable(self, value: object) -> object:
        decoded = self.texts.read(value)
        if decoded is None:
            texts = tuple(d.text for d in self.texts.strings(value))
            return texts or None
        return None if is_blank(decoded.text) else decoded.text

    def _text(self, node: Node, flags: int) -> str | None:
        value = self.source.resolve(node.entries.get("/V"))
        if value is None:
            if any(shows_text(self.source, widget.entries) for widget in node.widgets):
                node.flag(Flag.APPEARANCE_MISMATCH)
            return None
        decoded = self.texts.read(value)
        if decoded is None:
            node.flag(Flag.BAD_FIELD_ENTRY)
            return None
        node.flag(*decoded.flags)
        if flags & _PASSWORD:
            node.flag(Flag.PASSWORD)
            return None
        if is_blank(decoded.text):
            return None
        self._check_text(node, decoded.text, flags)
        return decoded.text

    def _check_text(self, node: Node, text: str, flags: int) -> None:
        if "\n" in text and not flags & _MULTILINE:
            node.flag(Flag.NEWLINE_IN_SINGLE_LINE)
        if "/RV" in node.entries and self.texts.differs_from_rich(node.entries["/RV"], text):
            node.flag(Flag.RICH_TEXT_DIFFERS)

    def _is_updated(self, node: Node) -> bool:
        keys = [node.key, *(widget.key for widget in node.widgets)]
        return any(key in self.updated for key in keys if key is not None)

    def _is_hidden(self, widget: Widget) -> bool:
        bits = self.source.get(widget.entries, "/F")
        return is_integer(bits) and bool(bits & (_WIDGET_HIDDEN | _WIDGET_NO_VIEW))

    def _page(self, widgets: list[Widget]) -> int | None:
        numbers = (self.pages.get(w.key) for w in widgets if w.key is not None)
        return next((number for number in numbers if number is not None), None)


def _has_misspelt_key(node: Node) -> bool:
    """A key as short as /V that no standard knows: one damaged byte hides a value that way."""
    return any(len(key) <= _SHORT_KEY for key in node.entries.keys() - _KEYS)


def is_set(value: object) -> bool:
    """Whether a boolean entry is true."""
    return value is True


# a string that is drawn: (…) Tj, <…> Tj, […] TJ, ' and "; white space alone is nothing to see
_DRAWN = re.compile(
    rb"\((?=[^)]*[^ )\t\r\n])(?:[^()\\]|\\.){1,2000}+\)\s*(?:Tj|'|\")"
    rb"|<(?=[^>]*[1-9A-Fa-f])[0-9A-Fa-f\s]{1,2000}+>\s*(?:Tj|'|\")"
    rb"|\[[^\[\]]*[(<][^\[\]]*\]\s*TJ",
    re.DOTALL,
)
_LOOKED_AT = 20_000  # bytes of an appearance


def shows_text(source: Source, widget: Dictionary) -> bool:
    """Whether the normal appearance of a widget draws visible text."""
    appearances = source.dictionary(widget.get("/AP"))
    if appearances is None:
        return False
    return _DRAWN.search(source.quiet_stream(appearances.get("/N"))[:_LOOKED_AT]) is not None


def merge(fields: Iterable[FieldValue]) -> tuple[tuple[FieldValue, ...], tuple[str, ...]]:
    """The fields with equal duplicates made one, and the names that contradict themselves.

    An empty duplicate never erases a value. Contradicting fields stay side by side, flagged:
    neither the first nor the last wins.
    """
    groups: dict[str, list[FieldValue]] = {}
    for number, field in enumerate(fields):
        groups.setdefault(field.name or f"\0{number}", []).append(field)
    merged: list[FieldValue] = []
    conflicts: list[str] = []
    for group in groups.values():
        kept = _agree(group)
        merged.extend(kept)
        if len(kept) > 1:
            conflicts.append(kept[0].name)
    return tuple(merged), tuple(conflicts)


def _agree(group: list[FieldValue]) -> list[FieldValue]:
    if len(group) == 1:
        return group
    filled = [field for field in group if field.value is not None] or group
    same = {(field.kind, field.value) for field in filled}
    if len(same) > 1 or len({field.kind for field in group}) > 1:
        return [_flagged(field, field.flags, Flag.WIDGET_VALUE_CONFLICT) for field in group]
    flags = dict.fromkeys(flag for field in group for flag in field.flags)
    first = filled[0]
    return [
        replace(
            _flagged(first, flags),
            page=next((f.page for f in [first, *group] if f.page is not None), None),
            read_only=all(field.read_only for field in group),
            hidden=all(field.hidden for field in group),
        )
    ]


def _flagged(field: FieldValue, flags: Iterable[Flag], *more: Flag) -> FieldValue:
    named = dict.fromkeys((*flags, Flag.DUPLICATE_FIELD, *more))
    return replace(field, flags=tuple(named))
