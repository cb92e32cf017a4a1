"""Nothing of one client leaves to an address that this client's own entry does not prove.

The victim has a returned request with a file, and a ticket. Each of `WAYS` is a way in which
somebody's drop names the victim; each of `CONTENTS` is what the drop holds, and each of `DEEDS`
what staff then do with it: so a letter gets its recipient, its files and its form. They are tried
together at a real desk, and every letter is searched for whatever is somebody else's. A new way
is one row.
"""

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pikepdf import Dictionary, Name, Pdf, String

from tests.acceptance.expected import findings_of
from tests.making.outlook import Msg, make_msg
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


def as_pdf(draft: Draft) -> tuple[str, bytes]:
    """The form alone, without anybody who sent it."""
    return "demande.pdf", draft.form()


def with_outlook(draft: Draft) -> tuple[str, bytes]:
    """The mail with an Outlook message of the victim's in it."""
    held = make_msg(Msg(sender=VICTIM, subject="Aide", headers=f"Reply-To: {EVE}\r\n"))
    return replace(draft, files={**draft.files, "message.msg": held}).as_mail()


def enclosing(draft: Draft, *, carrier: str = EVE) -> Draft:
    """The drop as somebody forwards a mail that names the victim as its author."""
    forged = replace(
        draft, sender=VICTIM, heads={"Reply-To": EVE}, has_form=False, files={}, enclosed=()
    )
    return replace(draft, sender=carrier, subject=f"TR: {draft.subject}", enclosed=(forged,))


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
    bureau, at = desk_like(base, tmp_path), FORMER + timedelta(days=1)
    draft = CONTENTS[content](WAYS[way](Draft(), base))
    filed = received(bureau, tmp_path, draft, at)
    assert filed.settlement.client != "VIC-77" or is_victims(draft)
    assert filed.settlement.thread is None or is_victims(draft)
    for letter in told(bureau, filed, at):
        mail = message_from_bytes(letter, policy=default)
        assert leaks(letter, base) == []
        assert EVE not in str(mail["To"]) or not list(mail.iter_attachments())
        assert mail[WHY]
    assert_untouched(bureau, base)


def is_victims(draft: Draft) -> bool:
    """Whether the drop may count as the victim's: by its form, else by who wrote it."""
    if f"{PLAN}.pdf" in draft.files:  # both forms are there, and either may come first
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
