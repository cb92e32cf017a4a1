"""A ciphered, oddly tabled or rarely filtered file made plain for the strict reader, by qpdf.

qpdf may be kinder than we are: so its recovery is off, whatever it complains of is damage but for
a short list, and each object that it reads must be what the strict reader reads at that place.
Loading it takes longer than a form takes to read, so that nothing else in reading needs it.
"""

from collections.abc import Iterable
from io import BytesIO

import pikepdf

from zenforms import problems
from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.filters import BUDGET, RARE, SLOW_BYTES
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    LimitReachedError,
    Reference,
    SyntaxDamageError,
)
from zenforms.reading.pdf.syntax.tables import boundaries
from zenforms.reading.pdf.syntax.tokens import header_at, read_object, stream_at

SYNTAX = Text(fr="syntaxe incorrecte", en="broken syntax")
STREAM_TOO_LARGE = Text(fr="flux trop gros", en="stream too large")

_HARMLESS = (
    "extraneous whitespace seen before xref",  # the table itself is whole
    "accepting invalid xref table entry",  # too long or too short; where it points is checked
    "is not one plus the highest object number",  # /Size; all entries are read all the same
    "stream keyword followed by carriage return only",  # old writers; the length is checked
)
_LIMIT = "limit exceeded"  # what qpdf says of a stream beyond the limits set for it
_MOST_OBJECTS = 500_000
_PACKED = 2  # the kind of entry that lies in an object stream
_FLATE, _LZW = "/FlateDecode", "/LZWDecode"
_ENDS = {"/ASCII85Decode": b"~>", "/ASCIIHexDecode": b">", "/RunLengthDecode": b"\x80"}
_LZW_CLEAR, _LZW_END, _FIRST_CODE = 256, 257, 257
_WHITE_SPACE = b"\0\t\n\f\r "
_OF_FILES = {"/ObjStm", "/XRef"}
"""Streams that hold objects and tables: what they held stands by itself in a plain file."""
_OF_FILTERS = {"/Filter", "/DecodeParms", "/Length"}
_Listed = tuple[tuple[int, int], pikepdf.XrefEntry]
_BROKEN = b"% not what the strict reader reads here"
_AES_BLOCK = 16
_NESTING = 100  # as deep as the strict reader goes


def normalise(data: bytes, limits: Limits) -> bytes | Problem:
    """`data` as a plain PDF with the same objects by the same numbers, or why there is none.

    What later saves than the first one wrote stands in a second section. An object that is not
    what the strict reader reads in `data` is left broken: whoever needs it finds damage.
    """
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=_NESTING,
        parser_max_container_size=300_000,
        max_stream_filters=4,
        flate_max_memory=limits.stream_bytes,
        run_length_max_memory=limits.stream_bytes,
        png_max_memory=limits.stream_bytes,
        tiff_max_memory=limits.stream_bytes,
        dct_max_memory=1,  # no picture is text
    )
    try:
        with pikepdf.open(
            BytesIO(data),
            attempt_recovery=False,
            inherit_page_attributes=False,
            conversion_mode="explicit",
        ) as opened:
            return _Plain(data, opened, limits).written()
    except pikepdf.PasswordError:
        return Problem(problems.PASSWORD)
    except LimitReachedError:
        return Problem(problems.TOO_COMPLEX, {"detail": STREAM_TOO_LARGE})
    except pikepdf.DataDecodingError as error:
        if _LIMIT in str(error):
            return Problem(problems.TOO_COMPLEX, {"detail": STREAM_TOO_LARGE})
        return Problem(problems.DAMAGED, {"detail": SYNTAX})
    except (pikepdf.PdfError, SyntaxDamageError, ValueError, TypeError, RuntimeError):
        return Problem(problems.DAMAGED, {"detail": SYNTAX})


class _Plain:
    """Writes one opened file anew."""

    def __init__(self, data: bytes, opened: pikepdf.Pdf, limits: Limits) -> None:
        self._data = data
        self._opened = opened
        self._limit = limits.stream_bytes
        self._left = BUDGET * limits.stream_bytes
        self._out = bytearray(b"%PDF-1.7\n")
        self._sound: dict[int, bool] = {}

    def written(self) -> bytes:
        """The plain file; raises for whatever qpdf complains of."""
        entries = self._opened.get_xref_table()
        if len(entries) > _MOST_OBJECTS:
            raise LimitReachedError
        for key in entries:  # first of all: writing an object whose kids are broken crashes qpdf
            self._opened.get_object(*key)
        self._check_complaints()
        ends = boundaries(self._data)
        first_end = ends[0] if len(ends) > 1 else len(self._data)
        early: list[_Listed] = []
        late: list[_Listed] = []
        for key, entry in sorted(entries.items()):
            home = entries.get((entry.obj_stream_number or 0, 0), entry)
            (late if (home.offset or 0) > first_end else early).append((key, entry))
        before = self._section(early, b"")
        if late:
            self._section(late, b" /Prev %d" % before)
        self._check_complaints()
        return bytes(self._out)

    def _check_complaints(self) -> None:
        for complaint in map(str, self._opened.get_warnings()):
            if not any(text in complaint for text in _HARMLESS):
                raise SyntaxDamageError

    def _section(self, entries: Iterable[_Listed], more: bytes) -> int:
        """Objects, their table and a trailer; where the table starts comes back."""
        table = [b"0 1\n0000000000 65535 f \n"]
        for (number, generation), entry in entries:
            content = self._content(Reference(number, generation), entry)
            if content is not None:
                row = b"%d 1\n%010d %05d n \n" % (number, len(self._out), generation)
                table.append(row)
                self._out += b"%d %d obj\n%s\nendobj\n" % (number, generation, content)
        start = len(self._out)
        self._out += b"xref\n%strailer\n<<%s%s >>\n" % (b"".join(table), self._trailer(), more)
        self._out += b"startxref\n%d\n%%%%EOF\n" % start
        return start

    def _trailer(self) -> bytes:
        trailer = self._opened.trailer
        told = [key for key in ("/Root", "/Info", "/ID", "/Size") if key in trailer]
        ciphered = b" /Ciphered true" if self._opened.is_encrypted else b""
        return ciphered + b"".join(b" %s %s" % (k.encode(), trailer[k].unparse()) for k in told)

    def _content(self, reference: Reference, entry: pikepdf.XrefEntry) -> bytes | None:
        """An object as it is to be written; None when it only holds what stands by itself."""
        found = self._opened.get_object(*reference)
        raw = b""
        if isinstance(found, pikepdf.Stream):
            if found.stream_dict.get("/Type") in _OF_FILES:
                return None
            raw = found.read_raw_bytes()
        written = b"null" if found is None else _unparsed(found)
        if not self._is_sound(reference, entry, written, raw=raw):
            return _BROKEN
        return self._stream(found, raw) if isinstance(found, pikepdf.Stream) else written

    def _is_sound(
        self, reference: Reference, entry: pikepdf.XrefEntry, written: bytes, *, raw: bytes
    ) -> bool:
        """Whether the strict reader reads the same where the object stands in the file.

        `raw` is the data of a stream.
        """
        if entry.type == _PACKED:  # its stream stands there, and is looked at in its stead
            return self._is_container_sound(entry.obj_stream_number or 0)
        try:
            header = header_at(self._data, entry.offset or 0)
            if header is None or header[0] != reference:
                return False
            read, end = read_object(self._data, header[1])
            known, _ = read_object(written + b" ", 0)
        except SyntaxDamageError:
            return False
        if isinstance(read, Dictionary):
            stream = stream_at(self._data, end, read, self._length)
            if stream is not None and (stream.raw is None or not _may_be(stream.raw, raw)):
                return False
        return _agree(read, known)

    def _length(self, value: object) -> object:
        """The length of a stream as qpdf finds it; that the stream ends there is looked at."""
        if isinstance(value, Reference):
            found = self._opened.get_object(*value)
            return int(found) if isinstance(found, pikepdf.Integer) else None
        return value

    def _is_container_sound(self, number: int) -> bool:
        if number not in self._sound:
            container = Reference(number, 0)
            entry = self._opened.get_xref_table().get((number, 0))
            found = self._opened.get_object(number, 0)
            self._sound[number] = (
                entry is not None
                and isinstance(found, pikepdf.Stream)
                and self._is_sound(container, entry, _unparsed(found), raw=found.read_raw_bytes())
            )
        return self._sound[number]

    def _stream(self, found: pikepdf.Stream, raw: bytes) -> bytes:
        """A stream with its length; without filters where only qpdf knows them."""
        entries = found.stream_dict
        if self._is_rare(entries) and len(raw) <= SLOW_BYTES:
            _check_end(entries.get("/Filter"), raw)
            raw = found.read_bytes(pikepdf.StreamDecodeLevel.specialized)
            self._left -= len(raw)
            if len(raw) > self._limit or self._left < 0:
                raise LimitReachedError
            left_out = _OF_FILTERS
        else:
            left_out = {"/Length"}
        told = b"".join(
            b" %s %s" % (_unparsed(pikepdf.Name(key)), value.unparse())
            for key, value in entries.items()
            if key not in left_out and value is not None
        )
        return b"<<%s /Length %d >>\nstream\n%s\nendstream" % (told, len(raw), raw)

    def _is_rare(self, entries: pikepdf.Object) -> bool:
        """Whether the strict reader cannot undo the filters, and qpdf can."""
        if entries.get("/Subtype") == "/Image":
            return False
        filters = entries.get("/Filter")
        names = set(map(str, filters)) if isinstance(filters, pikepdf.Array) else {str(filters)}
        if filters is None or not names <= RARE | {_FLATE}:
            return False
        return names != {_FLATE} or "/DecodeParms" in entries or isinstance(filters, pikepdf.Array)


def _check_end(filters: object, raw: bytes) -> None:
    """Raises when data that the first filter undoes lacks its end, which qpdf does not miss."""
    first = str(filters[0]) if isinstance(filters, pikepdf.Array) else str(filters)
    if not raw.rstrip(_WHITE_SPACE).endswith(_ENDS.get(first, b"")):
        raise SyntaxDamageError
    if first == _LZW and not ends_by_lzw(raw):
        raise SyntaxDamageError


def ends_by_lzw(raw: bytes) -> bool:
    """Whether the last code of LZW data is the one that ends it (ISO 32000-2, 7.4.4).

    Codes grow with the table; a writer may let them grow one code late.
    """
    return any(_ends_by_lzw(raw, early) for early in (1, 0))


def _ends_by_lzw(raw: bytes, early: int) -> bool:
    bits, have, known = 0, 0, _FIRST_CODE
    for at, byte in enumerate(raw):
        bits, have = (bits << 8 | byte) & 0xFFFFFF, have + 8
        width = min(max(9, (known + early).bit_length()), 12)
        if have < width:
            continue
        have -= width
        code = bits >> have & ((1 << width) - 1)
        if code == _LZW_END:
            return not raw[at + 1 :].strip(_WHITE_SPACE)
        known = _FIRST_CODE if code == _LZW_CLEAR else known + 1
    return False


def _unparsed(found: pikepdf.Object) -> bytes:
    if isinstance(found, pikepdf.Stream):
        return found.stream_dict.unparse(resolved=True)
    return found.unparse(resolved=True)


def _agree(read: object, known: object) -> bool:
    """Whether two objects are the same but for what is ciphered in them.

    qpdf leaves out entries that are null, and a stream's own length is told anew.
    """
    if isinstance(read, bytes) and isinstance(known, bytes):
        return _may_be(read, known)
    if isinstance(read, list) and isinstance(known, list):
        return len(read) == len(known) and all(map(_agree, read, known))
    if isinstance(read, dict) and isinstance(known, dict):
        mine, theirs = (
            {key: value for key, value in one.items() if value is not None} for one in (read, known)
        )
        return mine.keys() == theirs.keys() and all(_agree(mine[key], theirs[key]) for key in mine)
    return type(read) is type(known) and read == known


def _may_be(ciphered: bytes, plain: bytes) -> bool:
    """Whether one text may be the other, plain, by RC4, or by AES with its filling undone."""
    surplus = len(ciphered) - len(plain)
    if surplus == 0:
        return True
    is_whole = len(ciphered) % _AES_BLOCK == 0
    return is_whole and _AES_BLOCK < surplus <= 2 * _AES_BLOCK
