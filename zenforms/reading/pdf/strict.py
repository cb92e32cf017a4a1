"""pypdf's reader with a strict tokenizer: its tables, its decryption, our way to read objects."""

import re
from io import BytesIO
from typing import IO, Any

from pypdf import PdfReader, get_configuration
from pypdf.errors import FileNotDecryptedError, LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from zenforms.reading.pdf.decoding import CutStream, Decoder, filled
from zenforms.reading.pdf.syntax import SyntaxDamageError, read_object

_HEADER = re.compile(
    rb"[\0\t\n\f\r ]*([0-9]{1,10})[\0\t\n\f\r ]+([0-9]{1,5})[\0\t\n\f\r ]*obj[\0\t\n\f\r ]*"
)
_ANY_HEADER = re.compile(
    rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]{1,9}([0-9]{1,5})[\0\t\n\f\r ]{1,9}obj\b"
)
_STREAM = re.compile(rb"(?:[\0\t\n\f\r ]|%[^\r\n]*)*stream *(?:\r\n|\n|\r)")
_END_OF_STREAM = re.compile(rb"[\0\t\n\f\r ]{0,4}endstream")
_PAIRS = re.compile(rb"[\0\t\n\f\r ]*([0-9]{1,10})[\0\t\n\f\r ]+([0-9]{1,10})")

# pypdf would try GBK between the two and read /Gr#fcn as 黱
NameObject.CHARSETS = ("utf-8", "latin1")  # type: ignore[assignment]  # pypdf reads any tuple


_MOST_ENTRIES = 500_000  # of a cross-reference stream


_CONTENTS = NameObject("/Contents")


class MissingTableEntryError(Exception):
    """An object is in the file, but the cross-reference table does not know it."""


class StrictReader(PdfReader):
    """Reads objects without repairing them. `get_object` raises for whatever is broken.

    An object that exists nowhere reads as null, as the standard says (7.3.10).
    """

    def __init__(self, data: bytes, *, budget: int) -> None:
        self.decoder = Decoder(budget)
        self._file = data
        self._packed: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._reading: set[int] = set()
        self._in_file: set[tuple[int, int]] | None = None
        super().__init__(BytesIO(data), xref_stream_maximum_entries=_MOST_ENTRIES)

    def read_object_header(self, stream: IO[Any]) -> tuple[int, int]:
        """Object and generation number at the stream's position; raises ValueError."""
        header = _HEADER.match(self._file, stream.tell())
        if header is None:
            message = "no object starts here"
            raise ValueError(message)
        stream.seek(header.end())
        return int(header[1]), int(header[2])

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object behind a reference, decrypted; NullObject when there is none."""
        if isinstance(indirect_reference, int):
            indirect_reference = IndirectObject(indirect_reference, 0, self)
        number, generation = indirect_reference.idnum, indirect_reference.generation
        key = (generation, number)
        if key in self.resolved_objects:
            return self.resolved_objects[key]
        if number in self._reading:
            raise SyntaxDamageError
        self._reading.add(number)
        try:
            found = self._look_up(number, generation)
        finally:
            self._reading.discard(number)
        found.indirect_reference = indirect_reference
        self.resolved_objects[key] = found
        return found

    def knows(self, reference: IndirectObject) -> bool:
        """Whether the tables hold the object, be it a null."""
        number, generation = reference.idnum, reference.generation
        if generation == 0 and number in self.xref_objStm:
            return True
        return number in self.xref.get(generation, {})

    def _look_up(self, number: int, generation: int) -> PdfObject:
        if generation == 0 and number in self.xref_objStm:
            return self._from_stream(number)
        offset = self.xref.get(generation, {}).get(number)
        if offset is None:
            return self._missing(number, generation)
        if self.xref_free_entry.get(generation, {}).get(number):
            return NullObject()
        return self._decrypted(self._at(offset, number, generation), number, generation)

    def _missing(self, number: int, generation: int) -> PdfObject:
        if self._in_file is None:
            found = _ANY_HEADER.finditer(self._file)
            self._in_file = {(int(header[1]), int(header[2])) for header in found}
        if (number, generation) in self._in_file:
            raise MissingTableEntryError
        return NullObject()

    def _at(self, offset: int, number: int, generation: int) -> PdfObject:
        header = _HEADER.match(self._file, offset)
        if header is None or (int(header[1]), int(header[2])) != (number, generation):
            raise SyntaxDamageError
        found, end = read_object(self._file, header.end(), self)
        if isinstance(found, DictionaryObject):
            start = _STREAM.match(self._file, end)
            if start is not None:
                return self._stream(found, start.end())
        return found

    def _stream(self, entries: DictionaryObject, start: int) -> StreamObject:
        length = entries.get("/Length")
        if isinstance(length, IndirectObject):
            length = length.get_object()
        if isinstance(length, NumberObject):
            if length > get_configuration().maximum_declared_stream_length:
                message = "declared stream length"
                raise LimitReachedError(message)
            if _END_OF_STREAM.match(self._file, start + max(length, 0)):
                made = EncodedStreamObject() if "/Filter" in entries else StreamObject()
                return filled(made, entries, self._file[start : start + length])
        return filled(CutStream(), entries, b"")

    def _decrypted(self, found: PdfObject, number: int, generation: int) -> PdfObject:
        # the override is pypdf's own, for while it reads the /Encrypt dictionary
        if self._override_encryption or self._encryption is None:
            return found
        if not self._encryption.is_decrypted():
            message = "not decrypted"
            raise FileNotDecryptedError(message)
        signed = _set_aside_signatures(found)
        decrypted = self._encryption.decrypt_object(found, number, generation, strict=True)
        for holder, contents in signed:
            holder[_CONTENTS] = contents
        return decrypted

    def _from_stream(self, number: int) -> PdfObject:
        container = self.xref_objStm[number][0]
        if container not in self._packed:
            self._packed[container] = self._unpack(container)
        data, offsets = self._packed[container]
        if number not in offsets:
            raise SyntaxDamageError
        return read_object(data, offsets[number], self)[0]

    def _unpack(self, container: int) -> tuple[bytes, dict[int, int]]:
        """The data of an object stream, and where in it each object starts."""
        stream = self.get_object(container)
        if not isinstance(stream, StreamObject):
            raise SyntaxDamageError
        count, first = stream.get("/N"), stream.get("/First")
        if not (isinstance(count, NumberObject) and isinstance(first, NumberObject)):
            raise SyntaxDamageError
        data = self.decoder.data(stream)
        offsets: dict[int, int] = {}
        position = 0
        for _ in range(min(count, len(data))):
            pair = _PAIRS.match(data, position)
            if pair is None or pair.end() > first:
                raise SyntaxDamageError
            offsets[int(pair[1])] = first + int(pair[2])
            position = pair.end()
        return data, offsets


def _set_aside_signatures(found: PdfObject) -> list[tuple[DictionaryObject, PdfObject]]:
    """Take the /Contents out of signature dictionaries: they are never encrypted (7.6.2)."""
    signed: list[tuple[DictionaryObject, PdfObject]] = []
    todo: list[object] = [found]
    while todo:
        item = todo.pop()
        if isinstance(item, ArrayObject):
            todo.extend(item)
        elif isinstance(item, DictionaryObject):
            if "/ByteRange" in item and _CONTENTS in item:
                signed.append((item, item.pop(_CONTENTS)))
            todo.extend(dict.values(item))
    return signed
