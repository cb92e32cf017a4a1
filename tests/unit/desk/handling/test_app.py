"""What staff read is in the desk's language, whoever runs the command."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, PSR, filled, mail, new_story, read_here
from tests.unit.present.letters.opened import opened
from zenforms.desk.handling.app import pipeline_for
from zenforms.desk.handling.readers import Readers
from zenforms.language import Lang

ANNE = "Anne Essai <anne.essai@client.example>"
WORDS = {Lang.FR: "demande acceptée", Lang.EN: "request accepted"}


@pytest.mark.parametrize(
    ("decided", "speaker", "written"),
    [
        (None, Lang.FR, Lang.FR),
        (None, Lang.EN, Lang.EN),
        ("fr", Lang.EN, Lang.FR),
        ("en", Lang.FR, Lang.EN),
    ],
)
def test_reports_and_tickets_are_in_the_language_that_the_desk_decided(
    tmp_path: Path, decided: str | None, speaker: Lang, written: Lang
) -> None:
    story = new_story(tmp_path / "bureau")
    policy = story.root / "policy.toml"
    text = policy.read_text("utf-8")
    assert "#language =" in text
    if decided:
        policy.write_text(text.replace("#language =", f'language = "{decided}"'), "utf-8")
    hands = replace(pipeline_for(Readers(), story.root, speaker), read=read_here)
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    filed = replace(story, hands=hands).receive(
        "1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00"
    )
    assert WORDS[written] in (filed.place / "report.txt").read_text("utf-8")
    assert filed.record
    assert json.loads(filed.record.read_bytes())["language"] == written
    letter = opened((filed.place / "acknowledgement.eml").read_bytes()).text
    assert letter.startswith("Bonjour")
