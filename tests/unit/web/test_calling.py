"""A request by telephone: the form's questions, the same rules, a drop like any other."""

import re
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS
from tests.unit.web.bench import HOSTILE, Browser
from zenforms.desk.setup.maps import form_maps
from zenforms.form.library import shipped_form
from zenforms.reading.document import read_document
from zenforms.reading.submission import Channel

SAID = {f"r-{name}": value for name, value in ANSWERS.items() if "psr" not in name}


def call(browser: Browser, client: str = "EX-001", **more: str) -> tuple[int, str]:
    page = browser.get("/saisir")
    told = {"jeton": page.token, "client": client, **SAID, **more}
    reply = browser.post("/saisir", None, **told)
    return reply.status, reply.text


def test_every_question_of_the_form_is_asked(reader: Browser) -> None:
    asked = set(re.findall(r'name="r-([a-z_]+)"', reader.get("/saisir").text))
    assert asked == {field.name for field in shipped_form("assistance-request").fields()} - {
        "client_name"
    }


@pytest.mark.parametrize(
    "client", ["EX-001", "ex-001", "société exemple", "EX-001 – Société Exemple"]
)
def test_what_was_said_becomes_a_drop_marked_as_by_telephone(
    browser: Browser, root: Path, client: str
) -> None:
    status, text = call(browser, client, geste="quand-meme")
    assert status == 200, text
    assert "Enregistré" in text
    [path] = (root / "inbox").iterdir()
    assert path.name.startswith("telephone-EX-001-")
    document = read_document(path.read_bytes(), name=path.name, maps=form_maps())
    told = {field.name: field.value for field in document.fields}
    assert told["channel"] == Channel.PHONE.value
    assert told["summary"] == ANSWERS["summary"]


def test_what_the_rules_mark_is_shown_and_nothing_typed_is_lost(
    browser: Browser, root: Path
) -> None:
    status, text = call(browser, **{"r-email": "", "r-description": HOSTILE})
    assert status == 422
    assert "Enregistrer quand même" in text
    assert 'aria-invalid="true"' in text
    assert "&lt;script&gt;alert(1)" in text
    assert list((root / "inbox").iterdir()) == []
    status, _ = call(browser, **{"r-email": "", "geste": "quand-meme"})
    assert status == 200


@pytest.mark.parametrize("client", ["", "nobody", "EX-999"])
def test_an_unknown_client_is_told_so(browser: Browser, root: Path, client: str) -> None:
    status, text = call(browser, client)
    assert status == 422
    assert "Aucun client" in text
    assert list((root / "inbox").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"), [("urgency", "soon"), ("summary", "x" * 9_000), ("mode", "\x00")]
)
def test_an_answer_that_the_form_cannot_hold_is_told_so(
    browser: Browser, root: Path, name: str, value: str
) -> None:
    status, text = call(browser, **{f"r-{name}": value})
    assert status == 422
    assert 'class="notice bad"' in text
    assert list((root / "inbox").iterdir()) == []
