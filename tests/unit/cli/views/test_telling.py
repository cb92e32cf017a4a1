"""Everything that the watcher tells has its line."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from zenforms.cli.views.telling import told
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang, Text
from zenforms.present.terminal import Tone

AT = datetime(2026, 3, 2, 10, 0, 5, tzinfo=ZoneInfo("Europe/Paris"))
WHY = Text(fr="fichier illisible", en="file not readable")


def news(what: Happened, **more: object) -> Event:
    told_of = {
        "drop": "d1",
        "number": "ZF-260302-ABCDE",
        "outcome": OutcomeKind.ACCEPTED if what is Happened.SETTLED else None,
        "name": "demande.pdf",
        "reason": {Happened.WAITS: "unfinished", Happened.DAMAGED: "folder"}.get(what, "ENOSPC"),
        "error": DeskError(WHY, advice=WHY) if what is Happened.SETTINGS_BROKEN else None,
    }
    return Event(what, AT, **{**told_of, **more})  # type: ignore[arg-type]  # told by name


@pytest.mark.parametrize("what", Happened)
@pytest.mark.parametrize("lang", Lang)
def test_every_happening_is_one_line_with_its_hour(what: Happened, lang: Lang) -> None:
    line = told(news(what), lang).text
    assert line.startswith("10:00:05  ")
    assert "{" not in line
    assert "\n" not in line


@pytest.mark.parametrize("outcome", OutcomeKind)
def test_an_outcome_is_told_with_its_place(outcome: OutcomeKind) -> None:
    place = f"somewhere/{outcome}"
    line = told(news(Happened.SETTLED, outcome=outcome, place=place), Lang.FR)
    assert "demande.pdf" in line.text
    assert line.text.endswith(f" → {place}")


def test_a_hostile_name_is_told_harmlessly() -> None:
    line = told(news(Happened.CLAIMED, name="\x1b]0;x\x07\n\u202efdp"), Lang.FR)
    assert line.text.replace("\u00a0", " ").isprintable()


def test_trouble_stands_out() -> None:
    assert told(news(Happened.INBOX_LOST), Lang.FR).tone is Tone.BAD
    assert told(news(Happened.HELD), Lang.FR).tone is Tone.WARNING
