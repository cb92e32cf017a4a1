"""Compares what was declared with what came: only what is declared counts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard


def differences(declared: object, got: object, place: str = "") -> Iterator[str]:
    """Where `got` is not as declared: of an object the declared keys, of a list every item."""
    if isinstance(declared, Mapping) and isinstance(got, Mapping):
        for key, value in declared.items():
            yield from differences(value, got.get(key), f"{place}.{key}")
    elif _is_list(declared) and _is_list(got) and len(declared) == len(got):
        for number, (one, other) in enumerate(zip(declared, got, strict=True)):
            yield from differences(one, other, f"{place}[{number}]")
    elif declared != got:
        yield f"{place}: {got!r} instead of {declared!r}"


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
