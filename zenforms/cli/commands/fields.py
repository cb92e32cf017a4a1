"""`zenforms fields`: what any PDF form holds, ours or not."""

import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILES, FormatOption, ReportFormat
from zenforms.errors import ExitCode
from zenforms.language import Text


def _run(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(),
        Parameter(
            Text(
                fr="Un ou plusieurs PDF ; « - » pour l'entrée standard.",
                en="One or more PDFs; “-” for standard input.",
            ),
            FILES,
        ),
    ],
    *,
    shape: FormatOption = ReportFormat.TEXT,
) -> ExitCode:
    from zenforms.cli.sources import forms_here, read_documents
    from zenforms.present.fieldsview import fields_data, fields_lines, is_read
    from zenforms.present.jsontext import dumps
    from zenforms.present.terminal import Line, show, width_of

    lang = context.ensure_object(Locale).lang
    forms = forms_here()
    documents = list(read_documents(files, forms=forms))
    if shape is ReportFormat.JSON:
        said = [fields_data(document, lang) for document in documents]
        sys.stdout.write(dumps({"version": 1, "files": said}))
    else:
        for number, document in enumerate(documents):
            show([Line()] if number else [], sys.stdout)
            width = width_of(sys.stdout)
            show(fields_lines(document, lang, width, words=forms.words), sys.stdout)
    return ExitCode.OK if all(is_read(document) for document in documents) else ExitCode.SET_ASIDE


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre les champs d'un PDF, quel qu'en soit l'auteur",
            en="Show the fields of a PDF, whoever made it",
        ),
        details=Text(
            fr="Les valeurs sont montrées telles qu'elles sont dans le fichier, avec ce qu'elles "
            "ont de douteux. Rien n'est jugé : pour cela, voir « zenforms validate ».",
            en="Values are shown as they stand in the file, with whatever is doubtful about them. "
            "Nothing is judged: for that, see “zenforms validate”.",
        ),
        examples=(
            "zenforms fields demande.pdf",
            "zenforms fields --format json demande.pdf",
        ),
        exits={
            ExitCode.SET_ASIDE: Text(
                fr="un des fichiers n'a pas de valeurs lisibles",
                en="one of the files has no values to read",
            )
        },
    ),
)
