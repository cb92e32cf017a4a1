"""Conformance: checkboxes and radio buttons, whoever says which state is set."""

from tests.hostile.generator import Case, form, one, pdf
from zenforms import problems
from zenforms.reading.submission import Flag

F = Flag
ON = "/AP << /N << /Yes 60 0 R /Off 60 0 R >> >>"
RADIO = 49152  # Radio and NoToggleToOff


def box(name: str, entries: str, expected: str | None, *flags: Flag) -> Case:
    return one(name, f"/FT /Btn {entries}", expected, *flags)


def states(*names: str) -> str:
    return "/AP << /N << " + " ".join(f"/{name} null" for name in (*names, "Off")) + " >> >>"


def kid(state: str, entries: str = "/AS /Off", parent: str = "/Parent 20 0 R") -> str:
    return (
        f"<< /Type /Annot /Subtype /Widget /Rect [9 9 29 29] {parent} {states(state)} {entries} >>"
    )


def radio(name: str, entries: str, kids: list[str], expected: str | None, *flags: Flag) -> Case:
    numbers = range(21, 21 + len(kids))
    listing = " ".join(f"{n} 0 R" for n in numbers)
    group = f"<< /T (a) /FT /Btn /Ff {RADIO} {entries} /Kids [{listing}] >>"
    objects = form(
        more={20: group, **dict(zip(numbers, kids, strict=True))}, listed=[20], shown=numbers
    )
    return Case(name, pdf(objects), {"a": expected}, {"a": set(flags)})


CHECKBOXES = [
    box("a ticked box", f"/V /Yes /AS /Yes {states('Yes')}", "Yes"),
    box("an unticked box", f"/V /Off /AS /Off {states('Yes')}", None),
    box("a box nobody touched", states("Yes"), None),
    box("an empty name is off", f"/V / /AS /Off {states('Yes')}", None),
    box("a blank name is no answer", "/V /#20", None, F.BAD_FIELD_ENTRY),
    box("nor is a blank text", "/V ( )", None, F.NONSTANDARD_TYPE, F.BAD_FIELD_ENTRY),
    box("nor a zero-width appearance", "/AS /#E2#80#8B", None, F.BAD_FIELD_ENTRY),
    box(
        "a blank option leaves its state",
        "/V /0 /Opt [( )]",
        "0",
        F.BAD_FIELD_ENTRY,
        F.NOT_AN_OPTION,
    ),
    box(
        "a number longer than any option's",
        f"/V /{'1' * 5000} /Opt [(a)]",
        "1" * 5000,
        F.NOT_AN_OPTION,
    ),
    box("a state in the value alone", "/V /Yes", "Yes"),
    box(
        "a state in the appearance alone",
        f"/AS /Yes {states('Yes')}",
        "Yes",
        F.STATE_FROM_APPEARANCE,
    ),
    box(
        "value off, appearance on",
        f"/V /Off /AS /Yes {states('Yes')}",
        "Yes",
        F.STATE_FROM_APPEARANCE,
        F.APPEARANCE_MISMATCH,
    ),
    box(
        "value on, appearance off",
        f"/V /Yes /AS /Off {states('Yes')}",
        "Yes",
        F.APPEARANCE_MISMATCH,
    ),
    box(
        "value and appearance differ",
        f"/V /Yes /AS /Other {states('Yes', 'Other')}",
        "Yes",
        F.APPEARANCE_MISMATCH,
    ),
    box("an unknown state is kept", f"/V /Maybe {states('Yes')}", "Maybe", F.NOT_AN_OPTION),
    box("a state with a space", f"/V /Oui#20non {states('Oui#20non')}", "Oui non"),
    box("an accented state in UTF-8", f"/V /#c3#89t#c3#a9 {states('#c3#89t#c3#a9')}", "Été"),
    box("an accented state in latin-1", f"/V /#c9t#e9 {states('#c9t#e9')}", "Été"),
    box("a string as state", f"/V (Yes) /AS /Yes {states('Yes')}", "Yes", F.NONSTANDARD_TYPE),
    box(
        "a boolean as state",
        f"/V true {states('Yes')}",
        "true",
        F.NONSTANDARD_TYPE,
        F.NOT_AN_OPTION,
    ),
    box(
        "an array as state",
        f"/V [/Yes] {states('Yes')}",
        None,
        F.NONSTANDARD_TYPE,
        F.BAD_FIELD_ENTRY,
    ),
    box("an index maps to its label", f"/V /1 /AS /1 {states('0', '1')} /Opt [(Non) (Oui)]", "Oui"),
    box(
        "an index beyond the labels is kept",
        f"/V /7 {states('0', '1')} /Opt [(Non) (Oui)]",
        "7",
        F.NOT_AN_OPTION,
    ),
    box("a push button has no value", "/Ff 65536 /V /Yes", None),
    box("Off in a box named Off is off", "/V /Off /AS /Off /AP << /N << /Off null >> >>", None),
]

RADIOS = [
    radio("a radio group", "/V /B", [kid("A"), kid("B", "/AS /B")], "B"),
    radio("a radio group nobody touched", "", [kid("A"), kid("B")], None),
    radio(
        "a radio state in the appearance alone",
        "",
        [kid("A"), kid("B", "/AS /B")],
        "B",
        F.STATE_FROM_APPEARANCE,
    ),
    radio(
        "a radio value against its appearance",
        "/V /A",
        [kid("A"), kid("B", "/AS /B")],
        "A",
        F.APPEARANCE_MISMATCH,
    ),
    radio(
        "two radio buttons shown as set, no value",
        "",
        [kid("A", "/AS /A"), kid("B", "/AS /B")],
        None,
        F.STATE_FROM_APPEARANCE,
        F.WIDGET_VALUE_CONFLICT,
    ),
    radio(
        "two radio buttons shown as set, one value",
        "/V /B",
        [kid("A", "/AS /A"), kid("B", "/AS /B")],
        "B",
        F.WIDGET_VALUE_CONFLICT,
    ),
    radio(
        "radio buttons in unison",
        "/V /B",
        [kid("A"), kid("B", "/AS /B"), kid("B", "/AS /B")],
        "B",
    ),
    radio(
        "radio indices map to labels",
        "/V /1 /Opt [(Un) (Deux)]",
        [kid("0"), kid("1", "/AS /1")],
        "Deux",
    ),
    radio("a kid without appearances", "/V /A", [kid("A", "/AS /A"), "<< /Parent 20 0 R >>"], "A"),
    radio(
        "Preview: the set button rewritten without its parent",
        "/V /A",
        [kid("A"), kid("B", "/T (a) /FT /Btn /Ff 49152 /V /B /AS /B", parent="")],
        "B",
        F.PARENT_MISMATCH,
    ),
    radio(
        "a button rewritten without its parent, and not shown as set",
        "/V /A",
        [kid("A", "/AS /A"), kid("B", "/T (a) /FT /Btn /Ff 49152 /V /B", parent="")],
        "B",
        F.WIDGET_VALUE_CONFLICT,
        F.APPEARANCE_MISMATCH,
        F.PARENT_MISMATCH,
    ),
    radio(
        "Preview: the first answer of all",
        "",
        [kid("A"), kid("B", "/T (a) /FT /Btn /Ff 49152 /V /B /AS /B", parent="")],
        "B",
        F.PARENT_MISMATCH,
    ),
    radio(
        "a radio group with one broken kid",
        "/V /A",
        [kid("A", "/AS /A"), "(no dictionary)"],
        "A",
        F.BAD_FIELD_ENTRY,
    ),
]
RADIOS[-1] = Case(
    RADIOS[-1].name,
    RADIOS[-1].data,
    RADIOS[-1].values,
    RADIOS[-1].flags,
    frozenset({problems.BAD_ENTRIES}),
)

CASES = [*CHECKBOXES, *RADIOS]
