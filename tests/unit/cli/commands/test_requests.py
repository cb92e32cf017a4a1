"""`show`, `status`, `accept`, `close` and their kin: what staff do with requests."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call, Made
from zenforms.cli.main import main

BY = ("--by", "A. Exemple")
WHY = ("--why", "vu au téléphone")


@pytest.fixture(scope="module")
def worked(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose watcher had one complete form and one blank one in its inbox."""
    desk = shutil.copytree(made.desk, tmp_path_factory.mktemp("worked") / "bureau")
    text = (desk / "policy.toml").read_text(encoding="utf-8")
    text = text.replace("#stillness_seconds = 2.0", "stillness_seconds = 0.0")
    (desk / "policy.toml").write_text(text, encoding="utf-8")
    (desk / "clock.toml").write_text("now = 2026-04-03T10:00:00+02:00\n", encoding="utf-8")
    for path in (made.filled, made.blank):
        shutil.copy(path, desk / "inbox")
    assert main(["watch", str(desk), "--once"]) == 0
    return desk


@pytest.fixture
def desk(tmp_path: Path, worked: Path) -> Path:
    """That desk once more, for one test."""
    return shutil.copytree(worked, tmp_path / "bureau")


@pytest.fixture
def numbers(desk: Path) -> dict[str, str]:
    """One ticket and one returned request, by outcome."""
    folders = {"accepted": "tickets", "incomplete": "returned"}
    return {o: next((desk / f).glob("ZF-*/")).name for o, f in folders.items()}


def test_a_request_is_shown_with_its_report(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    done = call("show", desk, numbers["incomplete"])
    assert done.code == 0
    for part in (numbers["incomplete"], "vierge.pdf", "vendredi 3 avril 2026 à 10:00"):
        assert part in done.out
    assert (desk / "returned" / numbers["incomplete"] / "report.txt").read_text("utf-8") in done.out


def test_a_request_as_json_holds_its_ticket_and_events(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    assert call("close", desk, numbers["accepted"], *BY).code == 0
    said = json.loads(call("show", desk, numbers["accepted"], "--format", "json").out)
    assert said["outcome"] == "accepted"
    assert said["ticket"]["number"] == numbers["accepted"]
    assert [event["kind"] for event in said["events"]] == ["closed"]
    assert Path(said["original"]).exists()


def test_requests_are_found_by_words_and_open_ones_on_their_own(
    call: Call, desk: Path, numbers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = call("find", desk)
    assert both.code == 0
    assert all(number in both.out for number in numbers.values())
    assert numbers["incomplete"] not in call("find", desk, "camille", "modeles").out
    assert "ticket ouvert" in call("find", desk, "--open").out
    assert call("close", desk, numbers["accepted"], *BY).code == 0
    assert "Aucune demande" in call("find", desk, "--open").out
    monkeypatch.chdir(desk)
    said = json.loads(call("find", "camille", "--format", "json").out)
    assert [one["number"] for one in said["requests"]] == [numbers["accepted"]]


def test_a_word_that_names_no_desk_is_a_word(call: Call, desk: Path) -> None:
    assert call("find", "nulle-part", "--desk", desk).code == 0
    assert call("find", "nulle-part").code == 5


def test_the_desk_may_be_found_instead_of_named(
    call: Call, desk: Path, numbers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = call("show", numbers["accepted"], "--desk", desk)
    monkeypatch.chdir(desk)
    assert call("show", numbers["accepted"]).out == named.out


def test_an_unknown_number_leaves_with_5(call: Call, desk: Path) -> None:
    assert call("show", desk, "ZF-260512-AAAAA").code == 5
    assert call("close", desk, "ZF-260512-AAAAA", *BY).code == 5


def test_a_word_too_many_leaves_with_2(call: Call, desk: Path) -> None:
    assert call("show", desk, "ZF-260512-AAAAA", "more").code == 2


def test_a_request_is_accepted_in_spite_of_the_verdict_with_a_trace(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    done = call("accept", desk, numbers["incomplete"], *BY, *WHY)
    assert done.code == 0
    assert f"tickets/{numbers['incomplete']}" in done.out
    said = json.loads(call("show", desk, numbers["incomplete"], "--format", "json").out)
    assert said["ticket"]["release"]["by"] == "A. Exemple"
    assert said["ticket"]["release"]["why"] == "vu au téléphone"


@pytest.mark.parametrize("command", ["accept", "retry", "release"])
def test_no_override_without_who_and_why(
    call: Call, desk: Path, numbers: dict[str, str], command: str
) -> None:
    assert call(command, desk, numbers["incomplete"], *WHY).code == 2
    assert call(command, desk, numbers["incomplete"], *BY).code == 2


def test_a_ticket_is_qualified_closed_and_reopened(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    ticket = numbers["accepted"]
    steps = (["qualify", "--first"], ["qualify", "--final"], ["close"], ["reopen"], ["cancel"])
    for command, *options in steps:
        assert call(command, desk, ticket, *options, *BY).code == 0, command
    shown = call("show", desk, ticket).out
    for words in ("Première qualification", "Qualification finale", "Clôture", "Réouverture"):
        assert words in shown


def test_what_cannot_have_happened_is_refused(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    assert call("close", desk, numbers["accepted"], *BY).code == 0
    again = call("close", desk, numbers["accepted"], *BY)
    assert again.code == 5
    assert len(again.err.splitlines()) == 2


def test_one_qualification_is_named_and_only_one(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    ticket = numbers["accepted"]
    assert call("qualify", desk, ticket, *BY).code == 2
    assert call("qualify", desk, ticket, "--first", "--final", *BY).code == 2


def test_the_status_names_what_waits_and_what_is_due(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    said = call("status", desk).out
    assert "personne ne le surveille" in said
    assert numbers["incomplete"] in said
    (desk / "clock.toml").write_text("now = 2026-04-20T10:00:00+02:00\n", encoding="utf-8")
    late = call("status", desk).out
    assert "en retard" in late
    assert numbers["accepted"] in late
    data = json.loads(call("status", desk, "--format", "json").out)
    assert data["open_tickets"] == 1
    assert data["watcher"]["state"] == "stopped"


def test_an_empty_desk_waits_for_nobody(call: Call, made: Made) -> None:
    assert "Rien n’attend." in call("status", made.desk).out


def test_a_sound_desk_is_well_and_a_broken_one_ill(call: Call, made: Made, tmp_path: Path) -> None:
    desk = shutil.copytree(made.desk, tmp_path / "neuf")
    assert "d’exemple" in call("doctor", desk).out
    for name in ("policy.toml", "clients.toml"):
        text = (desk / name).read_text(encoding="utf-8")
        (desk / name).write_text(re.sub(r"[a-z]+\.example", "nous.invalid", text), encoding="utf-8")
    words, releases = desk / "words.toml", desk / "releases.toml"
    said = words.read_text(encoding="utf-8").replace('#controller = ""', 'controller = "Nous"')
    words.write_text(said, encoding="utf-8")
    releases.write_text(releases.read_text("utf-8").replace("12.1", "12.2"), encoding="utf-8")
    assert call("doctor", desk).code == 0
    (desk / "clients.toml").unlink()
    doubtful = call("doctor", desk)
    assert doubtful.code == 1
    assert "▲" in doubtful.out
    (desk / "policy.toml").write_text("nonsense = 1\n", encoding="utf-8")
    ill = call("doctor", desk)
    assert ill.code == 5
    assert "✗" in ill.out


def test_nothing_is_purged_before_somebody_says_so(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    (desk / "clock.toml").write_text("now = 2028-04-20T10:00:00+02:00\n", encoding="utf-8")
    shown = call("purge", desk, "--older-than", "30")
    assert shown.code == 0
    assert numbers["incomplete"] in shown.out
    assert numbers["accepted"] not in shown.out  # its ticket is open
    assert (desk / "returned" / numbers["incomplete"]).exists()
    assert call("purge", desk, "--older-than", "30", "--yes").code == 2
    assert call("purge", desk, "--older-than", "30", "--yes", *BY).code == 0
    assert not (desk / "returned" / numbers["incomplete"]).exists()
    assert "Rien" in call("purge", desk, "--older-than", "30").out


def test_only_the_outcome_that_is_named_is_purged(
    call: Call, desk: Path, numbers: dict[str, str]
) -> None:
    (desk / "clock.toml").write_text("now = 2028-04-20T10:00:00+02:00\n", encoding="utf-8")
    assert numbers["incomplete"] not in call("purge", desk, "--outcome", "quarantined").out
    assert numbers["incomplete"] in call("purge", desk, "--outcome", "incomplete").out
    assert call("purge", desk, "--outcome", "nonsense").code == 2


def test_what_concerns_a_person_is_gathered_and_erased(
    call: Call, desk: Path, numbers: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "personne.zip"
    done = call("person", "export", "camille@client.example", "--desk", desk, "-o", target)
    assert done.code == 0
    assert numbers["accepted"] in done.out
    assert target.read_bytes().startswith(b"PK")
    again = ("person", "export", "camille@client.example", "--desk", desk, "-o", target)
    assert call(*again).code == 2  # the zip is there already
    erase = ("person", "erase", "camille@client.example", "--desk", desk)
    assert call(*erase).code == 0
    assert call(*erase, "--yes").code == 2
    stays = call(*erase, "--yes", *BY)  # its ticket is open
    assert stays.code == 1
    assert f"▲ {numbers['accepted']} reste" in stays.out
    assert f"zenforms close {numbers['accepted']}" in " ".join(stays.out.split())
    assert call("close", desk, numbers["accepted"], *BY).code == 0
    assert call(*erase, "--yes", *BY).code == 0
    assert "ne paraît dans aucune" in call(*erase).out


def test_of_whom_nothing_is_known_nothing_is_written_or_erased(
    call: Call, desk: Path, numbers: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "personne.zip"
    done = call("person", "export", "x@y.example", "--desk", desk, "-o", target)
    assert done.code == 0
    assert "rien à exporter" in done.out
    assert not target.exists()
    erased = call("person", "erase", "x@y.example", "--desk", desk, "--yes", *BY)
    assert "rien à effacer" in erased.out
    assert numbers["accepted"] in call("find", desk).out
