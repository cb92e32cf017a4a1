"""The diary: one JSON line for each step, with hashes and codes, never names or texts.

The directories are the truth. A line that a crash tore or swallowed is made up at the start.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import append_line
from zenforms.desk.spool.folders import Folder

Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one desk: a file for each month."""

    root: Path
    disk: Disk

    def note(self, step: str, *, at: datetime, durable: bool = True, **facts: object) -> None:
        """Write down one step; `at` is aware. A line may be made durable by a later one."""
        line = {"at": at.isoformat(timespec="milliseconds"), "step": step} | facts
        content = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode()
        append_line(
            self.disk, self.root / Folder.JOURNAL / f"{at:%Y-%m}.jsonl", content, durable=durable
        )

    def lines(self) -> Iterator[Line]:
        """Every whole line, oldest month first."""
        for path in sorted((self.root / Folder.JOURNAL).glob("*.jsonl")):
            yield from lines_of(path)


def lines_of(path: Path) -> Iterator[Line]:
    """The whole JSON lines of a file; what a crash tore is passed over."""
    with path.open("rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
            except ValueError:
                continue
            if isinstance(line, dict):
                yield line
