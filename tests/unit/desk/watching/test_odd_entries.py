"""Whatever lies in the inbox, a watcher in a process of its own lives, and everybody is served."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making.oddtrees import CANARY, KINDS, ODD_NAMES, cleared
from tests.unit.desk.bench import new_desk, put
from zenforms.desk.queries.status import status_of
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.catalogue import archived_numbers
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.settlement import read_settlement
from zenforms.walking import Walk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Windows makes no such entries")

INNOCENT = "innocent-{n}.pdf"


def a_desk(tmp_path: Path) -> Path:
    """A desk whose key and policy bear a word that may appear nowhere else."""
    root = new_desk(tmp_path / "desk")
    (root / "seal.keys").write_text(CANARY)
    (root / "seal.keys").chmod(0o600)
    policy = f"stillness_seconds = 0.0\n# {CANARY}\n[watching]\nworkers = 2\n"
    (root / "policy.toml").write_text(policy)
    return root


def watch_once(root: Path) -> None:
    """Work the inbox off; the process must end well, not by a signal and not by a bug."""
    code = "-m", "tests.crash.watcher", str(root), "--once", "--reading"
    ended = subprocess.run([sys.executable, *code], capture_output=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr.decode()[-2_000:]


def outcomes(root: Path) -> dict[str, list[str]]:
    """The outcomes of everything in the archive, by the name under which it came."""
    found: dict[str, list[str]] = {}
    for number in archived_numbers(root):
        place = root / "archive" / f"20{number[3:5]}" / number[5:7] / number
        settled = read_settlement(place)
        (original,) = os.listdir(place / "original")  # noqa: PTH208 - names only
        assert settled
        found.setdefault(original, []).append(settled.outcome)
    return found


def check_no_leak(root: Path) -> None:
    """No file but the desk's own settings holds the canary."""
    own = {"seal.keys", "policy.toml"}
    for folder in Folder:
        for met in Walk(root / folder):
            if met.relative not in own and not met.is_folder and met.path.is_file():
                if met.path.is_symlink():
                    continue
                assert CANARY.encode() not in met.path.read_bytes(), met.relative


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A desk into which everything odd came, each with an innocent drop beside it."""
    with cleared(a_desk(tmp_path_factory.mktemp("odd"))) as root:
        for n, (kind, lay) in enumerate(KINDS.items()):
            put(root, INNOCENT.format(n=n), f"accepted {kind}")
            lay(root / Folder.INBOX / f"odd-{kind}", root)
        watch_once(root)
        watch_once(root)
        yield root


def test_the_watcher_lives_and_an_innocent_drop_beside_becomes_a_ticket(watched: Path) -> None:
    found = outcomes(watched)
    for n in range(len(KINDS)):
        assert found[INNOCENT.format(n=n)] == ["accepted"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_odd_has_one_outcome_or_is_named(watched: Path, kind: str) -> None:
    named = [one.place for one in status_of(open_desk(watched)).stuck]
    settled = outcomes(watched).get(f"odd-{kind}", [])
    assert len(settled) + named.count(f"inbox/odd-{kind}") == 1


def test_nothing_of_the_desk_is_in_what_becomes_of_a_drop(watched: Path) -> None:
    check_no_leak(watched)


def test_odd_names_are_taken_like_any_other(tmp_path: Path) -> None:
    root = a_desk(tmp_path)
    for n, name in enumerate(ODD_NAMES):
        path = os.fsdecode(os.fsencode(root / Folder.INBOX) + b"/" + name)
        Path(path).write_text(f"accepted {n}")
    watch_once(root)
    assert not list((root / Folder.INBOX).iterdir())
    assert len(list(archived_numbers(root))) == len(ODD_NAMES)
    assert status_of(open_desk(root)).model_dump_json()
