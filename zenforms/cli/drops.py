"""Reads drops of any shape at the command line: nothing stays behind."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from zenforms.cli.sources import check_sources, runner_for, source_of
from zenforms.desk.handling import verdict
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.setup.opening import Clock, open_desk
from zenforms.desk.setup.place import find_desk
from zenforms.errors import DeskError
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.dates import PARIS
from zenforms.judging.policy import Policy
from zenforms.judging.rules.handling import LIMITS_REACHED
from zenforms.language import Text
from zenforms.reading.handover import read_through
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Submission

if TYPE_CHECKING:
    from zenforms.reading.restraint import Runner


class ReadDrop(NamedTuple):
    """One drop under the name that it was called by; its files lie in `scratch`."""

    name: str
    submission: Submission
    scratch: Path


def read_drops(names: Iterable[str], policy: Policy) -> Iterator[tuple[str, Submission]]:
    """Each drop by its name, as soon as it is read.

    Raises UsageError for a name that is no file or folder, before any is read, and DeskError
    when the desk's virus scanner does not answer.
    """
    return ((drop.name, drop.submission) for drop in unpacked_drops(names, policy))


def unpacked_drops(names: Iterable[str], policy: Policy) -> Iterator[ReadDrop]:
    """As `read_drops`; the files of each drop are there until the next is asked for."""
    wanted = list(names)
    check_sources(wanted)
    with runner_for(len(wanted), policy.limits) as runner:
        for name in wanted:
            with _read(runner, name, policy) as drop:
                yield drop


@contextmanager
def _read(runner: "Runner", name: str, policy: Policy) -> Iterator[ReadDrop]:
    """One drop, unpacked into a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="zenforms-") as folder:
        scratch = Path(folder, "scratch")
        scratch.mkdir()
        read = read_through(
            runner,
            _on_disk(name, Path(folder)),
            scratch=scratch,
            maps=form_maps(policy.forms),
            limits=policy.limits,
            mail_server=policy.intake.mail_server,
            scanner=policy.intake.scanner,
        )
        if isinstance(read, Problem):
            read = Submission(name, sha256="", problems=(read,))
        if read.held:
            raise _unscanned(policy.intake.scanner or "")
        yield ReadDrop(name, read, scratch)


def _unscanned(scanner: str) -> DeskError:
    return DeskError(
        Text(
            fr="L'antivirus du bureau ({scanner}) ne répond pas : rien n'est lu sans lui.",
            en="The desk's virus scanner ({scanner}) does not answer: nothing is read without it.",
        ),
        advice=Text(
            fr="Démarrez-le, ou retirez scanner de [intake] dans policy.toml.",
            en="Start it, or take scanner out of [intake] in policy.toml.",
        ),
        arguments={"scanner": scanner},
    )


def _on_disk(name: str, folder: Path) -> Path:
    """The drop as a file; what comes in on standard input is written to one."""
    source = source_of(name)
    if isinstance(source, Path):
        return source.absolute()
    path = folder / "stdin"
    path.write_bytes(source)
    return path


# Judges files at the command line as the desk would: the same parts, nothing written.


def judge_all(
    names: Iterable[str], *, desk: Path | None, received: datetime | None
) -> Iterator[tuple[str, Outcome]]:
    """The name and outcome of each drop, in order, each as soon as it is known.

    `desk` is what `--desk` says; `received` is naive, in Paris time. Raises DeskError when the
    desk is broken, and UsageError when a file is not there, before any is read.
    """
    known, clock = desk_or_default(desk)
    at = received.replace(tzinfo=PARIS) if received else clock.now()
    for name, submission in read_drops(names, known.policy):
        yield name, judge_bounded(submission, known, at)


def judge_bounded(submission: Submission, desk: Desk, at: datetime) -> Outcome:
    """The verdict, given in this process within the desk's limits; reaching one is told in it."""
    runner = ThisProcess(desk.policy.limits.for_judging())
    judged = runner.run(judge_drop, submission, desk, at)
    if isinstance(judged, Problem):
        return verdict.set_aside(LIMITS_REACHED[judged.code], submission, desk=desk, at=at)
    return judged


def desk_or_default(option: Path | None) -> tuple[Desk, Clock]:
    """What the desk has decided, or the default policy where there is no desk."""
    root = find_desk(option)
    if root is None:
        return Desk(), Clock()
    opened = open_desk(root)
    return opened.desk, opened.clock
