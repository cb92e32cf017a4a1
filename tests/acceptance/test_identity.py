"""Nothing of one client leaves to an address that this client's own entry does not prove.

The victim has a returned request with a file, and a ticket. Each of `WAYS` is a way in which
somebody's drop names the victim; each of `CONTENTS` is what the drop holds, and each of `DEEDS`
what staff then do with it: so a letter gets its recipient, its files and its form. They are tried
together at a real desk, and every letter is searched for whatever is somebody else's. A new way
is one row.
"""

import gzip
import hashlib
import io
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pikepdf import Dictionary, Name, Pdf, String

from tests.acceptance.expected import findings_of
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import Member, make_zip
from tests.samples.bureau import Bureau, bureau_at, new_bureau
from tests.viewers.blank import DESK, key
from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.desk.papers.requests import Filed
from zenforms.desk.setup.opening import CLIENTS
from zenforms.desk.setup.place import POLICY
from zenforms.errors import DeskError
from zenforms.form.branding import Branding, FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.case import OutcomeKind
from zenforms.present.letters.letter import WHY

REGISTER = """
[[clients]]
id = "ATQ-11"
name = "Comptoir Attaquant"
mail_domains = ["attaquant.example"]
contacts = ["contact@attaquant.example"]
subscription_from = 2020-01-01

[[clients]]
id = "VIC-77"
name = "Clinique Victimée"
mail_domains = ["victime.example"]
contacts = ["direction@victime.example"]
subscription_from = 2020-01-01

[[clients]]
id = "NUL-33"
name = "Fabrique Injoignable"
subscription_from = 2020-01-01
"""
STAFF = '\n[intake]\nstaff_domains = ["collegues.example"]\n'
NAMES = {
    "ATQ-11": "Comptoir Attaquant",
    "VIC-77": "Clinique Victimée",
    "NUL-33": "Fabrique Injoignable",
}
EVE, ATTACKER, VICTIM = "eve@evil.example", "paul@attaquant.example", "dir@victime.example"
FORMER = datetime.fromisoformat("2026-05-11T09:00:00+02:00")
PLAN = "plan-licenciement-secret.log"
ANSWERS: Mapping[str, str | None] = {
    "contact_name": "Paul Essai",
    "email": ATTACKER,
    "telephone": "01 99 00 56 78",
    "mode": "no_tma",
    "type": "assistance",
    "domain": "suite",
    "urgency": "normal",
    "desk_version": "12.2",
    "summary": "Comment imprimer les factures en double exemplaire ?",
    "description": "Je clique sur Imprimer dans une facture.\nJ’attends le nombre d’exemplaires.\n"
    "Je ne trouve que le choix de l’imprimante.",
    "one_subject": "yes",
}
OF_VICTIM: Mapping[str, str | None] = {
    **ANSWERS,
    "contact_name": "Sibylle Victimée",
    "email": VICTIM,
    "summary": "Le dossier Licenciements ne s’ouvre plus dans le Desk",
    "urgency": None,
}


@dataclass(frozen=True, slots=True)
class Base:
    """The desk before the drop, and what is the victim's in it."""

    root: Path
    returned: str
    ticket: str
    letter_id: str
    ticket_letter: str

    @property
    def secrets(self) -> Mapping[str, tuple[str, ...]]:
        """What nobody else may read, by whose it is."""
        words = (PLAN, "icenciement", "Sibylle", self.returned, self.ticket)
        return {
            "victime.example": ("VIC-77", "Clinique Victim", *words),
            "attaquant.example": ("ATQ-11", "Comptoir Attaquant"),
            "nobody.invalid": ("NUL-33", "Fabrique Injoignable"),
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """A drop in the making: a mail with at most one form."""

    sender: str = ATTACKER
    client: str = "ATQ-11"
    subject: str = "Impression des factures"
    heads: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str | None] = field(default_factory=lambda: ANSWERS)
    kind: str = "assistance-request"
    has_form: bool = True
    thread: str | None = None
    cancels: str = "ZF-260401-00000"
    body: str = "Bonjour,\n\nvoici notre demande.\n"
    enclosed: tuple["Draft", ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    wrap: Callable[["Draft"], tuple[str, bytes]] = field(default=lambda draft: draft.as_mail())

    def form(self, *, is_sealed: bool = True) -> bytes:
        """The form as it comes back."""
        form = shipped_form(self.kind)
        blank = blank_form(self.kind, self.client, self.thread or "", is_sealed=is_sealed)
        cancelling = {"request_number": self.cancels, "confirmed": "yes"}
        said = cancelling if self.kind == "cancellation" else {}
        answers = {n: v for n, v in {**self.answers, **said}.items() if form.field(n)}
        return filled_form(self.kind, blank, tuple(answers.items()))

    def message(self) -> EmailMessage:
        """The mail."""
        mail = EmailMessage()
        mail["To"] = "support@editions.example"
        mail["Subject"] = self.subject
        said = repr((self.sender, self.subject, self.body)).encode()
        mail["Message-ID"] = f"<{hashlib.sha256(said).hexdigest()[:20]}@x.example>"
        for name, value in self.heads.items():
            mail[name] = value
        mail.set_content(self.body)
        files = {**({"demande.pdf": self.form()} if self.has_form else {}), **self.files}
        for name, content in files.items():
            mail.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        for inner in self.enclosed:
            mail.add_attachment(message_from_bytes(inner.as_mail()[1], policy=default))
        return mail

    def as_mail(self) -> tuple[str, bytes]:
        """Name and bytes. From stands as it is written, however odd."""
        return "envoi.eml", f"From: {self.sender}\r\n".encode() + self.message().as_bytes()


@cache
def blank_form(kind: str, client: str, thread: str, *, is_sealed: bool) -> bytes:
    """The form as the client downloads it, or gets it back from the desk."""
    return build_form(
        shipped_form(kind),
        client=FormClient(client, NAMES[client]),
        branding=Branding("Éditions Zen Exemple", "support@editions.example"),
        key=key() if is_sealed else b"?" * 32,
        stamp=Stamp(thread=thread),
    )


@cache
def filled_form(kind: str, blank: bytes, answers: tuple[tuple[str, str | None], ...]) -> bytes:
    """The form filled in; the same for many a row."""
    return fill_form(blank, dict(answers), form=shipped_form(kind))


def as_mbox(draft: Draft) -> tuple[str, bytes]:
    """The mail, then those it encloses, as members of one file."""
    start = b"From x@y.example Mon May 11 09:00:00 2026\n"
    members = [replace(draft, enclosed=()), *draft.enclosed]
    return "courrier.mbox", b"\n\n".join(start + one.as_mail()[1] for one in members)


def as_zip(draft: Draft) -> tuple[str, bytes]:
    """The same in an archive."""
    members = [replace(draft, enclosed=()), *draft.enclosed]
    files = [Member(f"{place}.eml", one.as_mail()[1]) for place, one in enumerate(members)]
    return "envoi.zip", make_zip(files)


def as_zip_of_form(draft: Draft) -> tuple[str, bytes]:
    """The form as a file, beside the mails that it would enclose."""
    files = [Member(f"{n}.eml", one.as_mail()[1]) for n, one in enumerate(draft.enclosed[1:])]
    return "envoi.zip", make_zip([*files, Member("z.pdf", draft.form())])


def as_pdf(draft: Draft) -> tuple[str, bytes]:
    """The form alone, without anybody who sent it."""
    return "demande.pdf", draft.form()


def with_outlook(draft: Draft) -> tuple[str, bytes]:
    """The mail with an Outlook message of the victim's in it."""
    held = make_msg(Msg(sender=VICTIM, subject="Aide", headers=f"Reply-To: {EVE}\r\n"))
    return replace(draft, files={**draft.files, "message.msg": held}).as_mail()


def forged_by(draft: Draft) -> Draft:
    """A mail that names the victim as its author, and was written by somebody else."""
    return replace(
        draft, sender=VICTIM, heads={"Reply-To": EVE}, has_form=False, files={}, enclosed=()
    )


def enclosing(draft: Draft, *, carrier: str = EVE) -> Draft:
    """The drop as somebody forwards a mail that names the victim as its author."""
    return replace(
        draft, sender=carrier, subject=f"TR: {draft.subject}", enclosed=(forged_by(draft),)
    )


def as_part(kind: str, encoding: str = "8bit", head: bytes = b"") -> Callable[[bytes], bytes]:
    """A message as one part of another, its type and encoding written by hand."""

    def made(inner: bytes) -> bytes:
        coded = b64encode(inner) if encoding == "base64" else inner
        heads = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
        return heads.encode() + head + b"\r\n" + coded

    return made


def in_outlook(inner: bytes) -> bytes:
    """A message as Outlook keeps it, its headers as they came."""
    return make_msg(Msg(sender=VICTIM, headers=inner.decode("utf-8", "replace")[:2_000]))


CARRIERS: Mapping[str, Callable[[bytes], tuple[str, bytes]]] = {
    "eml": lambda inner: ("message.eml", inner),
    "no name for it": lambda inner: ("message.dat", inner),
    "text": lambda inner: ("message.txt", inner),
    "mbox": lambda inner: ("m.mbox", b"From x@y Mon May 11 09:00:00 2026\n" + inner),
    "zip": lambda inner: ("m.zip", make_zip([Member("a.eml", inner)])),
    "zip in zip": lambda inner: (
        "m.zip",
        make_zip([Member("b.zip", make_zip([Member("a.eml", inner)]))]),
    ),
    "gzip": lambda inner: ("m.eml.gz", gzip.compress(inner)),
    "Outlook": lambda inner: ("m.msg", in_outlook(inner)),
    "Outlook in Outlook": lambda _: (
        "m.msg",
        make_msg(Msg(sender=EVE, files=[MsgFile("m", Msg(sender=VICTIM, subject="Aide"))])),
    ),
    "winmail": lambda inner: ("winmail.dat", make_tnef([TnefFile("a.eml", inner)])),
    "message in winmail": lambda _: (
        "winmail.dat",
        make_tnef([TnefFile("a", make_tnef([], subject="Aide", body="x"), inner=True)]),
    ),
    "eml in eml": lambda inner: ("m.eml", carried_by_hand(as_part("message/rfc822")(inner))),
}
PARTS: Mapping[str, Callable[[bytes], bytes]] = {
    "coded message": as_part("message/rfc822", "base64"),
    "global message": as_part("message/global"),
    "news": as_part("message/news"),
    "partial message": as_part("message/partial; number=1; total=1; id=x"),
    "report": as_part("text/rfc822-headers"),
    "digest": lambda inner: (
        b"Content-Type: multipart/digest; boundary=dig\r\n\r\n--dig\r\n\r\n"
        + inner
        + b"\r\n--dig--\r\n"
    ),
    "alternative": lambda inner: (
        b"Content-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\n"
        + as_part("message/rfc822")(inner)
        + b"\r\n--alt--\r\n"
    ),
}


def carried_by_hand(part: bytes, *, sender: str = EVE) -> bytes:
    """A mail whose one part is written by hand."""
    heads = (
        f"From: {sender}\r\nTo: support@editions.example\r\nSubject: TR\r\nMessage-ID: <h@x>\r\n"
    )
    opening = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=hand\r\n\r\n--hand\r\n"
    return heads.encode() + opening.encode() + part + b"\r\n--hand--\r\n"


def with_part(draft: Draft, part: Callable[[bytes], bytes]) -> Draft:
    """The drop as a mail of a stranger's whose part is made by `part` from a forged one."""

    def wrap(one: Draft) -> tuple[str, bytes]:
        inner = forged_by(one).as_mail()[1]
        return "envoi.eml", carried_by_hand(part(inner), sender=one.sender)

    return replace(draft, sender=EVE, has_form=False, wrap=wrap)


def carrying(draft: Draft, carrier: Callable[[bytes], tuple[str, bytes]]) -> Draft:
    """The drop as a stranger's mail to which a forged one is attached as a file."""
    name, content = carrier(forged_by(draft).as_mail()[1])
    return replace(draft, sender=EVE, files={**draft.files, name: content})


def of_two(draft: Draft, **how: Any) -> Draft:  # noqa: ANN401 - whatever a draft is made of
    """A drop in which a mail of each of two clients lies, the victim's with its file."""
    own = replace(draft, files={}, enclosed=())
    other = replace(own, sender=VICTIM, client="VIC-77", has_form=False, files={PLAN: b"x\n" * 9})
    return replace(draft, enclosed=(own, other), **how)


def of_victim(draft: Draft) -> Draft:
    """The drop with a form of the victim's that fell into other hands."""
    return replace(draft, client="VIC-77", answers={**draft.answers, "email": EVE})


Way = Callable[[Draft, Base], Draft]
WAYS: Mapping[str, Way] = {
    "nothing": lambda d, _: d,
    "number in subject": lambda d, b: replace(d, subject=f"Re: [{b.returned}] à compléter"),
    "ticket in subject": lambda d, b: replace(d, subject=f"Re: zf {b.ticket[3:]} enregistrée"),
    "stranger, number in subject": lambda d, b: replace(d, sender=EVE, subject=b.returned),
    "victim's sender, number in subject": lambda d, b: replace(
        d, sender=VICTIM, subject=f"Re: [{b.returned}] à compléter"
    ),
    "victim's sender, ticket in subject": lambda d, b: replace(
        d, sender=VICTIM, subject=f"Re: [{b.ticket}]"
    ),
    "references": lambda d, b: replace(d, heads={"References": f"<{b.letter_id}>"}),
    "in reply to": lambda d, b: replace(d, heads={"In-Reply-To": f"<{b.ticket_letter}>"}),
    "message id": lambda d, b: replace(d, heads={"X-Own-Id": f"<{b.letter_id}>"}),
    "thread field": lambda d, b: replace(d, thread=b.returned),
    "ticket in thread field": lambda d, b: replace(d, thread=b.ticket),
    "earlier ticket": lambda d, b: replace(d, answers={**d.answers, "earlier_ticket": b.ticket}),
    "earlier returned": lambda d, b: replace(
        d, answers={**d.answers, "earlier_ticket": b.returned}
    ),
    "number to cancel": lambda d, b: replace(d, cancels=b.ticket),
    "returned to cancel": lambda d, b: replace(d, cancels=b.returned),
    "number in body": lambda d, b: replace(d, body=f"De : {VICTIM}\nObjet : {b.returned}\n"),
    "e-mail on form": lambda d, _: replace(d, answers={**d.answers, "email": VICTIM}),
    "reply-to": lambda d, _: replace(d, heads={"Reply-To": VICTIM}),
    "reply-to of a stranger": lambda d, _: replace(d, heads={"Reply-To": EVE}),
    "victim's sender, stranger's reply-to": lambda d, _: replace(
        d, sender=VICTIM, heads={"Reply-To": EVE}
    ),
    "return path and sender": lambda d, _: replace(
        d, sender=EVE, heads={"Return-Path": f"<{VICTIM}>", "Sender": VICTIM, "X-From": VICTIM}
    ),
    "display name": lambda d, _: replace(d, sender=f'"{VICTIM}" <{EVE}>'),
    "bare display name": lambda d, _: replace(d, sender=f"{VICTIM} <{EVE}>"),
    "comment": lambda d, _: replace(d, sender=f"({VICTIM}) {EVE}"),
    "two authors": lambda d, _: replace(d, sender=f"{VICTIM}, {EVE}"),
    "two From lines": lambda d, _: replace(d, sender=f"{VICTIM}\r\nFrom: {EVE}"),
    "group": lambda d, _: replace(d, sender=f"Clinique: {VICTIM}, {EVE};"),
    "domain below a stranger's": lambda d, _: replace(d, sender=f"{VICTIM}.evil.example"),
    "enclosed message": lambda d, _: enclosing(d),
    "enclosed by another client": lambda d, _: enclosing(d, carrier=ATTACKER),
    "enclosed in an mbox": lambda d, _: replace(enclosing(d), wrap=as_mbox),
    "enclosed in a zip": lambda d, _: replace(enclosing(d), wrap=as_zip),
    "enclosed Outlook message": lambda d, _: replace(d, sender=EVE, wrap=with_outlook),
    "forwarded by staff": lambda d, _: enclosing(d, carrier="lea@collegues.example"),
    "a stranger's, forwarded by staff": lambda d, _: replace(
        d, sender="lea@collegues.example", has_form=False, enclosed=(enclosing(d),)
    ),
    "victim's form from a stranger": lambda d, _: replace(of_victim(d), sender=EVE),
    "victim's form from another client": lambda d, _: of_victim(d),
    "victim's form for victim's request": lambda d, b: replace(
        of_victim(d), sender=EVE, thread=b.returned, heads={"Reply-To": EVE}
    ),
    "victim's form alone": lambda d, _: replace(of_victim(d), wrap=as_pdf),
    "victim's form beside": lambda d, b: replace(
        d, files={f"{PLAN}.pdf": replace(of_victim(d), thread=b.returned).form()}
    ),
    "client whom nothing reaches": lambda d, _: replace(d, client="NUL-33", sender=EVE),
    "client whom nothing reaches, other client": lambda d, _: replace(d, client="NUL-33"),
}


def attached_by_a_stranger(carrier: Callable[[bytes], tuple[str, bytes]]) -> Way:
    """The way of a stranger's mail to which a forged one is attached as a file."""
    return lambda draft, _: carrying(draft, carrier)


def made_by_hand(part: Callable[[bytes], bytes]) -> Way:
    """The way of a stranger's mail whose part holds a forged one."""
    return lambda draft, _: with_part(draft, part)


TEN = ", ".join(f"a{n}@victime.example" for n in range(10))
STAFF_MEMBER = "lea@collegues.example"
SAID_BY_HEADERS: Mapping[str, Way] = {
    "eleventh author": lambda d, _: replace(d, sender=f"{TEN}, {EVE}"),
    "author behind a long comment": lambda d, _: replace(
        d, sender=f"{VICTIM},\r\n ({'x' * 900}\r\n {'x ' * 9_000})\r\n {EVE}"
    ),
    "author before a long comment": lambda d, _: replace(
        d, sender=f"{EVE} ({'x ' * 9_000}) {VICTIM}"
    ),
    "no From": lambda d, _: replace(d, sender="", heads={"Sender": VICTIM, "Reply-To": EVE}),
    "resent": lambda d, _: replace(
        d,
        sender=EVE,
        heads={"Resent-From": VICTIM, "Resent-Sender": VICTIM, "X-Original-From": VICTIM},
    ),
    "From in the mbox's line": lambda d, _: replace(d, sender=f"{EVE}\r\nX-From_: {VICTIM}"),
    "coded name": lambda d, _: replace(
        d, sender=f"=?utf-8?q?{VICTIM.replace('@', '=40')}?= <{EVE}>"
    ),
    "coded brackets": lambda d, _: replace(
        d, sender=f"=?utf-8?b?{b64encode(f'<{VICTIM}>'.encode()).decode()}?= <{EVE}>"
    ),
    "coded address": lambda d, _: replace(d, sender=f"=?utf-8?q?{VICTIM.replace('@', '=40')}?="),
    "quoted local part": lambda d, _: replace(d, sender=f'"{VICTIM}"@evil.example'),
    "escaped quote": lambda d, _: replace(d, sender=f'"x\\" <{VICTIM}>" <{EVE}>'),
    "nested comment": lambda d, _: replace(d, sender=f"(a (b) <{VICTIM}>) {EVE}"),
    "source route": lambda d, _: replace(d, sender=f"<@victime.example:{EVE}>"),
    "percent route": lambda d, _: replace(d, sender="dir%victime.example@evil.example"),
    "two at signs": lambda d, _: replace(d, sender=f"<{VICTIM}@evil.example>"),
    "domain literal": lambda d, _: replace(d, sender="dir@[victime.example]"),
    "dotless i": lambda d, _: replace(d, sender="dir@v\u0131ctime.example"),
    "Cyrillic letter": lambda d, _: replace(d, sender="dir@v\u0456ctime.example"),
    "full-width letters": lambda d, _: replace(d, sender="dir@\uff56ictime.example"),
    "full-width at sign": lambda d, _: replace(d, sender="dir\uff20victime.example"),
    "ideographic dot": lambda d, _: replace(d, sender="dir@victime\u3002example"),
    "soft hyphen": lambda d, _: replace(d, sender="dir@vic\u00adtime.example"),
    "punycode": lambda d, _: replace(d, sender="dir@xn--vctime-p9a.example"),
    "two last dots": lambda d, _: replace(d, sender=f"{VICTIM}.."),
    "parent domain": lambda d, _: replace(d, sender="dir@example"),
    "domain that ends alike": lambda d, _: replace(d, sender="dir@malvictime.example"),
    "reply-to of two": lambda d, _: replace(d, heads={"Reply-To": f"{VICTIM}, {EVE}"}),
    "reply-to of a stranger and two": lambda d, _: replace(
        d, sender=EVE, heads={"Reply-To": f"{EVE}, {VICTIM}"}
    ),
    "number in the form's words": lambda d, b: replace(
        d,
        answers={
            **d.answers,
            "summary": f"Comme pour {b.ticket}, l’impression des factures échoue",
        },
    ),
    "letter's own id": lambda d, b: replace(
        d, sender=f"{EVE}\r\nMessage-ID: <{b.letter_id}>\r\nIn-Reply-To: <{b.letter_id}>"
    ),
    "as staff who wrote to the victim": lambda d, b: replace(
        d, sender=f"support@editions.example\r\nCc: {VICTIM}", subject=f"[{b.returned}]"
    ),
    "as a domain like staff's": lambda d, _: enclosing(
        d, carrier="lea@collegues.example.evil.example"
    ),
    "as a domain that ends like staff's": lambda d, _: enclosing(
        d, carrier="lea@malcollegues.example"
    ),
    "as staff and a stranger": lambda d, _: enclosing(d, carrier=f"{STAFF_MEMBER}, {EVE}"),
    "as staff by name": lambda d, _: enclosing(d, carrier=f'"{STAFF_MEMBER}" <{EVE}>'),
    "as staff to reply to": lambda d, _: enclosing(d, carrier=f"{EVE}\r\nReply-To: {STAFF_MEMBER}"),
    "victim's number from a form without seal": lambda d, b: replace(
        of_victim(d),
        sender=EVE,
        subject=b.returned,
        has_form=False,
        files={"demande.pdf": replace(of_victim(d), thread=b.returned).form(is_sealed=False)},
    ),
    "forms of two in a zip": lambda d, b: replace(
        d,
        files={
            f"{PLAN}.zip": make_zip(
                [Member("a.pdf", replace(of_victim(d), thread=b.returned).form())]
            )
        },
    ),
    "mails of two, forwarded by staff": lambda d, _: of_two(d, sender=STAFF_MEMBER),
    "mails of two, forwarded by staff without a form": lambda d, _: of_two(
        d, sender=STAFF_MEMBER, has_form=False
    ),
    "mails of two in a zip": lambda d, _: of_two(d, wrap=as_zip),
    "mails of two in an mbox": lambda d, _: of_two(d, wrap=as_mbox),
    "mail of another client enclosed": lambda d, _: of_two(d),
    "form of one and mail of another in a zip": lambda d, _: of_two(d, wrap=as_zip_of_form),
    **{
        f"{kind} from a stranger": attached_by_a_stranger(carrier)
        for kind, carrier in CARRIERS.items()
    },
    **{f"{kind} in a stranger's": made_by_hand(part) for kind, part in PARTS.items()},
}

CONTENTS: Mapping[str, Callable[[Draft], Draft]] = {
    "complete form": lambda d: d,
    "incomplete form": lambda d: replace(d, answers={**d.answers, "urgency": None}),
    "plain mail": lambda d: replace(d, has_form=False),
    "cancellation": lambda d: replace(d, kind="cancellation"),
    "seal that does not fit": lambda d: replace(
        d, has_form=False, files={**d.files, "demande.pdf": d.form(is_sealed=False)}
    ),
}
DEEDS = (OrderKind.RETRY, OrderKind.RELEASE, OrderKind.RETRY, OrderKind.ACCEPT)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A desk at which the victim's requests lie."""
    folder = tmp_path_factory.mktemp("identity")
    policy = folder / POLICY
    policy.write_text((DESK / POLICY).read_text("utf-8") + STAFF, "utf-8")
    bureau = new_bureau(folder / "bureau", policy=policy)
    (bureau.root / CLIENTS).write_text(REGISTER, "utf-8")
    lacking = Draft(VICTIM, "VIC-77", answers=OF_VICTIM, files={PLAN: b"09:00 INFO x\n" * 9})
    returned = received(bureau, folder, lacking, FORMER)
    complete = replace(lacking, answers={**OF_VICTIM, "urgency": "normal"}, subject="Deux")
    ticket = received(bureau, folder, complete, FORMER + timedelta(hours=1))
    assert returned.settlement.outcome is OutcomeKind.INCOMPLETE
    assert ticket.settlement.outcome is OutcomeKind.ACCEPTED
    return Base(
        bureau.root,
        returned.number,
        ticket.number,
        returned.settlement.letters[0],
        ticket.settlement.letters[0],
    )


def received(bureau: Bureau, folder: Path, draft: Draft, at: datetime) -> Filed:
    """What becomes of a drop."""
    name, content = draft.wrap(draft)
    (folder / name).write_bytes(content)
    return bureau.receive(folder / name, at)


def desk_like(base: Base, folder: Path) -> Bureau:
    """The same desk once more, for one drop."""
    root = folder / "bureau"
    shutil.copytree(base.root, root)
    return bureau_at(root)


def drafts_in(filed: Filed) -> Iterator[bytes]:
    """The letters that lie ready to be sent; a form lies beside its letter only."""
    letters = sorted(filed.place.glob("*.eml"))
    correction = filed.place / "correction.pdf"
    if correction.exists():
        [letter] = letters
        mail = message_from_bytes(letter.read_bytes(), policy=default)
        held = [part.get_payload(decode=True) for part in mail.iter_attachments()]
        assert correction.read_bytes() in held
    own = ("acknowledgement.eml", "reply.eml")
    yield from (letter.read_bytes() for letter in letters if letter.name in own)


def told(bureau: Bureau, filed: Filed, at: datetime) -> Iterator[bytes]:
    """The letters about a drop as it comes in, and after each deed of staff."""
    yield from drafts_in(filed)
    for deed in DEEDS:
        at += timedelta(minutes=1)
        with suppress(DeskError):
            filed = bureau.order(deed, filed.number, at, by="Léa Support", why="vu")
            yield from drafts_in(filed)


def words_of(draft: bytes) -> str:
    """All that an addressee finds in a letter, down to the fields of the form."""
    mail = message_from_bytes(draft, policy=default)
    said = [draft.decode("latin-1"), *(str(value) for value in mail.values())]
    for part in mail.walk():
        content = b"" if part.is_multipart() else part.get_payload(decode=True)
        assert isinstance(content, bytes)
        said.append(content.decode("utf-8", "replace"))
        if part.get_content_type() == "application/pdf":
            said += words_of_form(content)
    return "\n".join(said)


def words_of_form(content: bytes) -> Iterator[str]:
    """What stands on a form, shown or not."""
    with closing(pdfium.PdfDocument(content)) as paper:
        yield from (page.get_textpage().get_text_range() for page in paper)
    with Pdf.open(io.BytesIO(content)) as pdf:
        held = (one["/V"] for one in pdf.objects if isinstance(one, Dictionary) and "/V" in one)
        yield from (str(value) for value in held if isinstance(value, Name | String))


def leaks(draft: bytes, base: Base) -> list[tuple[str, str]]:
    """Whose words a letter tells to an address that is not theirs."""
    to = str(message_from_bytes(draft, policy=default)["To"] or "").rstrip(">")
    said = words_of(draft)
    return [
        (to, word)
        for domain, words in base.secrets.items()
        if not to.endswith(f"@{domain}")
        for word in words
        if word in said
    ]


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize(
    # measured once: each way runs the same lines again, and measuring doubles what it takes
    "way",
    [pytest.param(way, marks=pytest.mark.no_cover if n else ()) for n, way in enumerate(WAYS)],
)
def test_nothing_of_a_client_leaves_to_an_address_of_nobody_or_of_another(
    way: str, content: str, base: Base, tmp_path: Path
) -> None:
    assert_nothing_leaves(CONTENTS[content](WAYS[way](Draft(), base)), base, tmp_path)


def assert_nothing_leaves(draft: Draft, base: Base, folder: Path) -> None:
    """Drop it, have staff do what they can, and search each letter."""
    bureau, at = desk_like(base, folder), FORMER + timedelta(days=1)
    filed = received(bureau, folder, draft, at)
    assert filed.settlement.client != "VIC-77" or is_victims(draft)
    assert filed.settlement.thread is None or is_victims(draft)
    for letter in told(bureau, filed, at):
        mail = message_from_bytes(letter, policy=default)
        assert leaks(letter, base) == []
        assert EVE not in str(mail["To"]) or not list(mail.iter_attachments())
        assert mail[WHY]
    assert_untouched(bureau, base)


@pytest.mark.no_cover
@pytest.mark.parametrize("content", ["incomplete form", "plain mail"])
@pytest.mark.parametrize("way", SAID_BY_HEADERS)
def test_no_header_or_carrier_is_another_way(
    way: str, content: str, base: Base, tmp_path: Path
) -> None:
    draft = CONTENTS[content](SAID_BY_HEADERS[way](Draft(), base))
    assert_nothing_leaves(draft, base, tmp_path)


def is_victims(draft: Draft) -> bool:
    """Whether the drop may count as the victim's: by its form, else by who wrote it."""
    if any(
        name.startswith(PLAN) for name in draft.files
    ):  # both forms are there, and either may come first
        return True
    has_form = draft.has_form or "demande.pdf" in draft.files
    if has_form or draft.wrap is as_pdf:
        return draft.client == "VIC-77"
    writer = draft.enclosed[0] if draft.enclosed and "collegues" in draft.sender else draft
    return writer.sender == VICTIM


def assert_untouched(bureau: Bureau, base: Base) -> None:
    """The victim's ticket is as it was, unless the victim's own drop is about it."""
    before, after = (ticket_in(root, base.ticket) for root in (base.root, bureau.root))
    assert before == after


def ticket_in(root: Path, number: str) -> list[tuple[str, bytes]]:
    """The files of a ticket."""
    place = root / "tickets" / number
    return sorted((p.name, p.read_bytes()) for p in place.rglob("*") if p.is_file())


def test_the_search_finds_what_it_looks_for(base: Base) -> None:
    own = [base.root / "returned" / base.returned / "reply.eml"]
    own += [base.root / "tickets" / base.ticket / "acknowledgement.eml"]
    found = set()
    for path in own:
        letter = path.read_bytes()
        assert leaks(letter, base) == []
        stolen = letter.replace(b"<dir@victime.example>", b"<eve@evil.example>")
        found |= {word for _, word in leaks(stolen, base)}
    assert found == set(base.secrets["victime.example"])


def test_the_victims_own_reply_completes_the_request_whoever_of_the_company_sends_it(
    base: Base, tmp_path: Path
) -> None:
    bureau = desk_like(base, tmp_path)
    form = replace(
        Draft("compta@victime.example", "VIC-77"),
        answers={**OF_VICTIM, "urgency": "high"},
        subject=f"Re: [{base.returned}]",
    )
    filed = received(bureau, tmp_path, form, FORMER + timedelta(days=1))
    assert filed.settlement.outcome is OutcomeKind.ACCEPTED
    assert filed.settlement.request == base.returned
    [letter] = drafts_in(filed)
    assert PLAN in words_of(letter)


@pytest.mark.parametrize(
    ("draft", "to"),
    [
        (Draft("paul@gmail.com"), ATTACKER),
        (Draft("paul@gmail.com", answers={**ANSWERS, "email": "paul@gmail.com"}), "contact@"),
        (Draft(answers={**ANSWERS, "email": "paul@gmail.com"}), ATTACKER),
        (
            Draft(answers={**ANSWERS, "email": None}, heads={"Reply-To": "x@attaquant.example"}),
            "x@",
        ),
        (Draft("paul@gmail.com", wrap=as_pdf), ATTACKER),
        (Draft("eve@evil.example", "NUL-33"), EVE),
    ],
)
def test_a_sealed_form_is_a_ticket_and_its_letter_goes_to_a_proved_address(
    draft: Draft, to: str, base: Base, tmp_path: Path
) -> None:
    bureau = desk_like(base, tmp_path)
    filed = received(bureau, tmp_path, draft, FORMER + timedelta(days=1))
    assert filed.settlement.outcome in {OutcomeKind.ACCEPTED, OutcomeKind.INCOMPLETE}
    [letter] = drafts_in(filed)
    assert to in str(message_from_bytes(letter, policy=default)["To"])
    assert leaks(letter, base) == []


def codes_of(filed: Filed) -> set[str]:
    """What staff are told of a drop."""
    return {finding["code"] for finding in findings_of(filed)["findings"]}


def test_a_client_whom_nothing_reaches_is_told(base: Base, tmp_path: Path) -> None:
    bureau = desk_like(base, tmp_path)
    filed = received(bureau, tmp_path, Draft(EVE, "NUL-33"), FORMER + timedelta(days=1))
    assert "ZF524" in codes_of(filed)


def test_a_number_of_another_client_is_told_to_staff(base: Base, tmp_path: Path) -> None:
    bureau = desk_like(base, tmp_path)
    draft = Draft(subject=f"Re: [{base.returned}]")
    filed = received(bureau, tmp_path, draft, FORMER + timedelta(days=1))
    assert "ZF525" in codes_of(filed)
    assert filed.settlement.thread is None


def test_a_client_keeps_the_numbers_of_its_own_requests(base: Base, tmp_path: Path) -> None:
    bureau = desk_like(base, tmp_path)
    said = f"C’est comme pour {base.ticket}, et non comme ZF-250101-ABCDE, depuis lundi."
    answers = {**OF_VICTIM, "summary": said, "desk_version": None}
    filed = received(
        bureau, tmp_path, Draft(VICTIM, "VIC-77", answers=answers), FORMER + timedelta(days=1)
    )
    assert filed.settlement.outcome is OutcomeKind.INCOMPLETE
    [letter] = drafts_in(filed)
    said = words_of(letter)
    assert base.ticket in said
    assert "ZF-250101-ABCDE" not in said
