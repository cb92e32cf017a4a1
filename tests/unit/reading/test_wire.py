"""What a worker may say: a value of exactly the declared type, else it was not itself."""

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zenforms.findings import Problem
from zenforms.language import Text
from zenforms.reading.evidence import LogFacts, Recording
from zenforms.reading.submission import Channel, Document, Submission
from zenforms.reading.wire.schema import pack, unpack
from zenforms.reading.wire.values import MOST_VALUES, TooMuchError, WireError

MOST = 10_000_000


class Pair(NamedTuple):
    left: int
    right: "Pair | None" = None


@dataclass(frozen=True)
class Everything:
    word: str
    flag: bool
    number: int | None
    share: float
    data: bytes
    moment: datetime
    day: date
    span: timedelta
    path: Path
    kind: Literal["a", "b"]
    pair: tuple[int, str]
    found: frozenset[str]
    listed: list[Pair]
    table: Mapping[int, tuple[Text | str, ...]]
    plain: object


WHOLE = Everything(
    word="œ\ud800\0",
    flag=True,
    number=None,
    share=-0.5,
    data=b"\0\xff",
    moment=datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"), fold=1),
    day=date(2026, 2, 28),
    span=timedelta(days=-1, microseconds=7),
    path=Path("a/b"),
    kind="b",
    pair=(-1, ""),
    found=frozenset({"x", "y"}),
    listed=[Pair(1, Pair(2))],
    table={3: (Text(fr="Est-ce vrai ?", en="Is it?"), "plain")},
    plain={"a": [1, None, True, 2.5, {"b": []}]},
)


def test_a_value_of_every_known_kind_comes_back_equal() -> None:
    back = unpack(pack(WHOLE, Everything, most=MOST), Everything)
    assert back == WHOLE
    assert back.moment.tzinfo == WHOLE.moment.tzinfo
    assert back.moment.fold == 1


@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        (1 << 63, int),
        (True, int),
        (1, bool),
        (math.nan, float),
        (math.inf, float),
        ("a", bytes),
        ((1,), tuple[int, str]),
        ("c", Literal["a", "b"]),
        (datetime(2026, 1, 1, tzinfo=UTC), date),
        (Problem("ZF001"), Document),
        (object(), object),
        (print, Callable[..., None]),
    ],
)
def test_what_is_not_declared_is_not_written(value: object, annotation: object) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - struct has an error of its own
        pack(value, annotation, most=MOST)
    assert not isinstance(refused.value, TooMuchError)


def test_no_more_is_written_than_may_be() -> None:
    with pytest.raises(TooMuchError):
        pack(bytes(2_000), bytes, most=1_000)
    with pytest.raises(TooMuchError):
        pack((0,) * (MOST_VALUES + 1), tuple[int, ...], most=100 * MOST)


def text(raw: bytes) -> bytes:
    return len(raw).to_bytes(4, "big") + raw


@pytest.mark.parametrize(
    ("data", "annotation"),
    [
        (b"", int),
        (bytes(9), int),
        (b"\2", bool),
        (b"\x7f\xf0" + bytes(6), float),
        (b"\x7f\xf8" + bytes(6), float),
        (b"\xff\xff\xff\xff", tuple[None, ...]),
        (b"\xff\xff\xff\xffabc", str),
        (text(b"\xff"), str),
        (b"\xff", Channel),
        (b"\3", int | str),
        (bytes(3) + b"\2" + text(b"a") * 4, Mapping[str, str]),
        (text(b"2026-13-01"), date),
        (text(b"20260101"), date),
        (text(b"2026-01-01T00:00:00+00:00") + text(b"../../etc/passwd"), datetime),
        (text(b"2026-01-01T00:00:00+05:00") + text(b"Europe/Paris"), datetime),
        (text(b"a\0b"), Path),
        (b"\5" + bytes(3) + b"\1", object),
        (b"\5\0\0\0\1" * 100 + b"\0", object),
        (b"\0" * 7 + b"\1" + b"\1", Pair),
        (b"".join([bytes(8) + b"\1"] * 100_000), Pair),
    ],
)
def test_forged_bytes_are_refused(data: bytes, annotation: object) -> None:
    with pytest.raises(WireError):
        unpack(data, annotation)


def is_a(value: object, annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    """Whether a value is exactly of a type, all the way down; written apart from what it tests."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return any(is_a(value, one) for one in arguments)
    if origin is tuple and isinstance(value, tuple):
        wanted = arguments[:1] * len(value) if arguments[-1] is ... else arguments
        return len(wanted) == len(value) and all(map(is_a, value, wanted))
    if origin is not None:
        pair = tuple.__class_getitem__(arguments)
        return isinstance(value, dict) and all(is_a(item, pair) for item in value.items())
    if annotation is object:
        return value is None or isinstance(value, bool | int | float | str | list | dict)
    if dataclasses.is_dataclass(annotation):
        hints = get_type_hints(annotation)
        names = [f.name for f in dataclasses.fields(annotation)]
        return type(value) is annotation and all(is_a(getattr(value, n), hints[n]) for n in names)
    return type(value) is annotation


TOLD = (Submission, Recording, LogFacts, tuple[Problem, None], Document | Problem)


@pytest.mark.parametrize("annotation", TOLD)
@given(data=st.binary(max_size=400))
@example(data=bytes(400))
@settings(max_examples=150)
def test_any_bytes_are_a_value_of_the_declared_type_or_an_error(
    annotation: object, data: bytes
) -> None:
    try:
        value = unpack(data, annotation)
    except WireError:
        return
    assert is_a(value, annotation)


@given(data=st.data())
@settings(max_examples=300)
def test_a_true_answer_that_was_tampered_with_is_a_value_of_the_type_or_an_error(
    data: st.DataObject,
) -> None:
    true = pack(SPOKEN, Submission, most=MOST)
    at = data.draw(st.integers(0, len(true)))
    cut = data.draw(st.integers(at, min(len(true), at + 8)))
    forged = true[:at] + data.draw(st.binary(max_size=12)) + true[cut:]
    try:
        value = unpack(forged, Submission)
    except WireError:
        return
    assert is_a(value, Submission)
    assert unpack(pack(value, Submission, most=MOST), Submission) == value


SPOKEN = Submission(
    "a",
    "0" * 64,
    documents=(Document("a", 1, "0" * 64, problems=(Problem("ZF001", {"a": Text("b", "c")}),)),),
)
