"""Content-Transfer-Encoding, right and wrong."""

import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.mail.headers import decode_transfer, encoding_name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (" Base64 ", "base64"),
        ("base64 (voir RFC 2045)", "base64"),
        ('"base64"', "base64"),
        ("QUOTED-PRINTABLE;", "quoted-printable"),
        ("", ""),
    ],
)
def test_an_encoding_is_stripped_and_uncommented(header: str, name: str) -> None:
    assert encoding_name(header) == name


@given(st.binary(max_size=500))
def test_base64_comes_back_whole(data: bytes) -> None:
    decoded = decode_transfer(base64.encodebytes(data), "base64")
    assert decoded.data == data
    assert not decoded.damaged


def test_the_checksum_below_an_openpgp_text_is_no_part_of_it() -> None:
    decoded = decode_transfer(base64.encodebytes(b"chiffre") + b"=zH6Q\r\n", "base64")
    assert decoded.data == b"chiffre"
    assert not decoded.damaged


def test_two_base64_texts_one_after_the_other_are_both_read() -> None:
    raw = base64.b64encode(b"premier") + b"\r\n" + base64.b64encode(b"second!")
    decoded = decode_transfer(raw, "base64")
    assert decoded.data == b"premiersecond!"
    assert not decoded.damaged


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_truncated_base64_is_damaged_and_keeps_what_there_is(cut: int) -> None:
    raw = base64.b64encode(bytes(range(30)))[:-cut]
    decoded = decode_transfer(raw, "base64")
    assert decoded.damaged
    assert bytes(range(30)).startswith(decoded.data)
    assert len(decoded.data) >= 26


def test_a_list_footer_after_base64_is_no_damage() -> None:
    raw = base64.encodebytes(bytes(300)) + b"\r\n-- \r\n"
    decoded = decode_transfer(raw, "base64")
    assert decoded.data == bytes(300)
    assert not decoded.damaged


def test_text_that_is_no_base64_is_damaged() -> None:
    assert decode_transfer("ceci n'est pas codé : à é è ç".encode(), "base64").damaged


def test_quoted_printable_is_decoded() -> None:
    assert decode_transfer(b"=C3=A9t=\r\n=C3=A9", "quoted-printable").data == "été".encode()


def test_uuencode_is_decoded() -> None:
    line = binascii.b2a_uu(b"bonjour")
    raw = b"begin 644 x.txt\r\n" + line + b"`\r\nend\r\n"
    assert decode_transfer(raw, "x-uuencode").data == b"bonjour"


def test_uuencode_without_its_end_is_damaged() -> None:
    raw = b"begin 644 x.txt\n" + binascii.b2a_uu(b"bonjour")
    decoded = decode_transfer(raw, "uuencode")
    assert decoded.damaged
    assert decoded.data == b"bonjour"


def test_an_unknown_encoding_leaves_the_bytes() -> None:
    assert decode_transfer(b"abc", "x-jamais-vu").data == b"abc"


@given(st.binary(max_size=300), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "?"]))
def test_no_bytes_make_it_raise(raw: bytes, encoding: str) -> None:
    assert isinstance(decode_transfer(raw, encoding).data, bytes)
