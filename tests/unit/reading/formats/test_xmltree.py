"""XML from outside: read as a tree, without anything that XML can do to its reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.formats.xmltree import ForbiddenXmlError, parse_xml


def test_names_attributes_and_texts_are_read() -> None:
    root = parse_xml(b'<a x="1"><b>un</b><c><b>de<i/>ux</b></c></a>').root
    assert root is not None
    assert (root.name, root.attributes) == ("a", {"x": "1"})
    assert root.words("b") == "un"
    assert [node.text for node in root.find("b")] == ["un", "deux"]
    assert root.child("absent") is None
    assert root.words("absent") == ""


def test_namespaces_are_left_aside() -> None:
    root = parse_xml(b'<x:a xmlns:x="urn:y"><x:b/></x:a>').root
    assert root is not None
    assert root.name == "a"
    assert root.child("b") is not None


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x.example/">%x;]><a/>',
        b"<!DOCTYPE a><a/>",
    ],
)
def test_a_dtd_is_forbidden(text: bytes) -> None:
    with pytest.raises(ForbiddenXmlError):
        parse_xml(text)


def test_too_deep_a_tree_is_forbidden() -> None:
    with pytest.raises(ForbiddenXmlError):
        parse_xml(b"<a>" * 200 + b"</a>" * 200)


@pytest.mark.parametrize("text", [b"", b"rien", b"<a><b></a>", b"<a>&inconnu;</a>", b"<a>\x01</a>"])
def test_damage_is_said(text: bytes) -> None:
    assert parse_xml(text).damaged


def test_what_stands_before_the_damage_is_kept() -> None:
    parsed = parse_xml(b"<a><b>un</b><b>deux")
    assert parsed.damaged
    assert parsed.root is not None
    assert [node.text for node in parsed.root.find("b")][:1] == ["un"]


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        parse_xml(data)
    except ForbiddenXmlError:
        assert b"<!" in data.replace(b"\0", b"")
