"""What nobody attached is told by its content, and by its name only where content cannot tell."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from tests.making.forms import MAPS, other_pdf, our_form
from tests.making.mails import attachment, mail
from tests.making.photos import busy, photograph, window
from tests.making.zips import Member, make_zip
from zenforms import danger_problems
from zenforms.reading.drop import read_drop
from zenforms.reading.submission import Aside, DropFile, Role, Submission

_SUM = b"0123456789abcdef" * 2


@pytest.fixture(name="scratch")
def fixture_scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def _read(content: bytes, name: str, scratch: Path) -> Submission:
    source = scratch.parent / name
    source.write_bytes(content)
    return read_drop(source, scratch=scratch, maps=MAPS)


def _sent(name: str, content: bytes, scratch: Path) -> DropFile:
    (file,) = _read(mail(attachment(name, content)), "courriel.eml", scratch).files
    return file


@pytest.mark.parametrize(
    ("name", "content", "aside"),
    [
        ("invitation", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", Aside.CALENDAR),
        ("camille.txt", b"BEGIN:VCARD\r\nEND:VCARD", Aside.CARD),
        ("public.txt", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n", Aside.KEY),
        ("certificat.txt", b"-----BEGIN CERTIFICATE-----\n", Aside.KEY),
        ("x.txt", b"-----BEGIN PGP SIGNATURE-----\n", Aside.SIGNATURE),
        ("sommes.txt", b"MD5 (demande.pdf) = " + _SUM, Aside.CHECKSUM),
        ("x.sfv", b"; fait par un outil\ndemande.pdf 0A1B2C3D\n", Aside.CHECKSUM),
        ("note.txt", b"[ZoneTransfer]\r\nZoneId=3\r\n", Aside.STREAM),
        ("att00012.TXT", b"\r\n", Aside.MAIL_TEXT),
    ],
)
def test_a_by_product_is_told_by_its_content(
    name: str, content: bytes, aside: Aside, scratch: Path
) -> None:
    file = _sent(name, content, scratch)
    assert (file.role, file.aside) == (Role.BY_PRODUCT, aside)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("attestation.txt", b"Bonjour, voici l'attestation."),
        ("ATT00001.pdf", other_pdf()),
        ("ATT00001.png", photograph(1600, 1200)),
        ("commande.txt", b"La somme 0123456789abcdef0123456789abcdef est fausse\nVoyez."),
        ("agenda du jour.txt", b"Lundi : BEGIN:VCALENDAR ?"),
        ("emoji.json", b'{"emoji": "x", "texte": "y"}'),
    ],
)
def test_what_only_looks_like_one_is_a_document(name: str, content: bytes, scratch: Path) -> None:
    assert _sent(name, content, scratch).role is Role.DOCUMENT


@pytest.mark.parametrize(
    ("name", "content"),
    [("message.asc", b"-----BEGIN PGP MESSAGE-----\n"), ("smime.p7m", b"MIIB")],
)
def test_what_is_ciphered_is_neither_a_document_nor_a_signature(
    name: str, content: bytes, tmp_path: Path
) -> None:
    folder, scratch = tmp_path / "envoi", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    (folder / name).write_bytes(content)
    (file,) = read_drop(folder, scratch=scratch, maps=MAPS).files
    assert (file.role, file.aside) == (Role.OTHER, None)


def test_a_shortcut_to_a_page_is_harmless_and_to_a_program_is_not(scratch: Path) -> None:
    page = b"[InternetShortcut]\r\nURL=https://aide.example/\r\nIconIndex=0\r\n"
    disk = b"[InternetShortcut]\r\nURL=file://serveur/x.exe\r\n"
    more = b"[InternetShortcut]\r\nURL=https://aide.example/\r\nIconFile=\\\\serveur\\x\r\n"
    found = _read(
        mail(attachment("a.url", page), attachment("b.url", disk), attachment("c.url", more)),
        "courriel.eml",
        scratch,
    )
    assert [file.aside for file in found.files] == [Aside.LINK, None, None]
    told = [p.arguments["file"] for p in found.problems if p.code == danger_problems.SHORTCUT]
    assert told == ["b.url", "c.url"]


def test_the_cover_of_a_portfolio_is_a_by_product_and_its_form_is_the_form(scratch: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(other_pdf())))
    writer.add_attachment("demande.pdf", our_form())
    writer.root_object[NameObject("/Collection")] = DictionaryObject()
    target = io.BytesIO()
    writer.write(target)
    found = _read(target.getvalue(), "portfolio.pdf", scratch)
    told = {file.name: (file.role, file.aside) for file in found.files}
    assert told["portfolio.pdf"] == (Role.BY_PRODUCT, Aside.COVER)
    assert told["demande.pdf"] == (Role.FORM, None)


def test_the_litter_of_a_zip_is_listed_last_and_asks_for_nothing(scratch: Path) -> None:
    litter = ["__MACOSX/._a.txt", ".DS_Store", "Thumbs.db", "~$a.docx", ".~lock.a.odt#"]
    members = [*(Member(name, b"x") for name in litter), Member("a.txt", b"Bonjour.")]
    found = _read(make_zip(members), "envoi.zip", scratch)
    assert [file.role for file in found.files] == [Role.DOCUMENT] + [Role.BY_PRODUCT] * 5
    assert found.problems == ()


def test_litter_without_end_costs_nothing_and_hides_nothing(scratch: Path) -> None:
    litter = [Member(f"__MACOSX/._{number}.txt", b"x") for number in range(150)]
    found = _read(make_zip([*litter, Member("a.txt", b"Bonjour.")]), "envoi.zip", scratch)
    assert found.files[0].name == "a.txt"
    assert len(found.files) < 50
    assert found.problems == ()


def test_a_banner_that_somebody_put_into_a_folder_is_shown_to_staff(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "envoi", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    (folder / "bande.png").write_bytes(window(900, 60))
    (folder / "logo.png").write_bytes(busy(90, 60))
    found = read_drop(folder, scratch=scratch, maps=MAPS)
    assert [file.aside for file in found.files] == [Aside.DOUBTFUL, Aside.LOGO]
