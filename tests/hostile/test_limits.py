"""A watcher, and drops made to hold it up at each stage: each is told, and none costs another.

The watcher is a process of its own, so that its memory can be measured.
"""

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from tests.making.steps import Action, Report, report_zip
from tests.unit.desk.story import ANSWERS, PSR, filled, mail, new_story
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.folders import Folder

pytestmark = [
    pytest.mark.hostile,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read off /proc"),
]

ANNE = "Anne Essai <anne.essai@client.example>"
LIMIT = 3.0
POLICY_TEXT = f"""
stillness_seconds = 0.0
[watching]
workers = 1
stop_seconds = 2.0
[limits]
wall_seconds = {LIMIT}
cpu_seconds = {LIMIT:.0f}
judging_seconds = {LIMIT}
page_bytes = 1000000
outcome_bytes = 20000000
log_bytes = 20000000
"""
GROWTH_MB = 12
"""Less than any one of the drops would take: the watcher grows by what it remembers of them."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A desk with its watcher at work."""

    root: Path
    process: "subprocess.Popen[bytes]"
    news: Path
    blank: bytes

    def memory(self) -> float:
        """MB that the watcher has held at most."""
        told = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(told.partition("VmHWM:")[2].split()[0]) / 1024

    def drop(self, name: str, content: bytes) -> None:
        """Put a file into the inbox, whole."""
        (self.root / name).write_bytes(content)
        (self.root / name).rename(self.root / Folder.INBOX / name)

    def settled(self, name: str, seconds: float = 60.0) -> dict[str, object]:
        """What was told of a drop once it has its outcome."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, "the watcher ended"
            for line in self.news.read_text("utf-8").splitlines():
                told = json.loads(line)
                if told.get("what") == "settled" and told.get("drop") in self._drops_called(name):
                    return dict(told)
            time.sleep(0.05)
        raise AssertionError(name)

    def _drops_called(self, name: str) -> set[str]:
        archive = self.root / Folder.ARCHIVE
        places = ("*/*/*/received.json", "restricted/*/*/*/received.json")
        receipts = [path for place in places for path in archive.glob(place)]
        return {
            str(values["drop"])
            for path in receipts
            if (values := json.loads(path.read_text("utf-8")))["name"] == name
        }

    def innocent(self, subject: str) -> bytes:
        """A request as it should be."""
        answers = {**ANSWERS, "summary": f"L’export coupe une colonne, cas {subject}"}
        return mail(ANNE, subject, {"demande.pdf": filled(self.blank, answers), "psr.zip": PSR})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watched]:
    story = new_story(tmp_path / "bureau")
    (story.root / POLICY).write_text(POLICY_TEXT, encoding="utf-8")
    news, blank = tmp_path / "news.jsonl", story.form()
    command = [sys.executable, "-m", "zenforms", "watch", str(story.root), "--format", "json"]
    with news.open("wb") as out, subprocess.Popen(command, stdout=out) as process:
        yield Watched(story.root, process, news, blank)
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def texts(blank: bytes, random_: random.Random) -> Iterator[tuple[str, bytes]]:
    """Judge: words said over and over, floods of lines, numbers, quotes, items, signs."""
    families = ("a x ", "je ", "\n", "1. a ", "ZF-260512-0000 ", "« ", "è\u0301", "a" * 50 + " ")
    for number, family in enumerate(families):
        length = random_.randrange(20_000, 60_000)
        said = (family * (length // len(family)))[:length]
        overfull = overfilled(blank, summary=said[: length // 2], description=said)
        yield f"texte{number}.pdf", overfull


def overfilled(blank: bytes, **texts: str) -> bytes:
    """A filled form with texts that are longer than any viewer would let them be."""
    writer = PdfWriter(clone_from=BytesIO(filled(blank, ANSWERS)))
    for page in writer.pages:
        for annotation in page.annotations or ():
            field = annotation.get_object()
            if field.get("/T") in texts:
                field[NameObject("/V")] = TextStringObject(texts[field["/T"]])
                field.pop("/MaxLen", None)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def recordings(_blank: bytes, random_: random.Random) -> Iterator[tuple[str, bytes]]:
    """Pack: one picture named by very many steps, and long words in each."""
    for number, words in enumerate((10, 2_000)):
        steps = random_.randrange(1_000, 2_000)
        actions = tuple(Action(f"Clic {n} " + "mot " * words, "Clic") for n in range(steps))
        report = report_zip(replace(Report(), actions=actions))
        yield f"psr{number}.eml", mail(ANNE, f"PSR {number}", {"Recording.zip": report})


def logs(_blank: bytes, random_: random.Random) -> Iterator[tuple[str, bytes]]:
    """Pack: logs of tiny lines, of lines that are slow to mask, of one line without an end."""
    head = b"2026-05-12 10:00:00 ERROR ZenService x\n" * 5
    lines = (b"a\n", b"pwd>" * 25_000 + b"\n", b"password=", b"x" * 40 + b"=")
    for number, line in enumerate(lines):
        size = random_.randrange(15_000_000, 30_000_000)
        packed = gzip.compress(head + line * (size // len(line)), compresslevel=6, mtime=0)
        yield f"log{number}.eml", mail(ANNE, f"Journal {number}", {"service.log.gz": packed})


def files(_blank: bytes, random_: random.Random) -> Iterator[tuple[str, bytes]]:
    """Settle: as many files as a drop may have, and more bytes than may become of it."""
    many = {f"note-{n}.txt": random_.randbytes(50) for n in range(199)}
    yield "beaucoup.eml", mail(ANNE, "Beaucoup", many)
    large = {f"gros-{n}.bin": random_.randbytes(4_000_000) for n in range(4)}
    yield "gros.eml", mail(ANNE, "Gros", large)


def names(_blank: bytes, random_: random.Random) -> Iterator[tuple[str, bytes]]:
    """Settle: a mail that names very many requests and letters."""
    numbers = " ".join(f"ZF-260512-{random_.randrange(100_000):05d}" for _ in range(2_000))
    yield "numeros.eml", mail(ANNE, f"Re: {numbers}", {}, answers="x" * 20_000)


STAGES = (texts, recordings, logs, files, names)
Make = Callable[[bytes, random.Random], Iterator[tuple[str, bytes]]]


@pytest.mark.parametrize("make", STAGES, ids=lambda make: make.__name__)
def test_no_drop_passes_its_limit_or_costs_the_next_one_more(desk: Watched, make: Make) -> None:
    desk.drop("premier.eml", desk.innocent("premier"))
    assert desk.settled("premier.eml")["outcome"] == "accepted"
    before = desk.memory()
    for number, (name, content) in enumerate(make(desk.blank, random.Random(make.__name__))):  # noqa: S311 - to be the same each time
        began = time.monotonic()
        desk.drop(name, content)
        time.sleep(0.2)
        desk.drop(f"innocent{number}.eml", desk.innocent(f"innocent {number}"))
        desk.settled(name)
        spent = time.monotonic() - began
        # read, judged, and once more told of: each within its limit, besides a busy machine
        assert spent < 3 * LIMIT + 15, (name, spent)
        innocent = desk.settled(f"innocent{number}.eml")
        assert innocent["outcome"] == "accepted", name
        assert time.monotonic() - began < 4 * LIMIT + 20, name
    assert desk.memory() - before < GROWTH_MB


def test_many_rounds_of_one_request_end_before_they_take_long(desk: Watched) -> None:
    incomplete = filled(desk.blank, ANSWERS)
    desk.drop("r.pdf", incomplete)
    desk.settled("r.pdf")
    (correction,) = [path.read_bytes() for path in desk.root.glob("*/*/correction.pdf")]
    outcomes = []
    for number in range(22):
        answers = {"workstations": f"poste {number}"}
        desk.drop(f"r{number}.pdf", filled(correction, answers))
        outcomes.append(desk.settled(f"r{number}.pdf"))
    assert outcomes[0]["outcome"] == "incomplete"
    assert outcomes[-1]["codes"] == ["ZF562"]


def test_a_stop_keeps_its_bound_while_a_drop_is_held_up(desk: Watched) -> None:
    text = POLICY_TEXT.replace(f"judging_seconds = {LIMIT}", "judging_seconds = 600.0")
    (desk.root / POLICY).write_text(text.replace("cpu_seconds = 3", "cpu_seconds = 600"), "utf-8")
    (name, content), *_ = list(logs(b"", random.Random("stop")))[1:]  # noqa: S311 - likewise
    desk.drop(name, content)
    time.sleep(3.0)
    began = time.monotonic()
    desk.process.send_signal(signal.SIGTERM)
    assert desk.process.wait(30) == 0
    assert time.monotonic() - began < 2.0 + 8.0
