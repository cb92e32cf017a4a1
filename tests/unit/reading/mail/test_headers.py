"""Mail headers as they really come."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.mail.headers import Headers, decode_charset, decode_words, parameters


def of(raw: bytes) -> Headers:
    return Headers(message_from_bytes(raw, policy=policy.compat32))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?q?Probl=C3=A8me_d'impression?=", "Problème d'impression"),
        ("=?UTF-8?B?w6l0w6k=?= =?UTF-8?B?IGNvbXBsZXQ=?=", "été complet"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A9t=C3=A9?=", "été"),
        ("=?iso-8859-1?q?=E9t=E9?=", "été"),
        ("=?utf-8*fr?q?=C3=A9?=", "é"),
        ("=?inconnu?b?w6k=?=", "é"),
        ("=?utf-8?b?w6k?=", "é"),
        ("=?utf-8?b?****?= reste", "****"),
        ("avant =?utf-8?q?=C3=A9?= après", "avant é après"),
        ("=?utf-8?q?pas fini", "=?utf-8?q?pas fini"),
        ("=?utf-8?q?=ZZ?=", "=ZZ"),
        ("=?rot13?q?abc?=", "abc"),
    ],
)
def test_encoded_words_are_decoded(raw: str, text: str) -> None:
    assert text in decode_words(raw)


def test_raw_bytes_in_a_header_are_utf_8_else_cp1252() -> None:
    assert of("Subject: été\n\n".encode()).text("subject") == "été"
    assert of("Subject: été €\n\n".encode("cp1252")).text("subject") == "été €"


def test_a_header_becomes_one_line() -> None:
    folded = of(b"Subject: =?utf-8?q?a=0D=0ABcc=3A_x?=\n b\n\n").text("subject")
    assert folded == "a Bcc: x b"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("attachment; filename=x.pdf", "x.pdf"),
        ('attachment; filename="x y.pdf"; size=3', "x y.pdf"),
        ("attachment; filename=mon fichier.pdf", "mon fichier.pdf"),
        ("attachment; filename==?UTF-8?Q?St=C3=B6rung.pdf?=", "Störung.pdf"),
        ('attachment; filename="=?UTF-8?Q?St=C3=B6rung.pdf?="', "Störung.pdf"),
        ("attachment; filename*=utf-8''%c3%a9t%c3%a9.pdf", "été.pdf"),
        ("attachment; filename=faux.pdf; filename*=utf-8''vrai.pdf", "vrai.pdf"),
        ("attachment; filename*=utf-8''vrai.pdf; filename=faux.pdf", "vrai.pdf"),
        ("attachment; filename*0=long-; filename*1=nom.pdf", "long-nom.pdf"),
        ("attachment; filename*1*=%a9.pdf; filename*0*=utf-8''%c3", "é.pdf"),
        ("attachment; filename*=iso-8859-1''%e9.pdf", "é.pdf"),
        ("attachment; filename*=%c3%a9.pdf", "é.pdf"),
        ("attachment; filename*=inconnu''%c3%a9.pdf", "é.pdf"),
        ('attachment; filename="C:\\temp\\x.pdf"', "C:\\temp\\x.pdf"),
        ('attachment; filename="a\\"b;c.pdf"', 'a"b;c.pdf'),
        ('attachment; filename="jamais fini.pdf', "jamais fini.pdf"),
        ("attachment;FILENAME = x.pdf", "x.pdf"),
    ],
)
def test_a_file_name_is_found_however_it_is_written(raw: str, name: str) -> None:
    assert parameters(raw)["filename"] == name


def test_a_header_without_parameters_has_none() -> None:
    assert parameters("attachment") == {}


@pytest.mark.parametrize("charset", ["inconnu", "hex", "idna", "undefined", "", "x" * 1000, "\0"])
def test_an_unknown_charset_replaces_instead_of_raising(charset: str) -> None:
    assert decode_charset("été".encode(), charset) == "été"


def test_utf_8_labelled_as_western_is_still_utf_8() -> None:
    assert decode_charset("déjà".encode(), "iso-8859-1") == "déjà"
    assert decode_charset("déjà".encode("cp1252"), "iso-8859-1") == "déjà"


def test_a_comment_in_a_token_is_nothing() -> None:
    assert of(b"X: Base64 (le plus courant)\n\n").token("x") == "base64"


def test_a_missing_header_is_an_empty_text() -> None:
    headers = of(b"A: b\n\n")
    assert headers.text("subject") == ""
    assert headers.names() == {"a"}


@given(st.binary(max_size=400))
def test_no_header_bytes_make_it_raise(raw: bytes) -> None:
    headers = of(b"X: " + raw.replace(b"\n", b" ") + b"\n\n")
    headers.text("x")
    headers.token("x")
    assert all(isinstance(value, str) for value in headers.parameters("x").values())


@pytest.mark.parametrize("piece", ["=?", '="', "(", "((", ";a=", "=?utf-8?q?", "*0*=''"])
def test_hostile_headers_cost_little(piece: str) -> None:
    raw = piece * (1_000_000 // len(piece))
    assert len(decode_words(raw)) < 100_000
    assert len(parameters(f"a;{raw}")) < 20_000
