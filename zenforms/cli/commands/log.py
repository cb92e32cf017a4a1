"""`zenforms log`: what the logs of a service tell."""

from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import FILES, FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.cli.evidence import Evidence
    from zenforms.console.account import Block

_NONE = Text(fr="aucun journal", en="no log")


def _run(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(),
        Parameter(
            Text(
                fr="Un log, ou ce qui en contient ; « - » pour l'entrée standard.",
                en="A log, or what holds some; “-” for standard input.",
            ),
            FILES,
        ),
    ],
    *,
    shape: FormatOption = ReportFormat.TEXT,
) -> int:
    from zenforms.cli.evidence import show_evidence

    lang = context.ensure_object(Speech).lang
    return show_evidence(
        files, lambda file: file.log, blocks=_blocks, none=_NONE, shape=shape, lang=lang
    )


def _blocks(evidence: "Evidence", lang: Lang) -> "Iterator[Block]":
    from zenforms.console.evidenceview import log_blocks
    from zenforms.reading.evidence import LogFacts

    return log_blocks(evidence, lang) if isinstance(evidence, LogFacts) else iter(())


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre ce que disent les logs d'un service",
            en="Show what the logs of a service tell",
        ),
        details=Text(
            fr="Période, niveaux et dernières erreurs avec ce qui les entoure ; mots de passe et "
            "autres secrets sont masqués.",
            en="Period, levels and the last errors with what is around them; passwords and other "
            "secrets are masked.",
        ),
        examples=("zenforms log service.log", "zenforms log --format json logs.zip"),
        exits={
            3: Text(fr="un des fichiers ne contient aucun log", en="one of the files holds no log")
        },
    ),
)
