"""Fields that bear the same full name: one value when they agree, a conflict when not."""

from collections.abc import Iterable
from dataclasses import replace

from zenforms.reading.submission import FieldValue, Flag


def merge(fields: Iterable[FieldValue]) -> tuple[tuple[FieldValue, ...], tuple[str, ...]]:
    """The fields with equal duplicates made one, and the names that contradict themselves.

    An empty duplicate never erases a value. Contradicting fields stay side by side, flagged:
    neither the first nor the last wins.
    """
    groups: dict[str, list[FieldValue]] = {}
    for number, field in enumerate(fields):
        groups.setdefault(field.name or f"\0{number}", []).append(field)
    merged: list[FieldValue] = []
    conflicts: list[str] = []
    for group in groups.values():
        kept = _agree(group)
        merged.extend(kept)
        if len(kept) > 1:
            conflicts.append(kept[0].name)
    return tuple(merged), tuple(conflicts)


def _agree(group: list[FieldValue]) -> list[FieldValue]:
    if len(group) == 1:
        return group
    filled = [field for field in group if field.value is not None] or group
    same = {(field.kind, field.value) for field in filled}
    if len(same) > 1 or len({field.kind for field in group}) > 1:
        return [_flagged(field, field.flags, Flag.WIDGET_VALUE_CONFLICT) for field in group]
    flags = dict.fromkeys(flag for field in group for flag in field.flags)
    first = filled[0]
    return [
        replace(
            _flagged(first, flags),
            page=next((f.page for f in [first, *group] if f.page is not None), None),
            read_only=all(field.read_only for field in group),
            hidden=all(field.hidden for field in group),
        )
    ]


def _flagged(field: FieldValue, flags: Iterable[Flag], *more: Flag) -> FieldValue:
    named = dict.fromkeys((*flags, Flag.DUPLICATE_FIELD, *more))
    return replace(field, flags=tuple(named))
