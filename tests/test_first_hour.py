"""What the README and the guide tell somebody to type, typed word for word, in order."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making.mails import attachment, mail, part
from tests.making.steps import Report, report_zip
from tests.making.zips import Member, make_zip
from tests.test_docs import (
    NUMBERS,
    ROOT,
    SAYS_NO,
    VALUES,
    commands_in,
    entry_of,
    meant,
    numbers,
    run,
)

LOG = b"2026-05-11 09:00:00,120 INFO ZenSolutions.Service started\n"
UNTYPED = {"fetch", "form ask", "serve"}
"""What needs a mailbox, somebody who answers, or a browser (`tests/unit/web` starts the board)."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where somebody begins, with nothing but what clients sent."""
    for name in ("ZENFORMS_LANG", "ZENFORMS_DESK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(page: str, *, after: str = "") -> Iterator[str]:
    """The commands of a page in the order in which they stand, from a heading on."""
    text = (ROOT / page).read_text(encoding="utf-8")
    rest = Path("rest.md")
    rest.write_text(text[text.index(after) :], encoding="utf-8")
    said = rest.read_text(encoding="utf-8")
    spots = [(said.index(c), c) for kind in ("console", "sh") for c in commands_in(rest, kind)]
    seen: dict[str, int] = {}
    for spot, command in sorted(set(spots)):
        seen.setdefault(command, spot)
    yield from seen


def fill(blank: str, saved: str) -> None:
    """What the reader does in a viewer."""
    Path("valeurs.toml").write_text(VALUES, encoding="utf-8")
    assert run(f"zenforms form fill {blank} valeurs.toml -o {saved} --force") == 0


def test_the_readme_works_word_for_word(folder: Path) -> None:
    for command in typed("README.md", after="## Start a desk"):
        entry = entry_of(command)
        if entry is not None and entry.path in UNTYPED:
            continue
        assert run(command) not in SAYS_NO, command
        if "form build" in command:
            fill("exemple.pdf", "rempli.pdf")
            shutil.copyfile("rempli.pdf", "bureau/inbox/exemple.pdf")
    assert [path.name for path in (folder / "bureau" / "tickets").glob("*.json")]


def test_the_guide_works_word_for_word(folder: Path) -> None:
    done = []
    known: dict[str, str] = {}
    for command in typed("docs/guide-support.md", after="## La première fois"):
        entry = entry_of(command)
        assert entry is not None, command
        if entry.path in UNTYPED:
            continue
        if command == "zenforms watch support":
            command += " --once"  # noqa: PLW2901 - the window that stays open
        if entry.path == "form check":  # the guide says: begin with this example
            (folder / "support" / "forms").mkdir()
            shutil.copy(ROOT / "docs" / "examples" / "devis.toml", folder / "support" / "forms")
        assert run(meant(command, known)) not in SAYS_NO, command
        done.append(entry.path)
        if "form build assistance-request" in command:
            clients_send(folder)
        if entry.path == "watch" and not known:
            known = numbers(folder)
    assert {"init", "doctor", "form build", "watch", "show", "clients import"} <= set(done)
    assert set(known) == set(NUMBERS)


def clients_send(folder: Path) -> None:
    """A request that is complete, a blank one, and one of another desk's."""
    blank = "formulaires/assistance-request-EXEMPLE-1.pdf"
    fill(blank, "demande.pdf")
    recording = report_zip(Report())
    Path("rapport.zip").write_bytes(recording)
    Path("logs.zip").write_bytes(make_zip([Member("service.log", LOG)]))
    body = part("Content-Type: text/plain", b"Bonjour")
    Path("message.eml").write_bytes(mail(body, attachment("rapport.zip", recording)))
    assert run("zenforms init ailleurs") == 0
    build = "zenforms form build assistance-request --client EXEMPLE-1 --desk ailleurs"
    assert run(f"{build} -o faux.pdf") == 0
    fill("faux.pdf", "faux-rempli.pdf")
    for name in ("demande.pdf", blank, "faux-rempli.pdf"):
        shutil.copy(name, folder / "support" / "inbox")
