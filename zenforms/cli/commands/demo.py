"""`zenforms demo`: the whole main job, on samples, in a folder of its own."""

import sys
from typing import TYPE_CHECKING

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.speech import Speech
from zenforms.console.layout import Line, Tone, paragraph
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.cli.demonstration import Shown

_OPENING = Text(
    fr="Un bureau d'exemple traite des formulaires que de vrais lecteurs PDF ont enregistrés…",
    en="An example desk works on forms that real PDF viewers saved…",
)
_DESK = Text(fr="Le bureau", en="The desk")
_FORM = Text(fr="Le formulaire de {client}", en="The form of {client}")
_BECAME = Text(fr="Ce que sont devenus les envois", en="What became of the drops")
_BESIDE = Text(
    fr="À chaque place, report.txt dit pourquoi ; les originaux sont dans archive/.",
    en="At each place report.txt says why; the originals are in archive/.",
)
_NEXT = Text(fr="À taper ensuite", en="What to type next")


def _run(context: typer.Context) -> int:
    from zenforms.cli.demonstration import demonstrate
    from zenforms.console.paper import show
    from zenforms.resources import resource

    lang = context.ensure_object(Speech).lang
    show([Line(_OPENING.to(lang), Tone.QUIET)], sys.stdout)
    sys.stdout.flush()
    show(_lines(demonstrate(resource("samples"), lang=lang), lang), sys.stdout)
    return 0


def _lines(shown: "Shown", lang: Lang) -> "Iterator[Line]":
    from zenforms.console.escape import one_line
    from zenforms.console.outcomes import Row, outcome_table
    from zenforms.desk.spool.folders import outcome_place

    form_title = _FORM.fill(lang, {"client": one_line(shown.client.name, 50)})
    for title, value in ((_DESK.to(lang), shown.opened.root), (form_title, shown.form)):
        yield from (Line(), Line(title, Tone.TITLE), Line(f"  {one_line(str(value))}"))
    rows = [
        Row(one.name or "", one.outcome, outcome_place(one.outcome, one.number))
        for one in shown.settled
        if one.outcome and one.number
    ]
    yield from (Line(), Line(_BECAME.to(lang), Tone.TITLE))
    yield from outcome_table(rows, lang)
    yield from (Line(), *paragraph(_BESIDE.to(lang)))
    yield from (Line(), Line(_NEXT.to(lang), Tone.TITLE))
    yield from (Line(f"  {line}") for line in _commands(shown, rows[0].place if rows else ""))


def _commands(shown: "Shown", place: str) -> "Iterator[str]":
    from zenforms.console.escape import one_line

    root = one_line(str(shown.opened.root))
    yield f"cat {root}/{place}/report.txt"
    yield f"zenforms fields {one_line(str(shown.form))}"
    yield f"zenforms watch {root}"
    yield "zenforms --help"


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre le travail entier sur des exemples, dans un dossier à part",
            en="Show the whole job on samples, in a folder of its own",
        ),
        details=Text(
            fr="Un bureau est créé dans un dossier temporaire, qui est gardé et nommé ; rien "
            "d'autre n'est touché.",
            en="A desk is made in a temporary folder, which is kept and named; nothing else is "
            "touched.",
        ),
        examples=("zenforms demo",),
    ),
)
