"""Embedded files, from the three places where a PDF may hold them."""

import zlib

import pytest

from tests.hostile.generator import form, packed, pdf, stream
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.embedded import (
    EmbeddedDamagedError,
    EmbeddedTooLargeError,
    embedded_files,
)


def specification(number: int, name: str = "(x.txt)", key: str = "/UF") -> bytes:
    return f"<< /Type /Filespec {key} {name} /EF << /F {number} 0 R >> >>".encode()


def annotation(number: int) -> bytes:
    return b"<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS %s >>" % specification(number)


NAMED = "/Names << /EmbeddedFiles << /Names [(k) 50 0 R] >> >>"


def extracted(data: bytes, limits: Limits | None = None) -> list[tuple[str, bytes]]:
    with embedded_files(data, limits or Limits()) as files:
        return [(file.name, b"".join(file.chunks)) for file in files]


def test_the_name_tree_gives_its_files() -> None:
    more = {50: specification(60), 60: stream(b"hello")}
    assert extracted(pdf(form(catalog=NAMED, more=more))) == [("x.txt", b"hello")]


def test_a_deep_name_tree_is_walked() -> None:
    tree = "/Names << /EmbeddedFiles << /Kids [51 0 R 51 0 R] >> >>"
    more = {
        50: specification(60),
        51: b"<< /Kids [52 0 R 51 0 R] >>",
        52: b"<< /Names [(k) 50 0 R] >>",
        60: stream(b"hello"),
    }
    assert extracted(pdf(form(catalog=tree, more=more))) == [("x.txt", b"hello")]


def test_annotations_give_their_files() -> None:
    objects = form(annotation(60), more={60: stream(b"hello")}, listed=[])
    assert extracted(pdf(objects)) == [("x.txt", b"hello")]


@pytest.mark.parametrize("holder", ["catalog", "page"])
def test_associated_files_are_found(holder: str) -> None:
    more = {50: specification(60), 60: stream(b"hello")}
    objects = (
        form(catalog="/AF [50 0 R]", more=more)
        if holder == "catalog"
        else form(page="/AF [50 0 R]", more=more)
    )
    assert extracted(pdf(objects)) == [("x.txt", b"hello")]


def test_a_file_that_several_places_name_comes_once() -> None:
    more = {50: specification(60), 60: stream(b"hello")}
    objects = form(annotation(60), catalog=NAMED + " /AF [50 0 R]", more=more, listed=[])
    assert len(extracted(pdf(objects))) == 1


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("(../../etc/passwd)", "passwd"),
        ("(C:\\\\temp\\\\x.pdf)", "x.pdf"),
        ("(a\\r\\nb.txt)", "a b.txt"),
        ("<FEFF00E90074>", "ét"),
        ("()", "sans nom"),
    ],
)
def test_a_name_is_data_never_a_path(written: str, cleaned: str) -> None:
    more = {50: specification(60, written), 60: stream(b"hello")}
    assert extracted(pdf(form(catalog=NAMED, more=more)))[0][0] == cleaned


def test_the_old_key_for_the_name_counts_too() -> None:
    more = {50: specification(60, key="/F"), 60: stream(b"hello")}
    assert extracted(pdf(form(catalog=NAMED, more=more)))[0][0] == "x.txt"


def test_a_specification_without_a_stream_is_no_file() -> None:
    assert extracted(pdf(form(catalog=NAMED, more={50: "<< /UF (x) >>"}))) == []


def test_large_files_come_in_pieces() -> None:
    content = bytes(3_000_000)
    more = {
        50: specification(60),
        60: stream(zlib.compress(content), "/Filter /FlateDecode"),
    }
    with embedded_files(pdf(form(catalog=NAMED, more=more)), Limits(stream_bytes=1000)) as files:
        chunks = list(next(files).chunks)
    assert b"".join(chunks) == content
    assert max(map(len, chunks)) <= 65_536


def test_all_files_together_stay_within_the_limit() -> None:
    bomb = stream(zlib.compress(bytes(9_000_000)), "/Filter /FlateDecode")
    more = {50: specification(60), 60: bomb, 61: bomb}
    data = pdf(form(annotation(61), catalog=NAMED, more=more, listed=[]))
    with pytest.raises(EmbeddedTooLargeError):
        extracted(data, Limits(attachment_bytes=10_000_000))
    assert len(extracted(data, Limits(attachment_bytes=20_000_000))) == 2


def test_too_many_files_are_told() -> None:
    more = {60 + n: stream(b"x") for n in range(4)}
    objects = form(*(annotation(60 + n) for n in range(4)), more=more, listed=[])
    with pytest.raises(EmbeddedTooLargeError):
        extracted(pdf(objects), Limits(attachments=3))


def test_a_bomb_in_a_filter_that_cannot_be_streamed_is_told() -> None:
    bomb = stream(
        zlib.compress(zlib.compress(bytes(30_000_000))), "/Filter [/FlateDecode /FlateDecode]"
    )
    with pytest.raises(EmbeddedTooLargeError):
        extracted(pdf(form(catalog=NAMED, more={50: specification(60), 60: bomb})))


@pytest.mark.parametrize(
    "broken",
    [
        stream(zlib.compress(b"hello" * 99)[:-6], "/Filter /FlateDecode"),
        stream(b"hello", "/Filter /FlateDecode"),
        stream(b"zz>", "/Filter /ASCIIHexDecode"),
        b"<< /Length 999 >>\nstream\nhello\nendstream",
    ],
)
def test_a_damaged_file_is_told_never_cut_short(broken: bytes) -> None:
    data = pdf(form(catalog=NAMED, more={50: specification(60), 60: broken}))
    with pytest.raises(EmbeddedDamagedError):
        extracted(data)


def test_the_names_are_among_the_facts() -> None:
    more = {50: specification(60, "(a/b.txt)"), 60: stream(b"hello")}
    document = read_document(pdf(form(catalog=NAMED, more=more)), name="x", maps=FormMaps())
    assert document.facts.embedded_files == ("b.txt",)


def test_a_file_that_is_no_pdf_has_none() -> None:
    assert extracted(b"hello") == []


@pytest.mark.parametrize("key", ["/EF", "/#45F", "/E#46", "/#45#46"])
def test_the_key_of_a_file_may_be_spelled_with_escapes(key: str) -> None:
    written = specification(60).replace(b"/EF", key.encode())
    more = {50: written, 60: stream(b"hello")}
    assert extracted(pdf(form(catalog=NAMED, more=more))) == [("x.txt", b"hello")]


def test_a_file_may_be_named_in_an_object_stream() -> None:
    plain = {**form(catalog=NAMED), 60: stream(b"hello")}
    assert extracted(packed({50: specification(60)}, plain)) == [("x.txt", b"hello")]


def test_a_file_without_the_key_is_not_even_opened() -> None:
    assert extracted(b"%PDF-1.7 damaged beyond reading") == []
