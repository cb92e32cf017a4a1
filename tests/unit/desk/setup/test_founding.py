import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from zenforms.desk.setup.founding import FirstAnswers, found_desk
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.judging.policy import Policy
from zenforms.language import Lang


def test_a_founded_desk_opens_with_every_default(tmp_path: Path) -> None:
    found_desk(tmp_path / "desk")
    assert open_desk(tmp_path / "desk").desk.policy == Policy()


def test_a_founded_desk_has_every_folder(tmp_path: Path) -> None:
    found_desk(tmp_path / "desk")
    assert all((tmp_path / "desk" / folder).is_dir() for folder in Folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_everything_in_a_founded_desk_is_for_its_owner_alone(tmp_path: Path) -> None:
    found_desk(tmp_path / "desk")
    for path in [tmp_path / "desk", *(tmp_path / "desk").rglob("*")]:
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_what_matters_is_told_when_a_desk_is_founded(tmp_path: Path) -> None:
    answers = FirstAnswers("Atelier Orme", "aide@orme.example", "Orméo", "4.1", "Orme SAS, ici")
    found_desk(tmp_path / "desk", answers=answers, today=date(2026, 3, 2))
    desk = open_desk(tmp_path / "desk").desk
    assert (desk.policy.vendor.name, desk.policy.vendor.email) == (answers.name, answers.email)
    assert (desk.policy.words.product, desk.policy.words.controller) == ("Orméo", "Orme SAS, ici")
    assert desk.releases is not None
    assert [(r.version, r.released) for r in desk.releases.releases] == [("4.1", date(2026, 3, 2))]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other terminals")
def test_at_a_terminal_five_questions_are_asked(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - POSIX only

    ours, theirs = pty.openpty()
    os.write(ours, "Atelier Orme\naide@orme.example\nOrméo\n\nOrme SAS\n".encode())
    command = [sys.executable, "-m", "zenforms", "init", str(tmp_path / "desk")]
    done = subprocess.run(command, stdin=theirs, capture_output=True, check=False)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    desk = open_desk(tmp_path / "desk").desk
    assert desk.policy.vendor.name == "Atelier Orme"
    assert (desk.policy.words.product, desk.policy.words.controller) == ("Orméo", "Orme SAS")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (FirstAnswers(email="chez nous"), "vendor.email"),
        (FirstAnswers(product="a{b}"), "product"),
        (FirstAnswers(version="la dernière"), "version"),
    ],
)
def test_an_answer_that_cannot_stand_makes_no_desk(
    tmp_path: Path, answers: FirstAnswers, said: str
) -> None:
    with pytest.raises(DeskError, match=said):
        found_desk(tmp_path / "desk", answers=answers)
    assert not (tmp_path / "desk").exists()


def test_an_empty_folder_may_become_a_desk(tmp_path: Path) -> None:
    found_desk(tmp_path)
    assert open_desk(tmp_path).root == tmp_path


def test_nothing_is_made_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(DeskError, match="not empty"):
        found_desk(tmp_path)
    with pytest.raises(DeskError, match="not empty"):
        found_desk(tmp_path / "x")
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("lang", Lang)
def test_the_comments_are_in_the_language_of_the_staff(tmp_path: Path, lang: Lang) -> None:
    found_desk(tmp_path / "desk", lang=lang)
    said = (tmp_path / "desk" / "policy.toml").read_text(encoding="utf-8")
    assert ("Qui vous êtes" in said) == (lang is Lang.FR)
    assert ("Who you are" in said) == (lang is Lang.EN)


def test_taking_a_comment_mark_away_changes_that_line_only(tmp_path: Path) -> None:
    found_desk(tmp_path / "desk")
    path = tmp_path / "desk" / "policy.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("#stillness_seconds = 2.0", "stillness_seconds = 9.0"))
    policy = open_desk(tmp_path / "desk").desk.policy
    assert policy == Policy(stillness_seconds=9.0)
