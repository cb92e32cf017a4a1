"""The words of a message are its page's where its plain text only says that there is one."""

import pytest

from tests.making.mails import HEADERS, multipart, part
from zenforms.reading.limits import Limits
from zenforms.reading.mail.mail import read_mail

WORDS = "Le Desk se ferme dès que j'imprime une facture, sur tous les postes."

PLACEHOLDERS = (
    "",
    " \r\n\u200b\u00a0\r\n",
    "-- \r\n",
    "***",
    "This message is in HTML format. Please use an HTML capable mail client.",
    "Votre messagerie ne peut pas afficher ce message. Utilisez une messagerie qui lit le HTML.",
    "Your email client cannot display this message.",
    "Ihr E-Mail-Programm kann diese Nachricht nicht anzeigen.",
    "Su cliente de correo no puede mostrar este mensaje.",
    "Il tuo client di posta non visualizza questo messaggio HTML.",
    "Ouvrez ce message dans votre navigateur.",
)


def _body(plain: str, page: str = f"<html><body><p>{WORDS}</p></body></html>") -> str:
    texts = [
        part("Content-Type: text/plain; charset=utf-8", plain.encode()),
        part("Content-Type: text/html; charset=utf-8", page.encode()),
    ]
    return read_mail(HEADERS + multipart(texts, kind="alternative"), Limits()).envelope.body


@pytest.mark.parametrize("plain", PLACEHOLDERS)
def test_a_placeholder_gives_way_to_the_page(plain: str) -> None:
    assert _body(plain) == WORDS


@pytest.mark.parametrize(
    "plain",
    [
        WORDS,
        "L'export HTML ne marche plus.",
        "Le navigateur intégré ne peut pas afficher la page d'aide.",
        "Bonjour",
    ],
)
def test_what_a_person_wrote_stays(plain: str) -> None:
    assert _body(plain, f"<html><body><p>{plain}</p><p>Camille</p></body></html>") == plain


def test_a_placeholder_without_a_page_is_all_there_is() -> None:
    assert _body(PLACEHOLDERS[4], "") == PLACEHOLDERS[4]
