"""The desk a command works for: named, or found, or missed with a word of advice."""

from collections.abc import Sequence
from pathlib import Path

from zenforms.desk.setup.opening import OpenDesk, open_desk
from zenforms.desk.setup.place import POLICY, find_desk
from zenforms.errors import DeskError, UsageError
from zenforms.language import Text

_PLACE_AND_NUMBER = 2


def needed_desk(option: Path | None) -> OpenDesk:
    """The desk that `option`, ZENFORMS_DESK or a parent folder names.

    Raises DeskError when there is none, or when it is broken.
    """
    return open_desk(needed_root(option))


def needed_root(option: Path | None) -> Path:
    """The folder of that desk, which may be broken; raises DeskError when none is named."""
    root = find_desk(option)
    if root is None:
        raise DeskError(
            Text(
                fr="Cette commande travaille pour un bureau, et aucun n'est indiqué ici.",
                en="This command works for a desk, and none is named here.",
            ),
            advice=Text(
                fr="Ajoutez --desk DOSSIER, ou créez un bureau avec « zenforms init DOSSIER ».",
                en="Add --desk FOLDER, or make a desk with “zenforms init FOLDER”.",
            ),
        )
    return root


def desk_and_number(words: Sequence[str], option: Path | None) -> tuple[OpenDesk, str]:
    """The desk and the request's number in `[FOLDER] NUMBER`.

    Raises UsageError for more words, and DeskError as `needed_desk` does.
    """
    if len(words) > _PLACE_AND_NUMBER:
        raise UsageError(
            Text(fr="« {word} » est de trop.", en="“{word}” is one word too many."),
            advice=Text(
                fr="Donnez le dossier du bureau, puis un seul numéro.",
                en="Give the desk's folder, then one number.",
            ),
            arguments={"word": words[_PLACE_AND_NUMBER]},
        )
    root = Path(words[0]) if len(words) == _PLACE_AND_NUMBER else option
    return needed_desk(root), words[-1]


def desk_and_words(words: Sequence[str], option: Path | None) -> tuple[OpenDesk, Sequence[str]]:
    """The desk and the words in `[FOLDER] [WORD...]`: a folder is one that holds a desk.

    Raises DeskError as `needed_desk` does.
    """
    if words and option is None and (Path(words[0]) / POLICY).is_file():
        return needed_desk(Path(words[0])), words[1:]
    return needed_desk(option), words
