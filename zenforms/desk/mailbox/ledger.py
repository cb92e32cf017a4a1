"""What was taken from the mailbox: one line for each message, with hashes only."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import append_line
from zenforms.desk.spool.folders import Folder

LEDGER = "mailbox.jsonl"

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that was put into the inbox: where it lay, what it was, what it is called.

    `key` is equal for two copies of one message that came by different ways.
    """

    validity: int
    uid: int
    key: str
    sha256: str
    name: str


class Ledger:
    """The messages taken so far. Only one program at a time takes from a mailbox."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self._disk = disk or Disk()
        self._path = root / Folder.JOURNAL / LEDGER
        self._by_uid: dict[tuple[int, int], Taken] = {}
        self._by_key: dict[str, Taken] = {}
        for taken in _lines(self._path):
            self._remember(taken)

    def taken(self, validity: int, uid: int) -> Taken | None:
        """The message with this UID, if it was taken."""
        return self._by_uid.get((validity, uid))

    def copy_of(self, key: str) -> Taken | None:
        """The message that was taken with this very key."""
        return self._by_key.get(key)

    def write_down(self, taken: Taken) -> None:
        """Remember a message durably."""
        line = json.dumps(asdict(taken), sort_keys=True).encode()
        append_line(self._disk, self._path, line)
        self._remember(taken)

    def _remember(self, taken: Taken) -> None:
        self._by_uid[taken.validity, taken.uid] = taken
        self._by_key.setdefault(taken.key, taken)


def key_of(content: bytes) -> str:
    """The hash of a message without the headers that its way adds.

    A message without a Message-ID is only equal to itself.
    """
    split = _HEADERS_END.search(content)
    head, body = (content[: split.start()], content[split.end() :]) if split else (content, b"")
    named = _MESSAGE_ID.search(head)
    return hashlib.sha256((named[1] if named else head) + b"\0" + body).hexdigest()


def _lines(path: Path) -> list[Taken]:
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            found.append(Taken(**json.loads(line)))
        except (ValueError, TypeError):  # torn by a crash: that message is looked at again
            continue
    return found
