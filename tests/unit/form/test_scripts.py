import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from tests.unit.form.made import (
    ASSISTANCE,
    BRANDING,
    CANCELLATION,
    CLIENT,
    blank,
    form,
    reader,
)
from zenforms.form.build import build_form
from zenforms.form.library import shipped_form, shipped_names
from zenforms.form.scripts import PATTERNS, document_script, known_scripts
from zenforms.form.wording import FORMATS
from zenforms.language import Lang


def scripts(pdf: PdfReader) -> Iterator[str]:
    """Every script anywhere in the file."""
    for number in range(1, int(str(pdf.trailer["/Size"]))):
        waiting = [pdf.get_object(number)]
        while waiting:
            found = waiting.pop()
            parts: list[Any] = []
            if isinstance(found, DictionaryObject):
                if "/JS" in found:
                    yield str(found["/JS"])
                parts = list(found.values())
            elif isinstance(found, ArrayObject):
                parts = list(found)
            waiting += [part for part in parts if isinstance(part, DictionaryObject | ArrayObject)]


def checksum(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()


def data(script: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(script.split("var zf = ")[1].split(";\n", maxsplit=1)[0])
    return known


KNOWN = known_scripts(map(shipped_form, shipped_names()))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", [ASSISTANCE, CANCELLATION])
def test_every_script_in_a_form_is_known(name: str, lang: Lang) -> None:
    found = list(scripts(reader(blank(name, lang))))
    assert len(found) > 3
    assert {checksum(script) for script in found} <= KNOWN


def test_any_other_script_is_not_known() -> None:
    script = document_script(form(), Lang.FR)
    assert checksum(script) in KNOWN
    assert checksum(script + " ") not in KNOWN
    assert checksum("app.launchURL('https://example.test')") not in KNOWN


def test_a_form_without_scripts_has_none() -> None:
    quiet = build_form(form(), client=CLIENT, branding=replace(BRANDING, scripts=False))
    assert list(scripts(reader(quiet))) == []


def test_scripts_name_neither_the_client_nor_the_desk() -> None:
    for script in scripts(reader(blank())):
        assert script.isascii()
        for said in (CLIENT.id, "Exemple", BRANDING.email):
            assert said not in script


REACHING_OUT = r"submit|mail(Doc|Form|Msg)|launch|[uU][rR][lL]|http|print|eval|import|trusted|exec"


def test_scripts_neither_send_nor_open_nor_print_anything() -> None:
    for script in scripts(reader(blank())):
        assert not re.search(REACHING_OUT, script)


def test_the_document_script_knows_each_field_and_its_duty() -> None:
    known = data(document_script(form(), Lang.FR))
    assert [field["name"] for field in known["fields"]] == [f.name for f in form().fields()]
    by_name = {field["name"]: field for field in known["fields"]}
    assert by_name["email"]["required"] is True
    assert by_name["workstations"]["conditions"] == [
        {"name": "type", "values": ["Dysfonctionnement"]}
    ]
    assert by_name["not_confidential"]["conditions"] == [
        {"name": "document_attached", "values": ["Oui"]}
    ]
    assert by_name["domain"]["blank"] == "(à choisir)"


def test_a_condition_on_a_list_waits_for_its_visible_label() -> None:
    changed = form().model_dump(mode="python")
    changed["sections"][2]["fields"][1]["required_when"] = {"urgency": ["blocking"]}
    wider = type(form()).model_validate(changed)
    by_name = {f["name"]: f for f in data(document_script(wider, Lang.EN))["fields"]}
    assert by_name["workstations"]["conditions"] == [{"name": "urgency", "values": ["Blocking"]}]
    made = reader(build_form(wider, client=CLIENT, branding=BRANDING, lang=Lang.EN))
    assert list(scripts(made)).count("zfMark();") > list(scripts(reader(blank()))).count(
        "zfMark();"
    )


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("email", "zoe.loewe@client.example", "zoe at client"),
        ("telephone", "01 23 45 67 89", "plus tard"),
        ("version", "v12.2", "la dernière"),
        ("request_number", "ZF-260115-K7M2Q", "260115"),
        ("request_number", "zf-260115-01489", "ZF-2601-01489"),
    ],
)
def test_the_hints_accept_plain_answers_and_question_others(
    kind: str, right: str, wrong: str
) -> None:
    assert re.search(PATTERNS[kind], right)
    assert not re.search(PATTERNS[kind], wrong)


def test_the_sums_of_earlier_scripts_are_sums() -> None:
    lines = (files("zenforms.form") / "earlier_scripts.txt").read_text("utf-8").splitlines()
    sums = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch("[0-9a-f]{64}", line) for line in sums)
    assert set(sums) <= KNOWN


@pytest.mark.parametrize("kind", sorted(PATTERNS))
@pytest.mark.parametrize("lang", Lang)
def test_each_hint_shows_an_answer_that_its_own_pattern_takes(kind: str, lang: Lang) -> None:
    _, example = re.split("exemple |example |forme |form ", FORMATS[kind].to(lang), maxsplit=1)
    assert re.search(PATTERNS[kind], example.removesuffix("."))
