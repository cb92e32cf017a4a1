"""A whole desk with the samples' policy, register and key: what drops become in it, day by day."""

import itertools
import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tests.viewers.blank import DESK, desk
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import carry_out_order
from zenforms.desk.handling.app import pipeline_for
from zenforms.desk.handling.copies import proposed
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.handling.readers import Readers
from zenforms.desk.papers.requests import Filed, find_request
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.setup.opening import CLOCK, FILES, OpenDesk, open_desk
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.spool import Spool, open_spool
from zenforms.judging.policy import Policy
from zenforms.language import Lang
from zenforms.reading.drop import read_drop
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Submission


@dataclass(slots=True)
class Time:
    """What time it is: it stands still until somebody moves it."""

    at: datetime

    def now(self) -> datetime:
        """The moment, aware."""
        return self.at


class QuickDisk(Disk):
    """A disk that does not wait for durability: a desk that is thrown away needs none."""

    def sync(self, handle: int) -> None:
        """Do not wait."""

    def sync_folder(self, path: Path) -> None:
        """Do not wait."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """The desk, and whose hands work in it."""

    spool: Spool
    hands: Pipeline
    time: Time
    orders: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def root(self) -> Path:
        """The desk's folder."""
        return self.spool.root

    @property
    def opened(self) -> OpenDesk:
        """What the desk has decided."""
        return open_desk(self.root)

    def receive(self, drop: Path, at: datetime) -> Filed:
        """A copy of `drop` comes in and gets its outcome."""
        self.time.at = at
        entry = self.root / Folder.INBOX / drop.name
        if drop.is_dir():
            shutil.copytree(drop, entry)
        else:
            shutil.copyfile(drop, entry)
        claimed = claim(self.spool, entry, at)
        settled = take_in(self.spool, claimed, self.hands, self.opened.desk)
        return find_request(self.root, settled.number)

    def order(self, kind: OrderKind, number: str, at: datetime, *, by: str, why: str) -> Filed:
        """Staff order something about a request; raises the refusal."""
        self.time.at = at
        order = Order(f"{next(self.orders):04d}", kind, number, at, by, why)
        carry_out_order(self.spool, self.opened, self.hands, order).check()
        return find_request(self.root, number)


def new_bureau(root: Path, *, policy: Path | None = None) -> Bureau:
    """The samples' desk as a fresh desk in `root`, at its hour; `policy` replaces its policy."""
    found_desk(root)
    for name in set(FILES) - {CLOCK}:
        shutil.copyfile(DESK / name, root / name)
    if policy is not None:
        shutil.copyfile(policy, root / POLICY)
    return bureau_at(root)


def bureau_at(root: Path) -> Bureau:
    """The desk that is in `root` already, at the samples' hour."""
    time = Time(desk().clock.now())
    hands = replace(pipeline_for(Readers(), root, Lang.FR), read=_read_here)
    return Bureau(open_spool(root, now=time.now, disk=QuickDisk()), hands, time)


def _read_here(source: Source, policy: Policy) -> Submission:
    """Read a drop in this process."""
    read = read_drop(
        source.original,
        scratch=source.scratch,
        maps=form_maps(),
        limits=policy.limits,
        mail_server=policy.intake.mail_server,
    )
    documents = proposed(read, source.scratch, ThisProcess(policy.limits))
    return replace(read, name=source.name, sha256=source.sha256, documents=documents)
