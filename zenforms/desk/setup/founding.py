"""Makes a desk: policy with comments, example register and releases, seal key, folders."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from zenforms.desk.setup import opening
from zenforms.desk.setup.keys import add_key
from zenforms.desk.setup.own import WORDS
from zenforms.desk.setup.place import POLICY
from zenforms.desk.setup.tomlfile import Model, broken, toml_value
from zenforms.desk.setup.wordsfile import WordsFile
from zenforms.desk.spool.durable import Disk, make_folders, replace_file
from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.judging.policy import Client, Policy, Release, Releases
from zenforms.language import Lang, Text
from zenforms.validation_messages import mistake_in

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
EXAMPLE_RELEASES = (Release(version="12.1", released=date(2026, 3, 31)),)


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What a desk has to know before its first form goes out; an empty one stays an example."""

    name: str = ""
    email: str = ""
    product: str = ""
    version: str = ""
    """The latest version of the product; it counts as out from the day of founding."""
    controller: str = ""
    """Who answers for personal data, with the address."""


def found_desk(
    root: Path,
    *,
    lang: Lang = Lang.FR,
    answers: FirstAnswers = FirstAnswers(),
    today: date | None = None,
) -> None:
    """Make a desk in `root`, which may exist if it is empty.

    Raises DeskError when a desk or anything else is there already, or when an answer cannot
    stand in its file; then nothing is made.
    """
    policy, words = _policy_file(lang, answers), _words_file(lang, answers)
    releases = _releases(answers, today or date.today())  # noqa: DTZ011 - the day where one sits
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
        disk, root / opening.RELEASES, _tables("releases", releases, _RELEASES_OPENING.to(lang))
    )
    add_key(root / opening.KEYS, disk=disk)
    replace_file(disk, root / WORDS, words)
    replace_file(disk, root / POLICY, policy)  # last: now it is a desk


def policy_template(lang: Lang) -> Path:
    """The policy of a new desk: every default commented out, each explained in `lang`."""
    return _TEMPLATES / f"policy.{lang.value}.toml"


def _policy_file(lang: Lang, answers: FirstAnswers) -> bytes:
    text = policy_template(lang).read_text(encoding="utf-8")
    for key, value in (("name", answers.name), ("email", answers.email)):
        if value:
            text = _with_line(text, key, value)
    _check(text, Policy, POLICY)
    return text.encode()


def _words_file(lang: Lang, answers: FirstAnswers) -> bytes:
    text = words_template(lang).read_text(encoding="utf-8")
    for key, value in (("product", answers.product), ("controller", answers.controller)):
        if value:
            text = _with_line(text, key, value)
    _check(text, WordsFile, WORDS)
    return text.encode()


def _releases(answers: FirstAnswers, today: date) -> tuple[Release, ...]:
    if not answers.version:
        return EXAMPLE_RELEASES
    text = f"[[releases]]\nversion = {toml_value(answers.version)}\nreleased = {today}\n"
    return _check(text, Releases, opening.RELEASES).releases


def _with_line(text: str, key: str, value: str) -> str:
    """The text with the line of `key`, asleep or not, saying `value`."""
    line = f"{key} = {toml_value(value)}"
    return re.sub(rf"(?m)^#?{key} = .*$", lambda _: line, text, count=1)


def _check(text: str, model: type[Model], name: str) -> Model:
    try:
        return model.model_validate(tomllib.loads(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise broken(Path(name), mistake_in(first), field=field) from error


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
