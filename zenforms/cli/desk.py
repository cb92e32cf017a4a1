"""The desk a command works for: named, or found, or missed with a word of advice."""

from pathlib import Path

from zenforms.desk.opening import OpenDesk, find_desk, open_desk
from zenforms.errors import DeskError
from zenforms.language import Text


def needed_desk(option: Path | None) -> OpenDesk:
    """The desk that `--desk`, ZENFORMS_DESK or a parent folder names.

    Raises DeskError when there is none, or when it is broken.
    """
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
    return open_desk(root)
