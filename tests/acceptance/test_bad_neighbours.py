"""A bad drop delays no other: with one worker and real readers, each gets its own outcome in turn.

What a reader that never ends may cost is in tests/unit/desk/watching/test_watch.py.
"""

import os
import shutil
from pathlib import Path

from tests.places import SAMPLES
from tests.unit.desk.story import ANSWERS, filled, new_story
from zenforms.desk.handling.app import pipeline_for
from zenforms.desk.handling.readers import Readers
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.desk.watching.watch import watch
from zenforms.language import Lang

GIGANTIC = 300_000_000
"""Bytes, none of them written: more than a desk opens."""


def test_the_next_drop_is_judged_as_if_the_bad_ones_had_not_been(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    policy = story.root / POLICY
    settings = policy.read_text(encoding="utf-8")
    assert "\n[watching]\n" in settings
    settings = settings.replace("\n[watching]\n", "\n[watching]\nworkers = 1\n", 1)
    policy.write_text(f"stillness_seconds = 0.0\n{settings}", encoding="utf-8")
    inbox, samples = story.root / Folder.INBOX, SAMPLES
    shutil.copy(samples / "quarantined-encrypted" / "demande.pdf", inbox / "1.pdf")
    shutil.copy(samples / "quarantined-zip-bomb" / "envoi.zip", inbox / "2.zip")
    shutil.copy(samples / "quarantined-truncated" / "demande.pdf", inbox / "3.pdf")
    with (inbox / "4.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        os.truncate(file.fileno(), GIGANTIC)
    answers = {**ANSWERS, "type": "assistance", "psr_attached": None}
    (inbox / "5.pdf").write_bytes(filled(story.form(), answers))
    told: list[Event] = []
    with Readers() as readers:
        hands = pipeline_for(readers, story.root, Lang.FR)
        watch(open_desk(story.root), hands, once=True, tell=told.append)
    settled = {one.name: one.outcome for one in told if one.what is Happened.SETTLED}
    assert list(settled) == ["1.pdf", "2.zip", "3.pdf", "4.pdf", "5.pdf"]
    assert [*settled.values()] == ["quarantined"] * 4 + ["accepted"]
