"""The documents tell the truth: every command is in them, and what they show runs.

In README.md and docs/, a fenced block marked `console` holds commands after `$ ` that run as they
stand, in a folder with a desk (`support/`), a blank form (`vierge.pdf`), its answers
(`valeurs.toml`), the form filled in (`demande.pdf`), and evidence (`rapport.zip`, `service.log`,
`logs.zip`, `message.eml`). The desk has one request of each number in NUMBERS. Blocks marked `sh`
are only parsed: their commands and options must exist.
"""

import inspect
import io
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.acceptance.sent import SENT, VARIANTS
from tests.making.mails import attachment, mail, part
from tests.making.questions import GUIDE, guide_as_made
from tests.making.senders import PROGRAMS, SIGNATURES
from tests.making.steps import Report, report_zip
from tests.making.writers import MACHINES, PEOPLE
from tools.reference import FILES, reference
from zenforms.cli.door import help_of
from zenforms.cli.main import main
from zenforms.cli.table import CHAPTERS, GROUPS, Entry, entries
from zenforms.form.library import shipped_form
from zenforms.language import Lang, Text, typeset

ROOT = Path(__file__).parent.parent
COMMANDS = list(entries())
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.py"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
WAITING = {"watch", "fetch", "form ask", "serve"}
"""Commands that wait for drops, for mail or for a person, unless they are told `--once`."""

SAYS_NO = {2, 70}
"""The exits of a command that could not be carried out as it was written."""
WORKED = {0, 1, 3}
"""The exits of a command that did what a page says it does."""
NUMBERS = {
    "ZF-260512-VTWAY": "tickets",
    "ZF-260512-E5DX5": "returned",
    "ZF-260512-D7A05": "quarantine",
}
"""The numbers that documents write, and the folder of the request that each stands for."""

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
    "zenforms init ailleurs",
    "zenforms form build assistance-request --client EXEMPLE-1 --desk ailleurs -o faux.pdf",
    "zenforms form fill faux.pdf valeurs.toml -o faux-rempli.pdf",
)
DROPPED = ("demande.pdf", "vierge.pdf", "faux-rempli.pdf")
"""What the desk makes a ticket of, returns, and quarantines."""


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


def numbers(folder: Path) -> dict[str, str]:
    """Number that documents write → number that the desk gave, before anything was decided."""
    desk = folder / "support"
    return {n: next(p.name for p in (desk / f).iterdir() if p.is_dir()) for n, f in NUMBERS.items()}


def meant(command: str, known: Mapping[str, str]) -> str:
    """The command with the numbers that this desk gave."""
    for said, number in known.items():
        command = re.sub(re.escape(said), number, command, flags=re.IGNORECASE)
    return command


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that each test gets a copy of."""
    made = tmp_path_factory.mktemp("docs")
    (made / "valeurs.toml").write_text(VALUES, encoding="utf-8")
    recording = report_zip(Report())
    (made / "rapport.zip").write_bytes(recording)
    (made / "message.eml").write_bytes(
        mail(part("Content-Type: text/plain", b"Bonjour"), attachment("rapport.zip", recording))
    )
    (made / "service.log").write_text(LOG, encoding="utf-8")
    with zipfile.ZipFile(made / "logs.zip", "w") as archive:
        archive.write(made / "service.log", "service.log")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        for command in PREPARE:
            assert run(command) == 0
        policy = made / "support" / "policy.toml"
        text = policy.read_text(encoding="utf-8")
        text = text.replace("#stillness_seconds = 2.0", "stillness_seconds = 0.0")
        policy.write_text(text, encoding="utf-8")
        (made / "support" / "forms").mkdir()
        shutil.copy(ROOT / "docs" / "examples" / "devis.toml", made / "support" / "forms")
        for name in DROPPED:
            shutil.copyfile(made / name, made / "support" / "inbox" / name)
        assert run("zenforms watch support --once") == 0
    return made


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the documents' commands run in."""
    for name in ("ZENFORMS_LANG", "ZENFORMS_DESK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.StringIO("une phrase de quatre mots\n"))
    folder = tmp_path / "docs"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_reference_of_commands_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == reference(FILES[name])


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.path)
@pytest.mark.parametrize("lang", Lang)
def test_every_command_has_help_in_both_languages(entry: Entry, lang: Lang) -> None:
    command = entry.load()
    about = command.help
    said = help_of(entry.path, lang)
    assert " ".join(about.summary.to(lang).split()) in " ".join(said.split())
    assert about.summary.fr != about.summary.en
    assert not about.summary.to(lang).endswith(".")
    for parameter in command.parameters.values():
        assert parameter.text.to(lang).endswith(".")


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.path)
def test_every_parameter_of_a_command_has_its_words(entry: Entry) -> None:
    command = entry.load()
    parameters = set(inspect.signature(command.run).parameters) - {"context"}
    assert parameters == set(command.parameters) - {"lang"}


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
def test_the_commands_in_a_page_run(page: Path, folder: Path) -> None:
    known = numbers(folder)
    for command in commands_in(page, "console"):
        assert run(meant(command, known)) in WORKED, command


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
    command = meant(command, numbers(folder))
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


PICTURES = sorted((ROOT / "docs" / "images").iterdir())
FRENCH = [ROOT / "docs" / name for name in ("guide-client.md", "guide-support.md", "registre.md")]
CODE = re.compile(r"^```.*?^```|<!--.*?-->|`[^`]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)#]+)[^)]*\)")


@pytest.mark.parametrize("page", FRENCH, ids=lambda page: page.name)
def test_a_french_page_is_typeset(page: Path) -> None:
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    assert [line for line in prose.splitlines() if typeset(line) != line] == []


def test_the_questions_in_the_clients_guide_are_those_of_the_form() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert guide == guide_as_made(), "run `make docs`"
    assert guide.count("<!-- questions ") == len(shipped_form("assistance-request").sections)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = {found["target"] for found in LINK.finditer(page.read_text(encoding="utf-8"))}
    local = {target for target in targets if not re.match(r"\w+:", target)}
    assert {target for target in local if not (page.parent / target).exists()} == set()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_pictures_are_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size < 150_000
    assert any(f"images/{picture.name})" in page.read_text(encoding="utf-8") for page in PAGES)


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    named = {found["target"] for found in LINK.finditer(index)}
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - named == {"README.md"}


def test_what_was_tried_with_mails_is_told_in_its_numbers() -> None:
    page = " ".join((ROOT / "docs" / "drops.md").read_text(encoding="utf-8").split())
    signed = f"{len(PROGRAMS)} programs with {len(SIGNATURES)} signatures and {len(SENT)} kinds"
    assert f"{len(VARIANTS)} mails of {signed} of attachments" in page
    machines = f"{len(MACHINES)} messages of machines in five languages"
    assert f"{machines}, of which {len(MACHINES)} were automatic" in page
    assert f"and {len(PEOPLE)} of people by lists and gateways" in page
