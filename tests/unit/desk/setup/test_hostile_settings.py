"""Whatever lies in the place of a file of settings: told in a sentence, soon, and no defect."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zenforms.desk.register.clientfile import check_file
from zenforms.desk.register.spreadsheet import clients_of, read_csv
from zenforms.desk.setup.tomlfile import MOST_BYTES, read_toml
from zenforms.errors import DefinitionError, DeskError, ZenformsError
from zenforms.form.answers import ValuesError, read_values
from zenforms.form.library import read_form
from zenforms.judging.policy import Policy, Register, Releases
from zenforms.language import Lang
from zenforms.tomltext import MOST_BRACKETS, MOST_NAMES, parse_toml

MANY = 20_000


def _values() -> Iterator[tuple[str, str]]:
    yield "lists in lists", "[" * MANY + "]" * MANY
    yield "lists that never close", "[" * MANY
    yield "tables in tables", "{a = " * MANY + "1" + "}" * MANY
    yield "both by turns", "[{a = " * MANY + "1" + "}]" * MANY
    yield "a long number", "9" * MANY
    yield "a long hexadecimal number", "0x" + "f" * MANY
    yield "a number of many digits behind the dot", "0." + "1" * MANY
    yield "a number beyond all", "1e999999999"
    yield "a text that never ends", '"""' + '\\"""' * MANY
    yield "a text like a book", '"' + "x" * MANY + '"'


def _texts() -> Iterator[tuple[str, str]]:
    for name, value in _values():
        for key in ("surprise", "[vendor]\nname", "[[clients]]\nid", "[[releases]]\nversion"):
            yield f"{name} at {key!r}", f"{key} = {value}\n"
    dotted = ".".join(["a"] * MANY)
    yield "a name of many parts", f"{dotted} = 1\n"
    yield "a quoted name of many parts", ".".join(['"a"'] * MANY) + " = 1\n"
    yield "a name of many parts with spaces", " . ".join(["a"] * MANY) + " = 1\n"
    yield "a table of many parts", f"[{dotted}]\n"
    yield "a list of tables of many parts", f"[[{dotted}]]\n"
    yield "a name of many parts in a table in a line", f"a = {{ {dotted} = 1 }}\n"
    yield "a name of many parts behind a text", f'a = "[" # [\n{dotted} = 1\n'
    yield "spaces without end in a heading", "[" + " " * MANY + "x\n"
    yield "spaces without end before a name", "a = 1\n" + " " * MANY + "x\n"


def _toml(model: type[Policy | Register | Releases]) -> Callable[[Path], object]:
    return lambda path: read_toml(path, model)


READERS: dict[str, Callable[[Path], object]] = {
    "policy": _toml(Policy),
    "releases": _toml(Releases),
    "clients": _toml(Register),
    "definition": read_form,
    "values": read_values,
}


def error_of(reader: Callable[[Path], object], path: Path) -> ZenformsError | None:
    try:
        reader(path)
    except ZenformsError as error:
        return error
    return None


@pytest.mark.parametrize("reader", READERS)
def test_settings_that_nobody_writes_are_told_in_a_sentence(tmp_path: Path, reader: str) -> None:
    for name, text in _texts():
        (tmp_path / "file.toml").write_text(text)
        error = error_of(READERS[reader], tmp_path / "file.toml")
        if error is None:
            assert reader == "values", name  # of which a form decides what it takes
        else:
            assert isinstance(error, DeskError | DefinitionError | ValuesError), name
            assert all(0 < len(error.sentence(lang)) < 1_000 for lang in Lang), name


def test_the_check_of_the_register_tells_them_too(tmp_path: Path) -> None:
    for name, text in _texts():
        (tmp_path / "clients.toml").write_text(text)
        checked = check_file(tmp_path / "clients.toml")
        assert not checked.is_sound, name
        said = [one.message(lang) for one in checked.complaints for lang in Lang]
        assert all(0 < len(sentence) < 1_000 for sentence in said), name


@pytest.mark.parametrize(
    "text",
    [
        "[[clients]]\n" * 10_000,
        "".join(f"k{number} = 1\n" for number in range(10_000)),
        "[[clients]]\nid = 'a'\n" * 10_000,
    ],
    ids=["tables", "names", "clients"],
)
def test_a_register_of_mistakes_is_told_as_far_as_anybody_reads(tmp_path: Path, text: str) -> None:
    (tmp_path / "clients.toml").write_text(text)
    assert 1 <= len(check_file(tmp_path / "clients.toml").complaints) <= 500


def test_a_file_of_settings_has_a_greatest_length(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(DeskError, match="four megabytes"):
        read_toml(tmp_path / "policy.toml", Policy)
    with pytest.raises(ValuesError):
        read_values(tmp_path / "policy.toml")


def test_what_people_write_lies_within_the_bounds() -> None:
    nested = "[" * MOST_BRACKETS + "]" * MOST_BRACKETS
    names = ".".join(["a"] * MOST_NAMES)
    long = "x" * MANY
    text = f"b = {nested}\n{names} = 1\n# {nested * 9} {names * 9} {long}\nt = '{long}.{nested}'\n"
    text += 'u = """\n' + names * 9 + nested * 9 + '"""\n' + f'v = ["{long}", "[[[["]\n'
    assert parse_toml(text)["t"] == f"{long}.{nested}"


@pytest.mark.parametrize(
    "content",
    [
        b'id;contacts\nA;"' + b"x" * 130_000 + b'\\"\n',
        b'id;contacts\nA;"' + b"\\|" * 60_000 + b'\\"\n',
        b"Identifiant;" * MANY,
        b"x;" * MANY,
        b";" * MANY,
        b"id;name\n" + b"A;B\n" * 20_001,
        b'id;name\n"' + b"x\n" * MANY,
        b"PK\x03\x04" + bytes(MANY),
        bytes(MANY),
    ],
    ids=["slash", "bars", "twice", "unknown", "nameless", "lines", "open", "zip", "zeros"],
)
def test_a_table_that_nobody_made_is_told_in_a_few_sentences(content: bytes) -> None:
    clients, complaints = clients_of(read_csv(content), Register())
    assert not clients
    assert 1 <= len(complaints) <= 10
    assert all(0 < len(one.message(lang)) < 1_000 for one in complaints for lang in Lang)
