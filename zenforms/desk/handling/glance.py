"""A drop as it was read stays beside it in a file; the watcher only takes a glance at it.

The file comes from a process that untrusted bytes may have taken over: whoever opens it checks
it against the types, and takes no more of it than any reader may answer.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from zenforms.desk.handling.job import Glance
from zenforms.judging.history import Sought, sought_by
from zenforms.problems import READER_DIED
from zenforms.reading.scratch import writing_scratch
from zenforms.reading.submission import Submission

ANSWER = "~read.json"  # no file of a drop is called so: safe names begin with no tilde
ANSWER_BYTES = 64_000_000
"""No answer is longer: files stay beside it, only what they say is told."""

_MOST = 50
_LONGEST = 1_000
"""How many names, and of how many characters, one drop may look up."""


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
            sender=sought.sender if len(sought.sender or "") <= _LONGEST else None,
        ),
        stamped_at=_plain_time(read.envelope.received_at),
        has_died=any(problem.code == READER_DIED for problem in read.problems),
    )


def write_answer(scratch: Path, read: Submission) -> None:
    """Leave what was read in the scratch folder.

    Raises TooLongError when it is too much, and ScratchError when the machine refuses.
    """
    data = _encoded(read)
    if len(data) > ANSWER_BYTES:
        raise TooLongError
    path = scratch / ANSWER
    with writing_scratch():
        path.unlink(missing_ok=True)
        with path.open("xb") as file:
            file.write(data)


def read_answer(scratch: Path) -> Submission:
    """What a reader left there.

    Raises FileNotFoundError when nobody left anything, ForgedError when it is none of our values,
    and TooLongError when it is too long.
    """
    path = scratch / ANSWER
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise ForgedError
    with path.open("rb") as file:
        data = file.read(ANSWER_BYTES + 1)
    if len(data) > ANSWER_BYTES:
        raise TooLongError
    try:
        return _adapter().validate_json(data)
    except ValidationError as error:
        raise ForgedError from error


@cache
def _adapter() -> TypeAdapter[Submission]:
    # `submission` knows these two only while it is checked: pydantic looks for them here
    from zenforms.reading.evidence import LogFacts, Recording  # noqa: F401, PLC0415

    return TypeAdapter(Submission)


def _encoded(read: Submission) -> bytes:
    try:
        return _adapter().dump_json(read)
    except PydanticSerializationError:  # a half of a surrogate pair, which is no text
        return to_json(_whole(_adapter().dump_python(read)))


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_whole(key): _whole(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_whole(item) for item in value]
    return value


def _fit(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) <= _LONGEST)


def _plain_time(at: datetime | None) -> datetime | None:
    """The same moment with an offset instead of a zone: a value that every process understands."""
    return datetime.fromisoformat(at.isoformat()) if at else None
