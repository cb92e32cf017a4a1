"""The form's scripts, run in the sandbox that Firefox runs them in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.viewers.engines.engine import run
from tests.viewers.engines.node import node

pytestmark = pytest.mark.viewers

SANDBOX = Path(__file__).parent / "scripting" / "sandbox.mjs"
Told = Sequence[Mapping[str, Any]]
COMPLETE = [
    {"name": "contact_name", "text": "Zoé"},
    {"name": "email", "text": "zoe@client.example"},
    {"name": "mode", "state": "TMA"},
    {"name": "type", "state": "Assistance"},
    {"name": "domain", "choice": "Script"},
    {"name": "urgency", "choice": "Normale"},
    {"name": "desk_version", "text": "12.2"},
    {"name": "summary", "text": "Le Desk se ferme"},
    {"name": "description", "text": "J’ouvre le Desk."},
    {"name": "one_subject"},
]


def told(form: Path, folder: Path, *steps: Mapping[str, str]) -> Told:
    """What the scripts did while these steps were taken."""
    path = folder / "steps.json"
    path.write_text(json.dumps(steps), encoding="utf-8")
    found: Told = json.loads(run([node(), SANDBOX, form, path]))
    assert not [event for event in found if event.get("command") == "error"]
    return found


def alerts(events: Told) -> list[str]:
    return [event["alert"].replace("\u00a0", " ") for event in events if "alert" in event]


def required(events: Told) -> dict[str, bool]:
    return {event["name"]: event["required"] for event in events if "required" in event}


def test_opening_a_blank_form_changes_nothing(empty: Path, tmp_path: Path) -> None:
    assert told(empty, tmp_path) == []


def test_the_characters_of_the_summary_are_counted(empty: Path, tmp_path: Path) -> None:
    events = told(empty, tmp_path, {"name": "summary", "text": "œ € 3"})
    counts = [event["value"] for event in events if event.get("name") == "aid_count_summary"]
    assert counts == ["1 / 120", "2 / 120", "3 / 120", "4 / 120", "5 / 120", "5 / 120"]


def test_a_malfunction_makes_two_more_answers_necessary(empty: Path, tmp_path: Path) -> None:
    events = told(empty, tmp_path, {"name": "type", "state": "Dysfonctionnement"})
    assert required(events) == {"workstations": True, "reproducible": True}
    events = told(empty, tmp_path, {"name": "type", "state": "Assistance"})
    assert required(events) == {}


def test_changing_ones_mind_takes_the_duty_back(empty: Path, tmp_path: Path) -> None:
    steps = [{"name": "type", "state": state} for state in ("Dysfonctionnement", "Evolution")]
    assert required(told(empty, tmp_path, *steps)) == {"workstations": False, "reproducible": False}


def test_a_document_asks_for_the_declaration(empty: Path, tmp_path: Path) -> None:
    events = told(empty, tmp_path, {"name": "document_attached"})
    assert required(events) == {"not_confidential": True}


def test_a_wrong_address_is_explained_and_kept(empty: Path, tmp_path: Path) -> None:
    events = told(empty, tmp_path, {"name": "email", "text": "zoe"})
    assert alerts(events) == ["Votre adresse électronique\nSous la forme nom@entreprise.example."]
    assert [e["value"] for e in events if e.get("name") == "email"][-1] == "zoe"
    right = told(empty, tmp_path, {"name": "email", "text": "zoe@client.example"})
    assert alerts(right) == []


def test_the_button_lists_what_is_missing_and_goes_there(empty: Path, tmp_path: Path) -> None:
    steps = [step for step in COMPLETE if step["name"] not in {"email", "urgency"}]
    events = told(empty, tmp_path, *steps, {"name": "aid_verify"})
    assert alerts(events) == ["Il manque encore :\n- Votre adresse électronique\n- Degré d’urgence"]
    assert [event["name"] for event in events if event.get("focus")] == ["email"]


def test_the_button_knows_the_conditional_duties(empty: Path, tmp_path: Path) -> None:
    steps = [*COMPLETE, {"name": "type", "state": "Dysfonctionnement"}]
    (said,) = alerts(told(empty, tmp_path, *steps, {"name": "aid_verify"}))
    assert said == ("Il manque encore :\n- Postes concernés\n- Cela se produit-il à chaque fois ?")


def test_the_button_says_when_all_is_there(empty: Path, tmp_path: Path) -> None:
    (said,) = alerts(told(empty, tmp_path, *COMPLETE, {"name": "aid_verify"}))
    assert said.startswith("Tout est rempli.")
