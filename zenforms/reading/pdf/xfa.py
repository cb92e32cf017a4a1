"""The second layer some forms have: XFA. It is not read; values that stand only there are told."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from xml.parsers import expat

from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.syntax.objects import Dictionary, Stream
from zenforms.reading.pdf.texts import is_blank
from zenforms.reading.submission import FieldKind, FieldValue, Flag

_DATA = "data"
_MOST_LEAVES = 20_000


def unread_values(
    source: Source, form: Dictionary | None, fields: Sequence[FieldValue]
) -> tuple[tuple[FieldValue, ...], int]:
    """The fields, flagged where only the XFA layer holds their value, and how many such are."""
    said = dict(_leaves(_packets(source, form)))
    if not said:
        return tuple(fields), 0
    empty = {
        field.name
        for field in fields
        if field.value is None
        and field.kind in (FieldKind.TEXT, FieldKind.CHOICE)
        and _bare(field.name) in said
    }
    named = {_bare(field.name) for field in fields}
    flagged = tuple(
        replace(field, flags=(*field.flags, Flag.XFA)) if field.name in empty else field
        for field in fields
    )
    return flagged, len(empty) + len(said.keys() - named)


def _bare(name: str) -> str:
    """`form[0].page[0].Name[0]` is the element `Name`."""
    return name.rpartition(".")[2].partition("[")[0]


def _packets(source: Source, form: Dictionary | None) -> Iterable[bytes]:
    """The packets that may hold data: all of one stream, or those of a list."""
    layer = source.get(form, "/XFA")
    streams = layer if isinstance(layer, list) else [layer]
    for item in streams:
        stream = source.resolve(item)
        if isinstance(stream, Stream):
            yield source.quiet_stream(stream)


def _leaves(packets: Iterable[bytes]) -> Iterable[tuple[str, str]]:
    for packet in packets:
        if b"datasets" in packet:
            yield from _Data().read(packet)


class _Data:
    """The leaf elements below `xfa:data` that hold a visible text."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._text: list[str] = []
        self._found: list[tuple[str, str]] = []
        self._is_leaf = False

    def read(self, packet: bytes) -> list[tuple[str, str]]:
        """What can be read of the packet; broken XML ends it, and a DTD is not accepted."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(packet, True)  # noqa: FBT003 - expat's own signature
        except (expat.ExpatError, ValueError):
            return self._found
        return self._found

    def _refuse(self, *_: object) -> None:
        message = "no DTD"
        raise ValueError(message)

    def _start(self, tag: str, _attributes: object) -> None:
        self._path.append(tag.rpartition(":")[2])
        self._text.clear()
        self._is_leaf = True

    def _end(self, _tag: str) -> None:
        name = self._path.pop()
        text = "".join(self._text)
        inside = _DATA in self._path
        if self._is_leaf and inside and not is_blank(text) and len(self._found) < _MOST_LEAVES:
            self._found.append((name, text))
        self._is_leaf = False
        self._text.clear()
