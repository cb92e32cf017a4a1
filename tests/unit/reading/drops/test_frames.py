"""Our form is found, whatever frames it: it reads as the bare form does, and no file is lost."""

import gzip
from base64 import b64encode, encodebytes
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.making.forms import our_form
from tests.making.frames import (
    CARRIERS,
    ENCODINGS,
    FRAMES,
    IN_TEXT,
    PROGRAMS,
    encoded_as,
    in_text,
    message,
)
from tests.making.mails import HEADERS, part
from tests.making.zips import Member, make_zip
from tests.unit.reading.drops.shapes import LOG, Read, codes
from zenforms.reading.submission import Submission

FORM = our_form("Le Desk se ferme, dès l'impression"[:16])
CONTENTS: Mapping[str, Mapping[str, bytes]] = {
    "form": {"demande.pdf": FORM},
    "form and log": {"demande.pdf": FORM, "service.log": LOG},
    "packed": {"envoi.zip": make_zip([Member("demande.pdf", FORM), Member("service.log", LOG)])},
}


def summary(submission: Submission) -> object:
    (document,) = [one for one in submission.documents if one.form]
    return document.value("summary")


@pytest.fixture(name="found")
def fixture_found(read: Read) -> object:
    bare = summary(read(FORM, "demande.pdf"))

    def found(data: bytes, name: str = "envoi") -> Submission:
        submission = read(data, name)
        assert summary(submission) == bare
        return submission

    return found


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_form_is_found_in_every_frame(frame: str, content: str, found: Read) -> None:
    framed = FRAMES[frame](message(CONTENTS[content]))
    submission = found(framed)
    logs = [file.name for file in submission.files if file.name == "service.log"]
    assert len(logs) == (content != "form")
    assert submission.envelope.sender == "camille.exemple@client.example"
    assert "voici le formulaire" in submission.envelope.body


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("frame", ["emlx", "no boundary", "double spaced", "utf-16"])
def test_a_form_is_found_whichever_program_wrote(frame: str, program: str, found: Read) -> None:
    found(FRAMES[frame](message(CONTENTS["form and log"], program)))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_form_is_found_whatever_its_encoding_is_called(encoding: str, found: Read) -> None:
    assert not codes(found(encoded_as(CONTENTS["form"], encoding)))


@pytest.mark.parametrize("how", IN_TEXT)
def test_a_form_is_found_in_the_text(how: str, found: Read) -> None:
    submission = found(in_text(CONTENTS["form and log"], how))
    assert "service.log" in {file.name for file in submission.files}
    assert submission.envelope.body.startswith("Bonjour, voici la demande.")
    assert submission.envelope.body.endswith("Bien cordialement") or how == "MIME lines"
    assert len(submission.envelope.body) < 200


_WRITTEN_AS_IT_IS = frozenset({"forwarded", "clear-signed in Outlook's file"})
_DEEP = [
    (carrier, frame)
    for carrier in CARRIERS
    for frame in ("nothing", "emlx", "no boundary", "carriage returns")
    if frame == "nothing" or carrier not in _WRITTEN_AS_IT_IS
]


@pytest.mark.parametrize(("carrier", "frame"), _DEEP)
def test_a_form_is_found_two_deep(carrier: str, frame: str, found: Read) -> None:
    found(CARRIERS[carrier](FRAMES[frame](message(CONTENTS["form and log"]))))


def test_a_form_is_found_in_the_base64_of_a_text(found: Read) -> None:
    text = b"Bonjour,\r\n\r\n" + encodebytes(FORM) + b"\r\nMerci\r\n"
    submission = found(HEADERS + part("Content-Type: text/plain", text))
    assert "JVBER" not in submission.envelope.body


def test_a_form_is_found_in_a_link_of_a_page(found: Read) -> None:
    address = b"data:application/pdf;name=demande.pdf;base64," + b64encode(FORM)
    page = b'<p>Bonjour</p><a href="' + address + b'">demande.pdf</a>'
    found(HEADERS + part("Content-Type: text/html", page))


@pytest.mark.parametrize("name", ["demande.pdf", "demande.pdf.b64", "demande.txt"])
def test_a_form_is_found_that_lies_there_in_base64(name: str, found: Read) -> None:
    found(encodebytes(FORM), name)


def test_a_form_is_found_in_a_gzip(found: Read) -> None:
    found(gzip.compress(FORM), "demande.pdf.gz")


def test_what_cannot_be_opened_in_a_text_is_told(read: Read) -> None:
    lines = encodebytes(bytes(range(1, 200)) * 9).replace(b"\n", b"\r\n")
    submission = read(HEADERS + part("Content-Type: text/plain", b"Bonjour\r\n\r\n" + lines))
    assert codes(submission) == ["ZF032"]


def test_a_mended_message_is_told(read: Read) -> None:
    assert codes(read(FRAMES["no boundary"](message(CONTENTS["form"])))) == ["ZF031"]


def test_the_page_tells_how_many_variants_there_are() -> None:
    page = (Path(__file__).parents[4] / "docs" / "drops.md").read_text(encoding="utf-8")
    for count in (f"{len(FRAMES)} × {len(CONTENTS)}", f"{len(PROGRAMS)} × 4", len(ENCODINGS)):
        assert f"| {count} |" in page
    for count in (len(IN_TEXT), len(CARRIERS)):
        assert f"| {count} |" in page
