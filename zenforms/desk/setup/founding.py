"""Makes a desk: policy with comments, example register and releases, seal key, folders."""

from datetime import date
from pathlib import Path

from zenforms.desk.setup import opening
from zenforms.desk.setup.keys import add_key
from zenforms.desk.setup.policytext import COMMENTS, EXAMPLES, OPENING
from zenforms.desk.setup.tomlfile import comment_lines, commented_defaults, toml_value
from zenforms.desk.spool.durable import Disk, make_folders, replace_file
from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.judging.policy import Client, Policy, Release
from zenforms.language import Lang, Text

_CLIENTS = (
    Client(
        id="EXEMPLE-1",
        name="Société Exemple",
        mail_domains=("client.example",),
        contacts=("referent@client.example",),
        subscription_from=date(2026, 1, 1),
        tma_from=date(2026, 1, 1),
        tma_until=date(2026, 12, 31),
        tma_hours=20.0,
        licences=("suite",),
    ),
)
_RELEASES = (Release(version="12.1", released=date(2026, 3, 31)),)


def found_desk(root: Path, *, lang: Lang = Lang.FR) -> None:
    """Make a desk in `root`, which may exist if it is empty.

    Raises DeskError when a desk or anything else is there already.
    """
    disk = Disk()
    root = root.absolute()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise _occupied(root)
    make_folders(disk, root)
    for folder in Folder:
        make_folders(disk, root / folder)
    replace_file(disk, root / opening.CLIENTS, _clients(lang).encode())
    replace_file(disk, root / opening.RELEASES, _releases(lang).encode())
    add_key(root / opening.KEYS, disk=disk)
    replace_file(disk, root / opening.POLICY, _policy(lang).encode())  # last: now it is a desk


def _policy(lang: Lang) -> str:
    lines = [*comment_lines(OPENING, lang), ""]
    lines += commented_defaults(Policy(), COMMENTS, lang, written="vendor")
    return "\n".join([*lines, ""])


def _clients(lang: Lang) -> str:
    return _tables("clients", _CLIENTS, EXAMPLES["clients"].to(lang))


def _releases(lang: Lang) -> str:
    return _tables("releases", _RELEASES, EXAMPLES["releases"].to(lang))


def _tables(name: str, rows: tuple[Client | Release, ...], opening_line: str) -> str:
    lines = [f"# {opening_line}"]
    for row in rows:
        lines += ["", f"[[{name}]]"]
        for key, value in row.model_dump(exclude_none=True).items():
            lines.append(f"{key} = {toml_value(value)}")
    return "\n".join([*lines, ""])


def _occupied(root: Path) -> DeskError:
    return DeskError(
        Text(
            fr="Le dossier {root} n'est pas vide : aucun bureau n'y est créé.",
            en="The folder {root} is not empty: no desk is made there.",
        ),
        advice=Text(
            fr="Choisissez un dossier vide ou un nom qui n'existe pas encore.",
            en="Choose an empty folder, or a name that does not exist yet.",
        ),
        arguments={"root": str(root)},
    )
