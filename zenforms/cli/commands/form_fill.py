"""`zenforms form fill`: a form of ours filled in from data."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import ForceOption, OutputOption
from zenforms.cli.sources import check_sources, content_of, forms_here
from zenforms.cli.streams import STANDARD, write_out
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Text

if TYPE_CHECKING:
    from zenforms.form.definition import Form

_DONE = Text(fr="Formulaire rempli dans {file}.", en="Filled form written to {file}.")


def _run(
    context: typer.Context,
    form: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(
                fr="Un formulaire de « zenforms form build » ; « - » pour l'entrée standard.",
                en="A form of “zenforms form build”; “-” for standard input.",
            ),
            Text(fr="FORMULAIRE.pdf", en="FORM.pdf"),
        ),
    ],
    values: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(fr="Les valeurs.", en="The values."), Text(fr="VALEURS.toml", en="VALUES.toml")
        ),
    ],
    *,
    output: OutputOption,
    force: ForceOption = False,
) -> ExitCode:
    from zenforms.form.fill import fill_form
    from zenforms.present.terminal import one_line
    from zenforms.reading.limits import Limits

    check_sources([form, values])
    pdf = content_of(form, most=Limits().document_bytes)
    content = fill_form(pdf, _answers(values), form=_definition(pdf, form))
    write_out(output, content, force=force)
    if output != STANDARD:
        lang = context.ensure_object(Locale).lang
        sys.stdout.write(_DONE.fill(lang, {"file": one_line(output)}) + "\n")
    return ExitCode.OK


def _definition(pdf: bytes, name: str) -> "Form":
    """The definition that the PDF says it was built from."""
    from zenforms.desk.setup.maps import form_maps
    from zenforms.form.library import revision_called
    from zenforms.reading.document import read_document

    forms = forms_here()
    identity = read_document(pdf, name=name, maps=form_maps(forms)).form
    if identity is None:
        raise UsageError(
            Text(
                fr="{file} n'est pas l'un de nos formulaires.", en="{file} is not a form of ours."
            ),
            advice=Text(
                fr="Faites-en un avec « zenforms form build ».",
                en="Make one with “zenforms form build”.",
            ),
            arguments={"file": name},
        )
    return revision_called(identity.id, identity.revision, forms)


def _answers(name: str) -> dict[str, object]:
    from zenforms.form.answers import MOST_BYTES, values_in

    try:
        return values_in(content_of(name, most=MOST_BYTES))
    except ValueError as error:
        raise UsageError(
            Text(
                fr="{file} n'est pas du TOML lisible : {reason}.",
                en="{file} is not TOML that can be read: {reason}.",
            ),
            advice=Text(
                fr='Une ligne par champ, comme : contact_name = "Camille Exemple".',
                en='One line a field, such as: contact_name = "Camille Exemple".',
            ),
            arguments={"file": name, "reason": str(error)},
        ) from error


FILL = Command(
    _run,
    Help(
        Text(fr="Remplit un formulaire à partir de données", en="Fill in a form from data"),
        details=Text(
            fr="Les valeurs sont un fichier TOML : une ligne par champ, le nom du champ à gauche. "
            "Un choix se donne par son code ou son libellé, une case par true ou false.",
            en="The values are a TOML file: one line a field, the field's name on the left. A "
            "choice is given by its code or label, a box by true or false.",
        ),
        examples=("zenforms form fill vierge.pdf valeurs.toml -o rempli.pdf",),
    ),
)
