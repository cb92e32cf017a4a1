from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.opening import open_desk, refreshed
from zenforms.desk.setup.place import VARIABLE, find_desk
from zenforms.errors import DeskError
from zenforms.language import Lang


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_the_option_comes_before_the_environment_and_that_before_a_parent(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = root / "tickets"
    assert find_desk(None, start=inside) == root
    monkeypatch.setenv(VARIABLE, "/elsewhere")
    assert find_desk(None, start=inside) == Path("/elsewhere")
    assert find_desk(Path("/named"), start=inside) == Path("/named")


def test_without_a_policy_anywhere_there_is_no_desk(tmp_path: Path) -> None:
    assert find_desk(None, start=tmp_path) is None


def test_a_folder_without_a_policy_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"policy\.toml"):
        open_desk(tmp_path)


def test_a_desk_knows_its_policy_register_releases_keys_and_clock(root: Path) -> None:
    opened = open_desk(root)
    assert opened.desk.policy.vendor.name == "Éditeur Exemple"
    assert opened.desk.register is not None
    assert opened.desk.releases is not None
    assert opened.desk.keys is not None
    assert opened.clock.fixed == NOW


def test_what_a_desk_does_not_have_is_not_known(root: Path) -> None:
    for name in ("clients.toml", "releases.toml", "seal.keys", "clock.toml"):
        (root / name).unlink()
    opened = open_desk(root)
    assert opened.desk.register is None
    assert opened.desk.releases is None
    assert opened.desk.keys is None
    assert opened.clock.fixed is None


def test_a_broken_file_is_named_with_its_line(root: Path) -> None:
    (root / "policy.toml").write_text("[watching]\n\nworkers = 0\n")
    with pytest.raises(DeskError, match=r"policy\.toml cannot be used, line 3: watching\.workers"):
        open_desk(root)


def test_a_desk_that_did_not_change_is_not_read_again(root: Path) -> None:
    opened = open_desk(root)
    assert refreshed(opened) == (opened, None)


def test_a_change_is_read(root: Path) -> None:
    opened = open_desk(root)
    (root / "policy.toml").write_text("stillness_seconds = 7.0\n")
    again, error = refreshed(opened)
    assert error is None
    assert again.desk.policy.stillness_seconds == 7.0


def test_a_broken_change_keeps_the_last_good_decisions_and_is_told_once(root: Path) -> None:
    opened = open_desk(root)
    (root / "clients.toml").write_text("[[clients]]\nid = 1\n")
    kept, error = refreshed(opened)
    assert error is not None
    assert "clients.toml" in str(error)
    assert kept.desk == opened.desk
    assert refreshed(kept) == (kept, None)
    (root / "clients.toml").write_text("# personne\n")
    mended, error = refreshed(kept)
    assert error is None
    assert mended.desk.register is not None
    assert mended.desk.register.clients == ()


def test_a_file_that_is_removed_is_noticed(root: Path) -> None:
    opened = open_desk(root)
    (root / "releases.toml").unlink()
    assert refreshed(opened)[0].desk.releases is None


def test_two_founded_desks_have_keys_of_their_own(root: Path, tmp_path: Path) -> None:
    found_desk(tmp_path / "other")
    assert open_desk(root).desk.keys != open_desk(tmp_path / "other").desk.keys


def test_a_policy_that_names_no_rule_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('[severity]\nZF101 = "off"\nZF999 = "off"\n')
    with pytest.raises(DeskError) as caught:
        open_desk(tmp_path)
    said = caught.value.sentence(Lang.EN)
    assert "line 3" in said
    assert "no rule has the code ZF999" in said
