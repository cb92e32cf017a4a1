"""A drop as it was read stays beside it in a file; the watcher only takes a glance at it.

The file comes from a process that untrusted bytes may have taken over: whoever opens it checks
it against the types, and takes no more of it than any reader may answer.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from zenforms.desk.handling.job import Glance
from zenforms.desk.setup.maps import form_maps
from zenforms.form.outline import SHIPPED, FormLibrary
from zenforms.judging.sameness import sameness
from zenforms.judging.threads import Sought, sought_by
from zenforms.problems import READER_DIED
from zenforms.reading.handover import is_in_order
from zenforms.reading.scratch import writing_scratch
from zenforms.reading.submission import Submission
from zenforms.reading.wire.schema import pack, unpack
from zenforms.reading.wire.values import TooMuchError, WireError

ANSWER = "~read"  # no file of a drop is called so: safe names begin with no tilde
ANSWER_BYTES = 64_000_000
"""No answer is longer: files stay beside it, only what they say is told."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST = 50
_LONGEST = 1_000
"""How many names, and of how many characters, one drop may look up."""


GLANCE_BYTES = 1_000_000
"""No glance, packed, is longer: the watcher holds it in its own memory."""


_EARLIEST, _LATEST = 1000, 9000
"""Years between which each moment has its like in every time zone."""


class TooLongError(Exception):
    """There is more to say of a drop than a reader may say."""


class ForgedError(Exception):
    """What lies where a reader leaves its answer is none of our values."""


def glance_of(read: Submission) -> Glance:
    """What the desk must know of `read` before it is judged."""
    sought = sought_by(read)
    return Glance(
        Sought(
            numbers=_fit(sought.numbers)[:_MOST],
            message_ids=_fit(sought.message_ids)[-_MOST:],
            client_ids=_fit(sought.client_ids)[:_MOST],
            mentioned=_fit(sought.mentioned)[:_MOST],
            writers=tuple(_plain(one) for one in sought.writers[:_MOST]),
            withdraws=sought.withdraws,
        ),
        stamped_at=_plain_time(read.envelope.received_at),
        message=sameness(read),
        has_died=any(problem.code == READER_DIED for problem in read.problems),
    )


def is_glance(glance: Glance) -> bool:
    """Whether `glance_of` may have given it: a reader that was taken over says what it likes."""
    sought = glance.sought
    lists = (sought.numbers, sought.message_ids, sought.client_ids, sought.mentioned)
    return (
        all(len(names) <= _MOST for names in (*lists, sought.writers, *sought.writers))
        and all(len(name) <= _LONGEST for names in (*lists, *sought.writers) for name in names)
        and _is_sane(glance.stamped_at)
        and (glance.message is None or bool(_DIGEST.fullmatch(glance.message)))
    )


def write_answer(scratch: Path, read: Submission) -> None:
    """Leave what was read in the scratch folder.

    Raises TooLongError when it is too much, and ScratchError when the machine refuses.
    """
    try:
        data = pack(read, Submission, most=ANSWER_BYTES)
    except TooMuchError as error:
        raise TooLongError from error
    path = scratch / ANSWER
    with writing_scratch():
        path.unlink(missing_ok=True)
        with path.open("xb") as file:
            file.write(data)


def read_answer(scratch: Path, forms: FormLibrary = SHIPPED) -> Submission:
    """What a reader left there.

    Raises FileNotFoundError when nobody left anything, ForgedError when it is none of our values
    or names what is not there, and TooLongError when it is too long.
    """
    path = scratch / ANSWER
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise ForgedError
    with path.open("rb") as file:
        data = file.read(ANSWER_BYTES + 1)
    if len(data) > ANSWER_BYTES:
        raise TooLongError
    try:
        read: Submission = unpack(data, Submission)
    except WireError as error:
        raise ForgedError from error
    if not is_in_order(read, scratch, form_maps(forms)):
        raise ForgedError
    return read


def _fit(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) <= _LONGEST)


def _plain(senders: tuple[str, ...]) -> tuple[str, ...]:
    """The authors of a message; whose names are out of all measure proves nobody."""
    fit = _fit(senders)
    return senders if len(fit) == len(senders) <= _MOST else ("",)


def _plain_time(at: datetime | None) -> datetime | None:
    """The same moment with an offset instead of a zone: a value that every process understands."""
    plain = datetime.fromisoformat(at.isoformat()) if at else None
    return plain if _is_sane(plain) else None


def _is_sane(at: datetime | None) -> bool:
    return at is None or (at.tzinfo is not None and _EARLIEST <= at.year <= _LATEST)
