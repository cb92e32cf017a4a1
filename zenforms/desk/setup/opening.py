"""Which desk, and what it has decided: policy, register, releases, keys, clock."""

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from zenforms.desk.setup.keys import read_keys
from zenforms.desk.setup.own import library_of, own_files
from zenforms.desk.setup.place import POLICY
from zenforms.desk.setup.slips import in_the_whole
from zenforms.desk.setup.tomlfile import broken, line_of, read_toml, text_of
from zenforms.errors import DeskError
from zenforms.form.library import form_called
from zenforms.judging.case import Desk
from zenforms.judging.connections import Decision
from zenforms.judging.policy import Policy, Register, Releases
from zenforms.judging.policycheck import slips_in
from zenforms.judging.prepare import REQUEST_FORM
from zenforms.language import Text

# The desk's clock: the system's, or one that stands still for the samples.

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, in Paris. `fixed` is an aware moment at which the clock stands still."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The moment, aware, in Paris time."""
        return (self.fixed or datetime.now(UTC)).astimezone(PARIS)

    def arrival_of(self, status: os.stat_result) -> datetime:
        """When an entry of the inbox arrived.

        On POSIX its status time: that of the last write or of the move into the inbox, even if
        nobody was watching. A time that lies ahead of the clock, or the creation time that
        Windows tells instead, is not believed: then it is now.
        """
        now = self.now()
        if self.fixed or os.name == "nt":
            return now
        return min(now, datetime.fromtimestamp(status.st_ctime, PARIS))


CLIENTS = "clients.toml"
RELEASES = "releases.toml"
KEYS = "seal.keys"
CLOCK = "clock.toml"
TOKENS = "mailbox.token"
"""The mailbox's refresh token, for the desk's account alone."""
FILES = (POLICY, CLIENTS, RELEASES, KEYS, CLOCK)

Stamps = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk's folder and everything it has decided, read at one moment."""

    root: Path
    desk: Desk
    clock: Clock = field(default_factory=Clock)
    stamps: Stamps = ()
    """What tells whether one of its files changed since."""


class FixedClock(Decision):
    """`clock.toml`: the hour at which the samples' desk stands still. No real desk has one."""

    now: AwareDatetime


def open_desk(root: Path) -> OpenDesk:
    """The desk in `root`; raises DeskError naming file, line and field of what is broken."""
    root = root.absolute()
    if not (root / POLICY).is_file():
        raise _no_desk(root)
    stamps = _stamps(root)
    desk = Desk(
        policy=_policy(root / POLICY),
        register=read_toml(root / CLIENTS, Register) if (root / CLIENTS).exists() else None,
        releases=read_toml(root / RELEASES, Releases) if (root / RELEASES).exists() else None,
        keys=read_keys(root / KEYS) if (root / KEYS).exists() else None,
    )
    return OpenDesk(root, desk, _clock(root), stamps)


def refreshed(opened: OpenDesk) -> tuple[OpenDesk, DeskError | None]:
    """The desk read again if one of its files changed.

    A broken file keeps everything as it was last good, and comes back as the error, once.
    """
    stamps = _stamps(opened.root)
    if stamps == opened.stamps:
        return opened, None
    try:
        return open_desk(opened.root), None
    except DeskError as error:
        return replace(opened, stamps=stamps), error


def sound_policy(root: Path) -> Policy | None:
    """The policy of the desk in `root`, for whoever looks at another file; None: it is broken."""
    try:
        return _policy(root / POLICY)
    except DeskError:
        return None


def _policy(path: Path) -> Policy:
    """The policy; a rule or field that it names and that there is not is as broken as bad TOML."""
    if nothing := in_the_whole(text_of(path), is_needed=True):
        raise broken(path, nothing)
    policy = read_toml(path, Policy).with_forms(library_of(path.parent))
    for slip in slips_in(policy, form_called(REQUEST_FORM, policy.forms)):
        raise broken(path, slip.reason, line=line_of(text_of(path), slip.place))
    return policy


def _clock(root: Path) -> Clock:
    if not (root / CLOCK).exists():
        return Clock()
    return Clock(read_toml(root / CLOCK, FixedClock).now)


def _stamps(root: Path) -> Stamps:
    files = [root / name for name in FILES]
    return tuple(_stamp(path) for path in (*files, *own_files(root)))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _no_desk(root: Path) -> DeskError:
    return DeskError(
        Text(
            fr="Il n'y a pas de bureau dans {root} : policy.toml n'y est pas.",
            en="There is no desk in {root}: policy.toml is not there.",
        ),
        advice=Text(
            fr="Créez-en un avec « zenforms init DOSSIER », ou nommez le bon avec --desk.",
            en="Make one with “zenforms init FOLDER”, or name the right one with --desk.",
        ),
        arguments={"root": str(root)},
    )
