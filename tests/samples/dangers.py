"""What a person must look at before anybody opens it, and what could not be opened at all."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from tests.making.zips import ENCRYPTED, UTF8, Member, make_zip
from tests.samples.channels import MAIL, MISSING
from tests.samples.evidence import service_log
from tests.samples.forms import SMALL, assistance, saved, saved_on, told
from tests.samples.letters import CAMILLE, Heads, attached, message, plain, together
from tests.samples.smime import encrypted
from tests.viewers.blank import key, sealed_blank
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, DROP, Sample, written
from zenforms.form.branding import FormClient
from zenforms.form.definition import TICKED
from zenforms.form.library import shipped_form

_ZIP = "envoi.zip"
_AT = datetime.fromisoformat("2026-05-12T09:05:00+02:00")
_TEXT = "Bonjour,\n\nvoici ce que vous m’avez demandé.\n\nCamille Exemple\n"
_PROGRAM = b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0" + bytes(200)
"""The first bytes of a Windows program, and no program after them."""
_SHORTCUT = b"L\0\0\0\x01\x14\x02\0" + bytes(68)
_PAGE = b"<html><body><script>alert('bonjour')</script></body></html>\r\n"
_ZEROS = 12_000_000

Content = Callable[[], bytes]


def samples() -> Iterator[Sample]:
    """Dangerous, suspicious, closed, empty, and strange."""
    yield from _dangerous()
    yield from _to_look_at()
    yield from _closed()
    yield _unknown_client()


def _dangerous() -> Iterator[Sample]:
    typed = assistance()
    yield Sample(
        name="quarantined-dangerous",
        about="A program that is only called .jpg, beside a complete form.",
        make=written(lambda: _zip({DROP: saved(typed), "Capture 1.jpg": _PROGRAM})),
        codes=("ZF550", "ZF555", *ASSISTANCE_CODES),
        request=told(typed),
        saved_by=engine(SMALL).version(),
        drop=_ZIP,
        dangerous=True,
    )
    yield _sample(
        "dangerous-attachments",
        "An e-mail with a script, a shortcut and a disk image.",
        MAIL,
        lambda: _mail(
            {
                "relance.vbs": b'MsgBox "Bonjour"\r\n',
                "facture.pdf.lnk": _SHORTCUT,
                "pieces.iso": bytes(2048),
            }
        ),
        "ZF551",
        "ZF552",
        "ZF553",
        "ZF555",
        "ZF302",
        *MISSING,
        dangerous=True,
    )
    yield _sample(
        "zip-bomb",
        "A zip of 12 kB that unpacks to 12 MB of nothing.",
        _ZIP,
        lambda: _zip({"journal.log": bytes(_ZEROS)}),
        "ZF557",
        "ZF422",
        dangerous=True,
    )


def _to_look_at() -> Iterator[Sample]:
    yield _sample(
        "macros",
        "An e-mail with a workbook that holds macros, and a page that runs a script.",
        MAIL,
        lambda: _mail({"tarifs.xlsm": _workbook(), "notice.html": _PAGE}),
        "ZF554",
        "ZF556",
        "ZF302",
        *MISSING,
    )
    yield _sample(
        "no-form",
        "A zip with a log, and no form.",
        _ZIP,
        lambda: _zip({"ZenExport.log": service_log()}),
        "ZF090",
    )
    yield _sample(
        "part-lost",
        "An e-mail without our form, one archive of which is damaged: the form may be in it.",
        MAIL,
        lambda: _mail({"demande.zip": _zip({DROP: _PAGE * 40})[:-40]}),
        "ZF057",
        "ZF091",
        "ZF302",
        *MISSING,
    )
    yield Sample(
        name="quarantined-empty",
        about="A folder that is moved in whole, its marker says so, and nothing is in it.",
        make=_empty_folder,
        codes=("ZF051",),
        drop="Demande",
    )


def _closed() -> Iterator[Sample]:
    yield _sample(
        "encrypted-mail",
        "An S/MIME message that only somebody else can read.",
        MAIL,
        _encrypted_mail,
        "ZF055",
    )
    yield _sample(
        "protected-zip",
        "A zip that asks for a password.",
        _ZIP,
        lambda: make_zip([Member(DROP, b"%PDF" * 40, method=0, flags=UTF8 | ENCRYPTED)]),
        "ZF058",
        "ZF090",
    )


def _empty_folder(target: Path) -> None:
    target.mkdir()
    (target / ".done").touch()


def _unknown_client() -> Sample:
    stranger, form = FormClient("INCONNU", "Société Inconnue"), shipped_form("cancellation")
    typed = {
        "contact_name": "Alex Inconnu",
        "email": "alex@inconnue.example",
        "request_number": "ZF-260511-7K3QM",
        "confirmed": TICKED,
    }

    def content() -> bytes:
        return saved_on(sealed_blank(stranger, key(), form=form), typed, form=form)

    return Sample(
        name="quarantined-unknown-client",
        about="A cancellation with a good seal, for a client that the register does not hold.",
        make=written(content),
        codes=("ZF502",),
        saved_by=engine(SMALL).version(),
        drop="annulation.pdf",
        more={"at_a_desk": {"findings": ["ZF502", "ZF381"]}},
    )


def _sample(
    case: str, about: str, drop: str, content: Content, *codes: str, dangerous: bool = False
) -> Sample:
    return Sample(
        name=f"quarantined-{case}",
        about=about,
        make=written(content),
        codes=codes,
        drop=drop,
        dangerous=dangerous,
    )


def _zip(files: dict[str, bytes]) -> bytes:
    return make_zip([Member(name, data) for name, data in files.items()])


def _mail(files: dict[str, bytes]) -> bytes:
    parts = [plain(_TEXT), *(attached(name, data) for name, data in files.items())]
    heads = Heads(CAMILLE, "Les fichiers que vous attendez", _AT)
    return message(heads, together("mixed", parts))


def _workbook() -> bytes:
    return _zip(
        {
            "[Content_Types].xml": b'<?xml version="1.0"?><Types/>',
            "xl/workbook.xml": b'<?xml version="1.0"?><workbook/>',
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(60),
        }
    )


def _encrypted_mail() -> bytes:
    return message(Heads(CAMILLE, "Confidentiel", _AT), encrypted(plain(_TEXT)))
