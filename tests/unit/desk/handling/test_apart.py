"""Drops judged and packed in a process of their own: the same outcome, within limits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.desk.bench import tree
from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.handling.apart import WorkshopClosedError
from zenforms.desk.handling.app import bounded_pipeline
from zenforms.desk.handling.glance import (
    ANSWER,
    ForgedError,
    glance_of,
    is_glance,
    read_answer,
    write_answer,
)
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.job import Decided, Glance, Job, Refused
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.spool.drop import ATTEMPT
from zenforms.desk.spool.durable import is_transient
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.recover import recover
from zenforms.findings import Problem
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.judging.threads import Sought
from zenforms.language import Lang
from zenforms.problems import READER_DIED, TIMED_OUT
from zenforms.reading.evidence import LogFacts, Recording, RecordingKind, Step
from zenforms.reading.submission import DropFile, Envelope, Role, Submission

ANNE = "Anne Essai <anne.essai@client.example>"
NEVER_DURABLE = {"received.json", "settled.json"}
"""What holds the name of a work folder, which is made up."""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "bureau")


@pytest.fixture
def apart(story: Story) -> Iterator[Story]:
    with bounded_pipeline(story.root, Lang.FR) as hands:
        yield replace(story, hands=hands)


def request(story: Story, subject: str = "Export", **answers: str) -> bytes:
    files = {"demande.pdf": filled(story.form(), {**ANSWERS, **answers}), "psr.zip": PSR}
    return mail(ANNE, subject, files)


def limited(story: Story, limits: str) -> None:
    (story.root / "policy.toml").write_text(f"[limits]\n{limits}\n", encoding="utf-8")


def test_a_story_told_apart_leaves_the_same_bytes_as_here(tmp_path: Path) -> None:
    trees = []
    seal = None
    for name in ("here", "apart"):
        story = new_story(tmp_path / name)
        seal = seal or (story.root / "seal.keys").read_bytes()
        (story.root / "seal.keys").write_bytes(seal)
        with bounded_pipeline(story.root, Lang.FR) as bounded:
            told = story if name == "here" else replace(story, hands=bounded)
            first = told.receive("1.pdf", filled(told.form(), ANSWERS), "2026-05-12T09:00")
            assert first.settlement.outcome is OutcomeKind.INCOMPLETE
            correction = (first.place / "correction.pdf").read_bytes()
            files = {"demande.pdf": filled(correction, {}), "psr.zip": PSR}
            second = told.receive("2.eml", mail(ANNE, "Voici", files), "2026-05-13T09:00")
            assert second.settlement.thread == first.number
            assert second.settlement.outcome is OutcomeKind.ACCEPTED
        kept = tree(told.root, but=lambda path: Path(path).name in NEVER_DURABLE)
        trees.append(
            {path: kept[path] for path in kept if not path.startswith(("work", "journal"))}
        )
    assert trees[0] == trees[1]


@pytest.mark.parametrize(
    ("limits", "code"),
    [("judging_seconds = 0.001", "ZF559"), ("outcome_bytes = 20000", "ZF561")],
)
def test_what_reaches_a_limit_is_set_aside_at_once_and_told_in_one_sentence(
    apart: Story, limits: str, code: str
) -> None:
    content = request(apart)
    limited(apart, limits)
    filed = apart.receive("1.eml", content, "2026-05-12T09:00")
    assert filed.settlement.codes == (code,)
    assert filed.settlement.outcome is OutcomeKind.QUARANTINED
    assert "permis" in (filed.place / "report.txt").read_text("utf-8")
    assert not list((apart.root / Folder.WORK).iterdir())
    assert not list(filed.archive.glob("written-*"))


def test_who_runs_out_of_memory_is_told(apart: Story) -> None:
    content = request(apart)
    limited(apart, "judging_memory_bytes = 1000")
    filed = apart.receive("1.eml", content, "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.QUARANTINED
    assert filed.settlement.codes[0] in {"ZF560", "ZF081"}


def test_the_next_drop_after_a_limit_is_a_ticket(apart: Story) -> None:
    content = request(apart)
    limited(apart, "judging_seconds = 0.001")
    apart.receive("1.eml", content, "2026-05-12T09:00")
    limited(apart, "judging_seconds = 60")
    filed = apart.receive("2.eml", request(apart, "Bis", summary="Autre"), "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.ACCEPTED


class Dying:
    """A workshop in which whoever judges dies so many times; what it is asked is kept."""

    def __init__(self, hands: Pipeline, deaths: int) -> None:
        assert hands.apart
        self._inside = hands.apart
        self._deaths = deaths
        self.marks: list[int] = []

    def start(self, desk: Desk) -> None:
        self._inside.start(desk)

    def read(self, source: Source, policy: Policy) -> Glance:
        return self._inside.read(source, policy)

    def decide(self, job: Job, desk: Desk) -> Decided | Refused | Problem:
        self.marks.append(len(list(job.drop.folder.glob(f"{ATTEMPT}*"))))
        if len(self.marks) <= self._deaths:
            return Problem(READER_DIED)
        return self._inside.decide(job, desk)

    def end(self) -> None:
        self._inside.end()


@pytest.mark.parametrize("deaths", [1, 2, 3])
def test_a_judge_that_died_counts_as_an_attempt_that_is_written_down(
    apart: Story, deaths: int
) -> None:
    dying = Dying(apart.hands, deaths)
    told = replace(apart, hands=replace(apart.hands, apart=dying))
    settled = told.receive("1.eml", request(apart), "2026-05-12T09:00").settlement
    assert dying.marks == [1, 2, 3, 4][: deaths + 1]
    assert settled.codes == (("ZF081",) if deaths == 3 else ())


def test_a_judge_that_dies_whatever_he_is_asked_leaves_bare_papers(apart: Story) -> None:
    told = replace(apart, hands=replace(apart.hands, apart=Dying(apart.hands, 9)))
    filed = told.receive("1.eml", request(apart), "2026-05-12T09:00")
    assert filed.settlement.codes == ("ZF081",)
    assert (filed.place / "report.txt").is_file()


def test_a_judge_that_ran_out_of_time_is_not_asked_to_judge_again(apart: Story) -> None:
    class Slow(Dying):
        def decide(self, job: Job, desk: Desk) -> Decided | Refused | Problem:
            done = super().decide(job, desk)
            return Problem(TIMED_OUT) if len(self.marks) == 1 else done

    slow = Slow(apart.hands, 0)
    told = replace(apart, hands=replace(apart.hands, apart=slow))
    settled = told.receive("1.eml", request(apart), "2026-05-12T09:00").settlement
    assert settled.codes == ("ZF559",)
    assert slow.marks == [1, 1]


def test_a_workshop_that_was_closed_keeps_the_drop_for_the_next_start(apart: Story) -> None:
    assert apart.hands.apart
    apart.hands.apart.end()
    with pytest.raises(WorkshopClosedError) as closed:
        apart.receive("1.eml", request(apart), "2026-05-12T09:00")
    assert is_transient(closed.value)
    (left,) = recover(apart.spool)
    assert not list(left.folder.glob(f"{ATTEMPT}*"))
    with bounded_pipeline(apart.root, Lang.FR) as others:
        settled = take_in(apart.spool, left, others, apart.opened.desk)
    assert settled.outcome is OutcomeKind.ACCEPTED


def test_what_a_person_orders_is_done_apart_too(apart: Story) -> None:
    first = apart.receive("1.pdf", filled(apart.form(), ANSWERS), "2026-05-12T09:00")
    assert first.settlement.outcome is OutcomeKind.INCOMPLETE
    order = Order("1", OrderKind.ACCEPT, first.number, apart.spool.now(), "Camille", "vu")
    answer = carry_out_order(apart.spool, apart.opened, apart.hands, order)
    assert answer.outcome is OutcomeKind.ACCEPTED
    assert (apart.root / Folder.TICKETS / f"{first.number}.json").is_file()


def test_an_order_that_makes_no_sense_is_refused_apart_too(apart: Story) -> None:
    quarantined = apart.receive("1.pdf", b"not a form", "2026-05-12T09:00")
    order = Order("1", OrderKind.ACCEPT, quarantined.number, apart.spool.now(), "Camille", "vu")
    answer = carry_out_order(apart.spool, apart.opened, apart.hands, order)
    assert not answer.done
    assert answer.refusal is not None


def everything() -> Submission:
    """A drop with a value of each kind that a reader may tell, a half of a pair among them."""
    recording = Recording(RecordingKind.PSR, (Step(1, description="Clic"),), missed_steps=0)
    log = LogFacts(lines=1, members={"a.log": LogFacts(levels={"ERROR": 2})})
    files = (
        DropFile("p.zip", "p.zip", Role.PSR, "application/zip", 1, "b" * 64, recording=recording),
        DropFile("é.log", "e.log", Role.LOG, "text/plain", 2, "c" * 64, {"n": [1, None]}, log=log),
    )
    problems = (Problem("ZF009", {"detail": "x"}), Problem(READER_DIED))
    envelope = Envelope(subject="ZF-260512-00000", sender="anne@client.example")
    return Submission("x.eml", "a" * 64, envelope, files=files, problems=problems)


def left_in(scratch: Path, read: Submission) -> None:
    """What `read` says, and the files that it names, as a reader leaves them."""
    for file in read.files:
        (scratch / file.safe_name).write_bytes(b"x" * file.size)
    write_answer(scratch, read)


def test_what_a_reader_leaves_is_found_again(tmp_path: Path) -> None:
    left_in(tmp_path, everything())
    assert read_answer(tmp_path) == everything()


def test_half_a_character_does_not_keep_the_rest_from_being_told(tmp_path: Path) -> None:
    left_in(tmp_path, replace(everything(), name="\ud800.pdf"))
    assert read_answer(tmp_path) == replace(everything(), name="\ud800.pdf")


@pytest.mark.parametrize("name", ["p.zip", "e.log"])
def test_an_answer_that_names_a_file_which_is_not_there_is_taken_from_no_reader(
    tmp_path: Path, name: str
) -> None:
    left_in(tmp_path, everything())
    (tmp_path / name).unlink()
    with pytest.raises(ForgedError):
        read_answer(tmp_path)


@pytest.mark.parametrize("forged", [b"", b"[]", b"\x00" * 40, b"\xff" * 40, b"cos\nsystem\n"])
def test_what_is_none_of_our_values_is_taken_from_no_reader(tmp_path: Path, forged: bytes) -> None:
    (tmp_path / ANSWER).write_bytes(forged)
    with pytest.raises(ForgedError):
        read_answer(tmp_path)


def test_no_answer_is_read_through_a_link(tmp_path: Path) -> None:
    left_in(tmp_path, everything())
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ANSWER).symlink_to(tmp_path / ANSWER)
    with pytest.raises(ForgedError):
        read_answer(tmp_path / "other")


def test_a_glance_stays_small_whatever_a_drop_names() -> None:
    many = tuple(f"{n}@client.example" for n in range(5_000))
    numbers = " ".join(f"ZF-260512-{n:05d}" for n in range(5_000))
    envelope = Envelope(subject=numbers, references=("x" * 9_000, *many), sender="y" * 9_000)
    sought = glance_of(Submission("x.eml", "a" * 64, envelope)).sought
    assert sought == Sought(sought.numbers, many[-50:], (), sought.mentioned, (("",),))
    assert len(sought.mentioned) == 20
    assert len(sought.numbers) == 50


NOTHING_SOUGHT = Sought((), (), ())
FORGED_GLANCES = (
    Glance(replace(NOTHING_SOUGHT, numbers=("ZF-260512-7K3QM",) * 51)),
    Glance(replace(NOTHING_SOUGHT, message_ids=("x" * 1_001,))),
    Glance(replace(NOTHING_SOUGHT, mentioned=("",) * 5_000)),
    Glance(replace(NOTHING_SOUGHT, client_ids=("y" * 100_000,))),
    Glance(replace(NOTHING_SOUGHT, writers=(("a@client.example",) * 51,))),
    Glance(replace(NOTHING_SOUGHT, writers=(("b" * 1_001,),))),
    Glance(NOTHING_SOUGHT, stamped_at=datetime(2026, 5, 12)),  # noqa: DTZ001 - forged
    Glance(NOTHING_SOUGHT, stamped_at=datetime.min.replace(tzinfo=UTC)),
    Glance(NOTHING_SOUGHT, stamped_at=datetime.max.replace(tzinfo=UTC)),
)


@pytest.mark.parametrize("glance", FORGED_GLANCES, ids=range(len(FORGED_GLANCES)))
def test_a_glance_that_no_reader_of_ours_takes_is_none(glance: Glance) -> None:
    assert is_glance(Glance(NOTHING_SOUGHT, stamped_at=datetime(2026, 5, 12, tzinfo=UTC)))
    assert not is_glance(glance)
