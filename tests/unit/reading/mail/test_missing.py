"""A file that ought to be in the message and is not: told, and ordinary words are left alone."""

import pytest

from tests.making.forms import our_form
from tests.making.mails import HEADERS, attachment, mail, part
from zenforms.reading.limits import Limits
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.mail import read_mail
from zenforms.reading.mail.missing import is_removal_note, of_enclosures

HOSTS = (
    "https://client-my.sharepoint.test/:b:/g/x?e=1",
    "https://drive.google.test/file/d/1/view",
    "https://www.dropbox.test/s/1/x",
    "https://we.tl/t-1",
    "https://www.swisstransfer.test/d/1",
)


def page(words: str) -> Letter:
    return read_mail(
        HEADERS + part("Content-Type: text/html; charset=utf-8", words.encode()), Limits()
    )


def text(words: str) -> Letter:
    return read_mail(
        HEADERS + part("Content-Type: text/plain; charset=utf-8", words.encode()), Limits()
    )


def told(letter: Letter) -> list[tuple[str, object]]:
    return [(problem.code, problem.arguments.get("file")) for problem in letter.problems]


@pytest.mark.parametrize("address", HOSTS)
def test_a_link_to_a_share_is_told(address: str) -> None:
    linked = f'<p>Bonjour</p><a class="chip" href="{address}"><span>demande.pdf</span></a>'
    assert told(page(linked)) == [("ZF037", "demande.pdf")]
    assert told(text(f"Bonjour, voici : {address}"))[0][0] == "ZF037"


@pytest.mark.parametrize(
    "words",
    [
        '<a href="https://www.client.example/">Société Exemple</a>',
        '<a href="https://www.client.example/tarifs.pdf">tarifs.pdf</a>',
        '<a href="mailto:camille@client.example">camille@client.example</a>',
        '<a href="https://boxer.example/">boxer</a>',
    ],
)
def test_an_ordinary_link_is_none(words: str) -> None:
    assert not told(page(words))


@pytest.mark.parametrize(
    "line",
    [
        "[Pièce jointe supprimée par la passerelle : demande.pdf]",
        "<<demande.pdf: attachment removed by security policy>>",
        "MailScanner: the attachment demande.pdf was deleted",
    ],
)
def test_what_a_gateway_removed_is_told(line: str) -> None:
    assert told(text(f"Bonjour,\n\n{line}\n")) == [("ZF039", "demande.pdf")]


@pytest.mark.parametrize(
    "line",
    [
        "J'ai supprimé le fichier de configuration, sans effet.",
        "Le bouton retire la pièce jointe de la facture.",
        "The file was removed from the folder before the crash.",
    ],
)
def test_what_a_client_says_of_files_is_no_note(line: str) -> None:
    assert not told(text(line))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Malware Alert Text.txt", "Un fichier a été retiré de ce message : psr.zip"),
        ("DeletedAttachment0.txt", "This attachment was removed."),
        ("attachment-warning.html", "<p>blocked</p>"),
        ("note.txt", "The attachment psr.zip has been removed by a filter."),
    ],
)
def test_the_note_of_a_gateway_is_known(name: str, words: str) -> None:
    assert is_removal_note(name, words.encode(), len(words.encode()))
    assert not is_removal_note("service.log", words.encode(), len(words))


def test_a_protected_message_is_told() -> None:
    for name in ("message.rpmsg", "message_v2.rpmsg"):
        letter = read_mail(
            mail(attachment(name, b"\x76\xe8\x04\x60\xc4\x11\xe3\x86" + bytes(90))), Limits()
        )
        assert [problem.code for problem in of_enclosures(letter.enclosures)] == ["ZF038"]


def test_a_form_says_nothing_of_missing_files() -> None:
    letter = read_mail(mail(attachment("demande.pdf", our_form())), Limits())
    assert not told(letter)
    assert not list(of_enclosures(letter.enclosures))
