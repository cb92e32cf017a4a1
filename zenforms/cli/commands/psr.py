"""`zenforms psr`: the steps that a client recorded."""

from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import FILES, PageFormat, PageFormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.cli.evidence import Evidence
    from zenforms.console.account import Block

_NONE = Text(fr="aucun enregistrement", en="no recording")


def _run(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(),
        Parameter(
            Text(
                fr="Ce qui a été reçu ; « - » pour l'entrée standard.",
                en="What came in; “-” for standard input.",
            ),
            FILES,
        ),
    ],
    *,
    shape: PageFormatOption = PageFormat.TEXT,
) -> int:
    lang = context.ensure_object(Speech).lang
    if shape is PageFormat.HTML:
        from zenforms.cli.recordings import write_page

        return write_page(files, none=_NONE, lang=lang)
    from zenforms.cli.evidence import show_evidence

    return show_evidence(
        files,
        lambda file: file.recording,
        blocks=_blocks,
        none=_NONE,
        shape=ReportFormat(shape),
        lang=lang,
    )


def _blocks(evidence: "Evidence", lang: Lang) -> "Iterator[Block]":
    from zenforms.console.evidenceview import recording_blocks
    from zenforms.reading.evidence import Recording

    return recording_blocks(evidence, lang) if isinstance(evidence, Recording) else iter(())


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre les actions qu'un client a enregistrées",
            en="Show the steps that a client recorded",
        ),
        details=Text(
            fr="Lit un rapport PSR ou l'un de ses successeurs, seul ou dans un zip, un message ou "
            "un dossier ; rien n'y est exécuté. La page de --format html se suffit à elle-même : "
            "captures comprises, sans script, mots de passe reconnus masqués.",
            en="Reads a PSR report or one of its successors, on its own or in a zip, a message or "
            "a folder; nothing in it is run. The page of --format html needs nothing else: its "
            "pictures are in it, it has no script, and known passwords are masked.",
        ),
        examples=(
            "zenforms psr rapport.zip",
            "zenforms psr --format json message.eml",
            "zenforms psr --format html rapport.zip > rapport.html",
        ),
        exits={
            3: Text(
                fr="un des fichiers ne contient aucun enregistrement",
                en="one of the files holds no recording",
            )
        },
    ),
)
