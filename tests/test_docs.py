"""The documents tell the truth: every command is in them, and what they show runs.

In README.md and docs/, a fenced block marked `console` holds commands after `$ ` that run as they
stand, in a folder with a desk (`support/`), a blank form (`vierge.pdf`), its answers
(`valeurs.toml`), the form filled in (`demande.pdf`), and evidence (`rapport.zip`, `service.log`,
`logs.zip`, `message.eml`). Blocks marked `sh` are only parsed: their commands and options must
exist.
"""

import inspect
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making.mails import attachment, mail, part
from tests.making.steps import Report, report_zip
from zenforms.cli.door import help_of
from zenforms.cli.main import main
from zenforms.cli.reference import FILES, reference
from zenforms.cli.table import CHAPTERS, GROUPS, Entry, entries
from zenforms.language import Lang, Text

ROOT = Path(__file__).parent.parent
COMMANDS = list(entries())
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.py"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
WAITING = {"watch", "fetch", "form ask"}
"""Commands that wait for drops, for mail or for a person, unless they are told `--once`."""

SAYS_NO = {2, 70}
"""The exits of a command that could not be carried out as it was written."""

VALUES = """
contact_name = "Camille Exemple"
email = "camille@client.example"
mode = "tma"
type = "assistance"
domain = "suite"
urgency = "normal"
desk_version = "12.1"
summary = "Où régler la langue des modèles ?"
description = "Je crée un modèle ; je cherche où choisir sa langue."
one_subject = true
"""
LOG = """2026-05-11 09:00:00,120 INFO ZenSolutions.Service started
2026-05-11 09:00:02,120 ERROR cannot connect
"""
PREPARE = (
    "zenforms init support",
    "zenforms form build assistance-request --client EXEMPLE-1 --desk support -o vierge.pdf",
    "zenforms form fill vierge.pdf valeurs.toml -o demande.pdf",
    "zenforms clients export --desk support -o clients.csv",
)


def commands_in(page: Path, kind: str) -> Iterator[str]:
    """The command lines of zenforms in the fenced blocks of one kind."""
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        for line in block["body"].splitlines() if block["kind"] == kind else ():
            command = line.removeprefix("$ ").partition(" #")[0].strip()
            if command.startswith("zenforms "):
                yield command


def words_of(command: str) -> list[str]:
    """What comes after `zenforms`, up to where the shell takes over."""
    return shlex.split(command.partition(" > ")[0])[1:]


def entry_of(command: str) -> Entry | None:
    """The command of the table that a command line calls; None for options of the root."""
    words = words_of(command)
    for entry in COMMANDS:
        if words[: len(entry.path.split())] == entry.path.split():
            return entry
    return None


def run(command: str) -> int:
    return main(words_of(command))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the documents' commands run in, made once."""
    folder = tmp_path_factory.mktemp("prepared")
    recording = report_zip(Report())
    words = part("Content-Type: text/plain", b"Bonjour")
    (folder / "rapport.zip").write_bytes(recording)
    (folder / "message.eml").write_bytes(mail(words, attachment("rapport.zip", recording)))
    (folder / "service.log").write_text(LOG, encoding="utf-8")
    with zipfile.ZipFile(folder / "logs.zip", "w") as archive:
        archive.write(folder / "service.log", "service.log")
    (folder / "valeurs.toml").write_text(VALUES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ZENFORMS_DESK", raising=False)
        patch.chdir(folder)
        for command in PREPARE:
            assert run(command) == 0, command
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, to work in."""
    for name in ("ZENFORMS_LANG", "ZENFORMS_DESK"):
        monkeypatch.delenv(name, raising=False)
    copied = tmp_path / "folder"
    shutil.copytree(prepared, copied)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(copied)
    return copied


@pytest.mark.parametrize("name", FILES)
def test_the_reference_of_commands_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == reference(FILES[name])


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.path)
@pytest.mark.parametrize("lang", Lang)
def test_every_command_has_help_in_both_languages(entry: Entry, lang: Lang) -> None:
    about = entry.load().help
    said = help_of(entry.path, lang)
    assert " ".join(about.summary.to(lang).split()) in " ".join(said.split())
    assert about.summary.fr != about.summary.en
    assert not about.summary.to(lang).endswith(".")
    for parameter in about.parameters.values():
        assert parameter.text.to(lang).endswith(".")


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.path)
def test_every_parameter_of_a_command_has_its_words(entry: Entry) -> None:
    command = entry.load()
    parameters = set(inspect.signature(command.run).parameters) - {"context"}
    assert parameters == set(command.help.parameters) - {"lang"}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.path)
def test_every_command_has_an_example_of_its_own(entry: Entry) -> None:
    examples = entry.load().help.examples
    assert examples
    assert {entry_of(example) for example in examples} == {entry}


def test_every_group_has_its_words() -> None:
    named = {entry.path.split()[0] for entry in COMMANDS if " " in entry.path}
    assert named | {""} == set(GROUPS)
    titles = [chapter.title for chapter in CHAPTERS]
    assert len(titles) == len(set(titles))
    assert all(isinstance(title, Text) for title in titles)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_in_a_page_exist(page: Path) -> None:
    for command in [*commands_in(page, "sh"), *commands_in(page, "console")]:
        entry = entry_of(command)
        known = help_of(entry.path if entry else "", Lang.EN)
        options = {word.partition("=")[0] for word in words_of(command) if word.startswith("-")}
        unknown = {option for option in options if option != "-" and option not in known}
        assert unknown == set(), command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("folder")
def test_the_commands_in_a_page_run(page: Path) -> None:
    for command in commands_in(page, "console"):
        assert run(command) not in SAYS_NO, command


@pytest.mark.parametrize(
    "command",
    [
        example
        for entry in COMMANDS
        for example in entry.load().help.examples
        if entry.path not in WAITING or "--once" in example
    ],
)
def test_the_examples_of_the_help_run(command: str, folder: Path) -> None:
    if command.startswith("zenforms init"):
        command += "-2"
    if command.startswith("zenforms form build"):
        command += f" --force --desk {folder / 'support'}"
    command = command.replace("*.pdf", "demande.pdf").replace("-o rempli", "-o autre")
    assert run(command.replace("-o clients.csv", "-o autre.csv")) not in SAYS_NO


def test_the_library_page_shows_the_example_and_what_it_prints() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    program = ROOT / "docs" / "examples" / "library.py"
    printed = subprocess.run([sys.executable, program], capture_output=True, check=True).stdout
    assert f"```python\n{program.read_text(encoding='utf-8')}```" in page
    assert f"```text\n{printed.decode()}```" in page


@pytest.mark.parametrize("program", EXAMPLES, ids=lambda program: program.name)
def test_every_example_runs(program: Path) -> None:
    subprocess.run([sys.executable, "-W", "error", program], capture_output=True, check=True)
