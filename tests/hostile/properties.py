"""What holds for every document read, whatever the bytes were."""

import json
import unicodedata

from zenforms import problems
from zenforms.reading.submission import Document, Flag

_LINE_ENDS_AND_TABS = {"\n", "\t"}


def check(document: Document) -> None:
    """Raises AssertionError when a document breaks a promise of the reader."""
    codes = {problem.code for problem in document.problems}
    assert document.fields or codes
    assert codes <= set(problems.DOCUMENT)
    if any(problems.is_unreadable(code) for code in codes):
        assert not document.fields
    for field in document.fields:
        assert len(set(field.flags)) == len(field.flags)
        for text in (field.name, *_texts(field.value)):
            _check_text(text)
        if Flag.PASSWORD in field.flags:
            assert field.value is None


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        assert value.strip()
        return (value,)
    assert isinstance(value, tuple)
    assert value
    return value


def _check_text(text: str) -> None:
    """It can be written as JSON and UTF-8, and moves no terminal."""
    json.dumps(text).encode("utf-8")
    text.encode("utf-8")
    controls = {c for c in text if unicodedata.category(c) == "Cc"}
    assert controls <= _LINE_ENDS_AND_TABS
