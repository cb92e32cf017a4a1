"""A desk says what rules and letters say in sentences of its own, without Python."""

import tomllib
from pathlib import Path

import pytest

from tests.acceptance.vendor import ANSWERS, Vendor, new_vendor
from zenforms.cli.commands.sentences import COMMAND
from zenforms.cli.main import main
from zenforms.desk.setup.own import SENTENCES
from zenforms.desk.setup.sentences import with_sentences
from zenforms.errors import DeskError
from zenforms.judging.rules.catalog import LISTED
from zenforms.language import Lang
from zenforms.present.letters.names import letter_sentences
from zenforms.words import OF_THE_CHARTER, marks

OWN = """
[ZF101]
message = { fr = "Il nous faut encore « {label} », merci !" }
[ZF403]
remedy = { fr = "Les traces sont dans {log_folder}.", en = "Traces are in {log_folder}." }
why = { fr = "Sans traces, pas d'enquête.", en = "No traces, no inquiry." }
[letters.incomplete]
thanks = { fr = "Bien reçu le {day} ({number}), au sujet de {product}." }
"""


@pytest.fixture
def vendor(tmp_path: Path) -> Vendor:
    made = new_vendor(tmp_path / "bureau")
    (made.root / SENTENCES).write_text(OWN, "utf-8")
    return made


def test_the_desks_own_sentences_stand_in_letters_reports_and_tickets(vendor: Vendor) -> None:
    vendor.drop("x.pdf", vendor.form({**ANSWERS, "urgency": None}))
    english = {**ANSWERS, "urgency": None, "email": "boss@sawmill.example", "mode": "tma"}
    vendor.drop("y.pdf", vendor.form(english, client="ORM-2"))
    assert set(vendor.work().values()) == {"incomplete"}
    said = {}
    for place, text in vendor.written():
        said[place] = " ".join(text.replace("\u00a0", " ").replace("’", "'").split())
    letters = [text for place, text in said.items() if place.endswith("reply.eml")]
    french = next(text for text in letters if "Bien reçu le" in text)
    other = next(text for text in letters if text is not french)
    assert "Il nous faut encore « Degré d'urgence », merci !" in french
    assert "au sujet de Orméo." in french
    assert "Les traces sont dans D:\\Ormeo\\traces\\." in french
    assert "« Sans traces, pas d'enquête. »" in french
    assert "Traces are in D:\\Ormeo\\traces\\." in other
    assert "Thank you for your request" in other
    reports = [text for place, text in said.items() if place.endswith("report.txt")]
    assert all("Il nous faut encore « Degré d'urgence », merci !" in text for text in reports)
    found = [text for place, text in said.items() if place.endswith("findings.json")]
    assert any("Sans traces, pas d'enquête." in text for text in found)


def test_a_rule_is_explained_in_the_sentences_of_the_desk(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZENFORMS_DESK", str(vendor.root))
    assert main(["rule", "ZF101"]) == 0
    assert "merci" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[ZF999]\nmessage = { fr = "x" }', "ligne 1 : ZF999 – aucune règle"),
        ('[ZF101]\nphrase = { fr = "x" }', "ligne 2 : ZF101.phrase"),
        ('[ZF101]\nmessage = { fr = "{nom}" }', "la phrase nomme {nom} ; possible : "),
        ('[ZF101]\nremedy = { fr = "{label}" }', "la phrase nomme {label}"),
        ('[ZF101]\nmessage = { de = "x" }', "ZF101"),
        ('[ZF101]\nmessage = { fr = "" }', "ZF101"),
        ('[letters.accepte]\nthanks = { fr = "x" }', "accepted, incomplete"),
        ('[letters.accepted]\nmerci = { fr = "x" }', "letters.accepted.merci"),
        ('[letters.accepted]\nthanks = { fr = "{files}" }', "la phrase nomme {files}"),
        ('[letters.accepted]\nthanks = { fr = "{" }', "letters.accepted.thanks"),
        ('[letters.accepted]\nthanks = { fr = "{number.__class__}" }', "__class__"),
    ],
)
def test_a_sentence_that_cannot_be_said_is_named_by_its_line(
    vendor: Vendor, text: str, said: str
) -> None:
    (vendor.root / SENTENCES).write_text(text, "utf-8")
    with pytest.raises(DeskError) as error:
        assert vendor.opened
    sentence = error.value.sentence(Lang.FR).replace("\u00a0", " ")
    assert "sentences.toml" in sentence
    assert said in sentence


def test_every_sentence_of_the_list_can_be_put_back_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So whatever somebody copies from the list is understood."""
    assert COMMAND.help.examples
    assert main(["sentences"]) == 0
    awake = "\n".join(line.removeprefix("#") for line in capsys.readouterr().out.splitlines())
    path = tmp_path / SENTENCES
    path.write_text(awake, "utf-8")
    assert len(tomllib.loads(awake)) == len(LISTED) + 1
    words = with_sentences(OF_THE_CHARTER, path)
    assert len(words.letters) == sum(map(len, letter_sentences().values()))
    assert all(shipped == own for shipped, own in words.letters)


def test_no_argument_of_a_letter_is_called_like_a_word_of_the_desk() -> None:
    taken = {"subject", "files", "labels", "names", "reason", "due", "client", "name", "said"}
    assert not marks() & taken
