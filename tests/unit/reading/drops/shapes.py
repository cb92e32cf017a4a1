"""One request with its files, in every shape that a drop can have."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.making.forms import other_pdf, our_form
from tests.making.mails import attachment, mail, part
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.steps import Report, report_zip
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import Member, make_zip
from zenforms.reading.submission import DropFile, Submission

LOG = b"2026-11-24 10:00:00 ERROR x\n"
FORM = our_form()
FILES: Mapping[str, bytes] = {
    "demande.pdf": FORM,
    "psr.zip": report_zip(Report()),
    "service.log": LOG,
    "logs.zip": make_zip([Member("a.log", LOG), Member("b.log", LOG)]),
    "facture.pdf": other_pdf(),
}
PROGRAM = b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0"
Read = Callable[..., Submission]


def codes(submission: Submission) -> list[str]:
    return [problem.code for problem in submission.problems]


def the(submission: Submission, name: str) -> DropFile:
    return next(file for file in submission.files if file.name == name)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def as_folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "dossier", FILES)


def as_zip(tmp_path: Path) -> Path:
    path = tmp_path / "envoi.zip"
    path.write_bytes(make_zip([Member(f"demande/{n}", d) for n, d in FILES.items()]))
    return path


def as_mail(tmp_path: Path) -> Path:
    path = tmp_path / "message.eml"
    path.write_bytes(mail(*(attachment(n, d) for n, d in FILES.items())))
    return path


def as_outlook(tmp_path: Path) -> Path:
    path = tmp_path / "message.msg"
    path.write_bytes(make_msg(Msg(files=[MsgFile(n, d) for n, d in FILES.items()])))
    return path


def as_winmail(tmp_path: Path) -> Path:
    packed = make_tnef([TnefFile(n, d) for n, d in FILES.items()])
    path = tmp_path / "riche.eml"
    path.write_bytes(mail(attachment("winmail.dat", packed)))
    return path


def as_forwarded(tmp_path: Path) -> Path:
    inner = mail(*(attachment(n, d) for n, d in FILES.items()), edge="inner")
    path = tmp_path / "transfert.eml"
    path.write_bytes(mail(part("Content-Type: message/rfc822", inner)))
    return path


def as_zip_in_a_mail(tmp_path: Path) -> Path:
    path = tmp_path / "zippe.eml"
    path.write_bytes(mail(attachment("envoi.zip", as_zip(tmp_path).read_bytes())))
    return path


def as_mail_in_a_mail(tmp_path: Path) -> Path:
    path = tmp_path / "joint.eml"
    path.write_bytes(mail(attachment("message.eml", as_mail(tmp_path).read_bytes())))
    return path


def as_outlook_in_a_folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "dossier", {"m.bin": as_outlook(tmp_path).read_bytes()})


SHAPES = (
    as_folder,
    as_zip,
    as_mail,
    as_outlook,
    as_winmail,
    as_forwarded,
    as_zip_in_a_mail,
    as_mail_in_a_mail,
    as_outlook_in_a_folder,
)
