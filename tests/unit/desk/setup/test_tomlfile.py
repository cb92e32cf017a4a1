from pathlib import Path

import pytest

from zenforms.desk.setup.tomlfile import line_of, read_toml
from zenforms.errors import DeskError
from zenforms.judging.policy import Policy, Register
from zenforms.language import Lang

TEXT = """
[vendor]
name = "x"

[[clients]]
id = "A"

# id = "comment"
[[clients]]
id = "B"
"quoted" = 1
a.b = 2

[deep.er]
x = 1
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("vendor", "name"), 3),
        (("vendor", "missing"), 2),
        (("clients", 0, "id"), 6),
        (("clients", 1, "id"), 10),
        (("clients", 1, "quoted"), 11),
        (("clients", 1, "a", "b"), 12),
        (("clients", 1, "missing"), 9),
        (("deep", "er", "x"), 15),
        (("nowhere",), None),
    ],
)
def test_the_line_of_a_value_is_found(place: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(TEXT, place) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = \ny = 1\n", "line 1"),
        ("[vendor]\nname = 3\n", "line 2: vendor.name"),
        ("[vendor]\nnme = 'x'\n", "line 2: vendor.nme"),
        ("[severity]\nZF1 = 'off'\n", "line 2: severity"),
        ("surprise = 1\n", "line 1: surprise"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_field(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "policy.toml").write_text(text)
    with pytest.raises(DeskError, match=said):
        read_toml(tmp_path / "policy.toml", Policy)


def test_a_register_error_names_the_line_of_that_client(tmp_path: Path) -> None:
    good = '[[clients]]\nid = "AAA"\nname = "A"\n'
    bad = '[[clients]]\nid = "BBB"\nname = "B"\ntma_from = "hier"\n'
    (tmp_path / "clients.toml").write_text(good + bad)
    with pytest.raises(DeskError, match=r"line 7: clients\.1\.tma_from"):
        read_toml(tmp_path / "clients.toml", Register)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b'\xef\xbb\xbf[vendor]\r\nname = "x"\r\n')
    assert read_toml(tmp_path / "p", Policy).vendor.name == "x"


def test_another_encoding_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b'[vendor]\nname = "Soci\xe9t\xe9"\n')
    with pytest.raises(DeskError, match="line 2: it is saved as ANSI"):
        read_toml(tmp_path / "p", Policy)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as error:
        read_toml(tmp_path / "gone.toml", Policy)
    assert "gone.toml" in error.value.sentence(Lang.FR)
