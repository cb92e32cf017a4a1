from pathlib import Path

import pytest

from zenforms.form.values import ValuesError, read_values


def test_values_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "values.toml"
    path.write_text(
        'summary = "œ € “x”"\none_subject = true\ndescription = """\na\n\nb"""\n', "utf-8"
    )
    assert read_values(path) == {
        "summary": "œ € “x”",
        "one_subject": True,
        "description": "a\n\nb",
    }


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "values.toml"
    path.write_text('a = "b"', "utf-8-sig")
    assert read_values(path) == {"a": "b"}


@pytest.mark.parametrize("data", [None, b"summary = ", "summary = 'é'".encode("latin-1")])
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(
    data: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "values.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ValuesError, match=r"values\.toml"):
        read_values(path)
