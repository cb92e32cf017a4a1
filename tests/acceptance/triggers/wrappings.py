"""Messages, archives and folders that are damaged, too large or odd; odd files beside the form."""

from collections.abc import Callable
from datetime import datetime

from tests.acceptance.triggers.trigger import Trigger, filled, limit
from tests.making.compound import compound
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.steps import Report, film, report_mht, report_zip
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import DEFLATE64, SYMLINK, Member, make_zip
from tests.samples.letters import (
    CAMILLE,
    Heads,
    Part,
    Person,
    attached,
    message,
    plain,
    together,
)

_AT = datetime.fromisoformat("2026-05-12T09:00:00+02:00")
_STRANGER = Person("Alex Passant", "alex.passant@ailleurs.test")
_SERVER = '[intake]\nmail_server = "mx.desk.test"\n'
_MAIL, _ZIP = "courriel.eml", "envoi.zip"

Content = Callable[[], bytes]


def _mail(*parts: Part, sender: Person = CAMILLE, more: tuple[str, ...] = ()) -> bytes:
    heads = Heads(sender, "L’export des factures ne démarre plus", _AT, more=more)
    return message(heads, together("mixed", [plain("Voici.\n"), *parts]))


def _stamped(*results: str) -> Content:
    """A client's e-mail with what the desk's own mail server wrote above it."""
    own = "Received: from a by mx.desk.test; Tue, 12 May 2026 08:59:00 +0200"
    stamps = [f"Authentication-Results: mx.desk.test; {one}" for one in results]
    heads = Heads(CAMILLE, "L’export des factures ne démarre plus", _AT, more=(*stamps, own))
    return lambda: message(heads, together("mixed", [plain("Voici.\n")]))


def _with(name: str, data: bytes) -> Content:
    """A TMA client's e-mail with one file."""
    return lambda: _mail(attached(name, data))


def _zip(*members: Member) -> Content:
    return lambda: make_zip([Member("demande.pdf", filled()), *members])


def _nested(depth: int) -> bytes:
    inner = _mail()
    for _ in range(depth):
        inner = _mail(Part(("Content-Type: message/rfc822",), inner))
    return inner


def _cut_base64() -> bytes:
    whole = _mail(attached("capture.txt", b"bonjour" * 40))
    place = whole.rindex(b"\r\n\r\n--=_")
    return whole[: place - 1] + whole[place:]


def _no_end() -> bytes:
    whole = _mail(attached("capture.txt", b"bonjour" * 40))
    return whole[: whole.rindex(b"--=_")]


def _by_reference() -> bytes:
    linked = MsgFile("facture.pdf", None)
    return make_msg(Msg(sender=CAMILLE.address, files=[linked]))


def _cut_winmail() -> bytes:
    whole = make_tnef([TnefFile("a.txt", b"bonjour" * 50)])
    return _mail(attached("winmail.dat", whole[:-120], "application/ms-tnef"))


def _cut_outlook() -> bytes:
    whole = make_msg(Msg(sender=CAMILLE.address, files=[MsgFile("a.bin", bytes(9_000))]))
    return whole[: len(whole) // 3]


WRAPPINGS = (
    Trigger("ZF052", "A message beyond the limit.", _mail, _MAIL, limit("mail_bytes", 300)),
    Trigger(
        "ZF053",
        "More parts than the desk reads.",
        lambda: _mail(*(attached(f"{n}.txt", b"x") for n in range(9))),
        _MAIL,
        limit("mail_parts", 4),
    ),
    Trigger("ZF054", "A message in a message, and on.", lambda: _nested(12), _MAIL),
    Trigger("ZF056", "A file whose base64 is damaged.", _cut_base64, _MAIL),
    Trigger("ZF059", "A zip that needs Deflate64.", _zip(Member("x", b"x", DEFLATE64)), _ZIP),
    Trigger(
        "ZF060",
        "A zip that unpacks to more than the desk takes.",
        _zip(Member("journal.txt", b"bonjour " * 200)),
        _ZIP,
        limit("archive_bytes", 1_000),
    ),
    Trigger("ZF061", "A 7z.", _with("pieces.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20)), _MAIL),
    Trigger("ZF062", "A wrong checksum.", _zip(Member("x.txt", b"x", declared_crc=1)), _ZIP),
    Trigger("ZF063", "A link in a zip.", _zip(Member("x", b"/etc", attributes=SYMLINK)), _ZIP),
    Trigger("ZF064", "A zip in a zip.", _zip(Member("suite.zip", _zip()())), _ZIP),
    Trigger(
        "ZF066",
        "More files than the desk takes.",
        lambda: _mail(*(attached(f"{n}.txt", b"x") for n in range(9))),
        _MAIL,
        limit("drop_files", 4),
    ),
    Trigger(
        "ZF067",
        "More bytes than the desk takes.",
        _with("film.mp4", film()),
        _MAIL,
        limit("drop_bytes", 1_500),
    ),
    Trigger("ZF069", "A file that Outlook only links to.", _by_reference, "lien.msg"),
    Trigger("ZF070", "A winmail.dat that was cut.", _cut_winmail, _MAIL),
    Trigger("ZF071", "An Outlook message that was cut.", _cut_outlook, "coupé.msg"),
    Trigger("ZF072", "A message whose last file was cut.", _no_end, _MAIL),
    Trigger(
        "ZF073", "A recording that was cut.", _with("psr.mht", report_mht(Report())[:2_000]), _MAIL
    ),
    Trigger(
        "ZF074",
        "A workbook with a password.",
        _with("tarifs.xlsx", compound({"EncryptedPackage": b"x"})),
        _MAIL,
    ),
    Trigger(
        "ZF411",
        "A recording without steps beside an *Assistance*.",
        _with("psr.zip", report_zip(Report(actions=()))),
        _MAIL,
    ),
    Trigger(
        "ZF419",
        "A film, and the desk accepts none.",
        _with("film.mp4", film()),
        _MAIL,
        '[evidence]\nrecordings = ["psr"]\n',
    ),
    Trigger(
        "ZF507",
        "A form from an address that is not the client's.",
        lambda: _mail(attached("demande.pdf", filled()), sender=_STRANGER),
        _MAIL,
    ),
    Trigger(
        "ZF516",
        "A sender that can be read in two ways.",
        _stamped("dmarc=pass header.from=ailleurs.example"),
        _MAIL,
        _SERVER,
    ),
    Trigger("ZF513", "A sender that DMARC does not know.", _stamped("dmarc=fail"), _MAIL, _SERVER),
    Trigger("ZF514", "A forwarded message.", _stamped("dmarc=pass; spf=softfail"), _MAIL, _SERVER),
    Trigger(
        "ZF521",
        "A mail that wants its answer somewhere else.",
        lambda: _mail(more=(f"Reply-To: {_STRANGER.address}",)),
        _MAIL,
    ),
    Trigger(
        "ZF523",
        "A client's message inside a stranger's.",
        lambda: _mail(Part(("Content-Type: message/rfc822",), _mail()), sender=_STRANGER),
        _MAIL,
    ),
)
