"""`zenforms copy`: what a printed copy of a form of ours says, value and picture side by side."""

import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILE, ForceOption, OutputOption
from zenforms.cli.sources import check_sources, forms_here, runner_for, source_of
from zenforms.cli.streams import STANDARD, write_out
from zenforms.errors import ExitCode
from zenforms.language import Text

_DONE = Text(fr="Page à comparer dans {file}.", en="Page to compare written to {file}.")
_NONE = Text(
    fr="{file} n'est pas une copie imprimée de l'un de nos formulaires.",
    en="{file} is not a printed copy of a form of ours.",
)


def _run(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(
                fr="La copie imprimée, en PDF ; « - » pour l'entrée standard.",
                en="The printed copy, a PDF; “-” for standard input.",
            ),
            FILE,
        ),
    ],
    *,
    output: OutputOption,
    force: ForceOption = False,
) -> ExitCode:
    from zenforms.desk.handling.copies import field_pictures, is_printed_copy, with_proposals
    from zenforms.desk.setup.maps import form_maps
    from zenforms.findings import Problem
    from zenforms.present.copypage import copy_page
    from zenforms.present.terminal import one_line
    from zenforms.reading.document import read_document
    from zenforms.reading.limits import Limits

    lang = context.ensure_object(Locale).lang
    check_sources([file])
    forms = forms_here()
    source = source_of(file)
    with runner_for(1, Limits()) as runner:
        document = runner.run(read_document, source, name=file, maps=form_maps(forms))
        if isinstance(document, Problem) or not is_printed_copy(document):
            sys.stderr.write(_NONE.fill(lang, {"file": one_line(file)}) + "\n")
            return ExitCode.SET_ASIDE
        proposed = with_proposals(document, source, runner, forms)
        pictures = field_pictures(document, source, runner, forms)
        page = copy_page(proposed, pictures, lang=lang, forms=forms)
    write_out(output, page.encode(), force=force)
    if output != STANDARD:
        sys.stdout.write(_DONE.fill(lang, {"file": one_line(output)}) + "\n")
    return ExitCode.OK


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre les réponses d'une copie imprimée, chacune à côté de son image",
            en="Show the answers of a printed copy, each beside its picture",
        ),
        details=Text(
            fr="Une impression n'a plus de champs : les réponses sont lues sur ses pages et "
            "proposées. Comparez-les, puis libérez la demande avec « zenforms release ».",
            en="A print has no fields any more: the answers are read off its pages and proposed. "
            "Compare them, then release the request with “zenforms release”.",
        ),
        examples=("zenforms copy demande.pdf -o copie.html",),
        exits={
            ExitCode.SET_ASIDE: Text(
                fr="ce n'est pas une copie imprimée de l'un de nos formulaires",
                en="it is not a printed copy of a form of ours",
            )
        },
    ),
)
