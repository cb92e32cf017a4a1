"""Fields that bear the same name."""

from zenforms.reading.pdf.values import merge
from zenforms.reading.submission import FieldKind, FieldValue, Flag, Value

T, C = FieldKind.TEXT, FieldKind.CHECKBOX
D, X = Flag.DUPLICATE_FIELD, Flag.WIDGET_VALUE_CONFLICT


def field(value: Value, kind: FieldKind = T, *flags: Flag, page: int | None = None) -> FieldValue:
    return FieldValue("a", kind, value, flags, page=page, read_only=True, hidden=page is None)


def test_fields_with_names_of_their_own_are_left_alone() -> None:
    fields = (field("x"), FieldValue("b", T, "x"))
    assert merge(fields) == (fields, ())


def test_equal_values_are_one() -> None:
    merged, conflicts = merge([field("x"), field("x", T, Flag.BAD_FLAGS, page=2)])
    assert [(f.value, f.flags, f.page) for f in merged] == [("x", (Flag.BAD_FLAGS, D), 2)]
    assert conflicts == ()


def test_an_empty_one_never_erases_a_value() -> None:
    for fields in ([field(None), field("x")], [field("x"), field(None)]):
        assert [f.value for f in merge(fields)[0]] == ["x"]


def test_all_empty_is_empty() -> None:
    assert [f.value for f in merge([field(None), field(None)])[0]] == [None]


def test_different_values_stay_side_by_side() -> None:
    merged, conflicts = merge([field("x"), field("y"), field(None)])
    assert [f.value for f in merged] == ["x", "y", None]
    assert all({D, X} <= set(f.flags) for f in merged)
    assert conflicts == ("a",)


def test_different_kinds_contradict_each_other_even_when_empty() -> None:
    assert merge([field("x"), field(None, C)])[1] == ("a",)


def test_fields_without_a_name_are_never_one() -> None:
    nameless = [FieldValue("", T, "x"), FieldValue("", T, "y")]
    assert merge(nameless) == (tuple(nameless), ())


def test_a_group_is_hidden_or_read_only_when_all_are() -> None:
    merged = merge([field("x", page=1), field("x")])[0][0]
    assert (merged.hidden, merged.read_only) == (False, True)
