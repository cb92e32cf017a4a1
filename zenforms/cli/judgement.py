"""Judges files at the command line as the desk would: the same parts, nothing written."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from zenforms.cli.sources import check_sources, runner_for, source_of
from zenforms.desk.clock import Clock
from zenforms.desk.judgement import judge_drop
from zenforms.desk.maps import form_maps
from zenforms.desk.opening import find_desk, open_desk
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.moments import PARIS
from zenforms.judging.policy import Policy
from zenforms.reading.drop import read_drop
from zenforms.reading.sandbox import Runner
from zenforms.reading.submission import Submission


def judge_all(
    names: Iterable[str], *, desk: Path | None, received: datetime | None
) -> Iterator[tuple[str, Outcome]]:
    """The name and outcome of each drop, in order, each as soon as it is known.

    `desk` is what `--desk` says; `received` is naive, in Paris time. Raises DeskError when the
    desk is broken, and UsageError when a file is not there, before any is read.
    """
    wanted = list(names)
    check_sources(wanted)
    known, clock = _desk(desk)
    at = received.replace(tzinfo=PARIS) if received else clock.now()
    with runner_for(len(wanted), known.policy.limits) as runner:
        for name in wanted:
            yield name, judge_drop(_read(runner, name, known.policy), known, at)


def _read(runner: Runner, name: str, policy: Policy) -> Submission:
    """One drop, unpacked into a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="zenforms-") as folder:
        scratch = Path(folder, "scratch")
        scratch.mkdir()
        read = runner.run(
            read_drop,
            _on_disk(name, Path(folder)),
            scratch=scratch,
            maps=form_maps(),
            limits=policy.limits,
            mail_server=policy.intake.mail_server,
            scanner=policy.intake.scanner,
        )
    return Submission(name, sha256="", problems=(read,)) if isinstance(read, Problem) else read


def _on_disk(name: str, folder: Path) -> Path:
    """The drop as a file; what comes in on standard input is written to one."""
    source = source_of(name)
    if isinstance(source, Path):
        return source.absolute()
    path = folder / "stdin"
    path.write_bytes(source)
    return path


def _desk(option: Path | None) -> tuple[Desk, Clock]:
    root = find_desk(option)
    if root is None:
        return Desk(), Clock()
    opened = open_desk(root)
    return opened.desk, opened.clock
