"""`zenforms psr`: the steps that a client recorded."""

from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILES, FormatOption, PageFormat, PageFormatOption, ReportFormat
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.cli.evidence import Evidence
    from zenforms.present.document import Chapter

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
) -> ExitCode:
    lang = context.ensure_object(Locale).lang
    if shape is PageFormat.HTML:
        from zenforms.cli.evidence import write_page

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


def _blocks(evidence: "Evidence", lang: Lang) -> "Iterator[Chapter]":
    from zenforms.present.evidenceview import recording_blocks
    from zenforms.reading.evidence import Recording

    return recording_blocks(evidence, lang) if isinstance(evidence, Recording) else iter(())


PSR = Command(
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
            ExitCode.SET_ASIDE: Text(
                fr="un des fichiers ne contient aucun enregistrement",
                en="one of the files holds no recording",
            )
        },
    ),
)


# `zenforms log`: what the logs of a service tell.

_LOG_NONE = Text(fr="aucun journal", en="no log")


def _log_run(
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
) -> ExitCode:
    from zenforms.cli.evidence import show_evidence

    lang = context.ensure_object(Locale).lang
    return show_evidence(
        files, lambda file: file.log, blocks=_log_blocks, none=_LOG_NONE, shape=shape, lang=lang
    )


def _log_blocks(evidence: "Evidence", lang: Lang) -> "Iterator[Chapter]":
    from zenforms.present.evidenceview import log_blocks
    from zenforms.reading.evidence import LogFacts

    return log_blocks(evidence, lang) if isinstance(evidence, LogFacts) else iter(())


LOG = Command(
    _log_run,
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
            ExitCode.SET_ASIDE: Text(
                fr="un des fichiers ne contient aucun log", en="one of the files holds no log"
            )
        },
    ),
)
