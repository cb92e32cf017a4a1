"""A desk speaks the words of its vendor in all that leaves it, and in none of another's."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.acceptance.vendor import (
    ANSWERS,
    SPOKEN,
    Vendor,
    foreign_in,
    new_vendor,
    pdf_text,
)
from tests.making.mails import attachment, mail, part
from tests.making.steps import EXPLORER, Action, Report, report_zip
from tests.unit.reading.copies import printed
from zenforms.desk.setup.own import WORDS
from zenforms.errors import DeskError
from zenforms.form.library import form_called, shipped_form
from zenforms.language import Lang
from zenforms.present.clientguide import client_guide

NOTHING_SHOWN = Report(actions=(Action("Imprimer", "Explorateur", EXPLORER),))
COMPLETE = {**ANSWERS, "service_involved": "no", "service_name": None, "psr_attached": "yes"}
QUESTION = {
    **ANSWERS,
    "type": "assistance",
    "service_involved": None,
    "service_name": None,
    "domain": "template",
}


def message(sender: str, *files: bytes) -> bytes:
    """A mail to the vendor."""
    heads = f"From: {sender}\nTo: aide@orme.example\nSubject: Impression\n".encode()
    body = part("Content-Type: text/plain; charset=utf-8", b"Bonjour, voici notre demande.")
    return mail(body, *files, headers=heads)


def drops_of(vendor: Vendor) -> Mapping[str, bytes]:
    """One drop for each thing that the desk may have to say."""
    complete = attachment("demande.pdf", vendor.form(COMPLETE))
    lacking = {**QUESTION, "desk_version": "?", "summary": "Problème", "description": "Marche pas"}
    english = {**ANSWERS, "email": "boss@sawmill.example", "mode": "tma"}
    return {
        "complete.eml": message(
            "chef@scierie.example", complete, attachment("pas.zip", report_zip(NOTHING_SHOWN))
        ),
        "lacking.pdf": vendor.form(ANSWERS),
        "poor.pdf": vendor.form(lacking),
        "question.eml": message("chef@scierie.example", attachment("d.pdf", vendor.form(QUESTION))),
        "english.pdf": vendor.form(english, client="ORM-2"),
        "english-complete.pdf": vendor.form({**english, **QUESTION, "mode": "tma"}, client="ORM-2"),
        "plain.eml": message("chef@scierie.example"),
        "plain-tma.eml": message("boss@sawmill.example"),
        "stranger.eml": message("qui@inconnu.example"),
        "blank.pdf": vendor.form(),
        "cancel.pdf": vendor.form(
            {"request_number": "ZF-260101-00000", "confirmed": "yes"}, name="cancellation"
        ),
        "foreign.pdf": b"%PDF-1.4\nbroken",
    }


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Vendor:
    """The desk after a day's work."""
    made = new_vendor(tmp_path_factory.mktemp("vendor") / "bureau")
    for name, content in drops_of(made).items():
        made.drop(name, content)
    outcomes = made.work()
    assert outcomes["complete.eml"] == outcomes["question.eml"] == "accepted"
    assert outcomes["lacking.pdf"] == outcomes["poor.pdf"] == "incomplete"
    assert outcomes["plain.eml"] == "refused"
    return made


def test_nothing_that_a_desk_writes_holds_the_words_of_another_vendor(vendor: Vendor) -> None:
    found = {place: foreign_in(text) for place, text in vendor.written()}
    assert {place: words for place, words in found.items() if words} == {}
    assert len(found) > 30


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", ["assistance-request", "cancellation"])
def test_a_form_is_made_in_the_words_of_the_desk(vendor: Vendor, name: str, lang: Lang) -> None:
    text = pdf_text(vendor.form(name=name, lang=lang))
    assert foreign_in(text) == set()
    assert "{" not in text.replace("{'", "").replace("{", "", 0) or "{the" not in text
    assert "Orme SAS, 1 rue des Ormes tient ces données un an." in text


def test_the_form_says_each_word_of_the_desk(vendor: Vendor) -> None:
    text = pdf_text(vendor.form())
    for said in (
        "Version de votre Atelier",
        "dans la Tour",
        "de l’ouverture de l’Atelier",
        "D:\\Ormeo\\traces\\",
        "Touche Windows + Maj + R",
        "Montrez le problème, puis arrêtez.",
        "Modèle d’étiquette",
        "Réglages",
        "modèles d’étiquettes",
    ):
        assert said.replace("\\", "\\\\") in text or said in text, said
    assert "Script" not in text.split("Domaine concerné")[1][:400]


def test_the_letters_are_signed_as_the_desk_signs(vendor: Vendor) -> None:
    letters = [text for place, text in vendor.written() if place.endswith("reply.eml")]
    assert any("À bientôt,\r\nLe comptoir d’Atelier Orme\r\n" in text for text in letters)
    assert any("See you," in text for text in letters)
    assert not any("Cordialement" in text for text in letters)
    assert any("guichet en ligne" in text for text in letters)


@pytest.mark.parametrize(
    "command",
    [
        ("rules",),
        *(("rule", code) for code in ("ZF018", "ZF202", "ZF330", "ZF403", "ZF415", "ZF351")),
        ("rules", "--format", "json"),
        ("form", "list"),
        ("form", "guide", "-o", "-"),
        ("coverage", "ORM-1"),
        ("coverage", "ORM-1", "--domain", "template", "--type", "malfunction"),
        ("status",),
        ("stats",),
        ("find", "impression"),
        ("clients", "list"),
        ("doctor",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_command_at_the_desk_speaks_its_words(
    vendor: Vendor, command: tuple[str, ...], lang: str
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "zenforms", "--lang", lang, *command],
        cwd=vendor.root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode in {0, 1}, ran.stderr
    assert foreign_in(ran.stdout + ran.stderr) == set()
    assert "{the_" not in ran.stdout
    assert "{client_area" not in ran.stdout


def test_the_clients_guide_is_made_from_the_same_words(vendor: Vendor) -> None:
    forms = vendor.opened.desk.policy.forms
    guide = client_guide(form_called("assistance-request", forms), forms.words)
    assert foreign_in(guide) == set()
    assert "2. Appuyez sur Touche Windows + Maj + R." in guide
    assert "guichet en ligne" in guide


def test_a_log_and_a_recording_are_the_vendors_own_by_its_names(vendor: Vendor) -> None:
    """The recording shows other programs: staff are told, in the vendor's words."""
    tickets = [text for place, text in vendor.written() if place.endswith("report.txt")]
    assert any("ne montre aucun programme Orméo" in " ".join(t.split()) for t in tickets)


def test_the_words_that_ship_are_those_of_the_charter(tmp_path: Path) -> None:
    plain = new_vendor(tmp_path / "bureau", words="# rien\n")
    assert plain.opened.desk.policy.forms.words == shipped_words()
    assert form_called("assistance-request", plain.opened.desk.policy.forms) == shipped_form(
        "assistance-request"
    )
    text = pdf_text(plain.form())
    assert "Suite ZenSolutions" in text
    assert not (plain.root / "forms").exists()


def test_a_form_made_before_the_words_changed_is_still_read(tmp_path: Path) -> None:
    """In the words that ship, then in two generations of the vendor's own."""
    vendor = new_vendor(tmp_path / "bureau", words="# rien\n")
    answers = {**QUESTION, "domain": "settings"}
    made = {"first.pdf": vendor.form({**answers, "domain": "script"})}
    (vendor.root / WORDS).write_text(SPOKEN, "utf-8")
    made["second.pdf"] = vendor.form({**answers, "summary": "Comment régler la marge ?"})
    (vendor.root / WORDS).write_text(SPOKEN.replace("Réglages", "Options"), "utf-8")
    made["third.pdf"] = vendor.form({**answers, "summary": "Comment régler le format ?"})
    for name, content in made.items():
        vendor.drop(name, content)
    assert set(vendor.work().values()) == {"accepted"}
    domains = [t for place, t in vendor.written() if place.endswith(".json") and '"domain"' in t]
    assert sum('"domain": "settings"' in text for text in domains) >= 2
    assert any('"domain": "script"' in text for text in domains)


LONG = r"""
product = "Gestion Intégrée des Entrepôts"
desktop = { fr = "l'application de bureau Gestion Intégrée", en = "the Integrated desktop program" }
console = { fr = "la console d'administration du serveur", en = "the administration console" }
client_area = { fr = "l'espace réservé aux clients du groupe", en = "the clients' own area" }
template = { fr = "modèle d'étiquette de palettisation", en = "palletising label model" }
log_folder = 'C:\Program Files (x86)\Gestion Intégrée des Entrepôts\Serveur\journaux\'
templates = { fr = "modèles d'étiquettes de palettisation", en = "palletising label models" }
recorder = { fr = "Accessoires Windows > Enregistreur d'actions", en = "Accessories > Recorder" }
"""


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", ["assistance-request", "cancellation"])
def test_long_words_find_room_on_the_form(tmp_path: Path, name: str, lang: Lang) -> None:
    vendor = new_vendor(tmp_path / "bureau", words=LONG.replace("\\\\", "\\"))
    text = pdf_text(vendor.form(name=name, lang=lang))
    assert foreign_in(text) == set()
    assert name == "cancellation" or "Gestion Intégrée des Entrepôts" in text


def test_a_printed_copy_is_read_in_whatever_words_it_went_out(tmp_path: Path) -> None:
    vendor = new_vendor(tmp_path / "bureau", words="# rien\n")
    made = {"first.pdf": printed(vendor.form(QUESTION))}
    (vendor.root / WORDS).write_text(SPOKEN, "utf-8")
    made["second.pdf"] = printed(vendor.form({**QUESTION, "summary": "Comment régler la marge ?"}))
    (vendor.root / WORDS).write_text(SPOKEN.replace("l'Atelier", "le Très Grand Établi"), "utf-8")
    made["third.pdf"] = printed(vendor.form({**QUESTION, "summary": "Comment régler le format ?"}))
    for name, content in made.items():
        vendor.drop(name, content)
    assert set(vendor.work().values()) == {"quarantined"}
    copies = {place: text for place, text in vendor.written() if place.endswith("copy.html")}
    assert len(copies) == len(made)
    for text in copies.values():
        assert "J’ouvre le programme, je choisis un bon, puis Imprimer." in text
        assert "Anne Exemple" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('produit = "X"', "ligne 1 : produit"),
        ('product = "A{b}"', "accolades"),
        ('product = "a\\nb"', "une ligne"),
        ('product = ""', "une ligne"),
        ("[domains]\nfoo = false", "suite, settings"),
        ('[tma_services]\nnone = { fr = "x" }', "ligne 2"),
        ('signature = ["{product} {nom}"]', "{nom}"),
        ('recorder_steps = ["{vendor}"]', "{vendor}"),
        (
            "[domains]\n"
            + "\n".join(
                f"{c} = false"
                for c in ("suite", "settings", "script", "template", "other", "development")
            ),
            "au moins deux",
        ),
        ("product = ", "words.toml"),
    ],
)
def test_a_slip_in_the_words_is_named_by_its_line(tmp_path: Path, line: str, said: str) -> None:
    vendor = new_vendor(tmp_path / "bureau", words=line)
    with pytest.raises(DeskError) as error:
        assert vendor.opened
    sentence = error.value.sentence(Lang.FR).replace("\u00a0", " ")
    assert "words.toml" in sentence
    assert said in sentence


def shipped_words() -> object:
    from zenforms.words import OF_THE_CHARTER  # noqa: PLC0415 - the one place

    return OF_THE_CHARTER
