"""Reads drops of any shape at the command line: nothing stays behind."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from zenforms.cli.sources import check_sources, runner_for, source_of
from zenforms.desk.setup.maps import form_maps
from zenforms.errors import DeskError
from zenforms.findings import Problem
from zenforms.judging.policy import Policy
from zenforms.language import Text
from zenforms.reading.handover import read_through
from zenforms.reading.submission import Submission

if TYPE_CHECKING:  # multiprocessing costs 30 ms, and one file needs none of it
    from zenforms.reading.sandbox import Runner


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
            maps=form_maps(),
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
