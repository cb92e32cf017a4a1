"""Settings as Notepad, Word and habits save them: told with line and cure, in plain words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zenforms.desk.setup.keys import read_keys
from zenforms.desk.setup.opening import CLIENTS, KEYS, RELEASES, open_desk
from zenforms.desk.setup.place import POLICY
from zenforms.desk.setup.tomlfile import read_toml
from zenforms.errors import DeskError
from zenforms.judging.policy import Policy
from zenforms.language import Lang

GOOD = '[vendor]\nname = "Éditeur"\nemail = "a@b.example"\n\n[watching]\nworkers = 3\n'
PARSER: tuple[str, ...] = ("Invalid", "Expected", "Cannot", "Unclosed", "Unterminated", "Illegal")
PARSER = (
    *PARSER,
    "Unescaped",
    "Duplicate",
    "Found",
    "hex value",
    "codec",
    "UnicodeDecodeError",
    "IsADirectory",
)

SLIPS = {
    "name = “Éditeur”": "guillemets",
    "name = « Éditeur »": "guillemets",
    "name = ‘Éditeur’": "guillemets",
    "name = Éditeur": "guillemets",
    "workers = oui": "true",
    "workers = Vrai": "true",
    "workers = True": "true",
    "workers = 2,5": "point",
    'name = "C:\\Users\\x"': "barre",
    'name = "\\\\serveur\\partage"': "barre",
    "name = 15/05/2026": "AAAA-MM-JJ",
    "closures = [15/05/2026]": "AAAA-MM-JJ",
    "; un commentaire": "#",
    "// un commentaire": "#",
    "<<<<<<< HEAD": "conflit",
    "=======": "conflit",
    "\u00a0name = 'x'": "espace",
    "name\u00a0= 'x'": "espace",
    "name =\u00a0'x'": "espace",
    "name: 'x'": "=",
    "name": "=",
    "name =": "valeur",
    "name = 'x' 'y'": "valeur",
    'name = "x" ; note': "#",
    "prénom = 'x'": "accent",
    "name = 'x": "fermé",
    "name = [1, 2": "fermé",
    "[autre": "fermé",
    "[vendor]": "déjà",
    'name = "x"\nname = "y"': "déjà",
}
PLACES = (0, 3, 5)
"""Before which line of the good file a slip stands."""


def with_slip(slip: str, place: int) -> str:
    lines = GOOD.splitlines(keepends=True)
    return "".join([*lines[:place], slip + "\n", *lines[place:]])


def told(path: Path) -> dict[Lang, str]:
    with pytest.raises(DeskError) as error:
        read_toml(path, Policy)
    return {lang: error.value.sentence(lang) for lang in Lang}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_plain_words_and_never_in_the_parsers(
    slip: str, place: int, tmp_path: Path
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(with_slip(slip, place), encoding="utf-8")
    said = told(path)
    if slip not in {"[vendor]", 'name = "x"\nname = "y"'} or place:
        assert not any(word in text for word in PARSER for text in said.values())
    if place == len(PLACES) and slip in SLIPS:
        assert SLIPS[slip] in said[Lang.FR]


@pytest.mark.parametrize("slip", SLIPS)
def test_the_cure_is_named(slip: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(with_slip(slip, 3), encoding="utf-8")
    assert SLIPS[slip] in told(path)[Lang.FR]


SAVED: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-16 with a mark": (lambda text: text.encode("utf-16"), "UTF-16"),
    "UTF-16, big": (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16"),
    "UTF-16 without a mark": (lambda text: text.encode("utf-16-le"), "UTF-16"),
    "ANSI": (lambda text: text.encode("cp1252"), "ANSI"),
    "an old Mac": (lambda text: text.replace("\n", "\r").encode(), "CR"),
    "nothing": (lambda _: b"", "vide"),
    "null bytes": (lambda text: b"\0" * len(text), "octets nuls"),
    "cut by null bytes": (lambda text: text.encode()[:40] + b"\0" * 400, "octets nuls"),
}


@pytest.mark.parametrize("name", [POLICY, CLIENTS, RELEASES, KEYS])
@pytest.mark.parametrize("way", SAVED)
def test_what_a_file_was_saved_as_is_said(way: str, name: str, tmp_path: Path) -> None:
    save, word = SAVED[way]
    (tmp_path / POLICY).write_text(GOOD, encoding="utf-8")
    (tmp_path / name).write_bytes(save(f"# réglages\n{GOOD}"))
    with pytest.raises(DeskError) as error:
        open_desk(tmp_path)
    said = error.value.sentence(Lang.FR)
    assert word in said
    assert name in said
    assert not any(one in said for one in PARSER)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_editors_do_without_harm_is_read(mark: bytes, end: str, tmp_path: Path) -> None:
    (tmp_path / POLICY).write_bytes(mark + GOOD.replace("\n", end).encode())
    assert read_toml(tmp_path / POLICY, Policy).watching.workers == 3


@pytest.mark.parametrize("content", ["", "# rien\n", "zz\n", "ab12\n"])
def test_a_key_file_that_is_none_is_told_in_french_too(content: str, tmp_path: Path) -> None:
    (tmp_path / KEYS).write_text(content)
    with pytest.raises(DeskError) as error:
        read_keys(tmp_path / KEYS)
    assert "sauvegarde" in error.value.sentence(Lang.FR)


@pytest.mark.parametrize("content", ["", " \r\n\t\n"])
def test_an_empty_policy_is_a_mistake_and_no_policy(content: str, tmp_path: Path) -> None:
    (tmp_path / POLICY).write_text(content)
    with pytest.raises(DeskError) as error:
        open_desk(tmp_path)
    assert "vide" in error.value.sentence(Lang.FR)
