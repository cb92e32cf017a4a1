"""Conformance: list and combo boxes, by value, by index, by display string."""

from tests.hostile.generator import Case, one, utf16
from zenforms.reading.submission import Flag, Value

F = Flag
COMBO, EDITABLE, MULTI = 1 << 17, (1 << 17) | (1 << 18), 1 << 21
PAIRS = "/Opt [[(fr) (France)] [(de) (Allemagne)] [(it) (Italie)]]"


def choice(name: str, entries: str, expected: Value, *flags: Flag, ff: int = 0) -> Case:
    return one(name, f"/FT /Ch /Ff {ff} {entries}", expected, *flags)


CASES = [
    choice("a simple option", "/V (b) /Opt [(a) (b)]", "b"),
    choice("an export value", f"/V (de) {PAIRS}", "de"),
    choice("a display string", f"/V (Italie) {PAIRS}", "it", F.DISPLAY_VALUE_MAPPED),
    choice("an unset list", f"{PAIRS}", None),
    choice("an empty value is null", f"/V () {PAIRS}", None, ff=COMBO),
    choice("not an option", f"/V (es) {PAIRS}", "es", F.NOT_AN_OPTION, ff=COMBO),
    choice("an editable combo takes any text", f"/V (es) {PAIRS}", "es", ff=EDITABLE),
    choice(
        "an editable combo still maps",
        f"/V (Italie) {PAIRS}",
        "it",
        F.DISPLAY_VALUE_MAPPED,
        ff=EDITABLE,
    ),
    choice("several, in document order", f"/V [(it) (fr)] {PAIRS}", ("it", "fr"), ff=MULTI),
    choice("an array of one", f"/V [(it)] {PAIRS}", ("it",), ff=MULTI),
    choice("an empty array is null", f"/V [] {PAIRS}", None, ff=MULTI),
    choice("one string in a multiple list", f"/V (it) {PAIRS}", "it", ff=MULTI),
    choice(
        "several display strings",
        f"/V [(Italie) (fr)] {PAIRS}",
        ("it", "fr"),
        F.DISPLAY_VALUE_MAPPED,
        ff=MULTI,
    ),
    choice("value and index agree", f"/V (de) /I [1] {PAIRS}", "de"),
    choice("value wins over index", f"/V (de) /I [0] {PAIRS}", "de", F.INDEX_MISMATCH),
    choice("index alone", f"/I [2] {PAIRS}", "it", F.VALUE_FROM_INDEX),
    choice("indices alone", f"/I [0 2] {PAIRS}", ("fr", "it"), F.VALUE_FROM_INDEX, ff=MULTI),
    choice(
        "one index in a multiple list", f"/I [2] {PAIRS}", ("it",), F.VALUE_FROM_INDEX, ff=MULTI
    ),
    choice("an index out of range", f"/I [9] {PAIRS}", None, F.BAD_FIELD_ENTRY),
    choice("an empty index says nothing", f"/I [] {PAIRS}", None),
    choice("an option in another encoding", f"/V (\\351t\\351) /Opt [{utf16('été')}]", "été"),
    choice("a name as value", "/V /b /Opt [(a) (b)]", "b", F.NONSTANDARD_TYPE),
    choice("a dictionary as value", "/V << >> /Opt [(a)]", None, F.BAD_FIELD_ENTRY),
    choice(
        "a number among the chosen",
        "/V [(a) 2] /Opt [(a) (2)]",
        ("a", "2"),
        F.NONSTANDARD_TYPE,
        ff=MULTI,
    ),
    choice(
        "a dictionary among the chosen",
        "/V [(a) << >>] /Opt [(a)]",
        ("a",),
        F.BAD_FIELD_ENTRY,
        ff=MULTI,
    ),
    choice(
        "what is shown for nothing",
        "/V (to choose) /Opt [[( ) (to choose)] (a)]",
        None,
        F.DISPLAY_VALUE_MAPPED,
    ),
    choice("a value without options", "/V (a)", "a", F.NOT_AN_OPTION),
    choice("options that are broken", "/V (a) /Opt [[] (a) 7 [(x)]]", "a"),
    choice(
        "controls in a chosen text",
        f"/V {utf16('a' + chr(1))} /Opt [(a)]",
        "a\ufffd",
        F.CONTROL_CHARS,
        F.NOT_AN_OPTION,
    ),
]
