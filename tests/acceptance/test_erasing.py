"""Whoever is erased is gone: a search that shares no code with ours finds no trace, or it is named.

A person is planted where nobody looks first, each time in a request of its own with its own fate.
The search here is slow and simple: every byte of the desk, opened by the standard library alone.
"""

import base64
import binascii
import gzip
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tests.acceptance.triggers.trigger import filled, with_answers
from tests.making.mails import HEADERS, attachment, mail, multipart, part
from tests.making.zips import ENCRYPTED, Member, make_zip
from tests.samples.bureau import Bureau, new_bureau
from tests.viewers.blank import desk
from zenforms.desk.decisions.decision_files import OrderKind, new_order
from zenforms.desk.decisions.privacy import traces_of
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.papers.waiting import WAIT_AS
from zenforms.judging.case import OutcomeKind

PAUL = "paul.prive@perso.example"
LINE = f"2026-11-24 10:00:00 ERROR ZenService compte {PAUL} inconnu\n".encode()
OFFICE = make_zip(
    [
        Member("[Content_Types].xml", b"<Types/>"),
        Member(
            "word/document.xml",
            b"<w:p><w:t>le compte paul.pri</w:t><w:b/><w:t>ve@perso.example</w:t></w:p>",
        ),
    ]
)
SUBJECTS = itertools.count(1)


def sent(*parts: bytes, head: bytes = b"") -> bytes:
    """A mail of its own: no two of them are taken for the same drop."""
    number = next(SUBJECTS)
    own = HEADERS.replace(b"<1@", f"<erase{number}@".encode())
    return head + mail(*parts, headers=own.replace(b"Demande", f"Cas {number} :".encode()))


FORM = attachment("demande.pdf", filled(), "application/pdf")
IN_BASE64 = part("Content-Type: text/plain\nContent-Transfer-Encoding: base64", b"%s")
HIDING: Mapping[str, Callable[[], bytes]] = {
    "a log beside a form": lambda: sent(FORM, attachment("zenservice.log", LINE)),
    "a log without a form": lambda: sent(attachment("zenservice.log", LINE)),
    "a packed log": lambda: sent(FORM, attachment("log.zip", make_zip([Member("a.log", LINE)]))),
    "a gzip in a zip": lambda: sent(
        attachment("l.zip", make_zip([Member("a.gz", gzip.compress(LINE))]))
    ),
    "an office file": lambda: sent(FORM, attachment("note.docx", OFFICE)),
    "an encoded part": lambda: sent(IN_BASE64 % base64.encodebytes(LINE)),
    "a folded header": lambda: sent(FORM, head=f"X-Note: vu par\r\n {PAUL}\r\n".encode()),
    "split words": lambda: sent(
        head=b"X-Note: =?utf-8?b?cGF1bC5wcml2ZUBwZXI=?=\r\n =?utf-8?b?c28uZXhhbXBsZQ==?=\r\n"
    ),
    "a page": lambda: sent(part("Content-Type: text/html", b"paul.prive<b>@</b>perso.example")),
    "an enclosed mail": lambda: sent(
        part("Content-Type: message/rfc822", HEADERS + multipart([attachment("x.log", LINE)]))
    ),
    "a field of the form": with_answers(description=f"Le compte de {PAUL} ne s'ouvre plus."),
    "the name of a file": lambda: sent(FORM, attachment(f"{PAUL}.log", b"2026 ERROR rien\n")),
}


@cache
def is_named_in(data: bytes, wanted: str, depth: int = 6) -> bool:
    """Whether somebody can be read in some bytes, by whoever takes the trouble."""
    return any(wanted in text for text in _texts(data)) or (
        depth > 0 and any(is_named_in(inner, wanted, depth - 1) for inner in _inside(data))
    )


def _texts(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield text
    yield re.sub(r"<[^>]*>", "", unescape(unquote(text)))
    if data.startswith(b"%PDF"):
        with suppress(PyPdfError):  # half of one
            reader = PdfReader(io.BytesIO(data))
            yield from (str(field.get("/V")) for field in (reader.get_fields() or {}).values())
            yield from (page.extract_text() for page in reader.pages)


def _inside(data: bytes) -> Iterator[bytes]:
    with suppress(OSError, EOFError):
        yield gzip.decompress(data)
    with suppress(zipfile.BadZipFile, RuntimeError), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name.encode()
            with suppress(RuntimeError):  # encrypted
                yield archive.read(name)
    if b"\nContent-Type:" in data:
        yield from _parts(message_from_bytes(data, policy=policy.default))
    for run in re.findall(rb"(?:[A-Za-z0-9+/]{40,}={0,2}\s*)+", data)[:200]:
        with suppress(binascii.Error):
            yield base64.b64decode(run)


def _parts(message: Message) -> Iterator[bytes]:
    for one in message.walk():
        yield from (f"{name}: {value}".encode("utf-8", "replace") for name, value in one.items())
        payload = one.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload


def naming(root: Path, wanted: str) -> set[str]:
    """The files of a desk in which somebody can be read."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return {
        path.relative_to(root).as_posix()
        for path in files
        if wanted in str(path) or is_named_in(path.read_bytes(), wanted)
    }


class Office:
    """A desk, its staff, and the hour that goes on."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.at: datetime = desk().clock.now()

    def receive(self, folder: Path, name: str, content: bytes) -> Filed:
        """One drop more, a minute later."""
        drop = folder / name
        drop.write_bytes(content)
        self.at += timedelta(minutes=1)
        return self.bureau.receive(drop, self.at)

    def order(self, kind: OrderKind, number: str) -> None:
        """What staff decide about a request."""
        self.at += timedelta(minutes=1)
        bureau, order = self.bureau, new_order(kind, number, at=self.at, by="Sacha")
        carry_out_order(bureau.spool, bureau.opened, bureau.hands, order).check()

    def erase(self, wanted: str) -> frozenset[str]:
        """Erase whoever it is as the command does; the files that it names as left."""
        traces = traces_of(self.bureau.opened, wanted)
        for filed in traces.requests:
            self.order(OrderKind.ERASE, filed.number)
        return frozenset({one.path for one in traces.unsearched} | set(traces.elsewhere))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(new_bureau(tmp_path / "bureau"))


@pytest.fixture
def closed(office: Office, tmp_path: Path) -> Mapping[str, Filed]:
    """All that was received about somebody, and filed away; by where they hide."""
    filed = {}
    for place, content in HIDING.items():
        data = content()
        name = "demande.pdf" if data.startswith(b"%PDF") else f"{next(SUBJECTS)}.eml"
        filed[place] = office.receive(tmp_path, name, data)
    for one in filed.values():
        if one.settlement.outcome in {OutcomeKind.ACCEPTED, *WAIT_AS}:
            office.order(OrderKind.CLOSE, one.number)
    return filed


@pytest.mark.hostile  # it opens every byte of a desk several times
def test_no_search_finds_whoever_was_erased(
    office: Office, closed: Mapping[str, Filed], tmp_path: Path
) -> None:
    root = office.bureau.root
    locked = sent(FORM, attachment("z.zip", make_zip([Member("a.log", LINE, flags=ENCRYPTED)])))
    kept = office.receive(tmp_path, "locked.eml", locked)
    seen = naming(root, PAUL)
    hidden = [
        where for where, filed in closed.items() if not any(filed.number in path for path in seen)
    ]
    assert hidden == []  # the search here sees each of them
    named = office.erase(PAUL)
    assert naming(root, PAUL) <= named
    assert [where for where, filed in closed.items() if filed_as(root, filed.number)] == []
    assert filed_as(root, kept.number)  # nobody can look into it: it stays, and is named
    assert any(kept.number in path and path.endswith("locked.eml") for path in named)


def test_they_had_fates_of_many_kinds(closed: Mapping[str, Filed]) -> None:
    assert len({filed.settlement.outcome for filed in closed.values()}) >= 3
