"""`zenforms staff`: who may sign in at the board."""

import getpass
import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DeskOption
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Text

NameArgument = Annotated[
    list[str],
    typer.Argument(),
    Parameter(
        Text(
            fr="Le nom de la personne, s'il le faut après le dossier du bureau.",
            en="The person's name, if need be after the desk's folder.",
        ),
        Text(fr="[DOSSIER] NOM", en="[FOLDER] NAME"),
    ),
]
_DIFFERENT = UsageError(
    Text(fr="Les deux mots de passe diffèrent.", en="The two passwords differ."),
    advice=Text(fr="Rien n'a été changé : recommencez.", en="Nothing was changed: start again."),
)
_EXITS = {
    ExitCode.BROKEN: Text(
        fr="le nom est pris ou inconnu, ou le mot de passe ne convient pas",
        en="the name is taken or unknown, or the password does not do",
    )
}


def _password() -> str:
    """Typed twice at a terminal, never shown; else the first line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Mot de passe / password: ")
    if getpass.getpass("Encore / again: ") != first:
        raise _DIFFERENT
    return first


def _add(
    name: NameArgument,
    *,
    desk: DeskOption = None,
    administrator: Annotated[
        bool,
        typer.Option("--administrator"),
        Parameter(
            Text(
                fr="Peut aussi libérer ce qui est dangereux et voir ce qui est restreint.",
                en="May also release what is dangerous, and see what is restricted.",
            )
        ),
    ] = False,
) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.desk.setup.accounts import StaffRole, add_account

    opened, called = desk_and_number(name, desk)
    role = StaffRole.ADMINISTRATOR if administrator else StaffRole.AGENT
    add_account(opened.root, called, role, _password())
    return ExitCode.OK


ADD = Command(
    _add,
    Help(
        Text(fr="Crée un compte pour le tableau", en="Make an account for the board"),
        details=Text(
            fr="Le mot de passe est demandé deux fois, ou lu sur l'entrée standard. Dès qu'un "
            "bureau a un compte, tout le monde se connecte.",
            en="The password is asked for twice, or read from standard input. As soon as a desk "
            "has an account, everybody signs in.",
        ),
        examples=('zenforms staff add support "A. Exemple"',),
        exits=_EXITS,
    ),
)


def _list(*, desk: DeskOption = None) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.setup.accounts import accounts_of
    from zenforms.present.terminal import one_line

    for account in accounts_of(needed_desk(desk).root).values():
        sys.stdout.write(f"{one_line(account.name)} · {account.role.value}\n")
    return ExitCode.OK


LIST = Command(
    _list,
    Help(
        Text(fr="Montre les comptes du tableau", en="Show the accounts of the board"),
        examples=("zenforms staff list --desk support",),
    ),
)


def _change(name: NameArgument, *, desk: DeskOption = None) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.desk.setup.accounts import change_password

    opened, called = desk_and_number(name, desk)
    change_password(opened.root, called, _password())
    return ExitCode.OK


PASSWORD = Command(
    _change,
    Help(
        Text(fr="Change un mot de passe", en="Change a password"),
        details=Text(
            fr="Les sessions ouvertes de cette personne s'arrêtent.",
            en="That person's open sessions end.",
        ),
        examples=('zenforms staff password support "A. Exemple"',),
        exits=_EXITS,
    ),
)


def _remove(name: NameArgument, *, desk: DeskOption = None) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.desk.setup.accounts import remove_account

    opened, called = desk_and_number(name, desk)
    remove_account(opened.root, called)
    return ExitCode.OK


REMOVE = Command(
    _remove,
    Help(
        Text(fr="Supprime un compte", en="Remove an account"),
        details=Text(
            fr="Ce que la personne a décidé garde son nom.",
            en="What that person decided keeps the name.",
        ),
        examples=('zenforms staff remove support "A. Exemple"',),
        exits=_EXITS,
    ),
)
