"""The spool of one desk as a value: where it is, its disk, its index, its diary, its clock."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.catalogue import Index, Kin, Twins
from zenforms.desk.spool.durable import Disk, make_folders
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.lock import Gate


@dataclass(frozen=True, slots=True)
class Spool:
    """The spool of the desk at `root`. Only the holder of the desk's lock may change it.

    `now` is the aware clock of the diary. `deciding` serialises changes to what is there
    already, such as the events of a ticket; `twins` tells of equal requests that are handled at
    once. `gate` shuts out workers that come too late.
    """

    root: Path
    disk: Disk
    now: Callable[[], datetime]
    index: Index
    kin: Kin
    deciding: threading.RLock = field(default_factory=threading.RLock)
    twins: Twins = field(default_factory=Twins)
    gate: Gate = field(default_factory=Gate)

    @property
    def work(self) -> Path:
        """Where claimed drops are worked on."""
        return self.root / Folder.WORK

    def note(self, step: str, *, durable: bool = True, **facts: object) -> None:
        """Write one line into the diary; without `durable` a power cut may take it."""
        Journal(self.root, self.disk).note(step, at=self.now(), durable=durable, **facts)


def open_spool(root: Path, *, now: Callable[[], datetime], disk: Disk | None = None) -> Spool:
    """The spool at `root`, its missing folders made."""
    used = disk or Disk()
    for folder in Folder:
        make_folders(used, root / folder)
    index = Index(root)
    kin = Kin(root, index.numbers, now().date())
    return Spool(root, used, now, index, kin)
