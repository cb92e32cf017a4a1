"""`zenforms form check`: a form of the desk's own, looked over before anybody gets it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILE, DeskOption
from zenforms.cli.streams import write_out
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.form.definition import Form

_FINE = Text(
    fr="✓ {file} : {form}, révision {revision}, {fields} champs ; il se fabrique.",
    en="✓ {file}: {form}, revision {revision}, {fields} fields; it can be made.",
)
_UNASKED = Text(
    fr="  Sans le champ {name}, ces règles ne sont pas vérifiées : {codes}.",
    en="  Without the field {name} these rules are not checked: {codes}.",
)
_DRAWN = Text(fr="  Page dessinée dans {file}.", en="  Page drawn in {file}.")


def _run(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(),
        Parameter(
            Text(fr="La définition, en TOML.", en="The definition, in TOML."),
            FILE,
        ),
    ],
    *,
    picture: Annotated[
        Path | None,
        typer.Option("--picture"),
        Parameter(
            Text(
                fr="Où dessiner la première page, en PNG ; les suivantes à côté.",
                en="Where to draw the first page, as PNG; further ones beside it.",
            ),
            FILE,
        ),
    ] = None,
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.sources import check_sources, forms_here
    from zenforms.desk.setup.own import checked_form
    from zenforms.present.terminal import one_line

    lang = context.ensure_object(Locale).lang
    check_sources([str(file)])
    form = checked_form(file, forms_here(desk))
    pages = {one: _made(form, one) for one in Lang}
    told = {
        "file": one_line(file.name),
        "form": form.form,
        "revision": str(form.revision),
        "fields": str(sum(1 for _ in form.fields())),
    }
    sys.stdout.write(_FINE.fill(lang, told) + "\n")
    sys.stdout.writelines(line + "\n" for line in _unasked(form, lang))
    if picture is not None:
        _draw(pages[lang], picture, lang)
    return ExitCode.OK


def _made(form: "Form", lang: Lang) -> bytes:
    """The form for nobody: whatever does not fit is told by its place."""
    from zenforms.form.branding import Branding, FormClient
    from zenforms.form.build import build_form

    client = FormClient("EXEMPLE-1", "Société Exemple")
    branding = Branding("Éditeur Exemple", "support@editeur.example", privacy_notice="…")
    return build_form(form, client=client, branding=branding, lang=lang)


def _unasked(form: "Form", lang: Lang) -> "list[str]":
    from zenforms.judging.rules.catalog import RULES
    from zenforms.judging.rules.rule import About

    lacking: dict[str, list[str]] = {}
    for rule in RULES:
        for name in sorted(rule.asks) if rule.about is not About.CANCELLATION else ():
            if form.field(name) is None:
                lacking.setdefault(name, []).append(rule.code)
    return [
        _UNASKED.fill(lang, {"name": name, "codes": ", ".join(codes)})
        for name, codes in lacking.items()
    ]


def _draw(pdf: bytes, picture: Path, lang: Lang) -> None:
    from zenforms.findings import Problem
    from zenforms.present.terminal import one_line
    from zenforms.reading.apart import apart
    from zenforms.reading.limits import Limits
    from zenforms.reading.pdf.paper import page_pictures

    drawn = apart(Limits(), page_pictures, pdf)
    for number, page in enumerate(() if isinstance(drawn, Problem) else drawn, 1):
        stem = picture.stem if number == 1 else f"{picture.stem}-{number}"
        path = picture.with_name(f"{stem}{picture.suffix or '.png'}")
        write_out(str(path), page, force=True)
        sys.stdout.write(_DRAWN.fill(lang, {"file": one_line(str(path))}) + "\n")


COMMAND = Command(
    _run,
    Help(
        Text(fr="Vérifie un formulaire de votre bureau", en="Check a form of your own"),
        details=Text(
            fr="Nomme le fichier, le champ et la clé d'une erreur, fabrique le formulaire dans les "
            "deux langues et dit quelles règles n'y seront pas vérifiées. Un bureau prend les "
            "formulaires de son dossier forms.",
            en="Names file, field and key of a mistake, makes the form in both languages and says "
            "which rules will not be checked on it. A desk takes the forms in its folder forms.",
        ),
        examples=(
            "zenforms form check support/forms/devis.toml --desk support",
            "zenforms form check support/forms/devis.toml --picture devis.png",
        ),
        exits={
            ExitCode.BROKEN: Text(
                fr="la définition est inutilisable", en="the definition cannot be used"
            )
        },
    ),
)
