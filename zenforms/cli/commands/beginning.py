"""`zenforms init`: a new desk in a folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FOLDER
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text
from zenforms.present.terminal import Line, Tone, one_line, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.cli.demonstration import Shown

_DONE = Text(fr="Le bureau est prêt dans {root}.", en="The desk is ready in {root}.")
_ROWS = (
    (
        "policy.toml",
        Text(fr="qui vous êtes, et ce que vous décidez", en="who you are, and what you decide"),
    ),
    (
        "words.toml",
        Text(fr="vos mots : produit, programmes, signature", en="your words: product, programs…"),
    ),
    (
        "clients.toml",
        Text(fr="vos clients et leurs contrats", en="your clients and their contracts"),
    ),
    ("releases.toml", Text(fr="les versions disponibles", en="the releases")),
    (
        "seal.keys",
        Text(
            fr="la clé secrète des sceaux : sauvegardez-la",
            en="the secret key of the seals: back it up",
        ),
    ),
    ("inbox/", Text(fr="où déposer ce que vous recevez", en="where to drop what you receive")),
)
_NEXT = Text(fr="Ensuite :", en="Next:")
_STEPS = (
    "zenforms form build assistance-request --desk {root} --client EXEMPLE-1 -o demande.pdf",
    "zenforms watch {root}",
)


_NAME = Text(fr="NOM", en="NAME")
_ADDRESS = Text(fr="ADRESSE", en="ADDRESS")
_VERSION = Text(fr="VERSION", en="VERSION")
_QUESTIONS = (
    Text(fr="Votre nom, pour vos clients : ", en="Your name, to your clients: "),
    Text(fr="L'adresse du support : ", en="The support address: "),
    Text(fr="Le nom de votre logiciel : ", en="The name of your software: "),
    Text(fr="Sa dernière version : ", en="Its latest version: "),
    Text(
        fr="Qui répond des données personnelles (nom, adresse) : ",
        en="Who answers for personal data (name, address): ",
    ),
)
_LATER = Text(
    fr="Cinq questions ; sans réponse, un exemple reste, à changer plus tard.",
    en="Five questions; without an answer an example stays, to be changed later.",
)


def _asked(question: Text, lang: Lang) -> str:
    """What somebody types; nothing when they are gone."""
    if question is _QUESTIONS[0]:
        sys.stdout.write(_LATER.to(lang) + "\n")
    try:
        return input(question.to(lang)).strip()
    except EOFError:
        return ""


def _run(
    context: typer.Context,
    root: Annotated[
        Path,
        typer.Argument(),
        Parameter(
            Text(fr="Un dossier vide, ou à créer.", en="An empty folder, or one to be made."),
            FOLDER,
        ),
    ],
    *,
    name: Annotated[
        str,
        typer.Option("--name"),
        Parameter(Text(fr="Votre nom, pour vos clients.", en="Your name, to your clients."), _NAME),
    ] = "",
    email: Annotated[
        str,
        typer.Option("--email"),
        Parameter(Text(fr="L'adresse du support.", en="The support address."), _ADDRESS),
    ] = "",
    product: Annotated[
        str,
        typer.Option("--product"),
        Parameter(Text(fr="Le nom de votre logiciel.", en="The name of your software."), _NAME),
    ] = "",
    release: Annotated[
        str,
        typer.Option("--release"),
        Parameter(Text(fr="Sa dernière version.", en="Its latest version."), _VERSION),
    ] = "",
    controller: Annotated[
        str,
        typer.Option("--controller"),
        Parameter(
            Text(
                fr="Qui répond des données personnelles, avec son adresse.",
                en="Who answers for personal data, with the address.",
            ),
            _NAME,
        ),
    ] = "",
) -> ExitCode:
    from zenforms.desk.setup.founding import FirstAnswers, found_desk
    from zenforms.present.terminal import definitions, one_line

    lang = context.ensure_object(Locale).lang
    answers = FirstAnswers(name, email, product, release, controller)
    if answers == FirstAnswers() and sys.stdin.isatty():
        answers = FirstAnswers(*(_asked(question, lang) for question in _QUESTIONS))
    found_desk(root, lang=lang, answers=answers)
    shown = one_line(str(root))
    lines = [
        _DONE.fill(lang, {"root": shown}),
        *definitions((name, text.to(lang)) for name, text in _ROWS),
        "",
        _NEXT.to(lang),
        *("  " + step.format(root=shown) for step in _STEPS),
    ]
    sys.stdout.writelines(line + "\n" for line in lines)
    return ExitCode.OK


INIT = Command(
    _run,
    Help(
        Text(fr="Crée un bureau dans un dossier vide", en="Make a desk in an empty folder"),
        details=Text(
            fr="Il reçoit ses réglages et ses mots commentés, un client d'exemple, une clé de "
            "sceau neuve et ses dossiers. À un terminal, cinq questions sont posées, sauf si une "
            "option y répond ; doctor dit ce qui est encore un exemple.",
            en="It gets its settings and words with comments, an example client, a new seal key "
            "and its folders. At a terminal five questions are asked, unless an option answers "
            "one; doctor says what is still an example.",
        ),
        examples=(
            "zenforms init support",
            'zenforms init support --name "Atelier Orme" --email aide@orme.example --product Orméo',
        ),
        exits={ExitCode.BROKEN: Text(fr="le dossier n'est pas vide", en="the folder is not empty")},
    ),
)


# `zenforms demo`: the whole main job, on samples, in a folder of its own.

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
_BROWSE = Text(
    fr="le tableau du support : ouvrez l'adresse que cette commande affiche",
    en="the support board: open the address that this command prints",
)
_DEMO_NEXT = Text(fr="À taper ensuite", en="What to type next")


def _demo_run(context: typer.Context) -> ExitCode:
    from zenforms.cli.demonstration import demonstrate
    from zenforms.present.terminal import show
    from zenforms.resources import resource

    lang = context.ensure_object(Locale).lang
    show([Line(_OPENING.to(lang), Tone.QUIET)], sys.stdout)
    sys.stdout.flush()
    show(_lines(demonstrate(resource("samples"), lang=lang), lang), sys.stdout)
    return ExitCode.OK


def _lines(shown: "Shown", lang: Lang) -> "Iterator[Line]":
    from zenforms.present.report import outcome_table

    form_title = _FORM.fill(lang, {"client": one_line(shown.client.name, 50)})
    for title, value in ((_DESK.to(lang), shown.opened.root), (form_title, shown.form)):
        yield from (Line(), Line(title, Tone.TITLE), Line(f"  {one_line(str(value))}"))
    yield from (Line(), Line(_BECAME.to(lang), Tone.TITLE))
    yield from outcome_table(shown.rows, lang)
    yield from _report(shown, lang)
    yield from (Line(), Line(_DEMO_NEXT.to(lang), Tone.TITLE))
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
    yield Line(f"  zenforms serve {root}")
    yield from paragraph(f"({_BROWSE.to(lang)})", first="    ", tone=Tone.QUIET)
    yield Line("  zenforms rule ZF101")
    yield Line("  zenforms --help")


DEMO = Command(
    _demo_run,
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
