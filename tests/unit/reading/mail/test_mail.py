"""E-mails as they really come: every trap that was seen in the field."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.mails import HEADERS, PLAIN, attachment, mail, multipart, part
from tests.making.tnef import TnefFile, make_tnef
from zenforms import drop_problems
from zenforms.reading.limits import Limits
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.mail import read_mail

LIMITS = Limits()
FILE = bytes(range(256)) * 4


def read(data: bytes, limits: Limits = LIMITS) -> Letter:
    return read_mail(data, limits)


def names(letter: Letter) -> list[str]:
    return [enclosure.name for enclosure in letter.enclosures]


def codes(letter: Letter) -> list[str]:
    return [problem.code for problem in letter.problems]


def named(disposition: str | bytes, data: bytes = FILE) -> Letter:
    """A message whose one attachment has this Content-Disposition."""
    raw = disposition if isinstance(disposition, bytes) else disposition.encode()
    head = (
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; " + raw
    )
    return read(mail(part(head, base64.encodebytes(data))))


def test_an_ordinary_message_gives_its_text_and_its_files() -> None:
    letter = read(mail(attachment("demande.pdf", FILE), attachment("x.log", b"abc")))
    assert letter.envelope.body == "Bonjour,\nvoici le formulaire."
    assert [(e.name, e.data) for e in letter.enclosures] == [
        ("demande.pdf", FILE),
        ("x.log", b"abc"),
    ]
    assert letter.problems == ()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("filename==?UTF-8?Q?St=C3=B6rung.pdf?=", "Störung.pdf"),
        ("filename=mon fichier.pdf", "mon fichier.pdf"),
        ('filename="C:\\temp\\x.pdf"', "x.pdf"),
        ("filename=faux.pdf; filename*=utf-8''vrai.pdf", "vrai.pdf"),
        ('filename="a\r\n b.pdf"', "a b.pdf"),
        ('filename="=?utf-8?q?a=0D=0Ab.pdf?="', "a b.pdf"),
        ('filename="../../../etc/passwd"', "passwd"),
        ('filename=""', "piece-1.pdf"),
    ],
)
def test_a_file_keeps_the_name_that_its_sender_saw(disposition: str, name: str) -> None:
    assert names(named(disposition)) == [name]


@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_a_name_in_raw_bytes_is_read(codec: str) -> None:
    assert names(named('filename="été œuvre.pdf"'.encode(codec))) == ["été œuvre.pdf"]


def test_a_name_in_the_content_type_alone_is_enough() -> None:
    head = 'Content-Type: application/pdf; name="seul.pdf"\nContent-Transfer-Encoding: base64'
    assert names(read(mail(part(head, base64.b64encode(FILE))))) == ["seul.pdf"]


def test_a_text_file_sent_inline_is_a_file_and_not_the_message() -> None:
    head = 'Content-Type: text/plain; name="x.log"\nContent-Disposition: inline; filename="x.log"'
    letter = read(mail(part(head, b"ligne")))
    assert names(letter) == ["x.log"]
    assert "ligne" not in letter.envelope.body


def test_base64_with_a_comment_after_its_name_is_decoded() -> None:
    head = (
        "Content-Type: application/pdf; name=x.pdf\n"
        "Content-Transfer-Encoding: base64 (la plus courante)"
    )
    assert read(mail(part(head, base64.encodebytes(FILE)))).enclosures[0].data == FILE


def test_two_base64_texts_in_one_part_are_both_read() -> None:
    head = "Content-Type: application/pdf; name=x.pdf\nContent-Transfer-Encoding: base64"
    raw = base64.b64encode(b"un") + b"\r\n" + base64.b64encode(b"deux")
    assert read(mail(part(head, raw))).enclosures[0].data == b"undeux"


def test_truncated_base64_is_said_and_kept() -> None:
    head = "Content-Type: application/pdf; name=x.pdf\nContent-Transfer-Encoding: base64"
    letter = read(mail(part(head, base64.b64encode(FILE)[:-7])))
    assert codes(letter) == [drop_problems.DAMAGED_ATTACHMENT]
    assert FILE.startswith(letter.enclosures[0].data)


def test_a_message_cut_short_is_said() -> None:
    whole = mail(attachment("x.pdf", FILE))
    assert drop_problems.DAMAGED_MESSAGE in codes(read(whole[: whole.rindex(b"--edge--")]))


@pytest.mark.parametrize(
    "before",
    [
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"\n",
        b"From camille@client.example Tue Nov 24 10:15:00 2026\r\n",
        b">From camille@client.example Tue Nov 24 10:15:00 2026\n",
        b"\xef\xbb\xbf\r\nFrom - Tue Nov 24 10:15:00 2026\r\n",
    ],
)
def test_what_stands_before_the_headers_is_skipped(before: bytes) -> None:
    letter = read(before + mail(attachment("x.pdf", FILE)))
    assert letter.envelope.subject == "Demande d'assistance"
    assert names(letter) == ["x.pdf"]


def test_bare_line_feeds_are_as_good() -> None:
    assert names(read(mail(attachment("x.pdf", FILE)).replace(b"\r\n", b"\n"))) == ["x.pdf"]


def test_a_boundary_used_on_two_levels_loses_no_file() -> None:
    """Outlook Express for the Mac and others: the inner level's end looks like the message's."""
    inner = multipart([PLAIN, part("Content-Type: text/html", b"<p>Bonjour</p>")], edge="same")
    raw = HEADERS + multipart(
        [inner, attachment("a.gif", b"GIF89a"), attachment("b.gif", b"GIF89a2")], edge="same"
    )
    letter = read(raw)
    assert [(e.name, e.data) for e in letter.enclosures] == [
        ("a.gif", b"GIF89a"),
        ("b.gif", b"GIF89a2"),
    ]
    assert "voici le formulaire" in letter.envelope.body


@pytest.mark.parametrize("behind", [b"-- \r\nListe de test\r\n", b"--edge--\r\n", b"--edge2\r\n"])
def test_what_follows_a_message_is_otherwise_no_part_of_it(behind: bytes) -> None:
    letter = read(mail(attachment("a.gif", b"GIF89a")) + behind)
    assert [e.name for e in letter.enclosures] == ["a.gif"]
    assert letter.problems == ()


def test_an_unknown_charset_is_replaced() -> None:
    raw = HEADERS + b"Content-Type: text/plain; charset=jamais-vu\r\n\r\n" + "été".encode()
    assert read(raw).envelope.body == "été"


def test_a_message_of_only_html_gives_its_words() -> None:
    page = (
        b"<html><style>p{}</style><body><p>Bonjour&nbsp;!</p><script>x()</script>Fin</body></html>"
    )
    raw = HEADERS + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page
    assert read(raw).envelope.body == "Bonjour !\nFin"


def test_of_text_and_html_the_text_is_taken() -> None:
    both = multipart([PLAIN, part("Content-Type: text/html", b"<p>autre</p>")], kind="alternative")
    letter = read(HEADERS + both)
    assert letter.envelope.body == "Bonjour,\nvoici le formulaire."
    assert letter.enclosures == ()


def test_a_picture_that_the_text_shows_is_marked() -> None:
    page = part("Content-Type: text/html", b'<p><img src="cid:logo@x"></p>')
    logo = part("Content-Type: image/png\nContent-ID: <logo@x>\nContent-Disposition: inline", b"x")
    other = part("Content-Type: image/png; name=ecran.png", b"y")
    letter = read(HEADERS + multipart([page, logo, other], kind="related"))
    assert [(e.name, e.shown) for e in letter.enclosures] == [
        ("piece-1.png", True),
        ("ecran.png", False),
    ]


def test_a_forwarded_message_is_opened_too() -> None:
    inner = mail(attachment("demande.pdf", FILE), edge="inner")
    letter = read(mail(part("Content-Type: message/rfc822", inner)))
    assert [names(one) for one in letter.letters] == [["demande.pdf"]]
    assert letter.letters[0].envelope.sender == "camille.exemple@client.example"
    assert letter.enclosures == ()


def test_a_forwarded_message_in_base64_is_decoded_and_opened() -> None:
    inner = base64.encodebytes(mail(attachment("demande.pdf", FILE)))
    head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64"
    letter = read(mail(part(head, inner)))
    assert [names(one) for one in letter.letters] == [["demande.pdf"]]


def nested(depth: int) -> bytes:
    raw = mail(attachment("fond.pdf", FILE))
    for _ in range(depth):
        raw = HEADERS + b"Content-Type: message/rfc822\r\n\r\n" + raw
    return raw


def all_codes(letter: Letter) -> list[str]:
    return [*codes(letter), *(code for inner in letter.letters for code in all_codes(inner))]


def test_messages_may_nest_ten_deep_and_no_deeper() -> None:
    assert all_codes(read(nested(10))) == []
    assert all_codes(read(nested(11))) == [drop_problems.NESTED_TOO_DEEP]


def test_a_thousand_nested_messages_are_refused_unparsed() -> None:
    assert codes(read(nested(1000))) == [drop_problems.TOO_MANY_PARTS]


def test_a_thousand_nested_parts_are_refused_unparsed() -> None:
    raw = PLAIN
    for level in range(1000):
        raw = multipart([raw], edge=f"edge{level}")
    assert codes(read(HEADERS + raw)) == [drop_problems.TOO_MANY_PARTS]


def test_twenty_nested_parts_are_too_deep() -> None:
    raw = PLAIN
    for level in range(20):
        raw = multipart([raw], edge=f"edge{level}")
    assert codes(read(HEADERS + raw)) == [drop_problems.NESTED_TOO_DEEP]


def test_two_hundred_parts_are_read_and_more_are_not() -> None:
    few = [attachment(f"{n}.txt", b"x") for n in range(198)]
    assert len(read(mail(*few)).enclosures) == 198
    many = [attachment(f"{n}.txt", b"x") for n in range(300)]
    assert codes(read(mail(*many))) == [drop_problems.TOO_MANY_PARTS]


def test_a_message_beyond_the_size_limit_is_not_parsed() -> None:
    raw = mail(attachment("x.pdf", FILE))
    assert codes(read(raw, Limits(mail_bytes=1000))) == [drop_problems.MAIL_TOO_LARGE]


@pytest.mark.parametrize(
    "headers",
    [
        b"Subject: " + b"x" * 300_000 + b"\r\n",
        b"X: y\r\n" * 60_000,
        b"Content-Type: multipart/mixed; boundary=e" + b';a="' * 20_000 + b"\r\n",
    ],
    ids=["one long header", "many headers", "a long content type"],
)
def test_headers_beyond_the_limit_are_not_parsed(headers: bytes) -> None:
    assert codes(read(headers + mail())) == [drop_problems.MAIL_TOO_LARGE]


def test_a_top_level_enveloped_message_is_encrypted() -> None:
    raw = HEADERS + (
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"\x30\x80\x06\x09")
    )
    letter = read(raw)
    assert codes(letter) == [drop_problems.ENCRYPTED_MESSAGE]
    assert names(letter) == ["smime.p7m"]


def test_pgp_mime_is_encrypted() -> None:
    inside = [part("Content-Type: application/pgp-encrypted", b"Version: 1")]
    assert codes(read(HEADERS + multipart(inside, kind="encrypted"))) == [
        drop_problems.ENCRYPTED_MESSAGE
    ]


def test_a_clear_signature_leaves_the_files_readable() -> None:
    signature = part("Content-Type: application/pkcs7-signature; name=smime.p7s", b"0")
    signed = multipart(
        [multipart([PLAIN, attachment("x.pdf", FILE)]), signature], edge="sig", kind="signed"
    )
    assert names(read(HEADERS + signed)) == ["x.pdf", "smime.p7s"]


def test_winmail_dat_gives_its_files() -> None:
    packed = make_tnef([TnefFile("demande très longue.pdf", FILE)], body="dans le winmail")
    letter = read(mail(attachment("winmail.dat", packed, "application/ms-tnef")))
    assert [(e.name, e.data) for e in letter.enclosures] == [("demande très longue.pdf", FILE)]
    assert codes(letter) == []


def test_a_damaged_winmail_dat_is_said_and_kept() -> None:
    packed = make_tnef([TnefFile("x.pdf", FILE)])[:-600]
    letter = read(mail(attachment("winmail.dat", packed)))
    assert codes(letter) == [drop_problems.DAMAGED_TNEF]
    assert "winmail.dat" in names(letter)


def test_a_file_only_linked_to_is_said() -> None:
    head = 'Content-Type: message/external-body; access-type=URL; name="gros.zip"'
    letter = read(mail(part(head, b"Content-Type: application/zip\r\n\r\n")))
    assert codes(letter) == [drop_problems.BY_REFERENCE]


def test_what_the_standard_library_writes_is_read() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Émile <emile@client.example>", "Très long sujet " * 8
    message.set_content("Le corps, accentué.\n")
    message.add_attachment(FILE, maintype="application", subtype="pdf", filename="été.pdf")
    letter = read(message.as_bytes())
    assert letter.envelope.subject == ("Très long sujet " * 8).strip()
    assert [(e.name, e.data) for e in letter.enclosures] == [("été.pdf", FILE)]


@given(st.binary(max_size=600))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    assert isinstance(read(raw), Letter)


@given(st.data())
def test_no_damaged_message_makes_it_raise(data: st.DataObject) -> None:
    whole = mail(attachment("x.pdf", FILE), part("Content-Type: message/rfc822", mail()))
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=20))
    assert isinstance(read(whole[:at] + junk + whole[at + len(junk) :]), Letter)


@pytest.mark.hostile
@pytest.mark.parametrize(
    "body",
    [
        b"--edge\r\n" * 2_000_000,
        b"=?utf-8?q?" * 2_000_000,
        b"a" * 24_000_000,
        b"\r\n" * 10_000_000,
        b"(" * 20_000_000,
    ],
    ids=["parts", "words", "one line", "blank lines", "comments"],
)
def test_the_largest_messages_are_read_or_refused(body: bytes) -> None:
    raw = HEADERS + b'Content-Type: multipart/mixed; boundary="edge"\r\n\r\n' + body
    assert isinstance(read(raw), Letter)
