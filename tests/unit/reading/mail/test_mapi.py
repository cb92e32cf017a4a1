"""MAPI properties."""

import pytest

from zenforms.reading.mail.outlook import BODY, STRING8, SUBJECT, UNICODE, Properties, codec, text


@pytest.mark.parametrize(
    ("page", "name"),
    [(0, "cp1252"), (1252, "cp1252"), (1250, "cp1250"), (65001, "utf-8"), (99999, "cp1252")],
)
def test_a_code_page_has_its_codec(page: int, name: str) -> None:
    assert codec(page) == name


def test_texts_end_before_their_zero() -> None:
    assert text("été\0".encode("cp1252"), "cp1252") == "été"
    assert text("été\0".encode("utf-16-le"), "utf-16-le") == "été"
    assert text("été".encode("utf-16-le") + b"\xd8", "utf-16-le").startswith("été")


def test_the_first_value_that_tells_something_counts() -> None:
    found = Properties()
    found.add(SUBJECT, UNICODE, b"")
    found.add(SUBJECT, STRING8, b"un")
    found.add(SUBJECT, STRING8, b"deux")
    assert found.text(SUBJECT) == "un"
    assert found.text(BODY) == ""
    assert found.number(BODY) == 0
    assert found.first((BODY, SUBJECT)) == "un"
