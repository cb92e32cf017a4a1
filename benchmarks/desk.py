"""A desk at work: how fast a full inbox is worked off, and how soon one drop is a ticket.

    python -m benchmarks.desk [--forms 300] [--incomplete 0.1] [--archived 0] [--drops 20]

All forms come from one client, which is the worst case: each is held against that client's
earlier requests. `--incomplete` is the share that gets a correction form. `--archived` requests
are worked off first, uncounted: what a desk remembers must not slow it down.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader

from benchmarks.common import blank_form, filled_form, ratio, title
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.setup.place import POLICY
from zenforms.reading.document import read_document

STILLNESS = 0.5
MAPS = form_maps()


@dataclass(slots=True)
class Worked:
    """An inbox worked off: when each drop was settled, and what memory was held meanwhile."""

    began: float
    settled: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """MB of the watcher itself, each time that a tenth was settled; empty where nobody tells."""
    descriptors: list[int] = field(default_factory=list)
    """Likewise, how many files it has open."""
    cpu: list[float] = field(default_factory=list)
    """Likewise, how many seconds it has worked itself, without its readers."""

    @property
    def seconds(self) -> float:
        """From the first drop settled to the last: without the start."""
        return self.settled[-1] - self.settled[0]

    def per_second(self, part: slice = slice(None)) -> float:
        """Drops settled in a second."""
        moments = self.settled[part]
        return (len(moments) - 1) / (moments[-1] - moments[0])


class Forms:
    """Ever new forms of one client. Filling takes longer than reading, so some are varied."""

    def __init__(self, root: Path, incomplete: float) -> None:
        keys = open_desk(root).desk.keys or ()
        self._blank = blank_form(keys[0])
        self._incomplete = incomplete
        self._random = random.Random(1)  # noqa: S311 - the same mixture in every run
        self._made = 0

    def put(self, folder: Path, count: int) -> None:
        """Write `count` forms that nobody has seen."""
        for _ in range(count):
            self._made += 1
            lacks = {"domain": None} if self._random.random() < self._incomplete else {}
            form = filled_form(
                self._blank,
                summary=f"Où régler la langue du modèle {self._made} ?",
                description=f"Je crée le modèle {self._made} et cherche sa langue.\n" * 8,
                **lacks,
            )
            (folder / f"demande-{self._made:05}.pdf").write_bytes(form)


def work_off(root: Path, forms: int) -> Worked:
    """Run `zenforms watch --once` on a full inbox."""
    with _watcher(root, "--once") as process:
        worked = Worked(time.perf_counter())
        for moment in _settled(process):
            worked.settled.append(moment)
            if len(worked.settled) % max(1, forms // 10) == 0:
                worked.memory += _memory_of(process.pid)
                worked.descriptors += _descriptors_of(process.pid)
                worked.cpu += _cpu_of(process.pid)
        process.wait()
    if len(worked.settled) != forms:
        sys.exit(f"{len(worked.settled)} of {forms} drops were settled")
    return worked


def latencies(root: Path, forms: Forms, drops: int) -> list[float]:
    """For drops that come one by one: milliseconds to the outcome, beyond the stillness."""
    late = []
    with _watcher(root) as process, tempfile.TemporaryDirectory(dir=root.parent) as outside:
        settled = _settled(process)
        time.sleep(2.0)  # until it listens
        for _ in range(drops + 1):
            forms.put(Path(outside), 1)
            (form,) = Path(outside).iterdir()
            began = time.perf_counter()
            form.rename(root / "inbox" / form.name)
            late.append((next(settled) - began - STILLNESS) * 1000)
        process.terminate()
        process.wait()
    return late[1:]  # the first starts the reader


@dataclass(frozen=True, slots=True)
class Rate:
    """Files per second, and the milliseconds that the processor worked for each."""

    per_second: float
    cpu: float


def with_pypdf(form: Path) -> None:
    """What most programs do."""
    with form.open("rb") as file:
        PdfReader(file).get_fields()


def with_zenforms(form: Path) -> None:
    """What a desk's readers do with a PDF."""
    read_document(form, name=form.name, maps=MAPS)


def rate(read: Callable[[Path], None], forms: Sequence[Path]) -> Rate:
    """How fast one process reads the forms."""
    began, cpu = time.perf_counter(), time.process_time()
    for form in forms:
        read(form)
    cpu = time.process_time() - cpu
    return Rate(len(forms) / (time.perf_counter() - began), cpu * 1000 / len(forms))


@contextmanager
def _watcher(root: Path, *options: str) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", "zenforms", "watch", str(root), "--format", "json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def _settled(process: "subprocess.Popen[bytes]") -> Iterator[float]:
    """The moments at which the watcher says that a drop has its outcome."""
    for line in process.stdout or ():
        if json.loads(line).get("what") == "settled":
            yield time.perf_counter()


def _memory_of(pid: int) -> list[float]:
    """MB held by a process, where the system tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line]


def _descriptors_of(pid: int) -> list[int]:
    """How many files a process has open, where the system tells."""
    try:
        return [len(list(Path(f"/proc/{pid}/fd").iterdir()))]
    except OSError:
        return []


def _cpu_of(pid: int) -> list[float]:
    """How many seconds a process has worked, where the system tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return []
    return [(int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")]


def _found(root: Path) -> None:
    found_desk(root)
    policy = root / POLICY
    text = policy.read_text(encoding="utf-8")
    policy.write_text(f"stillness_seconds = {STILLNESS}\n{text}", encoding="utf-8")


def _show(worked: Worked, pypdf: Rate, ours: Rate) -> None:
    half, per_second = len(worked.settled) // 2, worked.per_second()
    for name, one in (("pypdf get_fields", pypdf), ("zenforms reading", ours)):
        print(f"{name}, one process".ljust(34), f"{one.per_second:7.1f} forms/s", end="")
        print(f"  {one.cpu:6.1f} ms CPU each")
    print("zenforms watch --once, 2 workers".ljust(34), f"{per_second:7.1f} forms/s", end="")
    if worked.cpu:
        share = len(worked.settled) * (len(worked.cpu) - 1) / len(worked.cpu)
        cpu = (worked.cpu[-1] - worked.cpu[0]) * 1000 / share
        print(f"  {cpu:6.1f} ms CPU each, besides its readers", end="")
    print()
    print(f"   time a form, against reading alone: {ratio(ours.per_second, per_second)}")
    first, second = worked.per_second(slice(half)), worked.per_second(slice(half, None))
    print(f"   first half {first:.1f}, second half {second:.1f}: ratio {ratio(first, second)}")
    if worked.memory:
        told = ", ".join(f"{one:.0f}" for one in worked.memory)
        print(f"   MB of the watcher, by tenths: {told}")
    if worked.descriptors:
        told = ", ".join(map(str, worked.descriptors))
        print(f"   files open in the watcher, by tenths: {told}")


def _show_latencies(late: Sequence[float]) -> None:
    ordered = sorted(late)
    print(
        f"drop to ticket, beyond the {STILLNESS} s of stillness: median "
        f"{statistics.median(ordered):.0f} ms, best {ordered[0]:.0f} ms, "
        f"nine in ten {ordered[int(len(ordered) * 0.9) - 1]:.0f} ms"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=300)
    parser.add_argument("--incomplete", type=float, default=0.1)
    parser.add_argument("--archived", type=int, default=0)
    parser.add_argument("--drops", type=int, default=20)
    wanted = parser.parse_args(arguments)
    title(f"A desk: {wanted.forms} forms, {wanted.incomplete:.0%} of them incomplete")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "desk")
        _found(root)
        forms = Forms(root, wanted.incomplete)
        if wanted.archived:
            forms.put(root / "inbox", wanted.archived)
            work_off(root, wanted.archived)
            print(f"{wanted.archived} requests archived before")
        forms.put(root / "inbox", wanted.forms)
        some = sorted((root / "inbox").iterdir())[:100]
        pypdf, ours = rate(with_pypdf, some), rate(with_zenforms, some)
        _show(work_off(root, wanted.forms), pypdf, ours)
        _show_latencies(latencies(root, forms, wanted.drops))


if __name__ == "__main__":
    main()
