"""How text is encoded, told by its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.formats.textcode import decode, looks_like_text, text_encoding


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"abc", "utf-8"),
        (b"", "utf-8"),
        ("été".encode(), "utf-8"),
        ("été".encode()[:-1], "utf-8"),
        ("été".encode("utf-8-sig"), "utf-8-sig"),
        ("été".encode("utf-16"), "utf-16"),
        ("journal de bord".encode("utf-16-le"), "utf-16-le"),
        ("journal de bord".encode("utf-16-be"), "utf-16-be"),
        ("été fini".encode("cp1252"), "cp1252"),
        (b"a\x1b[31mb\n" * 3, "utf-8"),
        (b"texte" * 100 + b"\0", "utf-8"),
    ],
)
def test_the_encoding_of_text_is_told(data: bytes, codec: str) -> None:
    assert text_encoding(data) == codec


@pytest.mark.parametrize("data", [bytes(range(256)), bytes(100), b"\x89PNG\r\n\x1a\n\0\0\0\x0d"])
def test_what_is_no_text_has_no_encoding(data: bytes) -> None:
    assert not looks_like_text(data)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_in_its_encoding(codec: str) -> None:
    assert decode("Étape 1 : démarré".encode(codec)) == "Étape 1 : démarré"


def test_cp1252_after_a_long_ascii_start_is_still_read() -> None:
    assert decode(b"a" * 70_000 + b"\xe9") == "a" * 70_000 + "é"


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert isinstance(decode(data), str)
