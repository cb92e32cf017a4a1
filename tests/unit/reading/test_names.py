"""Names from outside: what is shown of them, and what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.names import (
    SAFE_BYTES,
    SAFE_LENGTH,
    NameBook,
    by_name,
    extension,
    extensions,
    has_bidi_override,
    one_line,
    safe_name,
    sent_name,
)

RESERVED = ("CON", "prn.txt", "Aux", "NUL.pdf", "com1", "LPT9.log", "COM¹.txt", "CONIN$")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (r"C:\temp\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("a/b/../x.pdf", "x.pdf"),
        ("rapport\r\nBcc: tous.pdf", "rapport Bcc: tous.pdf"),
        ("demande d’aide.pdf", "demande d’aide.pdf"),
        ("..", ".."),
        ("dossier/", "dossier"),
        ("a\0b.pdf", "ab.pdf"),
    ],
)
def test_a_sent_name_is_its_last_component_on_one_line(raw: str, shown: str) -> None:
    assert sent_name(raw) == shown


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("../../evil.pdf", "evil.pdf"),
        (r"\\serveur\partage\x.pdf", "x.pdf"),
        ("D:x.pdf", "D_x.pdf"),
        ("x.pdf::$DATA", "x.pdf__$DATA"),
        ("photo\u202efdp.exe", "photofdp.exe"),
        ("zéro\u200blargeur.pdf", "zérolargeur.pdf"),
        ("fin. . .", "fin"),
        (".htaccess", "htaccess"),
        ("-rf.txt", "rf.txt"),
        ("~2", "2"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ('a<b>c|d?e*f"g.pdf', "a_b_c_d_e_f_g.pdf"),
        ("   ", "fichier"),
        ("..", "fichier"),
        ("", "fichier"),
        ("lone\ud800.pdf", "lone.pdf"),
    ],
)
def test_a_safe_name_loses_what_a_file_system_would_understand(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


@pytest.mark.parametrize("raw", RESERVED)
def test_a_name_that_windows_reserves_is_prefixed(raw: str) -> None:
    assert safe_name(raw) == f"_{raw}"


def test_a_name_that_only_begins_like_a_reserved_one_is_kept() -> None:
    assert safe_name("CONTRAT.pdf") == "CONTRAT.pdf"


def test_a_long_name_is_cut_and_keeps_its_extension() -> None:
    name = safe_name("é" * 400 + ".pdf")
    assert name.endswith("é.pdf")
    assert len(name) <= SAFE_LENGTH
    assert len(name.encode()) <= SAFE_BYTES


@given(st.text(max_size=300))
def test_a_safe_name_is_always_safe(raw: str) -> None:
    name = safe_name(raw)
    assert 0 < len(name) <= SAFE_LENGTH + 1
    assert len(name.encode()) <= SAFE_BYTES + 1
    assert not set(name) & set('<>:"/\\|?*\0\r\n\t')
    assert not name.startswith((".", " ", "-", "~"))
    assert not name.endswith((".", " "))
    assert safe_name(name).removeprefix("_") == name.removeprefix("_")


def test_names_that_would_collide_are_numbered() -> None:
    book = NameBook()
    names = [book.give(raw) for raw in ("x.pdf", "X.PDF", "x.pdf", "x", "ﬁ.txt", "fi.txt")]
    assert names == ["x.pdf", "X-2.PDF", "x-3.pdf", "x", "ﬁ.txt", "fi-2.txt"]


@given(st.lists(st.text(max_size=200), max_size=20))
def test_a_book_never_gives_a_name_twice(raws: list[str]) -> None:
    book = NameBook()
    names = [book.give(raw).casefold() for raw in raws]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("a.PDF", "pdf"),
        ("a.pdf.exe", "exe"),
        ("a.exe. ", "exe"),
        ("a.e\u200bxe", "exe"),
        ("sans", ""),
        (".cache", ""),
        ("a.", ""),
    ],
)
def test_the_extension_is_the_one_that_windows_sees(name: str, last: str) -> None:
    assert extension(name) == last


def test_all_extensions_are_told() -> None:
    assert extensions("facture.pdf.exe") == ("pdf", "exe")


def test_an_override_of_the_writing_direction_is_noticed() -> None:
    assert has_bidi_override("a\u202efdp.exe")
    assert not has_bidi_override("שלום.pdf")


def test_one_line_bounds_what_it_looks_at() -> None:
    assert len(one_line("x" * 1_000_000)) == 255


def test_names_stand_as_people_would_sort_them() -> None:
    wanted = ["Capture 2.png", "capture 10.png", "capture.png", "demande.pdf", "Étape 1.png"]
    assert sorted({*wanted}, key=by_name) == wanted
