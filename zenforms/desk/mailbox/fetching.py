"""One pass over the mailbox: new messages into the inbox, settled ones into the done folder.

Nothing is lost whenever it stops: a message leaves its folder only when the archive holds it,
and one that was put into the inbox is known by its name there until then.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from zenforms.desk.mailbox.connection import RefusedError
from zenforms.desk.mailbox.refusals import MailboxAwayError
from zenforms.desk.spool.catalogue import Index
from zenforms.desk.spool.drop import read_receipt
from zenforms.desk.spool.durable import Disk, append_line, make_folders, replace_file
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.workers import BackOff

# What was taken from the mailbox: one line for each message, with hashes only.

LEDGER = "mailbox.jsonl"

_EMPTY = "BODY[] 0"
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


class Source(Protocol):
    """What a pass needs of a mailbox; `connection.Connection` is one.

    What cannot be done about one message is a RefusedError; MailboxAwayError ends the pass.
    """

    validity: int

    def sizes(self) -> Mapping[int, int | None]:
        """Bytes of each message, by UID; None when they are not told."""

    def message(self, uid: int) -> bytes | None:
        """The message, or None when it is gone."""

    def file_away(self, uid: int) -> None:
        """Move it to the done folder."""


class Step(StrEnum):
    """What a pass did about a message."""

    TAKEN = "taken"
    DONE = "done"
    COPY = "copy"
    WAITING = "waiting"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    """The server does not give it; it is tried again, ever more rarely."""
    NOT_FILED = "not_filed"
    """It has its outcome, and the server does not let it be moved."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message of a pass. `name` is its name in the inbox; None when it was not taken."""

    uid: int
    step: Step
    name: str | None = None
    reason: str = ""
    """What the server said, harmless."""


class Fetching:
    """Passes over one mailbox into one desk, which need not be watched at the moment."""

    def __init__(
        self,
        root: Path,
        *,
        largest: int,
        disk: Disk | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`largest` is the size in bytes up to which a message is taken."""
        self._root = root
        self._largest = largest
        self._disk = disk or Disk()
        self._ledger = Ledger(root, self._disk)
        self._unreadable: BackOff[tuple[int, int]] = BackOff(monotonic)
        self._unmovable: BackOff[tuple[int, int]] = BackOff(monotonic)

    @property
    def unreadable(self) -> int:
        """How many messages could not be had, and are passed over for now."""
        return len(self._unreadable)

    def once(self, source: Source) -> Iterator[Fetched]:
        """Look at every message once; each is reported when its step is done.

        A message that the server does not give stands in the way of no other: not in this pass,
        and, where the connection was lost over it, not in the next one.
        """
        for folder in (Folder.INBOX, Folder.WORK, Folder.JOURNAL):
            make_folders(self._disk, self._root / folder)
        index = Index(self._root)
        for uid, size in self._in_order(source):
            taken = self._ledger.taken(source.validity, uid)
            if taken is not None:
                yield from self._settle(source, taken, index)
            elif size is not None and size > self._largest:
                yield Fetched(uid, Step.TOO_LARGE)
            elif self._unreadable.may_try((source.validity, uid)):
                yield from self._take(source, uid, index, size=size or 0)

    def _in_order(self, source: Source) -> list[tuple[int, int | None]]:
        """The messages with their sizes; those that could not be had before come last."""
        found = source.sizes().items()
        return sorted(found, key=lambda one: self._unreadable.tries((source.validity, one[0])))

    def _take(self, source: Source, uid: int, index: Index, *, size: int) -> Iterator[Fetched]:
        place = (source.validity, uid)
        try:
            content = source.message(uid)
            if content == b"" and size:
                raise RefusedError(_EMPTY)  # noqa: TRY301 - one way out for all that is not given
        except RefusedError as error:
            self._unreadable.refused(place, str(error))
            yield Fetched(uid, Step.UNREADABLE, reason=str(error))
            return
        except MailboxAwayError as error:
            self._unreadable.refused(place, str(error))
            yield Fetched(uid, Step.UNREADABLE, reason=str(error))
            raise
        self._unreadable.forget(place)
        if content is None:
            return
        if len(content) > self._largest:
            yield Fetched(uid, Step.TOO_LARGE)
            return
        key = key_of(content)
        sha256 = hashlib.sha256(content).hexdigest()
        if first := self._ledger.copy_of(key):
            copy = Taken(source.validity, uid, key, first.sha256, first.name)
            self._ledger.write_down(copy)
            yield Fetched(uid, Step.COPY, first.name)
            return
        taken = Taken(source.validity, uid, key, sha256, f"courriel-{source.validity}-{uid}.eml")
        if not self._is_known(taken, index):
            replace_file(self._disk, self._root / Folder.INBOX / taken.name, content)
        self._ledger.write_down(taken)
        yield Fetched(uid, Step.TAKEN, taken.name)

    def _settle(self, source: Source, taken: Taken, index: Index) -> Iterator[Fetched]:
        if index.first_with(taken.sha256, besides="") is None:
            yield Fetched(taken.uid, Step.WAITING, taken.name)
            return
        place = (source.validity, taken.uid)
        if not self._unmovable.may_try(place):
            return
        try:
            source.file_away(taken.uid)
        except RefusedError as error:
            self._unmovable.refused(place, str(error))
            yield Fetched(taken.uid, Step.NOT_FILED, taken.name, reason=str(error))
        except MailboxAwayError as error:
            self._unmovable.refused(place, str(error))
            raise
        else:
            self._unmovable.forget(place)
            yield Fetched(taken.uid, Step.DONE, taken.name)

    def _is_known(self, taken: Taken, index: Index) -> bool:
        """Whether a pass that stopped short had put it into the inbox already.

        A drop moves from the inbox to work/ to the archive: asked in this order, none is missed.
        """
        if (self._root / Folder.INBOX / taken.name).exists():
            return True
        receipts = (read_receipt(folder) for folder in (self._root / Folder.WORK).iterdir())
        if any(receipt and receipt.name == taken.name for receipt in receipts):
            return True
        return index.first_with(taken.sha256, besides="") is not None
