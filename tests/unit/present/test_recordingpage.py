"""The page of a recording: what staff read, and what never gets into it."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.making import steps
from tests.making.steps import Report, report_mht
from zenforms.language import Lang
from zenforms.present.recordingpage import recording_page
from zenforms.reading.evidence import Recording, RecordingKind, Step
from zenforms.reading.limits import Limits
from zenforms.reading.records.psr import read_psr

NAME = "Recording_20261124_1012.mht"


class Seen(HTMLParser):
    """The elements and addresses of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(name="pictures")
def fixture_pictures(tmp_path: Path) -> Path:
    for number in range(1, 5):
        (tmp_path / f"screenshot{number:04d}.JPEG").write_bytes(steps.picture(number))
    return tmp_path


def page_of(
    shown: Recording,
    *,
    name: str,
    pictures: Path | None = None,
    lang: Lang = Lang.FR,
    size: int = 30_000_000,
) -> str:
    """The whole page as one text."""
    return "".join(recording_page(shown, name=name, pictures=pictures, lang=lang, size=size))


def recording(report: Report | None = None) -> Recording:
    return read_psr(report_mht(report or Report()), NAME, Limits()).recording


def test_every_step_is_told_with_its_comment_and_its_picture(pictures: Path) -> None:
    page = Seen(page_of(recording(), name=NAME, pictures=pictures))
    for number in range(1, 5):
        assert f"Étape {number}" in page.words
    assert "Clic gauche de l’utilisateur sur « Imprimer »" in page.words
    assert "C’est ici que le Desk se ferme" in page.words
    assert page.tags.count("img") == 4
    assert "24/11/2026" in page.words
    assert "8.4.2.0" in page.words


def test_the_page_holds_no_script_and_fetches_nothing(pictures: Path) -> None:
    page = Seen(page_of(recording(), name=NAME, pictures=pictures))
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    assert page.handlers == []
    assert all(re.match(r"#\d+$|data:image/jpeg;base64,", one) for one in page.addresses)


def test_what_the_client_s_machine_wrote_is_only_text() -> None:
    nasty = '<img src=x onerror=alert(1)></article><script>alert(1)</script>"\u202e'
    step = Step(1, time=nasty, description=nasty, program=nasty, comment=nasty)
    page = page_of(Recording(RecordingKind.PSR, steps=(step,)), name=nasty)
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page


def test_the_command_line_is_not_in_it() -> None:
    assert "camille.exemple" not in page_of(recording(), name=NAME)


def test_missed_steps_and_wrong_counts_are_said() -> None:
    page = Seen(page_of(recording(Report(missed=2, declared=9)), name=NAME))
    assert "2 étapes n’ont pas été enregistrées" in page.words
    assert "annonce 9 étapes et en contient 4" in page.words
    quiet = Seen(page_of(recording(), name=NAME))
    assert "▲" not in quiet.words


def test_one_missed_step_is_said_in_the_singular() -> None:
    assert "Une étape n’a pas été" in page_of(recording(Report(missed=1)), name=NAME)


def test_a_missing_picture_is_said(pictures: Path) -> None:
    (pictures / "screenshot0002.JPEG").unlink()
    page = Seen(page_of(recording(), name=NAME, pictures=pictures))
    assert page.words.count("La capture de cette étape manque.") == 1


def test_a_file_that_is_no_picture_is_not_shown(pictures: Path) -> None:
    (pictures / "screenshot0002.JPEG").write_text("<svg onload=alert(1)>")
    page = page_of(recording(), name=NAME, pictures=pictures)
    assert "svg" not in page


def test_a_picture_is_only_taken_from_its_folder(pictures: Path) -> None:
    secret = pictures.parent / "secret.jpg"
    secret.write_bytes(steps.picture(9))
    step = Step(1, screenshot="../secret.jpg")
    page = page_of(Recording(RecordingKind.PSR, steps=(step,)), name=NAME, pictures=pictures)
    assert "<img" not in page


def test_a_recording_of_nothing_says_so() -> None:
    assert "aucune étape" in page_of(Recording(RecordingKind.PSR), name=NAME)


def test_typed_text_is_warned_of() -> None:
    typed = replace(recording(), records_typed_text=True)
    assert "texte saisi" in page_of(typed, name=NAME)


def test_staff_may_read_it_in_english() -> None:
    page = Seen(page_of(recording(), name=NAME, lang=Lang.EN))
    assert "Step 1" in page.words
    assert "Étape" not in page.words


def test_the_day_is_left_out_when_nothing_tells_it() -> None:
    assert replace(recording(), day=date(2026, 11, 24)).day
    assert "jour" not in Seen(page_of(replace(recording(), day=None), name=NAME)).words


def test_a_picture_that_many_steps_name_stands_in_the_page_once(tmp_path: Path) -> None:
    (tmp_path / "s.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 5_000)
    named = tuple(Step(n, description="Clic", screenshot="s.png") for n in range(1, 201))
    page = page_of(Recording(RecordingKind.PSR, steps=named), name=NAME, pictures=tmp_path)
    seen = Seen(page)
    assert seen.tags.count("img") == 1
    assert seen.addresses.count("#1") == 200  # from the contents, and from each step but its own
    assert "Même écran qu’à l’étape 1" in seen.words
    assert len(page) < 200_000


def test_pictures_of_equal_bytes_are_one_picture_whatever_they_are_called(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 5_000)
    named = (Step(1, screenshot="a.png"), Step(2, screenshot="b.png"))
    page = page_of(Recording(RecordingKind.PSR, steps=named), name=NAME, pictures=tmp_path)
    assert Seen(page).tags.count("img") == 1


def test_a_picture_for_which_there_is_no_room_is_named_instead(tmp_path: Path) -> None:
    for number in range(1, 5):
        content = b"\x89PNG\r\n\x1a\n" + bytes([number]) * 20_000
        (tmp_path / f"s{number}.png").write_bytes(content)
    named = tuple(Step(n, screenshot=f"s{n}.png") for n in range(1, 5))
    recorded = Recording(RecordingKind.PSR, steps=named)
    page = page_of(recorded, name=NAME, pictures=tmp_path, size=65_000)
    assert Seen(page).tags.count("img") == 2
    assert "voyez le fichier s3.png" in Seen(page).words
    assert len(page.encode()) < 65_000 + 10_000


def test_steps_for_which_there_is_no_room_are_told_to_be_missing() -> None:
    named = tuple(Step(n, description="mot " * 500) for n in range(1, 101))
    page = page_of(Recording(RecordingKind.PSR, steps=named), name=NAME, size=30_000)
    assert "Les étapes à partir de 11 ne sont pas dans la page" in Seen(page).words
    assert len(page.encode()) < 60_000
