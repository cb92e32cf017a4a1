"""The page of help, in both languages."""

from zenforms.cli.help import Help, Parameter
from zenforms.cli.page import Listing, Shown, page
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text
from zenforms.present.terminal import columns

ABOUT = Help(
    Text(fr="Fait une chose", en="Do a thing"),
    details=Text(fr="Plus " * 40, en="More " * 40),
    examples=("zenforms do a.pdf",),
    exits={ExitCode.SET_ASIDE: Text(fr="illisible", en="not readable")},
)
WORDS = {
    "source": Parameter(
        Text(fr="Ce qu'on lit.", en="What is read."), Text(fr="FICHIER", en="FILE")
    ),
    "output": Parameter(Text(fr="Où écrire.", en="Where to write."), Text(fr="FICHIER", en="FILE")),
    "shape": Parameter(Text(fr="La forme.", en="The shape."), Text(fr="a|b", en="a|b")),
}
SHOWN = [
    Shown("source", required=True),
    Shown("output", ("--output", "-o"), required=True),
    Shown("shape", ("--shape",), default="a"),
    Shown("inner", ("--inner",)),
]


def test_a_page_names_usage_arguments_options_examples_and_exits() -> None:
    said = page("zenforms do", ABOUT, SHOWN, WORDS, lang=Lang.EN)
    assert said.startswith("Usage: zenforms do [OPTIONS] FILE\n")
    for part in ("Do a thing.", "Arguments:\n  FILE", "--output, -o FILE", "Required.", "--lang"):
        assert part in said
    assert "Default: a." in said
    assert "Examples:\n  zenforms do a.pdf" in said
    assert "3  not readable" in said
    assert "2  the command" in said


def test_a_page_is_french_by_default_down_to_its_headings() -> None:
    said = page("zenforms do", ABOUT, SHOWN, WORDS, lang=Lang.FR)
    assert said.startswith("Utilisation\u00a0: zenforms do [OPTIONS] FICHIER")
    for part in (
        "Obligatoire.",
        "Par défaut\u00a0: a.",
        "Exemples\u00a0:",
        "Codes de sortie\u00a0:",
    ):
        assert part in said


def test_a_parameter_without_words_is_not_shown() -> None:
    assert "--inner" not in page("zenforms do", ABOUT, SHOWN, WORDS, lang=Lang.EN)


def test_a_group_lists_its_commands() -> None:
    listing = Listing(Text(fr="Lire", en="Read"), (("do", ABOUT.summary),))
    said = page("zenforms", Help(ABOUT.summary), [], {}, lang=Lang.EN, listings=(listing,))
    assert "COMMAND [...]" in said
    assert "Read:\n  do  Do a thing" in said


def test_a_page_is_80_columns_wide() -> None:
    said = page("zenforms do", ABOUT, SHOWN, WORDS, lang=Lang.FR)
    assert max(columns(line) for line in said.splitlines()) <= 80
