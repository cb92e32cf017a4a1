"""Whatever somebody writes about a request reaches a person, and begets neither letter nor charge.

Every way in which a request can stand × who writes × how the request is meant × what is written.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count, product
from pathlib import Path
from random import Random

import pytest

from tests.making.zips import Member, make_zip
from tests.unit.desk.handling.test_threads import ANNE, COLLEAGUE, JEAN, WITHOUT_VERSION, letter_id
from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.handling.intake import take_in
from zenforms.desk.papers.memory import request_in
from zenforms.desk.papers.requests import Filed
from zenforms.desk.papers.waiting import Waiting, Why, waiting_for_people
from zenforms.desk.spool.claim import claim
from zenforms.judging.case import OutcomeKind
from zenforms.judging.numbers import ALPHABET, parse_number

STRANGER = "Eve <eve@ailleurs.test>"
OWN, OTHERS = (ANNE, COLLEAGUE), (JEAN, STRANGER)
STATES = ("open", "closed", "cancelled", "returned", "filed away", "refused")
MEANT = ("reply", "subject", "text")
WORDS = (
    "Bonjour,\n\nMerci, mais que dois-je corriger exactement ?\n",
    "Le problème est revenu, tout le monde est bloqué.\n\n> Votre demande\n> est close.\n",
    "Version de votre Desk : 12.2\n",
    "ok\n\n-----Message d'origine-----\nDe : support\nEnvoyé : mardi\nObjet : Export\n\nBonjour\n",
)
LETTERS = ("reply.eml", "acknowledgement.eml", "correction.pdf")
GAPS = (
    "-",
    "\u2011",
    "\u2010",
    "\u2212",
    "\u2013",
    " ",
    "\u00a0",
    "/",
    "_",
    ".",
    "",
    "\u200b-",
    " - ",
)


def seeded(word: str) -> Random:
    return Random(word)  # noqa: S311 - examples, no secrets


def standing(story: Story, state: str) -> Filed:
    """A request of Anne's that stands so; the first drop of it."""
    answers = ANSWERS if state in {"open", "closed", "cancelled"} else WITHOUT_VERSION
    files = {"demande.pdf": filled(story.form(), answers), "psr.zip": PSR, "a.log": b"x" * 99}
    if state == "refused":
        (story.root / "policy.toml").write_text('[severity]\nZF101 = "refusal"\n')
    first = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    orders = {
        "closed": OrderKind.CLOSE,
        "cancelled": OrderKind.CANCEL,
        "filed away": OrderKind.CLOSE,
    }
    if kind := orders.get(state):
        decide(story, kind, first.number)
    return first


def decide(story: Story, kind: OrderKind, number: str) -> None:
    at = datetime.fromisoformat("2026-05-28T10:00:00+02:00")
    order = Order(f"{kind}-{number}", kind, number, at, "Camille", "vu")
    answer = carry_out_order(story.spool, story.opened, story.hands, order)
    assert answer.done, answer.refusal


def waiting(story: Story) -> tuple[Waiting, ...]:
    return waiting_for_people(story.root, story.opened.clock.now().date()).waiting


def spelled(number: str, random: Random) -> str:
    """The number as somebody types it or some program writes it."""
    zf, day, code = number.split("-")
    one, two = random.choice(GAPS), random.choice(GAPS)
    day = day.replace("0", random.choice("0O"))
    code = code.replace("1", random.choice("1Il"))
    said = f"{zf}{one}{day}{two}{code}"
    return said.lower() if random.random() < 0.5 else said


def messages(first: Filed, senders: tuple[str, ...], random: Random) -> Iterator[tuple[str, bytes]]:
    """Sender and message, for each way to mean the request and each kind of words."""
    letter = next(first.place / name for name in LETTERS if (first.place / name).exists())
    answered = letter_id_in(letter)
    for sender, meant, words in product(senders, MEANT, WORDS):
        said = spelled(first.number, random)
        subject = {"reply": "RE: votre demande", "subject": f"Au sujet de {said}"}.get(
            meant, "Question"
        )
        text = f"{words}\n{said}\n" if meant == "text" else words
        yield (
            sender,
            mail(sender, subject, {}, text=text, answers=answered if meant == "reply" else None),
        )


def letter_id_in(letter: Path) -> str:
    lines = letter.read_text(encoding="utf-8", errors="replace").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith("Message-ID"))


@pytest.mark.parametrize("state", STATES)
def test_words_of_the_client_wait_until_somebody_read_them(state: str, tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, state)
    before = waiting(story)
    came: list[str] = []
    moment = datetime.fromisoformat("2026-05-13T09:00")
    for number, (sender, raw) in zip(count(2), messages(first, OWN, seeded(state)), strict=False):
        moment += timedelta(minutes=1)
        filed = story.receive(f"{number}.eml", raw, moment.isoformat(timespec="minutes"))
        assert filed.settlement.outcome is OutcomeKind.FOLLOWUP, (sender, raw.decode())
        assert filed.settlement.thread == first.number
        assert not [name for name in LETTERS if (filed.place / name).exists()]
        came.append(filed.number)
    unread = [one for one in waiting(story) if one.why is Why.FOLLOWUP]
    assert [one.number for one in unread] == came
    assert all(one.request == first.number and one.words for one in unread)
    assert [one for one in waiting(story) if one.why is not Why.FOLLOWUP] == list(before)
    decide(story, OrderKind.READ, first.number)
    assert waiting(story) == before


@pytest.mark.parametrize("state", STATES)
def test_words_of_anybody_else_are_looked_at_and_join_by_one_decision(
    state: str, tmp_path: Path
) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, state)
    moment = datetime.fromisoformat("2026-05-13T09:00")
    for number, (_, raw) in zip(count(2), messages(first, OTHERS, seeded(state)), strict=False):
        moment += timedelta(minutes=1)
        filed = story.receive(f"{number}.eml", raw, moment.isoformat(timespec="minutes"))
        assert filed.settlement.outcome is OutcomeKind.QUARANTINED, raw.decode()
        assert "ZF532" in filed.settlement.codes
        assert filed.settlement.thread is None
        assert not [name for name in LETTERS if (filed.place / name).exists()]
    decide(story, OrderKind.RELEASE, filed.number)
    [unread] = [one for one in waiting(story) if one.why is Why.FOLLOWUP]
    assert (unread.number, unread.request) == (filed.number, first.number)


def test_unread_words_are_still_there_when_the_request_went_on(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, "returned")
    answered = letter_id(first)
    question = mail(ANNE, "RE", {}, text="Où trouve-t-on la version ?\n", answers=answered)
    story.receive("2.eml", question, "2026-05-13T09:00")
    again = {"demande.pdf": filled(story.form(), ANSWERS)}
    done = story.receive("3.eml", mail(ANNE, "RE", again, answers=answered), "2026-05-13T10:00")
    assert done.settlement.outcome is OutcomeKind.ACCEPTED
    [unread] = [one for one in waiting(story) if one.why is Why.FOLLOWUP]
    assert unread.words == "Où trouve-t-on la version ?"
    decide(story, OrderKind.READ, first.number)
    assert not [one for one in waiting(story) if one.why is Why.FOLLOWUP]


def as_sent(letter: bytes, how: str) -> bytes:
    """Our draft as it lies there, as it was sent, or as Outlook sends it: under its own id."""
    if how == "draft":
        return letter
    sent = letter.replace(b"X-Unsent: 1\n", b"").replace(b"X-Unsent: 1\r\n", b"")
    lines = sent.splitlines(keepends=True)
    own = b"Message-ID: <PR3P@prod.outlook.example>\n"
    at = next(n for n, line in enumerate(lines) if line.startswith(b"Message-ID"))
    return b"".join([*lines[:at], own, *lines[at + 1 :]]) if how == "outlook" else sent


@pytest.mark.parametrize("how", ["draft", "sent", "outlook"])
@pytest.mark.parametrize("state", ["returned", "open", "closed"])
def test_our_own_letter_that_comes_back_is_filed(state: str, how: str, tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, state)
    before = waiting(story)
    letter = next(first.place / name for name in LETTERS if (first.place / name).exists())
    raw = as_sent(letter.read_bytes(), how)
    again = story.receive("copie.eml", raw, "2026-05-13T09:00")
    assert (again.settlement.outcome, again.settlement.codes) == (
        OutcomeKind.AUTOMATIC,
        ("ZF367",),
    )
    assert not [name for name in LETTERS if (again.place / name).exists()]
    assert waiting(story) == before


@pytest.mark.parametrize("state", ["returned", "open", "refused"])
def test_the_folder_of_an_outcome_that_is_dropped_is_filed(state: str, tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, state)
    before = waiting(story)
    copy = story.root / "inbox" / first.place.name
    shutil.copytree(first.place, copy)
    drop = claim(story.spool, copy, datetime.fromisoformat("2026-05-13T09:00+02:00"))
    settled = take_in(story.spool, drop, story.hands, story.opened.desk)
    assert settled.outcome is OutcomeKind.AUTOMATIC
    assert "ZF367" in settled.codes
    assert waiting(story) == before


def test_what_staff_write_to_others_than_the_client_is_no_letter_of_ours(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, "open")
    note = mail("Léa <support@editeur.example>", f"Note sur {first.number}", {}, text="Vu.")
    assert story.receive("2.eml", note, "2026-05-13T09:00").settlement.codes != ("ZF367",)


def bounce(letter: Path, how: str) -> bytes:
    """What a mail server says of a letter of ours: the letter named in the ways that they have."""
    sent = message_from_bytes(letter.read_bytes(), policy=policy.default)
    message = EmailMessage()
    message["From"], message["To"] = "MAILER-DAEMON@mx.example", "support@editeur.example"
    message["Subject"] = "Undelivered Mail Returned to Sender"
    if how == "references":
        message["References"] = sent["Message-ID"]
    text = "<anne.essai@client.example>: 550 5.1.1 unknown user\n"
    if how == "read":
        message.replace_header("Subject", "Read: votre demande")
        text = "This is a return receipt for the mail that you sent.\n"
    message.set_content(text)
    if how != "references":
        head = EmailMessage()
        for name in ("From", "To", "Subject", "Message-ID"):
            head[name] = str(sent[name])
        head.set_content("")
        message.add_attachment(head)
    raw = message.as_bytes()
    kind = b"disposition-notification" if how == "read" else b"delivery-status"
    return raw.replace(b"multipart/mixed;", b"multipart/report; report-type=" + kind + b";", 1)


@pytest.mark.parametrize("how", ["references", "enclosed"])
@pytest.mark.parametrize("state", STATES)
def test_a_letter_that_did_not_arrive_is_told_at_its_request(
    state: str, how: str, tmp_path: Path
) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, state)
    before = waiting(story)
    letter = next(first.place / name for name in LETTERS if (first.place / name).exists())
    filed = story.receive("2.eml", bounce(letter, how), "2026-05-13T09:00")
    assert filed.settlement.outcome is OutcomeKind.AUTOMATIC
    assert "ZF368" in filed.settlement.codes
    assert not [name for name in LETTERS if (filed.place / name).exists()]
    [told] = [one for one in waiting(story) if one.why is Why.UNDELIVERED]
    assert (told.request, told.number) == (first.number, filed.number)
    assert told.words
    assert "550" in told.words
    decide(story, OrderKind.READ, first.number)
    assert waiting(story) == before


def test_a_receipt_says_that_a_letter_arrived(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, "returned")
    before = waiting(story)
    filed = story.receive("2.eml", bounce(first.place / "reply.eml", "read"), "2026-05-13T09:00")
    assert filed.settlement.outcome is OutcomeKind.AUTOMATIC
    assert waiting(story) == before


@pytest.mark.parametrize("framed", ["mail", "zip", "forwards"])
def test_papers_of_several_clients_are_looked_at_and_answered_to_nobody(
    framed: str, tmp_path: Path
) -> None:
    story = new_story(tmp_path / "bureau")
    one = {"un.pdf": filled(story.form("EX-001"), ANSWERS), "export.log": b"x" * 99}
    other = {"deux.pdf": filled(story.form("EX-002"), {**ANSWERS, "mode": "no_tma"})}
    mails = {"a.eml": mail(ANNE, "Export", one), "b.eml": mail(JEAN, "Export", other)}
    staff = "Léa <support@editeur.example>"
    content = {
        "mail": ("1.eml", mail(staff, "Deux demandes", {**one, **other})),
        "zip": ("1.zip", make_zip([Member(name, data) for name, data in mails.items()])),
        "forwards": ("1.eml", forwarding(staff, mails)),
    }[framed]
    filed = story.receive(*content, "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.QUARANTINED
    assert "ZF534" in filed.settlement.codes
    assert not [name for name in LETTERS if (filed.place / name).exists()]


def forwarding(sender: str, mails: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, "Fwd"
    message.set_content("Voici.")
    for raw in mails.values():
        message.add_attachment(message_from_bytes(raw, policy=policy.default))
    return message.as_bytes()


def test_a_clock_that_was_set_back_changes_neither_order_nor_number(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    answers = {**ANSWERS, "desk_version": None, "urgency": "low"}
    files = {"demande.pdf": filled(story.form(), answers), "psr.zip": PSR}
    first = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T10:00")
    lacking = {**ANSWERS, "desk_version": None, "urgency": "blocking"}
    again = {"demande.pdf": filled(story.form(), lacking)}
    reply = mail(ANNE, "RE", again, answers=letter_id(first))
    second = story.receive("2.eml", reply, "2026-05-12T09:00")
    log = mail(ANNE, f"RE: {first.number}", {"a.log": b"x" * 99}, text="Le journal.")
    third = story.restarted().receive("3.eml", log, "2026-05-12T09:30")
    for filed in (second, third):
        assert (filed.settlement.thread, filed.settlement.outcome) == (
            first.number,
            OutcomeKind.INCOMPLETE,
        )
    said = request_in(third.place)
    assert said is not None
    assert said.urgency == "blocking"
    [one] = waiting(story)
    assert (one.request, one.number) == (first.number, third.number)


def test_a_word_can_be_made_a_request_of_its_own(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, "closed")
    text = "Autre chose : l’impression des étiquettes échoue aussi.\n"
    word = story.receive(
        "2.eml", mail(ANNE, f"RE: {first.number}", {}, text=text), "2026-05-13T09:00"
    )
    assert word.settlement.outcome is OutcomeKind.FOLLOWUP
    decide(story, OrderKind.ACCEPT, word.number)
    assert (story.root / "tickets" / f"{word.number}.json").exists()
    assert not [one for one in waiting(story) if one.why is Why.FOLLOWUP]


def test_a_number_is_known_however_it_is_written() -> None:
    random = seeded("numbers")
    for _ in range(500):
        code = "".join(random.choices(ALPHABET, k=random.choice((5, 6, 9))))
        number = f"ZF-260{random.randint(1, 9)}12-{code}"
        assert parse_number(f"demande {spelled(number, random)}, merci") == number


@pytest.mark.parametrize("state", ["open", "returned", "closed"])
@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("Par ailleurs, nous avons un autre problème : le scanner ne répond plus.", True),
        (
            "La sauvegarde nocturne du serveur échoue, le disque est plein, aucun courrier.",
            True,
        ),
        ("L’export des factures en PDF coupe encore la colonne Montant TTC ce matin.", False),
        ("Merci, c’est noté.", False),
    ],
)
def test_a_word_about_something_else_is_told(
    state: str, text: str, tmp_path: Path, *, is_other: bool
) -> None:
    story = new_story(tmp_path / "bureau")
    first = standing(story, state)
    letter = next(first.place / name for name in LETTERS if (first.place / name).exists())
    raw = mail(ANNE, "RE", {}, text=text, answers=letter_id_in(letter))
    word = story.receive("mot.eml", raw, "2026-05-13T09:00")
    assert word.settlement.outcome is OutcomeKind.FOLLOWUP
    assert ("ZF385" in word.settlement.codes) is is_other
