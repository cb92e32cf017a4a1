"""`zenforms demo`: the whole main job, on samples, in a folder of its own."""

import sys
from typing import TYPE_CHECKING

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.speech import Speech
from zenforms.console.escape import one_line
from zenforms.console.layout import Line, Tone, paragraph
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.cli.demonstration import Shown

_OPENING = Text(
    fr="Un bureau d'exemple traite des envois ; de vrais lecteurs PDF en ont enregistré beaucoup…",
    en="An example desk works on drops, among them forms that real PDF viewers saved…",
)
_DESK = Text(fr="Le bureau", en="The desk")
_FORM = Text(fr="Le formulaire de {client}", en="The form of {client}")
_BECAME = Text(fr="Ce que sont devenus les envois", en="What became of the drops")
_BESIDE = Text(
    fr="À chaque place, report.txt dit pourquoi ; les originaux sont dans archive/. L'un de ces "
    "rapports, {place}/report.txt :",
    en="At each place report.txt says why; the originals are in archive/. One of these reports, "
    "{place}/report.txt:",
)
_FILL = Text(
    fr="remplissez {form} dans votre lecteur PDF, déposez-le dans {inbox}, puis tapez de nouveau "
    "la commande qui précède",
    en="fill in {form} in your PDF viewer, put it into {inbox}, then type the command above again",
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
    from zenforms.console.outcomes import outcome_table

    form_title = _FORM.fill(lang, {"client": one_line(shown.client.name, 50)})
    for title, value in ((_DESK.to(lang), shown.opened.root), (form_title, shown.form)):
        yield from (Line(), Line(title, Tone.TITLE), Line(f"  {one_line(str(value))}"))
    yield from (Line(), Line(_BECAME.to(lang), Tone.TITLE))
    yield from outcome_table(shown.rows, lang)
    yield from _report(shown, lang)
    yield from (Line(), Line(_NEXT.to(lang), Tone.TITLE))
    yield from _commands(shown, lang)


def _report(shown: "Shown", lang: Lang) -> "Iterator[Line]":
    """The report, among those on drops that went back to their client, that says most."""
    from zenforms.judging.case import OutcomeKind

    root = shown.opened.root
    returned = [row for row in shown.rows if row.outcome is OutcomeKind.INCOMPLETE]
    reports = {row.place: (root / row.place / "report.txt").read_text("utf-8") for row in returned}
    for place in sorted(reports, key=lambda place: len(reports[place]))[-1:]:
        yield from (Line(), *paragraph(_BESIDE.fill(lang, {"place": place})), Line())
        yield from (Line(line, Tone.QUIET) for line in reports[place].splitlines())


def _commands(shown: "Shown", lang: Lang) -> "Iterator[Line]":
    root, form = one_line(str(shown.opened.root)), one_line(str(shown.form))
    yield Line(f"  zenforms validate --desk {root} {form}")
    yield Line(f"  zenforms watch --once {root}")
    fill = _FILL.fill(lang, {"form": shown.form.name, "inbox": "bureau/inbox"})
    yield from paragraph(f"({fill})", first="    ", tone=Tone.QUIET)
    yield Line("  zenforms rule ZF101")
    yield Line("  zenforms --help")


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
