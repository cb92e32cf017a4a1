"""Makes a desk: policy with comments, example register and releases, seal key, folders."""

from datetime import date
from pathlib import Path

from zenforms.desk.setup import opening
from zenforms.desk.setup.keys import add_key
from zenforms.desk.setup.own import WORDS
from zenforms.desk.setup.place import POLICY
from zenforms.desk.setup.tomlfile import toml_value
from zenforms.desk.spool.durable import Disk, make_folders, replace_file
from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.judging.policy import Client, Release
from zenforms.language import Lang, Text

_TEMPLATES = Path(__file__).parent
_CLIENTS_OPENING = Text(
    fr="Vos clients ; celui-ci est un exemple, remplacez-le.",
    en="Your clients; this one is an example, replace it.",
)
_RELEASES_OPENING = Text(
    fr="Les versions de votre logiciel, la plus ancienne d'abord ; ceci est un exemple.",
    en="The releases of your software, oldest first; this one is an example.",
)
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
    replace_file(
        disk, root / opening.CLIENTS, _tables("clients", _CLIENTS, _CLIENTS_OPENING.to(lang))
    )
    replace_file(
        disk, root / opening.RELEASES, _tables("releases", _RELEASES, _RELEASES_OPENING.to(lang))
    )
    add_key(root / opening.KEYS, disk=disk)
    replace_file(disk, root / WORDS, words_template(lang).read_bytes())
    replace_file(disk, root / POLICY, policy_template(lang).read_bytes())  # last: now it is a desk


def policy_template(lang: Lang) -> Path:
    """The policy of a new desk: every default commented out, each explained in `lang`."""
    return _TEMPLATES / f"policy.{lang.value}.toml"


def words_template(lang: Lang) -> Path:
    """The words of a new desk: those of the charter commented out, each explained in `lang`."""
    return _TEMPLATES / f"words.{lang.value}.toml"


def _tables(name: str, rows: tuple[Client | Release, ...], opening_line: str) -> bytes:
    lines = [f"# {opening_line}"]
    for row in rows:
        lines += ["", f"[[{name}]]"]
        for key, value in row.model_dump(exclude_none=True).items():
            lines.append(f"{key} = {toml_value(value)}")
    return "\n".join([*lines, ""]).encode()


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
