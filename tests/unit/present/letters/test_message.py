"""A draft is a proper e-mail, the same every time, whatever a client wrote into it."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.present.letters.opened import opened, tags_in
from zenforms.judging.dates import PARIS
from zenforms.language import Lang
from zenforms.present.document import Fact, Facts, Heading, Paragraph, Point, Points
from zenforms.present.letters.letter import Attached, Letter, LetterHeaders, Mailbox, draft
from zenforms.sanitize import plain_line

LETTER = Letter(
    "[ZF-260513-7K3QD] Votre demande est à compléter : l’été",
    Lang.FR,
    (
        Paragraph("Bonjour,"),
        Heading("À compléter"),
        Points((Point("Un point", ("comment",), "la charte"),), numbered=True, strong=True),
        Facts((Fact("Enregistrement", "demain"),)),
    ),
    ("Cordialement,", "L’équipe"),
)
HEADERS = LetterHeaders(
    sender=Mailbox("Société Exemple", "support@societe.example"),
    to=Mailbox("Anne Essai", "anne.essai@client.example"),
    date=datetime(2026, 5, 13, 10, 30, tzinfo=PARIS),
    message_id="ZF-260513-7K3QD.letter@societe.example",
    answers="abc@client.example",
    references=("first@client.example", "abc@client.example"),
)


def test_it_opens_as_a_draft_ready_to_be_sent() -> None:
    read = opened(draft(LETTER, HEADERS, accent="#1F4E79"))
    assert read.head("X-Unsent") == "1"
    assert read.head("From") == "Société Exemple <support@societe.example>"
    assert read.head("To") == "Anne Essai <anne.essai@client.example>"
    assert read.head("Subject") == LETTER.subject
    assert read.head("Date") == "Wed, 13 May 2026 10:30:00 +0200"


def test_a_person_sends_it_so_it_does_not_call_itself_automatic() -> None:
    assert "Auto-Submitted" not in opened(draft(LETTER, HEADERS, accent="#1F4E79")).message


def test_it_is_threaded_to_the_mail_that_it_answers() -> None:
    read = opened(draft(LETTER, HEADERS, accent="#1F4E79"))
    assert read.head("Message-ID") == "<ZF-260513-7K3QD.letter@societe.example>"
    assert read.head("In-Reply-To") == "<abc@client.example>"
    assert read.head("References").split() == ["<first@client.example>", "<abc@client.example>"]


def test_without_a_mail_to_answer_it_begins_a_thread() -> None:
    read = opened(
        draft(
            LETTER,
            LetterHeaders(HEADERS.sender, None, HEADERS.date, "x@y.example"),
            accent="#000000",
        )
    )
    assert {"In-Reply-To", "References", "To"}.isdisjoint(read.message.keys())


def test_text_and_html_say_the_same() -> None:
    read = opened(draft(LETTER, HEADERS, accent="#1F4E79"))
    for said in ("Bonjour,", "À compléter", "Un point", "comment", "la charte", "demain"):
        assert said in read.text
        assert said in read.rich


def test_attachments_keep_their_bytes() -> None:
    pdf = bytes(range(256)) * 50
    read = opened(draft(LETTER, HEADERS, accent="#000000", attached=(Attached("a.pdf", pdf),)))
    assert read.attached == {"a.pdf": pdf}


def test_equal_letters_make_equal_bytes() -> None:
    attached = (Attached("a.pdf", b"%PDF-1.7"),)
    first, second = (draft(LETTER, HEADERS, accent="#000000", attached=attached) for _ in range(2))
    assert first == second


def test_a_message_id_longer_than_a_line_stays_whole() -> None:
    longest = f"{'a' * 300}@{'b' * 300}.example"
    heads = LetterHeaders(
        HEADERS.sender, HEADERS.to, HEADERS.date, "x@y.example", longest, (longest,)
    )
    raw = draft(LETTER, heads, accent="#000000")
    assert f"In-Reply-To: <{longest}>\r\n".encode() in raw
    assert f"References: <{longest}>\r\n".encode() in raw


def test_lines_end_as_mail_lines_do_and_none_is_too_long() -> None:
    raw = draft(LETTER, HEADERS, accent="#1F4E79", attached=(Attached("a.pdf", b"\n" * 5000),))
    lines = raw.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(map(len, lines)) <= 998
    assert raw.isascii()


@given(st.text(max_size=150), st.text(max_size=80))
@settings(max_examples=150)
def test_whatever_a_client_is_called_the_heads_stay_what_they_are(subject: str, name: str) -> None:
    subject, name = plain_line(f"[ZF] {subject}"), plain_line(name, 80)
    letter = Letter(subject, Lang.FR, (Paragraph(subject),), ())
    heads = LetterHeaders(
        HEADERS.sender, Mailbox(name, "anne@client.example"), HEADERS.date, "x@y.example"
    )
    read = opened(draft(letter, heads, accent="#000000"))
    assert " ".join(read.head("Subject").split()) == " ".join(subject.split())
    assert [a.addr_spec for a in read.message["To"].addresses] == ["anne@client.example"]
    assert set(read.message.keys()) == {
        "X-Unsent", "From", "To", "Subject", "Date", "Message-ID", "Content-Language",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert "script" not in tags_in(read.rich)
