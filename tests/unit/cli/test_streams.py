"""Terminals, pipes and systems differ; commands need not know."""

import io
from pathlib import Path

import pytest

from zenforms.cli.streams import expanded, prepared


def test_a_pipe_speaks_utf_8_whatever_the_system_says() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    prepared(stream)
    stream.write("é日\udc80")
    stream.flush()
    assert raw.getvalue() == "é日\\udc80".encode()


def test_a_shell_that_expands_names_is_believed() -> None:
    assert expanded(["validate", "*.pdf"], system="posix") == ["validate", "*.pdf"]


def test_windows_names_are_expanded_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.pdf", "a.pdf", "c.txt"):
        Path(name).touch()
    words = expanded(["validate", "*.pdf", "--x=*", "none*.eml"], system="nt")
    assert words == ["validate", "a.pdf", "b.pdf", "--x=*", "none*.eml"]
