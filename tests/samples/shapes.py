"""One request with its files in every shape in which it may come in.

`accepted-folder` is made first; the others wrap the very files that lie in it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import Member, make_zip
from tests.places import SAMPLES
from tests.samples.evidence import LOG_NAME, PSR_NAME, recording, service_log
from tests.samples.forms import malfunction, saved, told
from tests.samples.letters import (
    CAMILLE,
    DOMINIQUE,
    SUPPORT,
    Heads,
    Part,
    attached,
    based,
    message,
    plain,
    rich,
    together,
)
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import DROP, Make, Sample, written

GROUP = ("folder", "zip", "mail", "mail-old", "msg", "winmail", "forwarded")
"""The cases that hold the same request and the same files."""

_VIEWER = "mupdf-tidied"
_FOLDER = "Demande export"
_AT = datetime.fromisoformat("2026-05-12T09:42:10+02:00")
_SUBJECT = "Demande d’assistance : export des factures"
_TEXT = (
    "Bonjour,\n\nvoici notre formulaire, l’enregistrement des étapes et le journal du service.\n\n"
    "Bien cordialement,\nCamille Exemple\nSociété Exemple\n"
)
_LATIN = _TEXT.replace("’", "'")
_PAGE = (
    "<html><body><p>Bonjour,</p><p>voici notre formulaire, l’enregistrement des étapes et le "
    "journal du service.</p><p>Camille Exemple</p></body></html>\n"
)
_HEADS = Heads(CAMILLE, _SUBJECT, _AT)
_KINDS = {DROP: "application/pdf", PSR_NAME: "application/x-zip-compressed", LOG_NAME: "text/plain"}
_FILES = (
    {"name": DROP, "role": "form", "media_type": "application/pdf", "summary": {"pages": 2}},
    {
        "name": PSR_NAME,
        "role": "psr",
        "media_type": "application/zip",
        "summary": {"kind": "psr", "declared_steps": 4, "missed_steps": 0, "day": "2026-05-11"},
    },
    {
        "name": LOG_NAME,
        "role": "log",
        "media_type": "text/plain",
        "size": 733,
        "summary": {"lines": 9, "levels": {"info": 4, "warning": 1, "error": 1}, "from_zen": True},
    },
)

_LITTER = (
    {"name": f"._{DROP}", "role": "by_product"},
    {"name": ".DS_Store", "role": "by_product"},
)

Files = Mapping[str, bytes]


def samples() -> Iterator[Sample]:
    """One sample for each shape, the folder first."""
    yield _sample("folder", "A folder that staff put together.", _FOLDER, _folder)
    yield _sample(
        "zip", "A zip from a Mac, with the litter of its finder.", "Demande.zip", written(_zip)
    )
    yield _sample("mail", "An e-mail with text, HTML and the files.", "Demande.eml", written(_mail))
    yield _sample(
        "mail-old",
        "An e-mail out of an mbox file: Latin-1, file names in encoded words, no proper types.",
        "ancien.eml",
        written(_old_mail),
    )
    yield _sample("msg", "The e-mail as Outlook saves it.", "Demande.msg", written(_msg))
    yield _sample(
        "winmail",
        "An e-mail whose files Outlook packed into winmail.dat.",
        "Demande.eml",
        written(_winmail),
    )
    yield _sample(
        "forwarded",
        "A colleague forwarded the e-mail as an attachment.",
        "TR.eml",
        written(_forwarded),
    )


def files() -> Files:
    """The files of the request, by name and in that order."""
    home = SAMPLES / "accepted-folder" / _FOLDER
    return {path.name: path.read_bytes() for path in sorted(home.iterdir())}


def _sample(shape: str, about: str, drop: str, make: Make) -> Sample:
    version = engine(_VIEWER).version()
    return Sample(
        name=f"accepted-{shape}",
        about=about,
        make=make,
        request=told(malfunction()),
        saved_by=version,
        drop=drop,
        more={"files": (*_FILES, *_LITTER) if shape == "zip" else _FILES},
    )


def _folder(target: Path) -> None:
    target.mkdir()
    (target / DROP).write_bytes(saved(malfunction(), by=_VIEWER))
    (target / PSR_NAME).write_bytes(recording())
    (target / LOG_NAME).write_bytes(service_log())


def _zip() -> bytes:
    litter = [Member(f"__MACOSX/{_FOLDER}/._{DROP}", b"\0\5\x16\7"), Member(".DS_Store", b"\0")]
    inside = [Member(f"{_FOLDER}/{name}", data) for name, data in files().items()]
    return make_zip([Member(f"{_FOLDER}/", b"", method=0), *inside, *litter])


def _mail() -> bytes:
    words = together("alternative", [plain(_TEXT), rich(_PAGE)])
    sent = [attached(name, data, _KINDS[name]) for name, data in files().items()]
    return message(_HEADS, together("mixed", [words, *sent]))


def _old_mail() -> bytes:
    sent = [_old_attachment(name, data) for name, data in files().items()]
    whole = message(_HEADS, together("mixed", [plain(_LATIN, "iso-8859-1"), *sent]))
    mbox_line = b"From camille.exemple@societe.example Tue May 12 09:42:10 2026\r\n"
    return mbox_line + whole


def _old_attachment(name: str, data: bytes) -> Part:
    """As RFC 2047 forbids and many programs did: an encoded word as the name."""
    word = "".join(f"={byte:02X}" for byte in name.encode("latin-1"))
    heads = (
        f"Content-Type: application/octet-stream; name==?ISO-8859-1?Q?{word}?=",
        f"Content-Disposition: attachment; filename==?ISO-8859-1?Q?{word}?=",
        "Content-Transfer-Encoding: BASE64 (as ever)",
    )
    return Part(heads, based(data))


def _msg() -> bytes:
    outlook = Msg(
        subject=_SUBJECT,
        body=_TEXT.replace("\n", "\r\n"),
        sender=CAMILLE.address,
        recipients=(SUPPORT,),
        headers="".join(f"{line}\r\n" for line in _HEADS.lines()),
        files=[MsgFile(name, data) for name, data in files().items()],
        sent=_AT.astimezone(UTC),
    )
    return make_msg(outlook)


def _winmail() -> bytes:
    packed = make_tnef([TnefFile(name, data) for name, data in files().items()], subject="Demande")
    parts = [plain(_TEXT), attached("winmail.dat", packed, "application/ms-tnef")]
    return message(_HEADS, together("mixed", parts))


def _forwarded() -> bytes:
    at = datetime.fromisoformat("2026-05-12T09:55:00+02:00")
    heads = Heads(DOMINIQUE, f"TR : {_SUBJECT}", at)
    inside = Part(("Content-Type: message/rfc822", "Content-Disposition: attachment"), _mail())
    text = plain("Pour le support, de la part de Camille.\n")
    return message(heads, together("mixed", [text, inside]))
