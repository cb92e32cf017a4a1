"""Pictures that are no plain matter, and messages of which one asks whether a person wrote."""

from tests.acceptance.triggers.trigger import Trigger, filled, with_answers
from tests.making.mails import attachment, multipart
from tests.making.photos import heic, photograph, window
from tests.making.senders import Letter, by_content_id
from tests.making.writers import LISTS, message

_MAIL = "courriel.eml"
_INVITATION = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def _with_picture(name: str, data: bytes, form: bytes, *, is_shown: bool = False) -> bytes:
    files = {"demande.pdf": form}
    shown = {name: data} if is_shown else {}
    return by_content_id(Letter(shown, files if is_shown else {**files, name: data}))


def _passed_on() -> bytes:
    heads = message("Demande", "Auto-Submitted: auto-generated").partition(b"Content-Type")[0]
    words = b"Content-Type: text/plain\r\n\r\nVoici.\r\n"
    return heads + multipart([words, attachment("demande.pdf", filled(), "application/pdf")])


PEOPLE = (
    Trigger(
        "ZF590",
        "A picture in the text that may show a window.",
        lambda: _with_picture("image003.png", window(640, 400), filled(), is_shown=True),
        _MAIL,
    ),
    Trigger(
        "ZF591",
        "A photograph of a telephone.",
        lambda: _with_picture("IMG_0001.heic", heic(), filled()),
        _MAIL,
    ),
    Trigger(
        "ZF592",
        "A photograph that the form calls its recording.",
        lambda: _with_picture(
            "IMG_0001.jpg",
            photograph(2016, 1512),
            with_answers(psr_attached="yes", psr_files="IMG_0001.jpg", not_confidential="yes")(),
        ),
        _MAIL,
    ),
    Trigger(
        "ZF593",
        "A mail that came by a list.",
        lambda: message("Impression", *LISTS["google"]),
        _MAIL,
    ),
    Trigger(
        "ZF594",
        "The subject of an automatic reply, and nothing else that says so.",
        lambda: message("Réponse automatique : Votre demande"),
        _MAIL,
    ),
    Trigger(
        "ZF595",
        "An invitation to a meeting.",
        lambda: message("Point hebdomadaire", body=_INVITATION, kind="text/calendar"),
        _MAIL,
    ),
    Trigger("ZF596", "A filled form that a program passed on.", _passed_on, _MAIL),
)
