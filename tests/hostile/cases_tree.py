"""Conformance: the field tree, its names, what is inherited, and how it may be broken."""

from collections.abc import Mapping

from tests.hostile.generator import Case, Syntax, form, one, pdf, update, widget
from zenforms import problems
from zenforms.reading.submission import Flag, Value

F = Flag
TX = "/FT /Tx"


def tree(
    name: str,
    objects: Mapping[int, Syntax],
    values: Mapping[str, Value],
    *codes: str,
    **flags: set[Flag],
) -> Case:
    return Case(name, pdf(objects), values, flags, frozenset(codes))


NAMES = [
    tree(
        "names are joined by dots",
        form(
            more={
                20: "<< /T (a) /Kids [21 0 R] >>",
                21: "<< /T (b) /Parent 20 0 R /Kids [22 0 R] >>",
                22: widget("/T (c) /Parent 21 0 R /FT /Tx /V (v)"),
            },
            listed=[20],
            shown=[22],
        ),
        {"a.b.c": "v"},
    ),
    tree(
        "type, flags and value are inherited",
        form(
            more={
                20: "<< /T (a) /FT /Tx /Ff 4096 /V (x\\ny) /Kids [21 0 R 22 0 R] >>",
                21: widget("/T (b) /Parent 20 0 R"),
                22: widget("/T (c) /Parent 20 0 R /V (own)"),
            },
            listed=[20],
            shown=[21, 22],
        ),
        {"a.b": "x\ny", "a.c": "own"},
    ),
    tree(
        "options are inherited",
        form(
            more={
                20: "<< /T (a) /FT /Ch /Opt [[(x) (Ix)]] /Kids [21 0 R] >>",
                21: widget("/T (b) /Parent 20 0 R /V (Ix)"),
            },
            listed=[20],
            shown=[21],
        ),
        {"a.b": "x"},
        **{"a.b": {F.DISPLAY_VALUE_MAPPED}},
    ),
    tree(
        "two widgets of one field",
        form(
            more={
                20: "<< /T (a) /FT /Tx /V (v) /Kids [21 0 R 22 0 R] >>",
                21: widget("/Parent 20 0 R"),
                22: widget("/Parent 20 0 R"),
            },
            listed=[20],
            shown=[21, 22],
        ),
        {"a": "v"},
        a=set(),
    ),
    tree(
        "a node without name and type is walked through",
        form(
            more={20: "<< /Kids [21 0 R] >>", 21: widget("/T (a) /Parent 20 0 R /FT /Tx /V (v)")},
            listed=[20],
            shown=[21],
        ),
        {"a": "v"},
        a=set(),
    ),
    tree(
        "a nameless group hands down its type",
        form(
            more={
                20: "<< /FT /Tx /Kids [21 0 R] >>",
                21: widget("/T (a) /Parent 20 0 R /V (v)"),
            },
            listed=[20],
            shown=[21],
        ),
        {"a": "v"},
        a=set(),
    ),
    tree("the mapping name is ignored", form(f"/T (a) /TM (b) {TX} /V (v)"), {"a": "v"}),
    tree("a name with a dot", form(f"/T (a.b) {TX} /V (v)"), {"a.b": "v"}),
    tree("a name in UTF-16", form(f"/T <FEFF00E900740061> {TX} /V (v)"), {"éta": "v"}),
    tree("a name as name", form(f"/T /a {TX} /V (v)"), {"a": "v"}, a={F.NONSTANDARD_TYPE}),
    tree(
        "a name as name with a control character",
        form(f"/T /a#86 {TX} /V (v)"),
        {"a\ufffd": "v"},
        **{"a\ufffd": {F.NONSTANDARD_TYPE}},
    ),
    tree(
        "a name with a control character",
        form(f"/T (a\\001) {TX} /V (v)"),
        {"a\ufffd": "v"},
        **{"a\ufffd": {F.CONTROL_CHARS}},
    ),
    tree(
        "an undecodable name",
        form(f"/T <FEFFD800> {TX} /V (v)"),
        {"\ufffd": "v"},
        **{"\ufffd": {F.UNDECODABLE}},
    ),
    tree(
        "a leaf without a name is not lost",
        form(f"{TX} /V (v)"),
        {"": "v"},
        problems.BAD_ENTRIES,
        **{"": {F.BAD_FIELD_ENTRY}},
    ),
    tree(
        "the name comes from the place, not from the parent entry",
        form(
            more={
                20: "<< /T (a) /Kids [21 0 R] >>",
                21: widget("/T (b) /Parent 30 0 R /FT /Tx /V (v)"),
                30: "<< /T (z) /Kids [] >>",
            },
            listed=[20],
            shown=[21],
        ),
        {"a.b": "v"},
        **{"a.b": {F.PARENT_MISMATCH}},
    ),
    tree(
        "a kid that the form lists as well",
        form(
            more={
                20: "<< /T (a) /Kids [21 0 R] >>",
                21: widget("/T (b) /Parent 20 0 R /FT /Tx /V (v)"),
            },
            listed=[21, 20],
            shown=[21],
        ),
        {"a.b": "v"},
    ),
]

BROKEN = [
    tree(
        "a kid that is null",
        form(more={20: f"<< /T (a) {TX} /V (v) /Kids [null] >>"}, listed=[20], shown=[]),
        {"a": "v"},
        a=set(),
    ),
    tree(
        "a kid that does not exist",
        form(more={20: f"<< /T (a) {TX} /V (v) /Kids [99 0 R] >>"}, listed=[20], shown=[]),
        {"a": "v"},
        problems.BAD_ENTRIES,
        a={F.BAD_FIELD_ENTRY},
    ),
    tree(
        "kids that are no array",
        form(more={20: f"<< /T (a) {TX} /V (v) /Kids 7 >>"}, listed=[20], shown=[]),
        {"a": "v"},
        problems.BAD_ENTRIES,
        a={F.BAD_FIELD_ENTRY},
    ),
    tree(
        "a form entry that does not exist",
        form(f"/T (a) {TX} /V (v)", listed=[10, 99]),
        {"a": "v"},
        problems.BAD_ENTRIES,
    ),
    tree(
        "a form entry that is no dictionary",
        form(f"/T (a) {TX} /V (v)", more={50: "(text)"}, listed=[50, 10], shown=[10]),
        {"a": "v"},
        problems.BAD_ENTRIES,
    ),
    tree(
        "a form entry that is null",
        form(f"/T (a) {TX} /V (v)", more={50: "null"}, listed=[50, 10], shown=[10]),
        {"a": "v"},
        a=set(),
    ),
    Case(
        "fields that stand directly in the form",
        pdf(
            form(acroform="", more={}, shown=[])
            | {
                1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields ["
                "<< /T (a) /FT /Tx /V (v) >> "
                "<< /T (b) /Kids [<< /T (c) /FT /Tx /V (w) >>] >>] >> >>"
            }
        ),
        {"a": "v", "b.c": "w"},
    ),
    one("flags that are null", f"{TX} /Ff null /V (v)", "v"),
    one("flags that are no number", f"{TX} /Ff (many) /V (v)", "v", F.BAD_FLAGS),
    one("flags that are a real", f"{TX} /Ff 4096.0 /V (a\\nb)", "a\nb", F.BAD_FLAGS),
    one("flags that are negative", f"{TX} /Ff -1 /V (v)", "v", F.BAD_FLAGS),
    one("a type that is missing", "/V (v)", "v", F.BAD_FIELD_ENTRY),
    one("a type that is unknown", "/FT /Zz /V (v)", "v", F.BAD_FIELD_ENTRY),
    tree(
        "a cycle in the tree",
        form(
            more={
                20: "<< /T (a) /Kids [21 0 R] >>",
                21: f"<< /T (b) /Parent 20 0 R {TX} /V (v) /Kids [20 0 R] >>",
            },
            listed=[20],
            shown=[],
        ),
        {"a.b": "v"},
    ),
    tree(
        "a node that is its own kid",
        form(more={20: f"<< /T (a) {TX} /V (v) /Kids [20 0 R] >>"}, listed=[20], shown=[]),
        {"a": "v"},
        a={F.BAD_FIELD_ENTRY},
    ),
    tree(
        "a type that only the widget tells",
        form(
            more={
                20: "<< /T (a) /V (v) /Kids [21 0 R] >>",
                21: widget("/Parent 20 0 R /FT /Tx"),
            },
            listed=[20],
            shown=[21],
        ),
        {"a": "v"},
        a=set(),
    ),
]

DUPLICATES = [
    tree(
        "the same name twice, equal values",
        form(f"/T (a) {TX} /V (v)", f"/T (a) {TX} /V (v)"),
        {"a": "v"},
        a={F.DUPLICATE_FIELD},
    ),
    tree(
        "an empty duplicate erases nothing",
        form(f"/T (a) {TX} /V (v)", f"/T (a) {TX} /V ()"),
        {"a": "v"},
        a={F.DUPLICATE_FIELD},
    ),
    tree(
        "an empty duplicate comes first",
        form(f"/T (a) {TX}", f"/T (a) {TX} /V (v)"),
        {"a": "v"},
        a={F.DUPLICATE_FIELD},
    ),
    tree(
        "the same name twice, different values",
        form(f"/T (a) {TX} /V (v)", f"/T (a) {TX} /V (w)"),
        {"a": "w"},  # the second of two fields that are both shown
        problems.FIELD_CONFLICT,
        a={F.DUPLICATE_FIELD, F.WIDGET_VALUE_CONFLICT},
    ),
    tree(
        "the same name twice, different kinds",
        form(f"/T (a) {TX} /V (v)", "/T (a) /FT /Sig"),
        {"a": None},
        problems.FIELD_CONFLICT,
        a={F.DUPLICATE_FIELD, F.WIDGET_VALUE_CONFLICT},
    ),
    tree(
        "widgets that contradict their field",
        form(
            more={
                20: f"<< /T (a) {TX} /V (v) /Kids [21 0 R 22 0 R] >>",
                21: widget("/Parent 20 0 R /V (v)"),
                22: widget("/Parent 20 0 R /V (w)"),
            },
            listed=[20],
            shown=[21, 22],
        ),
        {"a": "v"},
        a={F.WIDGET_VALUE_CONFLICT},
    ),
    tree(
        "a value that only a widget tells",
        form(
            more={
                20: f"<< /T (a) {TX} /Kids [21 0 R 22 0 R] >>",
                21: widget("/Parent 20 0 R"),
                22: widget("/Parent 20 0 R /V (w)"),
            },
            listed=[20],
            shown=[21, 22],
        ),
        {"a": "w"},
        a=set(),
    ),
]

ORPHANS = [
    tree(
        "a widget that the form forgot",
        form(f"/T (a) {TX} /V (v)", f"/T (b) {TX} /V (w)", listed=[10]),
        {"a": "v", "b": "w"},
        problems.ORPHAN_WIDGETS,
        a=set(),
        b={F.ORPHAN_WIDGET},
    ),
    tree(
        "a form that lists nothing",
        form(f"/T (a) {TX} /V (v)", listed=[]),
        {"a": "v"},
        problems.ORPHAN_WIDGETS,
        a={F.ORPHAN_WIDGET},
    ),
    tree(
        "a forgotten widget with a parent",
        form(
            more={
                20: "<< /T (a) /Kids [21 0 R] >>",
                21: widget("/T (b) /Parent 20 0 R /FT /Tx /V (v)"),
            },
            listed=[],
            shown=[21],
        ),
        {"a.b": "v"},
        problems.ORPHAN_WIDGETS,
        **{"a.b": {F.ORPHAN_WIDGET}},
    ),
    tree(
        "a widget that its own parent forgot",
        form(
            more={
                20: f"<< /T (a) {TX} /V (v) /Kids [21 0 R] >>",
                21: widget("/Parent 20 0 R"),
                22: widget("/Parent 20 0 R"),
            },
            listed=[20],
            shown=[21, 22],
        ),
        {"a": "v"},
        problems.ORPHAN_WIDGETS,
        a={F.ORPHAN_WIDGET, F.PARENT_MISMATCH},
    ),
    tree(
        "a forgotten widget that is a duplicate",
        form(f"/T (a) {TX} /V (v)", f"/T (a) {TX} /V (w)", listed=[10]),
        {"a": "w"},
        problems.ORPHAN_WIDGETS,
        problems.FIELD_CONFLICT,
    ),
    tree(
        "parents that turn in a circle",
        form(
            more={
                20: "<< /T (a) /Parent 21 0 R >>",
                21: "<< /T (b) /Parent 20 0 R >>",
                22: widget("/T (c) /Parent 20 0 R /FT /Tx /V (v)"),
            },
            listed=[],
            shown=[22],
        ),
        {"b": None, "c": "v"},
        problems.ORPHAN_WIDGETS,
    ),
    tree(
        "an annotation that is no widget",
        form(
            f"/T (a) {TX} /V (v)",
            more={50: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>"},
            shown=[10, 50],
        ),
        {"a": "v"},
        a=set(),
    ),
]

_FIRST = pdf(form(f"/T (a) {TX} /V (old)", f"/T (b) {TX} /V (kept)"))
UPDATES = [
    Case(
        "the last revision wins",
        update(_FIRST, {10: widget(f"/T (a) {TX} /V (new)")}),
        {"a": "new", "b": "kept"},
        {"a": {F.INCREMENTAL_UPDATE}, "b": set()},
    ),
    Case(
        "a value erased by an update",
        update(_FIRST, {10: widget(f"/T (a) {TX} /V ()")}),
        {"a": None, "b": "kept"},
        {"a": {F.INCREMENTAL_UPDATE}},
    ),
    Case(
        "three revisions",
        update(
            update(_FIRST, {10: widget(f"/T (a) {TX} /V (new)")}),
            {11: widget(f"/T (b) {TX} /V (newer)")},
        ),
        {"a": "new", "b": "newer"},
        {"a": {F.INCREMENTAL_UPDATE}, "b": {F.INCREMENTAL_UPDATE}},
    ),
]

CASES = [*NAMES, *BROKEN, *DUPLICATES, *ORPHANS, *UPDATES]
