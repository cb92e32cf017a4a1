"""A person × a carrier × a writing × a place: found, or the file is named as not searched."""

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import tarfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.making.compound import compound
from tests.making.mails import HEADERS, mail, multipart, part
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import ENCRYPTED, Member, make_zip
from tests.viewers.blank import FORM, blank
from tests.viewers.typed import complete
from zenforms.form.fill import fill_form
from zenforms.reading.limits import Limits
from zenforms.reading.search.piece import Searched, Why
from zenforms.reading.search.search import search_file
from zenforms.reading.search.wanted import Wanted

PAUL = "paul.prive@perso.example"
Text = Callable[[str], bytes]
Wrap = Callable[[bytes], bytes]


def searched(folder: Path, data: bytes, said: str = PAUL, name: str = "envoi") -> Searched:
    path = folder / "piece"
    path.write_bytes(data)
    return search_file(path, Wanted.of(said), Limits(), name=name)


def in_markup(said: str) -> bytes:
    """Each half of it in another run of a document."""
    half = len(said) // 2
    runs = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    return f"<w:p><w:t>le compte {said[:half]}{runs}{said[half:]}</w:t></w:p>".encode()


WRITINGS: Mapping[str, Text] = {
    "utf-8": lambda said: f"le compte de {said}, hier".encode(),
    "capitals": lambda said: f"LE COMPTE DE {said.upper()} !".encode(),
    "utf-16": lambda said: f"le compte de {said}\r\n".encode("utf-16"),
    "utf-16 without a mark": lambda said: f"le compte de {said}\r\n".encode("utf-16-le"),
    "big end first": lambda said: f"le compte de {said}\r\n".encode("utf-16-be"),
    "western": lambda said: f"été {said} été".encode("cp1252"),
    "json": lambda said: json.dumps({"a": f"été\n{said}"}).encode().replace(b"@", b"\\u0040"),
    "percent": lambda said: f"mailto:{quote(said, safe='')}?x".encode(),
    "percent twice": lambda said: quote(quote(said, safe=""), safe="").encode(),
    "entities": lambda said: "".join(f"&#{ord(letter)};" for letter in said).encode(),
    "page": lambda said: f"<p>{escape(said)}</p>".encode().replace(b"@", b"<b>&commat;</b>"),
    "comment in it": lambda said: f"{said[:5]}<!-- > -->{said[5:]}".encode(),
    "runs": in_markup,
    "invisible letters": lambda said: "\u200b".join(said).encode(),
    "soft hyphen": lambda said: f"{said[:9]}\u00ad{said[9:]}".encode(),
    "wide letters": lambda said: "".join(chr(ord(c) + 0xFEE0) for c in said).encode(),
    "broken line": lambda said: f"> {said[:9]}\r\n> {said[9:]}".encode(),
    "quoted": lambda said: quopri.encodestring(f"=é {said}".encode()).replace(b"@", b"=40"),
    "base64 in a text": lambda said: b"jeton: " + base64.b64encode(f"x {said} y".encode()),
    "base64 in lines": lambda said: base64.encodebytes(f"{'x' * 90} {said} {'y' * 90}".encode()),
    "encoded word": lambda said: b"=?utf-8?b?" + base64.b64encode(said.encode()) + b"?=",
    "rich text": lambda said: f"{{\\rtf1 {said[:5]}\\b {said[5:]}\\b0 }}".encode(),
    "written out": lambda said: said.replace("@", " (at) ").encode(),
    "with a tag": lambda said: said.replace("@", "+desk@").encode(),
    "log": lambda said: "".join(
        f"2026-11-24 10:00:{n:02} INFO u={said}\n" for n in range(60)
    ).encode(),
}


def tar(data: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        entry = tarfile.TarInfo("a/b.dat")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def message(encoding: str) -> Wrap:
    def wrap(data: bytes) -> bytes:
        coded = base64.encodebytes(data) if encoding == "base64" else quopri.encodestring(data)
        head = f"Content-Type: application/x-y\nContent-Transfer-Encoding: {encoding}"
        return mail(part(head, coded))

    return wrap


def gzipped(data: bytes) -> bytes:
    """As `gzip.compress`, but without the hour, which would be another in each worker."""
    return gzip.compress(data, mtime=0)


CARRIERS: Mapping[str, Wrap] = {
    "a file": bytes,
    "zip": lambda data: make_zip([Member("a/b.dat", data)]),
    "zip in a zip": lambda data: make_zip([Member("c.zip", make_zip([Member("b", data)]))]),
    "office file": lambda data: make_zip(
        [Member("[Content_Types].xml", b"<Types/>"), Member("word/document.xml", data)]
    ),
    "gzip": gzipped,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "two gzip streams": lambda data: gzipped(b"x" * 98 + b"\n") + gzipped(data),
    "tar.gz": lambda data: gzipped(tar(data)),
    "base64 mail": message("base64"),
    "quoted mail": message("quoted-printable"),
    "mail in a mail": lambda data: mail(
        part("Content-Type: message/rfc822", message("base64")(data))
    ),
    "mailbox file": lambda data: (
        b"From a\r\n" + mail() + b"\r\nFrom b\r\n" + message("base64")(data)
    ),
    "winmail.dat": lambda data: make_tnef([TnefFile("a.dat", data)]),
    "Outlook": lambda data: make_msg(Msg(files=[MsgFile("a.dat", data)])),
    "old office file": lambda data: compound({"WordDocument": b"\xec\xa5" + bytes(510) + data}),
    "page": lambda data: (
        b"<html><img src='data:x/y;base64," + base64.b64encode(data) + b"'></html>"
    ),
}


@pytest.mark.parametrize(("carrier", "writing"), list(product(CARRIERS, WRITINGS)))
def test_a_person_is_found_in_every_carrier_and_writing(
    carrier: str, writing: str, tmp_path: Path
) -> None:
    if carrier == "old office file" and writing.startswith("base64"):
        return  # what no office program writes into its own numbers
    answer = searched(tmp_path, CARRIERS[carrier](WRITINGS[writing](PAUL)))
    assert answer.found or answer.unsearched


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_is_undone_in_an_ordinary_text(writing: str, tmp_path: Path) -> None:
    assert searched(tmp_path, WRITINGS[writing](PAUL)).found


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_is_opened(carrier: str, tmp_path: Path) -> None:
    assert searched(tmp_path, CARRIERS[carrier](WRITINGS["utf-8"](PAUL))).found
    innocent = searched(tmp_path, CARRIERS[carrier](b"rien de personne, rien du tout ici"))
    assert not innocent.found


PLACES: Mapping[str, str] = {
    "subject": f"Subject: =?utf-8?q?{quote(PAUL).replace('%', '=')}?=",
    "received": f"Received: from x ({PAUL}) by y; Tue, 24 Nov 2026 10:00:00 +0100",
    "folded": f"X-Note: le compte de\r\n {PAUL}",
    "copy": f"Cc: Alex <a@client.example>,\r\n\tPaul <{PAUL.upper()}>",
    "split words": "Subject: =?utf-8?b?cGF1bC5wcml2ZUBwZXI=?=\r\n =?utf-8?b?c28uZXhhbXBsZQ==?=",
    "name": "Content-Disposition: attachment; filename*0*=utf-8''paul.prive%40p;\r\n"
    ' filename*1="erso.example.txt"',
}


@pytest.mark.parametrize("place", PLACES)
def test_a_person_is_found_in_every_header(place: str, tmp_path: Path) -> None:
    raw = f"{PLACES[place]}\r\n".encode() + HEADERS + multipart([part("Content-Type: text/plain")])
    assert searched(tmp_path, raw).found


def test_a_mail_whose_text_names_a_person_in_a_rare_alphabet_is_read(tmp_path: Path) -> None:
    one = EmailMessage()
    one.set_content("Павел Личный звонил", charset="koi8-r", cte="base64")
    assert searched(tmp_path, HEADERS + one.as_bytes(), "Личный Павел").found


@pytest.mark.parametrize("where", ["summary", "email", "contact_name"])
def test_a_filled_form_is_searched(where: str, tmp_path: Path) -> None:
    answers = {name: value for name, value in complete(**{where: PAUL}).items() if value}
    data = fill_form(blank(), answers, form=FORM)
    assert searched(tmp_path, data).found
    assert searched(tmp_path, make_zip([Member("demande.pdf", data)])).found
    assert searched(tmp_path, data, "absent@nulle-part.example") == Searched(found=False)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (make_zip([Member("a.txt", b"x", flags=ENCRYPTED)]), Why.ENCRYPTED),
        (make_zip([Member("a.txt", b"x" * 50, declared_crc=1)]), Why.DAMAGED),
        (make_zip([Member("a.txt", b"x" * 50)])[:-30], Why.DAMAGED),
        (gzipped(b"x" * 500)[:-12], Why.DAMAGED),
        (b"7z\xbc\xaf\x27\x1c" + bytes(range(60)), Why.PACKED),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(60)), Why.PICTURE),
        (bytes(range(256)) * 4, Why.UNKNOWN),
        (compound({"EncryptedPackage": b"x" * 99}), Why.ENCRYPTED),
        (compound({"VBA": b"x" * 99}), Why.MACROS),
        (b"%PDF-1.7\nrien", Why.DAMAGED),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n", Why.ENCRYPTED),
    ],
    ids=range(11),
)
def test_what_cannot_be_searched_is_named_with_the_reason(
    data: bytes, why: Why, tmp_path: Path
) -> None:
    for wrap in (bytes, CARRIERS["zip"], CARRIERS["base64 mail"]):
        answer = searched(tmp_path, wrap(data))
        assert not answer.found
        assert why in {one.why for one in answer.unsearched}


def test_a_bomb_is_named_and_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb").write_bytes(gzipped(bytes(300_000)))
    limits = Limits(archive_bytes=200_000)
    answer = search_file(tmp_path / "bomb", Wanted.of(PAUL), limits)
    assert {one.why for one in answer.unsearched} == {Why.TOO_LARGE}


def test_a_member_of_a_tar_that_says_it_is_vast_is_named_and_not_read(tmp_path: Path) -> None:
    head = tarfile.TarInfo("vide.img")
    head.size = 3_900_000_000  # a sparse member, or a lie: its bytes are not there
    answer = searched(tmp_path, head.tobuf() + bytes(1_024))
    assert {one.why for one in answer.unsearched} == {Why.TOO_LARGE}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Paul Privé", "M. PRIVÉ, Paul"),
        ("prive paul", "Paul Privé"),
        ("Paul Privé", "Prive_Paul.pdf"),
        ("Paul Privé", "Paul-Prive\u0301"),
        ("Zoé Œuvre", "OEUVRE Zoe"),
        ("Jean-Luc d'Orée", "d’Orée Jean Luc"),
        ("01 99 00 12 34", "Tél. +33 (0)1.99.00.12.34"),
        ("+33199001234", "0199001234"),
        ("0033 1 99 00 12 34", "01-99-00-12-34"),
        ("01.99.00.12.34", "+33 1 99 00 12 34"),
        ("+32 2 555 12 12", "0032 2/555.12.12"),
        ("paul@büro.example", "paul@xn--bro-hoa.example"),
        ("paul@xn--bro-hoa.example", "paul@büro.example"),
        ("PAUL.PRIVE@PERSO.EXAMPLE", "paul.prive@perso.example."),
        ("andre\u0301@perso.example", "andr\u00e9@perso.example"),
    ],
)
def test_a_person_is_the_same_however_written(said: str, written: str, tmp_path: Path) -> None:
    assert searched(tmp_path, f"voir {written} demain".encode(), said).found
    assert searched(tmp_path, b"x", said, name=f"dossier/{written}.txt").found


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (PAUL, "jeanpaul.prive@perso.example"),
        (PAUL, "paul.prive@perso.example.org"),
        (PAUL, "paul.prive@perso.examples"),
        ("Paul Privé", "Paule Privé"),
        ("Paul Privé", "Paul et Privé"),
        ("01 99 00 12 34", "01 99 00 12 345"),
        ("01 99 00 12 34", "1 01 99 00 12 35"),
    ],
)
def test_somebody_else_is_not_taken_for_the_person(said: str, written: str, tmp_path: Path) -> None:
    assert not searched(tmp_path, f"voir {written} demain".encode(), said).found
