"""Dangerous files: by content, by any extension, by a name that hides them."""

import pytest

from zenforms import danger_problems as codes
from zenforms.reading.files.danger import dangers
from zenforms.reading.formats.media import media_type

PROGRAM = b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0"


def found(name: str, content: bytes = b"texte") -> list[str]:
    return [problem.code for problem in dangers(name, media_type(content, name), content)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.exe", PROGRAM, codes.EXECUTABLE),
        ("x.dat", PROGRAM, codes.EXECUTABLE),
        ("x.exe", b"texte", codes.EXECUTABLE),
        ("x.SCR", b"texte", codes.EXECUTABLE),
        ("x.bin", b"\x7fELF\x02\x01", codes.EXECUTABLE),
        ("x.ps1", b"texte", codes.SCRIPT),
        ("x.vbs", b"texte", codes.SCRIPT),
        ("x.hta", b"<html>", codes.SCRIPT),
        ("x.txt", b"#!/bin/sh\n", codes.SCRIPT),
        ("x.lnk", b"L\0\0\0\x01\x14\x02\0", codes.SHORTCUT),
        ("x.dat", b"L\0\0\0\x01\x14\x02\0", codes.SHORTCUT),
        ("x.txt", b"[InternetShortcut]\nURL=x", codes.SHORTCUT),
        ("x.iso", b"texte", codes.DISK_IMAGE),
        ("x.dat", b"vhdxfile", codes.DISK_IMAGE),
        ("x.docm", b"texte", codes.MACROS),
        ("x.chm", b"ITSF", codes.ACTIVE),
        ("x.html", b"<html><script>x</script>", codes.ACTIVE),
        ("x.txt", b"<html><body onload=x()>", codes.ACTIVE),
        ("x.svg", b"<svg><script>x</script></svg>", codes.ACTIVE),
        ("x.html", "<html><script>x</script>".encode("utf-16"), codes.ACTIVE),
        ("x.rtf", b"{\\rtf1{\\object\\objdata 01}}", codes.ACTIVE),
    ],
)
def test_what_may_run_is_dangerous(name: str, content: bytes, code: str) -> None:
    assert found(name, content) == [code]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.pdf", b"%PDF-1.7"),
        ("x.html", b"<html><p>bonjour</p>"),
        ("x.svg", b"<svg><path/></svg>"),
        ("x.rtf", b"{\\rtf1 bonjour}"),
        ("x.txt", b"MZ est un sigle"),
        ("x.log", b"2026-11-24 run.exe started"),
        ("version.1.2.txt", b"texte"),
    ],
)
def test_what_cannot_run_is_not(name: str, content: bytes) -> None:
    assert found(name, content) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("facture.pdf.exe", PROGRAM),
        ("facture.pdf.vbs", b"texte"),
        ("facture.pdf", PROGRAM),
    ],
)
def test_a_name_that_hides_a_program_is_said_beside_it(name: str, content: bytes) -> None:
    assert codes.DISGUISED in found(name, content)


def test_a_name_written_backwards_is_said_even_when_the_file_is_harmless() -> None:
    assert found("facture\u202efdp.txt") == [codes.DISGUISED]


def test_the_zero_width_extension_is_seen_through() -> None:
    assert found("x.e\u200bxe") == [codes.EXECUTABLE]
