from pathlib import Path

from zenforms.desk.spool.durable import Disk


def test_removing_takes_files_folders_and_what_is_gone_already(tmp_path: Path) -> None:
    (tmp_path / "folder" / "sub").mkdir(parents=True)
    (tmp_path / "file").touch()
    for name in ("folder", "file", "nothing"):
        Disk().remove(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_removing_a_link_leaves_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    Disk().remove(tmp_path / "link")
    assert (tmp_path / "kept" / "file").exists()
