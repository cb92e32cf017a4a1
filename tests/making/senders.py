"""Mails as programs write them: where each puts the pictures of a signature. For tests only."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.making.mails import PLAIN, multipart, part
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.photos import busy, window

SENDER = "camille.exemple@societe.example"
HEADERS = (
    f"From: Camille Exemple <{SENDER}>\r\nTo: support@editions.example\r\n"
    "Subject: Demande\r\nDate: Tue, 12 May 2026 09:00:00 +0200\r\n"
    "Message-ID: <1@societe.example>\r\nMIME-Version: 1.0\r\n"
).encode()
_HIDDEN, _RTF = 0x7FFE, 0x1009

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody sends: the pictures that the signature shows, and the files beside them."""

    shown: Files
    sent: Files


Program = Callable[[Letter], bytes]


def _page(pictures: Sequence[str], naming: str) -> bytes:
    images = "".join(f'<img src="{naming}{number}">' for number in range(len(pictures)))
    return part(
        "Content-Type: text/html; charset=utf-8",
        f"<html><body><p>Bonjour,</p>{images}</body></html>".encode(),
    )


def _kind(name: str) -> str:
    tail = name.rpartition(".")[2].lower()
    known = {"pdf": "application/pdf", "txt": "text/plain", "ics": "text/calendar"}
    image = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "heic": "image/heic"}
    return (known | image).get(tail, "application/octet-stream")


def _file(name: str, data: bytes, *heads: str, how: str = "attachment") -> bytes:
    lines = (
        f'Content-Type: {_kind(name)}; name="{name}"',
        f'Content-Disposition: {how}; filename="{name}"',
        "Content-Transfer-Encoding: base64",
        *heads,
    )
    return part("\n".join(lines), b64encode(data))


def _files(files: Files, how: str = "attachment") -> list[bytes]:
    return [_file(name, data, how=how) for name, data in files.items()]


def _related(letter: Letter, naming: str, head: Callable[[int], str]) -> bytes:
    pictures = [
        _file(name, data, head(number), how="inline")
        for number, (name, data) in enumerate(letter.shown.items())
    ]
    return multipart([_page(tuple(letter.shown), naming), *pictures], kind="related", edge="rel")


def by_content_id(letter: Letter) -> bytes:
    """Outlook, Thunderbird: the page names each picture by its Content-ID."""
    related = _related(letter, "cid:logo", lambda number: f"Content-ID: <logo{number}>")
    return HEADERS + multipart([related, *_files(letter.sent)])


def by_location(letter: Letter) -> bytes:
    """Older programs: by its Content-Location."""
    related = _related(letter, "logo-", lambda number: f"Content-Location: logo-{number}")
    return HEADERS + multipart([related, *_files(letter.sent)])


def by_web_data(letter: Letter) -> bytes:
    """Apple Mail with a web signature: the page names what lies nowhere."""
    related = _related(
        letter, "blob:applewebdata://1/", lambda number: f"Content-ID: <X{number}@apple>"
    )
    return HEADERS + multipart([PLAIN, related, *_files(letter.sent)])


def inline_without_page(letter: Letter) -> bytes:
    """Apple Mail as plain text: everything stands inline, and nothing names it."""
    return HEADERS + multipart(
        [PLAIN, *_files(letter.shown, "inline"), *_files(letter.sent, "inline")]
    )


def made_plain(letter: Letter) -> bytes:
    """A server that made plain text of the page: its pictures are attachments like any other."""
    return HEADERS + multipart([PLAIN, *_files(letter.shown), *_files(letter.sent)])


def forwarded(letter: Letter) -> bytes:
    """Staff forward the message as a file."""
    inner = part("Content-Type: message/rfc822", by_content_id(letter))
    outer = HEADERS.replace(SENDER.encode(), b"aline@editions.example").replace(b"<1@", b"<2@")
    return outer + multipart([PLAIN, inner], edge="outer")


def outlook_page(letter: Letter) -> bytes:
    """Outlook's own file, its text as a page."""
    images = "".join(f'<img src="cid:logo{number}">' for number in range(len(letter.shown)))
    return _msg(letter, {0x1013: f"<p>Bonjour</p>{images}".encode()}, {})


def outlook_hidden(letter: Letter) -> bytes:
    """Outlook's own file, its text as packed RTF: pictures are hidden from the list of files."""
    return _msg(letter, {_RTF: b"packed"}, {_HIDDEN: 1})


def _msg(letter: Letter, more: Mapping[int, bytes], hidden: Mapping[int, int]) -> bytes:
    shown = [
        MsgFile(name, data, content_id=f"logo{number}", extra=hidden)
        for number, (name, data) in enumerate(letter.shown.items())
    ]
    sent = [MsgFile(name, data) for name, data in letter.sent.items()]
    return make_msg(Msg(sender=SENDER, files=[*shown, *sent], extra=more))


PROGRAMS: Mapping[str, Program] = {
    "content-id.eml": by_content_id,
    "content-location.eml": by_location,
    "applewebdata.eml": by_web_data,
    "inline.eml": inline_without_page,
    "made-plain.eml": made_plain,
    "forwarded.eml": forwarded,
    "page.msg": outlook_page,
    "hidden.msg": outlook_hidden,
}
"""Each program, by what its drop is called."""

_PIXEL = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"

SIGNATURES: Mapping[str, Files] = {
    "none": {},
    "logo": {"image001.png": window(120, 60)},
    "heavy logo": {"image001.png": busy(160, 125)},
    "called a screenshot": {"Capture d'ecran 1.png": window(180, 90)},
    "icons": {f"image00{number}.png": window(32, 32) for number in range(1, 5)},
    "wide banner": {"banniere.png": window(700, 150)},
    "heavy banner": {"banniere.png": busy(640, 200)},
    "photographic banner": {"salon.jpg": busy(600, 160, "JPEG")},
    "banner of a sharp screen": {"image002.png": window(990, 330)},
    "portrait": {"portrait.jpg": busy(300, 300, "JPEG")},
    "sharp portrait": {"portrait.jpg": busy(500, 500, "JPEG")},
    "sharp logo": {"marque.png": window(600, 600)},
    "block": {"carte.png": busy(400, 220)},
    "pixel": {"piece.gif": _PIXEL},
    "logo and pixel": {"image001.png": window(200, 80), "suivi.gif": _PIXEL},
}
"""What signatures show."""

_CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
_SUM = b"0123456789abcdef" * 4

BY_PRODUCTS: Mapping[str, bytes] = {
    "ATT00001.txt": b"-- \r\nCe message est confidentiel.\r\n",
    "ATT00002.htm": b"<html><body><br></body></html>",
    "ATT00003.bin": bytes(20),
    "agenda.ics": _CALENDAR,
    "agenda.txt": _CALENDAR,
    "camille.vcf": b"BEGIN:VCARD\r\nFN:Camille Exemple\r\nEND:VCARD\r\n",
    "cle.asc": b"-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\nmQ==\r\n",
    "signature.asc": b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n",
    "smime.p7s": b"0\x82\1\0",
    "reaction.json": '{"emoji":"👍","version":1}'.encode(),
    "demande.pdf.sha256": _SUM + b"  demande.pdf\n",
    "MD5SUMS": _SUM[:32] + b" *demande.pdf\n",
    "sommes.txt": _SUM[:32] + b"  demande.pdf\n" + _SUM[:32] + b"  autre.pdf\n",
    "Zone.Identifier": b"[ZoneTransfer]\r\nZoneId=3\r\n",
    "._demande.pdf": b"\0\5\x16\7\0\2\0\0Mac OS X        \0\2",
    "Thumbs.db": b"\xd0\xcf\x11\xe0" + bytes(60),
    ".DS_Store": b"\0\0\0\1Bud1",
    "desktop.ini": b"[.ShellClassInfo]\r\n",
    "~$demande.docx": bytes(54),
    "oledata.mso": b"\xd0\xcf\x11\xe0",
    "aide.url": b"[InternetShortcut]\r\nURL=https://aide.example/\r\n",
}
"""What programs and systems add."""
