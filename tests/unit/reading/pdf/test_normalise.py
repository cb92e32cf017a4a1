"""Ciphered, oddly tabled and rarely filtered files: what was written is read, or damage is told."""

import base64
import itertools
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import pikepdf
import pytest

from tests.hostile.generator import FIRST_FIELD, form, packed, pdf, stream, update
from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.normalise import normalise
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Document, Flag

TEXT = "Étape 1 : l’œuvre (10 €) \\ fin\nCamille"
LENGTHS = (1, 15, 16, 17, 31, 32, 33, 200)
VALUES = [*("v" * length for length in LENGTHS), TEXT]
FIELDS = [
    f"/T (f{number}) /FT /Tx /Ff 4096 /V <FEFF{value.encode('utf-16-be').hex()}>"
    for number, value in enumerate(VALUES)
]
WRITTEN = {f"f{number}": value for number, value in enumerate(VALUES)}


def read(data: bytes, **more: object) -> Document:
    here = {"runner": ThisProcess(Limits())}  # a worker for each of them would take minutes
    return read_document(data, name="odd.pdf", maps=FormMaps(), **{**here, **more})  # type: ignore[arg-type]


def values(document: Document) -> dict[str, object]:
    return {field.name: field.value for field in document.fields}


def is_right_or_told(document: Document, written: Mapping[str, object]) -> bool:
    """The invariant: never silently less than what was written."""
    if any(problems.is_unreadable(problem.code) for problem in document.problems):
        return not document.fields
    return values(document) == written


# --- ciphers


CIPHERS = {
    "RC4-40": {"R": 2, "aes": False, "metadata": False},
    "RC4-128": {"R": 3, "aes": False, "metadata": False},
    "RC4-128 by a crypt filter": {"R": 4, "aes": False, "metadata": False},
    "AES-128": {"R": 4, "aes": True, "metadata": True},
    "AES-128, metadata plain": {"R": 4, "aes": True, "metadata": False},
    "AES-256, revision 5": {"R": 5, "aes": True, "metadata": True},
    "AES-256": {"R": 6, "aes": True, "metadata": True},
    "AES-256, metadata plain": {"R": 6, "aes": True, "metadata": False},
}


def ciphered(cipher: str, *, user: str = "", packs: bool = False, more: bytes = b"") -> bytes:
    """A form, encrypted; its objects in object streams if it `packs` them."""
    content = {50: stream(b"metadata", b"/Type /Metadata /Subtype /XML"), 51: more or b"null"}
    plain = pdf(form(*FIELDS, more=content, catalog="/Metadata 50 0 R", page="/Resources << >>"))
    out = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packs else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(BytesIO(plain)) as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # revision 5 is old
        opened.save(
            out,
            encryption=pikepdf.Encryption(owner="owner", user=user, **CIPHERS[cipher]),  # type: ignore[arg-type]
            object_stream_mode=mode,
        )
    return out.getvalue()


@pytest.mark.parametrize("packs", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("cipher", CIPHERS)
def test_what_an_owner_locks_is_read_whole(cipher: str, packs: bool) -> None:  # noqa: FBT001 - a parameter of the test
    document = read(ciphered(cipher, packs=packs))
    assert values(document) == WRITTEN
    assert document.facts.encrypted
    assert not any(field.flags for field in document.fields)


@pytest.mark.parametrize("cipher", CIPHERS)
def test_what_a_user_locks_is_told(cipher: str) -> None:
    document = read(ciphered(cipher, user="secret"))
    assert [problem.code for problem in document.problems] == [problems.PASSWORD]
    assert document.facts.encrypted


@pytest.mark.parametrize("cipher", CIPHERS)
def test_of_a_damaged_cipher_nothing_is_lost_silently(cipher: str) -> None:
    data = ciphered(cipher)
    start = data.index(b"/Encrypt")
    dictionary = data.index(b"/Filter /Standard")
    for at in (*range(start, start + 14), *range(dictionary, dictionary + 300, 7)):
        changed = bytearray(data)
        changed[at] ^= 1
        document = read(bytes(changed))
        assert is_right_or_told(document, WRITTEN) or _is_flagged(document), at


@pytest.mark.parametrize("cipher", ["AES-128", "AES-256"])
def test_a_ciphered_text_of_a_wrong_length_is_damage(cipher: str) -> None:
    data = ciphered(cipher)
    at = data.index(b"/V <") + 4
    shorter = data[:at] + data[at + 2 : data.index(b">", at)] + b"  " + data[data.index(b">", at) :]
    assert [problem.code for problem in read(shorter).problems] == [problems.DAMAGED]


def _is_flagged(document: Document) -> bool:
    """Whether each value that is not as written says so: ciphers have no checksum."""
    return all(field.flags or field.value == WRITTEN.get(field.name) for field in document.fields)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ("/Filter /Standard /V 3 /R 3", problems.UNKNOWN_ENCRYPTION),
        ("/Filter /Standard /V 6 /R 7", problems.UNKNOWN_ENCRYPTION),
        ("/Filter /Standard /V 4 /R 4 /CF << /A << /CFM /AESV9 >> >>", problems.UNKNOWN_ENCRYPTION),
        ("/Filter /Adobe.PubSec /V 4", problems.PUBLIC_KEY),
        ("/Filter /Adobe.PPKLite /V 1", problems.PUBLIC_KEY),
        ("/Filter /Other /V 1", problems.UNKNOWN_ENCRYPTION),
        ("/V 1", problems.UNKNOWN_ENCRYPTION),
        ("/Filter /Standard /V 1 /R 2", problems.DAMAGED),
    ],
)
def test_a_cipher_that_nobody_can_undo_is_told(entries: str, code: str) -> None:
    document = read(pdf(form(*FIELDS), trailer=f"/Encrypt << {entries} >> /ID [<00> <00>]"))
    assert [problem.code for problem in document.problems] == [code]


@pytest.mark.parametrize("cipher", CIPHERS)
def test_a_ciphered_file_whose_offsets_are_all_shifted_is_told_and_crashes_nothing(
    cipher: str,
) -> None:
    data = ciphered(cipher)
    at = data.index(b"2 0 obj")
    moved_by = data[:at] + b"   " + data[at:]
    start = int(data.rsplit(b"startxref", 1)[1].split()[0])
    shifted = moved_by.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + 3))
    assert is_right_or_told(read(shifted), WRITTEN)
    assert [problem.code for problem in read(shifted).problems] != []


# --- filters


def by_run_length(data: bytes) -> bytes:
    pieces = (data[at : at + 128] for at in range(0, len(data), 128))
    return b"".join(bytes((len(piece) - 1,)) + piece for piece in pieces) + b"\x80"


def by_lzw(data: bytes) -> bytes:
    """LZW codes of nine bits only: the table is cleared before it needs longer ones."""
    codes = [256]
    for number, byte in enumerate(data, 1):
        codes.append(byte)
        if number % 200 == 0:
            codes.append(256)
    bits = "".join(f"{code:09b}" for code in (*codes, 257))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


FILTERS: dict[str, Callable[[bytes], bytes]] = {
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
    "ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
    "RunLengthDecode": by_run_length,
    "LZWDecode": by_lzw,
    "FlateDecode": zlib.compress,
}
CHAINS = [
    *((one,) for one in FILTERS),
    *itertools.permutations(FILTERS, 2),
    ("FlateDecode", "FlateDecode"),
    *itertools.islice(itertools.permutations(FILTERS, 3), 0, 60, 7),
]
LONG = ("Étape : l’œuvre. " * 40).strip()
RAW = b"\xfe\xff" + LONG.encode("utf-16-be")


def with_value(data: bytes, entries: str) -> bytes:
    return pdf(form("/T (a) /FT /Tx /Ff 4096 /V 50 0 R", more={50: stream(data, entries)}))


@pytest.mark.parametrize("chain", CHAINS, ids="-".join)
def test_whatever_the_filters_the_text_is_read(chain: tuple[str, ...]) -> None:
    data = RAW
    for name in reversed(chain):
        data = FILTERS[name](data)
    names = " ".join(f"/{name}" for name in chain)
    document = read(with_value(data, f"/Filter [{names}]"))
    assert values(document) == {"a": LONG}
    assert not document.fields[0].flags


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"FlateDecode"}))
def test_damage_inside_a_filter_is_told_or_flagged(name: str) -> None:
    data = FILTERS[name](RAW)
    for cut in (1, 2, 5, len(data) // 2):
        document = read(with_value(data[:-cut], f"/Filter /{name}"))
        told = is_right_or_told(document, {"a": LONG})
        assert told or Flag.UNDECODABLE in document.fields[0].flags, cut


def rows_by(kind: int, data: bytes, columns: int) -> bytes:
    """PNG's rows, each told by the filter of this kind (PNG, 9.2), one byte a pixel."""
    out, above = bytearray(), bytes(columns)
    for start in range(0, len(data), columns):
        row = data[start : start + columns]
        out.append(kind)
        for at, byte in enumerate(row):
            left = row[at - 1] if at else 0
            corner = above[at - 1] if at else 0
            out.append((byte - _guess(kind, left, above[at], corner)) & 0xFF)
        above = row
    return bytes(out)


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    paeth = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
    return (0, left, up, (left + up) // 2, paeth)[kind]


def by_tiff(data: bytes, columns: int) -> bytes:
    rows = (data[start : start + columns] for start in range(0, len(data), columns))
    return b"".join(
        bytes((one - before) & 0xFF for one, before in zip(row, b"\0" + row, strict=False))
        for row in rows
    )


def predicted() -> Iterator[tuple[str, bytes]]:
    columns = 10
    padded = RAW + b"\0 " * (-len(RAW) % columns // 2)
    for kind in range(5):
        yield f"/Predictor {10 + kind} /Columns {columns}", rows_by(kind, padded, columns)
    yield f"/Predictor 15 /Columns {columns} /Colors 1", rows_by(4, padded, columns)
    yield f"/Predictor 2 /Columns {columns}", by_tiff(padded, columns)
    yield "/Predictor 1", padded


@pytest.mark.parametrize("coder", ["FlateDecode", "LZWDecode"])
@pytest.mark.parametrize(("told", "rows"), list(predicted()), ids=lambda one: str(one)[:16])
def test_whatever_the_predictor_the_text_is_read(told: str, rows: bytes, coder: str) -> None:
    entries = f"/Filter /{coder} /DecodeParms << {told} >>"
    document = read(with_value(FILTERS[coder](rows), entries))
    assert str(values(document)["a"]).strip() == LONG


def test_a_rare_filter_that_swells_beyond_all_limits_is_told() -> None:
    bomb = zlib.compress(zlib.compress(bytes(30_000_000)))
    document = read(with_value(bomb, "/Filter [/FlateDecode /FlateDecode]"))
    assert [problem.code for problem in document.problems] == [problems.TOO_COMPLEX]


# --- tables


PLAIN = pdf(form(*FIELDS))
START = int(PLAIN.rsplit(b"startxref", 1)[1].split()[0])


def moved(data: bytes, old: bytes, new: bytes) -> bytes:
    """`data` with the last `old` replaced; the offsets before it hold."""
    head, found, tail = data.rpartition(old)
    assert found
    return head + new + tail


SHAPES = {
    "by the book": PLAIN,
    "saved again": update(PLAIN, {90: b"(more)"}),
    "packed": packed(form(*FIELDS), {200: stream(bytes(9_000))}),
    "an object behind the trailer": moved(
        PLAIN, b"startxref", b"90 0 obj\n<< /A 1 >>\nendobj\nstartxref"
    ),
    "a comment behind the trailer": moved(PLAIN, b"startxref", b"% comment\nstartxref"),
    "a comment behind the end": PLAIN + b"% by a gateway\n",
    "white space before the table": moved(PLAIN, b"xref\n0 1", b"\n \nxref\n0 1"),
    "one line for startxref": moved(PLAIN, b"startxref\n", b"startxref "),
    "short entries": PLAIN.replace(b" n \n", b" n\n").replace(b" f \n", b" f\n"),
    "a wrong size": moved(PLAIN, b"/Size ", b"/Size 1"),
    "a late object behind the trailer": moved(
        update(PLAIN, {90: b"(more)"}), b"startxref", b"91 0 obj\n7\nendobj\nstartxref"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_the_shape_of_its_tables_a_whole_file_is_read(shape: str) -> None:
    assert is_right_or_told(read(SHAPES[shape]), WRITTEN)


@pytest.mark.parametrize(
    "shape",
    ["by the book", "saved again", "packed", *(name for name in SHAPES if "behind" in name)],
)
def test_what_all_engines_read_alike_is_not_refused(shape: str) -> None:
    assert values(read(SHAPES[shape])) == WRITTEN


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("saves", [1, 2])
def test_the_newest_value_is_read_from_any_shape_and_its_late_save_is_flagged(
    shape: str, saves: int
) -> None:
    data = SHAPES[shape]
    new = "/T (f0) /FT /Tx /V (new)"
    for _ in range(saves):
        data = update(
            data, {FIRST_FIELD: b"<< /Subtype /Widget /Rect [9 9 99 29] %s >>" % new.encode()}
        )
    document = read(data)
    assert is_right_or_told(document, {**WRITTEN, "f0": "new"})
    assert all(Flag.INCREMENTAL_UPDATE in f.flags for f in document.fields if f.name == "f0")
    assert not any(Flag.INCREMENTAL_UPDATE in f.flags for f in document.fields if f.name != "f0")


@pytest.mark.parametrize("shape", SHAPES)
def test_of_damaged_tables_nothing_is_lost_silently(shape: str) -> None:
    data = SHAPES[shape]
    start = int(data.rsplit(b"startxref", 1)[1].split()[0])
    places = range(start, len(data), max(1, (len(data) - start) // 150))
    for at, bit in itertools.product(places, (1, 8)):
        changed = bytearray(data)
        changed[at] ^= bit
        document = read(bytes(changed))
        assert document.problems or values(document) == WRITTEN, at
        assert is_right_or_told(document, WRITTEN) or _names_a_doubt(document), at


def _names_a_doubt(document: Document) -> bool:
    told = {problem.code for problem in document.problems}
    return bool(told & {problems.BAD_ENTRIES, problems.ORPHAN_WIDGETS, problems.NO_FORM})


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (moved(PLAIN, b"%d" % START, b"%d" % (START + 9)), "startxref faux"),
        (moved(PLAIN, b"%d" % START, b"%d" % (START * 90)), "startxref faux"),
        (PLAIN.replace(b"/T (f0) /FT /Tx", bytes(15)), "trou"),
        (PLAIN.replace(b"xref\n0 1", b"xref\n0 9"), "table des références incorrecte"),
    ],
    ids=["start", "start beyond the end", "hole", "table"],
)
def test_damage_is_told_as_what_it_is(data: bytes, word: str) -> None:
    (problem,) = read(data).problems
    assert problem.code == problems.DAMAGED
    assert str(problem.arguments["detail"].fr).startswith(word)  # type: ignore[union-attr]


def test_an_entry_freed_by_the_save_that_wrote_it_is_told() -> None:
    at = PLAIN.index(b"%d 0 obj" % FIRST_FIELD)
    (problem,) = read(PLAIN.replace(b"%010d 00000 n" % at, b"%010d 00000 f" % at)).problems
    assert problem.code == problems.DAMAGED
    assert "libre" in problem.arguments["detail"].fr  # type: ignore[union-attr]


# --- the function itself


def test_an_object_that_the_strict_reader_does_not_read_is_left_broken() -> None:
    odd = PLAIN + b"% comment\n"
    broken = odd.replace(b"/T (f0) /FT /Tx", bytes(15))
    for data, count in ((odd, 0), (broken, 1)):
        plain = normalise(data, Limits())
        assert isinstance(plain, bytes)
        assert plain.count(b"not what the strict reader reads") == count


class Elsewhere:
    """Runs what it is given, and remembers what that was."""

    def __init__(self) -> None:
        self.ran: list[object] = []

    def run(self, function: Callable[..., object], *args: object, **kwargs: object) -> object:
        self.ran.append(function)
        return function(*args, **kwargs)


def test_the_native_parser_runs_where_the_caller_wants_and_only_when_needed() -> None:
    runner = Elsewhere()
    assert values(read(PLAIN, runner=runner)) == WRITTEN
    assert runner.ran == []
    assert values(read(PLAIN + b"% comment\n", runner=runner)) == WRITTEN
    assert runner.ran == [normalise]


class Ending:
    """A worker that is ended, whatever it is given."""

    def run(self, *_: object, **__: object) -> Problem:
        return Problem(problems.TIMED_OUT)


def test_a_native_parser_that_was_ended_is_told() -> None:
    (problem,) = read(PLAIN + b"% comment\n", runner=Ending()).problems
    assert problem.code == problems.TIMED_OUT
