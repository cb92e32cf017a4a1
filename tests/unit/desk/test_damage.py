"""A desk after a restore or a power cut: whatever is lost, the rest goes on and says what.

Every file and folder of a desk is damaged, one at a time in every way, and two at a time as a die
says; every question that a desk can be asked is then asked.
"""

import os
import random
import shutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, NOW, OTHER_TICKET, new_desk, put, restart, spool_at, take
from zenforms.cli.views.requestview import found_lines, request_data, request_lines
from zenforms.cli.views.statusview import status_lines
from zenforms.cli.views.telling import told
from zenforms.desk.decisions.decision_files import OrderKind, new_order, put_order
from zenforms.desk.decisions.repair import repair, repaired
from zenforms.desk.decisions.staff import carry_out_waiting
from zenforms.desk.papers.damage import (
    NAMED,
    Damage,
    DamageKind,
    cure_of,
    damage_in,
)
from zenforms.desk.papers.evidence import rebuilt
from zenforms.desk.papers.memory import drops_of_request
from zenforms.desk.papers.requests import DamagedRequestError, filed_as, find_request
from zenforms.desk.queries.doctor import Health, examine_desk
from zenforms.desk.queries.duedates import due_dates
from zenforms.desk.queries.finding import find_requests
from zenforms.desk.queries.statistics import statistics_of
from zenforms.desk.queries.status import Status, status_of
from zenforms.desk.setup.opening import FILES, OpenDesk, open_desk
from zenforms.desk.setup.own import WORDS
from zenforms.desk.spool.catalogue import archived_numbers
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import complaints
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.desk.watching.watch import watch
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang
from zenforms.present.terminal import Line

TODAY = NOW.date()


@dataclass
class Whole:
    """An undamaged desk: what each of its numbers is, and which places belong to it."""

    root: Path
    numbers: dict[str, str]
    """Word of the drop → number."""

    @cached_property
    def every(self) -> set[str]:
        return set(archived_numbers(self.root))

    @cached_property
    def requests(self) -> dict[str, str]:
        """The number of the request that each drop belongs to."""
        return {
            n: filed.settlement.request for n in self.every if (filed := filed_as(self.root, n))
        }

    @cached_property
    def listed(self) -> set[str]:
        return {one.number for one in find_requests(open_desk(self.root), []).requests}

    @cached_property
    def homes(self) -> dict[str, tuple[str, ...]]:
        """Where each drop lies: its archive, its outcome."""
        found = {n: filed for n in self.every if (filed := filed_as(self.root, n))}
        return {
            n: tuple(p.relative_to(self.root).as_posix() for p in (one.archive, one.place))
            for n, one in found.items()
        }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    root = new_desk(tmp_path_factory.mktemp("whole") / "desk")
    spool = spool_at(root)
    numbers = {}
    for word in ("accepted", "incomplete", "quarantined", "refused", "restricted", "automatic"):
        numbers[word] = take(spool, put(root, f"{word}.pdf", f"{word} {word}")).number
    for name, word in (("round", "incomplete"), ("followup", "accepted")):
        numbers[name] = take(spool, put(root, "x.pdf", f"accepted {numbers[word]}")).number
    numbers["cancelled"] = take(spool, put(root, "fin.pdf", "cancelled fin")).number
    numbers["duplicate"] = take(spool, put(root, "copie.pdf", "refused refused")).number
    order = new_order(OrderKind.NOTE, numbers["accepted"], at=NOW, by="Camille", why="vu")
    put_order(root, order)
    carry_out_waiting(spool, open_desk(root), HANDS)
    return Whole(root, numbers)


def gone(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def empty(path: Path) -> None:
    if path.is_dir():
        for entry in path.iterdir():
            gone(entry)
    else:
        path.write_bytes(b"")


def cut(path: Path) -> None:
    if path.is_dir():
        for entry in sorted(path.iterdir())[::2]:
            gone(entry)
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbled(path: Path) -> None:
    if path.is_file():
        path.write_bytes(b"\xff\x00[{" * 50)


def exchanged(path: Path) -> None:
    """A folder where a file was, or the reverse."""
    was_folder = path.is_dir()
    gone(path)
    path.write_bytes(b"?") if was_folder else path.mkdir()


WAYS: dict[str, Callable[[Path], None]] = {
    "gone": gone,
    "empty": empty,
    "cut": cut,
    "garbled": garbled,
    "exchanged": exchanged,
}
UNKNOWABLE = ("/original/", "/sub", "/copy", "logs", "journal", "orders", ".lock", "holder")
"""What a client sent is not ours to judge; the diary and logs are made up or begun anew."""


def places_of(whole: Whole) -> list[str]:
    found = (path.relative_to(whole.root).as_posix() for path in sorted(whole.root.rglob("*")))
    return [place for place in found if not place.endswith((".lock", "holder.json"))]


def damaged(whole: Whole, tmp_path: Path, *damages: tuple[str, str]) -> Path:
    """A copy of the desk on which these places were damaged in these ways."""
    root = tmp_path / "desk"
    shutil.copytree(whole.root, root)
    for place, way in damages:
        if os.path.lexists(root / place):
            WAYS[way](root / place)
    return root


def questions(root: Path) -> tuple[Status, str]:
    """Ask everything; what the status is, and all that was said."""
    opened = open_desk(root)
    status = status_of(opened)
    lines = list(status_lines(status, Lang.FR, 80))
    lines += found_lines(find_requests(opened, []), Lang.FR, 80)
    statistics_of(opened)
    list(due_dates(root))
    for number in archived_numbers(root):
        lines += asked(opened, number)
    return status, "\n".join(line.text for line in lines)


def asked(opened: OpenDesk, number: str) -> list[Line]:
    """What `show` says; a damaged request is told in a sentence."""
    try:
        filed = find_request(opened.root, number)
    except DamagedRequestError:
        return []
    drops_of_request(opened.root, filed, TODAY)
    request_data(opened, filed)
    return list(request_lines(opened, filed, Lang.FR, 80))


def touched(whole: Whole, places: list[str]) -> set[str]:
    """The numbers of which something may be lost: what lies in one of their places, or above."""
    found = set()
    for number, homes in whole.homes.items():
        for place in places:
            beside = (place.split(".")[0], place)
            if any(f"{one}/".startswith(f"{h}/") for one in beside for h in homes):
                found.add(number)
            if any(f"{h}/".startswith(f"{place}/") for h in homes):
                found.add(number)
    return found


SETTINGS = frozenset({*FILES, WORDS})


def check(whole: Whole, root: Path, *damages: tuple[str, str]) -> None:
    """Nothing raises, what is whole is listed, what is damaged is named, and mended once."""
    places = [place for place, _ in damages]
    status, said = questions(root)
    listed = {one.number for one in find_requests(open_desk(root), []).requests}
    request_of = {
        n: filed.settlement.request for n in whole.every if (filed := filed_as(whole.root, n))
    }
    hidden = whole.every - set(request_of)
    assert not hidden
    unharmed = whole.every - touched(whole, places)
    standing = {request_of[n] for n in unharmed} & {
        one.number for one in find_requests(open_desk(whole.root), []).requests
    }
    affected = {request_of[n] for n in touched(whole, places)}
    assert standing - affected <= listed, "everything undamaged is listed"
    found = damage_in(root, TODAY, thorough=True)
    knowable = [p for p in places if not any(word in f"/{p}" for word in UNKNOWABLE)]
    if any(is_lost(whole, p, way) for p, way in damages if p in knowable):
        assert found, "the damage is named"
        assert status.damage
        assert any(one.place in said for one in status.damage)
    if list(complaints(root)):  # a file in the place of a folder: no program works on it
        with pytest.raises(DeskError):
            repaired(open_desk(root))
        return
    mended_once(root)


def is_lost(whole: Whole, place: str, way: str) -> bool:
    """Whether something of the desk's own was lost, that a person may not have removed."""
    name = Path(place).name
    if way == "garbled" and (whole.root / place).is_dir():
        return False
    if place.startswith("archive/"):
        return name in {"settled.json", "received.json"} or (
            (whole.root / place).is_dir() and name != "restricted" and way in {"gone", "exchanged"}
        )
    is_ticket = place.startswith("tickets/")
    if name.endswith(".json") and is_ticket:
        return True
    if name.endswith(".events.jsonl"):
        return way in {"empty", "exchanged"} and OTHER_TICKET not in name
    if name == "report.txt":
        return way == "empty"
    return way == "gone" and place in {folder.value for folder in Folder}


def mended_once(root: Path) -> None:
    """Repair changes nothing that can be read, and a second time there is nothing to do."""
    before = {p: p.read_bytes() for p in root.rglob("*.json") if p.is_file() and readable(p)}
    spool = spool_at(root)
    mendable = [one for one in damage_in(root, TODAY, thorough=True) if one.mends and one.number]
    mended = repair(spool, TODAY)
    assert [one.number for one in mended] == [one.number for one in mendable]
    assert repair(spool, TODAY) == ()
    left = damage_in(root, TODAY, thorough=True)
    assert not any(one.mends for one in left)
    assert not {one.number for one in left if one.kind is DamageKind.DECISION} & {
        one.number for one in mended
    }
    assert all(path.read_bytes() == content for path, content in before.items() if path.exists())
    if mended:
        questions(root)


def readable(path: Path) -> bool:
    return path.stat().st_size > 2 and path.read_bytes()[-1:] == b"}"


def all_damages(whole: Whole) -> Iterator[tuple[str, str]]:
    """Each place in each way that may make a difference to it."""
    for place in places_of(whole):
        if place in SETTINGS or any(word in f"/{place}/" for word in ("/sub/", "/copy/", "/logs/")):
            continue
        is_folder, ours = (whole.root / place).is_dir(), place.endswith("settled.json")
        ways = ["gone", "exchanged"] if is_folder else ["gone", "empty", "cut"]
        yield from ((place, way) for way in [*ways, *(["garbled", "exchanged"] if ours else [])])


def test_one_damage_of_any_file_or_folder(whole: Whole, tmp_path: Path) -> None:
    wrong = []
    for count, (place, way) in enumerate(all_damages(whole)):
        try:
            check(whole, damaged(whole, tmp_path / str(count), (place, way)), (place, way))
        except Exception as error:  # noqa: BLE001 - all that goes wrong is told at once
            frames = traceback.extract_tb(error.__traceback__)[-2:]
            wrong.append(f"{place} {way}: {error!r:.300} {[(f.name, f.lineno) for f in frames]}")
        shutil.rmtree(tmp_path / str(count))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("seed", range(20))
def test_two_damages_at_once(seed: int, whole: Whole, tmp_path: Path) -> None:
    die = random.Random(seed)  # noqa: S311 - a die for tests
    pair = die.sample(list(all_damages(whole)), 2)
    try:
        check(whole, damaged(whole, tmp_path, *pair), *pair)
    except Exception as error:
        raise AssertionError(str(pair)) from error


# Replies: a request that is damaged still has its number.


def harm(whole: Whole) -> Iterator[tuple[str, str]]:
    """Ways to lose what was decided about a request, by the word of its first drop."""
    for word in ("accepted", "incomplete", "refused"):
        number = whole.numbers[word]
        archive = f"archive/2026/05/{number}"
        for place in (f"{archive}/settled.json", archive, "archive", "archive/2026"):
            yield word, place
    yield "incomplete", f"archive/2026/05/{whole.numbers['round']}/settled.json"
    yield "incomplete", f"archive/2026/05/{whole.numbers['round']}"


@pytest.mark.parametrize("way", ["gone", "empty", "cut"])
@pytest.mark.parametrize("case", range(14))
def test_a_reply_to_a_damaged_request_is_never_a_new_one(
    case: int, way: str, whole: Whole, tmp_path: Path
) -> None:
    word, place = list(harm(whole))[case]
    root = damaged(whole, tmp_path, (place, way))
    reply = put(root, "réponse.pdf", f"accepted encore {whole.numbers[word]}")
    settled = take(spool_at(root), reply)
    harmless = (OutcomeKind.FOLLOWUP, OutcomeKind.ACCEPTED) if way == "cut" else ()
    if settled.outcome in harmless:  # cut may have spared what counts
        assert settled.thread == whole.numbers[word] or settled.outcome is OutcomeKind.FOLLOWUP
        return
    assert settled.outcome is OutcomeKind.QUARANTINED
    assert settled.codes == ("ZF600",)


@pytest.mark.parametrize("word", ["accepted", "incomplete", "refused"])
def test_once_mended_the_reply_joins_the_request(word: str, whole: Whole, tmp_path: Path) -> None:
    number = whole.numbers[word]
    root = damaged(whole, tmp_path, (f"archive/2026/05/{number}/settled.json", "empty"))
    reply = take(spool_at(root), put(root, "réponse.pdf", f"accepted encore {number}"))
    assert reply.codes == ("ZF600",)
    assert [one.number for one in repaired(open_desk(root))] == [number]
    put_order(root, new_order(OrderKind.RETRY, reply.number, at=NOW, by="Camille", why="réparé"))
    ((_, answer),) = carry_out_waiting(spool_at(root), open_desk(root), HANDS)
    joins = OutcomeKind.ACCEPTED if word == "refused" else OutcomeKind.FOLLOWUP
    assert answer.outcome is joins
    if joins is OutcomeKind.ACCEPTED:
        assert (root / f"tickets/{number}.json").exists()


def test_what_was_decided_is_told_from_the_rest_as_it_was(whole: Whole) -> None:
    for number in whole.every:
        filed = filed_as(whole.root, number)
        found = rebuilt(whole.root, number)
        assert filed
        assert found
        assert found[0] == filed.settlement
        assert found[1] == filed.receipt


def test_a_lost_decision_is_told_from_diary_and_outcome(whole: Whole, tmp_path: Path) -> None:
    for number in whole.every:
        root = damaged(
            whole, tmp_path / number, (f"{whole.homes[number][0]}/settled.json", "empty")
        )
        filed, found = filed_as(whole.root, number), rebuilt(root, number)
        assert filed
        assert found
        for name in ("drop", "number", "outcome", "sha256", "codes", "first", "thread", "archive"):
            assert getattr(found[0], name) == getattr(filed.settlement, name), name


def test_without_the_diary_too_the_outcome_tells_enough(whole: Whole, tmp_path: Path) -> None:
    for word, number in whole.numbers.items():
        archive = whole.homes[number][0]
        root = damaged(
            whole, tmp_path / word, (f"{archive}/settled.json", "gone"), ("journal", "empty")
        )
        filed, found = filed_as(whole.root, number), rebuilt(root, number)
        assert filed
        assert found
        assert found[0].outcome is filed.settlement.outcome
        assert found[0].place == filed.settlement.place
        assert found[0].sha256 == filed.settlement.sha256


def test_an_undamaged_desk_has_no_damage(whole: Whole) -> None:
    assert damage_in(whole.root, TODAY, thorough=True) == ()
    assert whole.requests[whole.numbers["round"]] == whole.numbers["incomplete"]


def test_what_was_purged_is_not_damaged(whole: Whole, tmp_path: Path) -> None:
    root = damaged(whole, tmp_path)
    number = whole.numbers["refused"]
    put_order(root, new_order(OrderKind.PURGE, number, at=NOW, by="Camille"))
    carry_out_waiting(spool_at(root), open_desk(root), HANDS)
    assert not [one for one in damage_in(root, TODAY, thorough=True) if one.number == number]
    assert take(spool_at(root), put(root, "x.pdf", f"accepted {number}")).codes != ("ZF600",)


def test_lost_empty_folders_are_named_and_made_again(whole: Whole, tmp_path: Path) -> None:
    lost = [(folder.value, "gone") for folder in Folder if not any((whole.root / folder).iterdir())]
    root = damaged(whole, tmp_path, *lost)
    assert len(lost) >= 3
    checks = examine_desk(root)
    named = {check.arguments.get("place") for check in checks if check.health is Health.DOUBTFUL}
    assert {place for place, _ in lost} <= named
    assert {one.place for one in repaired(open_desk(root))} == {place for place, _ in lost}
    assert damage_in(root, TODAY, thorough=True) == ()


def test_litter_in_work_is_no_drop_in_hand(whole: Whole, tmp_path: Path) -> None:
    root = damaged(whole, tmp_path)
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store", "note.txt"):
        (root / "work" / name).write_bytes(b"x")
    (root / "work" / "@eaDir").mkdir()
    assert status_of(open_desk(root)).in_work == 0
    assert not any("work" in check.said.fr for check in examine_desk(root))
    restart(root)


def test_the_watcher_names_the_damage_and_takes_what_comes(whole: Whole, tmp_path: Path) -> None:
    number = whole.numbers["accepted"]
    root = damaged(whole, tmp_path, (f"{whole.homes[number][0]}/settled.json", "empty"))
    text = (root / "policy.toml").read_text(encoding="utf-8")
    text = text.replace("#stillness_seconds = 2.0", "stillness_seconds = 0.0")
    (root / "policy.toml").write_text(text, encoding="utf-8")
    put(root, "neuve.pdf", "accepted neuve")
    news: list[Event] = []
    assert watch(open_desk(root), HANDS, once=True, tell=news.append).settled == 1
    (named,) = [one for one in news if one.what is Happened.DAMAGED]
    assert named.number == number
    for lang in Lang:
        assert number in told(named, lang).text


def test_each_kind_of_damage_has_its_sentence_and_its_cure() -> None:
    for kind in DamageKind:
        for mends in (True, False):
            one = Damage(kind=kind, place="ici", number="ZF-260512-7K3QM", mends=mends)
            about = {"place": one.place, "number": one.number or ""}
            for lang in Lang:
                assert "ici" in NAMED[kind].fill(lang, about)
                assert "zenforms" in cure_of(one).fill(lang, about)
