import os
import stat
from pathlib import Path

import pytest

from zenforms.desk.setup.keys import KEY_BYTES, add_key, is_private, read_keys
from zenforms.errors import DeskError


def test_a_new_key_is_the_current_one_and_the_old_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "seal.keys"
    add_key(path)
    (first,) = read_keys(path)
    add_key(path)
    assert read_keys(path)[1:] == (first,)
    assert len(first) == KEY_BYTES


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "seal.keys"
    add_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert is_private(path)
    path.chmod(0o640)
    assert not is_private(path)


@pytest.mark.parametrize(
    ("text", "line"),
    [("# one\nzz\n", 2), ("abcd\n", 1), ("00" * 32 + "\n\n" + "0" * 63, 3)],
)
def test_a_bad_key_is_named_by_its_line_and_not_shown(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "seal.keys"
    path.write_text(text)
    with pytest.raises(DeskError, match=f"line {line}") as error:
        read_keys(path)
    assert "abcd" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xff\xfe"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "seal.keys").write_bytes(content)
    with pytest.raises(DeskError):
        read_keys(tmp_path / "seal.keys")


def test_comments_and_a_byte_order_mark_are_no_keys(tmp_path: Path) -> None:
    path = tmp_path / "seal.keys"
    path.write_bytes(b"\xef\xbb\xbf# one\r\n" + b"ab" * 32 + b"  # current\r\n")
    assert read_keys(path) == (b"\xab" * 32,)
