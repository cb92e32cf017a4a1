"""Parameters that several commands share: said once, meant the same everywhere."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zenforms.cli.help import Parameter
from zenforms.language import Text


class ReportFormat(StrEnum):
    """For people, or for programs."""

    TEXT = "text"
    JSON = "json"


class PageFormat(StrEnum):
    """For people, for programs, or as a page to forward."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


FILES = Text(fr="FICHIER...", en="FILE...")
FILE = Text(fr="FICHIER", en="FILE")
FOLDER = Text(fr="DOSSIER", en="FOLDER")


ROOT = Parameter(
    Text(
        fr="Le dossier du bureau ; sinon celui de --desk.",
        en="The desk's folder; else that of --desk.",
    ),
    Text(fr="[DOSSIER]", en="[FOLDER]"),
)
REQUEST = Parameter(
    Text(
        fr="Le numéro de la demande, comme ZF-260512-7K3QM, s'il le faut après le dossier du "
        "bureau.",
        en="The request's number, such as ZF-260512-7K3QM, if need be after the desk's folder.",
    ),
    Text(fr="[DOSSIER] NUMÉRO", en="[FOLDER] NUMBER"),
)
DESK = Parameter(
    Text(
        fr="Dossier du bureau ; sinon ZENFORMS_DESK, sinon le dossier parent le plus proche "
        "qui contient policy.toml.",
        en="The desk's folder; else ZENFORMS_DESK, else the nearest parent that holds policy.toml.",
    ),
    FOLDER,
)
FORMAT = Parameter(
    Text(fr="Texte pour lire, JSON pour un programme.", en="Text to read, JSON for a program."),
    Text(fr="text|json", en="text|json"),
)
PAGE_FORMAT = Parameter(
    Text(
        fr="text pour lire ; json pour un programme ; html une page à transmettre ou à imprimer.",
        en="text to read; json for a program; html a page to forward or print.",
    ),
    Text(fr="text|json|html", en="text|json|html"),
)
OUTPUT = Parameter(
    Text(
        fr="Fichier à écrire, d'un seul coup ; « - » pour la sortie standard.",
        en="The file to write, all at once; “-” for standard output.",
    ),
    FILE,
)
FORCE = Parameter(
    Text(
        fr="Remplace le fichier s'il existe déjà avec un autre contenu.",
        en="Replace the file if it exists with other content.",
    )
)
LANG = Parameter(
    Text(
        fr="Langue des messages ; sinon ZENFORMS_LANG, sinon le français.",
        en="Language of the messages; else ZENFORMS_LANG, else French.",
    ),
    Text(fr="fr|en", en="fr|en"),
)
HELP = Parameter(Text(fr="Affiche cette aide.", en="Show this help."))

RootArgument = Annotated[Path | None, typer.Argument(), ROOT]
RequestArgument = Annotated[list[str], typer.Argument(), REQUEST]
DeskOption = Annotated[Path | None, typer.Option("--desk"), DESK]
FormatOption = Annotated[ReportFormat, typer.Option("--format"), FORMAT]
PageFormatOption = Annotated[PageFormat, typer.Option("--format"), PAGE_FORMAT]
OutputOption = Annotated[str, typer.Option("--output", "-o"), OUTPUT]
ForceOption = Annotated[bool, typer.Option("--force"), FORCE]
