"""The one translator: any exception → an exit code, what happened, and what to do next."""

import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path

from typer import TyperException

from zenforms.errors import DeskError, ExitCode, UsageError, ZenformsError
from zenforms.language import Lang, Text
from zenforms.reading.scratch import ScratchError

_MISUSE: Mapping[str, Text] = {
    "NoSuchOption": Text(fr="L'option « {what} » n'existe pas.", en="There is no option “{what}”."),
    "MissingParameter": Text(fr="Il manque {what}.", en="{what} is missing."),
    "BadParameter": Text(
        fr="La valeur donnée pour {what} ne convient pas : {wanted} attendu.",
        en="The value given for {what} does not fit: {wanted} expected.",
    ),
    "BadOptionUsage": Text(
        fr="L'option « {what} » est mal employée : vérifiez si elle attend une valeur.",
        en="The option “{what}” is used wrongly: check whether it takes a value.",
    ),
}
"""By the class of typer's exceptions, which it does not export; their texts are English only."""

_OTHER_MISUSE = Text(
    fr="La commande ne se comprend pas ainsi ({detail}).",
    en="The command cannot be understood like this ({detail}).",
)
_SEE_HELP = Text(
    fr="Tapez « {path} --help » pour voir comment l'écrire.",
    en="Type “{path} --help” to see how to write it.",
)
_NEAR = Text(fr="Vouliez-vous dire « {near} » ?", en="Did you mean “{near}”?")
_BUG = Text(
    fr="Une erreur que zenforms n'avait pas prévue l'a arrêté ({kind}) : c'est un défaut du "
    "programme.",
    en="An error that zenforms did not foresee stopped it ({kind}): this is a defect of the "
    "program.",
)
_BUG_ADVICE = Text(
    fr="Le détail est dans {details} : joignez ce fichier à votre signalement.",
    en="The details are in {details}: attach that file to your report.",
)

_CRAMPED = Text(
    fr="La machine n'accepte plus de fichier temporaire ({reason}).",
    en="The machine takes no more temporary files ({reason}).",
)
_REFUSED = Text(
    fr="La machine refuse {file} ({reason}).", en="The machine refuses {file} ({reason})."
)
_LOOK = Text(
    fr="Regardez ce qui est à cet endroit, et les droits dessus : « zenforms doctor » vérifie un "
    "bureau.",
    en="Look at what lies there, and who may do what with it: “zenforms doctor” checks a desk.",
)
_MAKE_ROOM = Text(
    fr="Faites de la place, puis recommencez : rien n'a été changé.",
    en="Make room, then try again: nothing was changed.",
)


def explained(error: Exception, lang: Lang) -> tuple[ExitCode, str]:
    """The exit code for `error`, and its two lines in `lang`, still to be neutralised.

    A bug's traceback is kept in a private temporary file, whose path the second line names.
    """
    if isinstance(error, TyperException):
        error = misuse(error)
    if isinstance(error, ZenformsError):
        return error.exit_code, error.sentence(lang)
    if isinstance(error, ScratchError):
        told = {"reason": error.strerror or type(error).__name__}
        return DeskError.exit_code, f"{_CRAMPED.fill(lang, told)}\n{_MAKE_ROOM.to(lang)}"
    if isinstance(error, OSError) and error.errno is not None:
        told = {
            "file": str(error.filename or "?"),
            "reason": error.strerror or type(error).__name__,
        }
        return DeskError.exit_code, f"{_REFUSED.fill(lang, told)}\n{_LOOK.to(lang)}"
    arguments = {"kind": type(error).__name__, "details": str(_kept(error))}
    return ExitCode.BUG, f"{_BUG.fill(lang, arguments)}\n{_BUG_ADVICE.fill(lang, arguments)}"


def misuse(error: TyperException) -> UsageError:
    """Typer's complaint about how a command was written, in our words."""
    parameter = getattr(error, "param", None)
    context = getattr(error, "ctx", None)
    metavar = getattr(parameter, "metavar", None) or "?"
    option = getattr(error, "option_name", None) or ", ".join(getattr(parameter, "opts", ()))
    near = getattr(error, "possibilities", None) or ()
    return UsageError(
        _MISUSE.get(type(error).__name__, _OTHER_MISUSE),
        advice=_NEAR if near else _SEE_HELP,
        arguments={
            "what": option if option.startswith("-") else metavar.removesuffix("..."),
            "wanted": metavar,
            "detail": error.message,
            "near": ", ".join(near),
            "path": context.command_path if context else "zenforms",
        },
    )


def _kept(error: Exception) -> Path:
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        errors="backslashreplace",
        prefix="zenforms-",
        suffix=".txt",
        delete=False,
    ) as file:
        traceback.print_exception(error, file=file)
    return Path(file.name)
