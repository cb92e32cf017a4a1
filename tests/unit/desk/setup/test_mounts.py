from pathlib import Path

import pytest

from zenforms.desk.setup.mounts import file_system, is_network, type_of

MOUNTS = (
    "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "30 21 0:40 / /srv/share rw,relatime shared:2 - cifs //server/share rw\n"
    "31 21 0:41 / /srv/my\\040share rw - nfs4 server:/x rw\n"
    "32 30 8:2 / /srv/share/local rw - xfs /dev/sdb rw\n"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/srv", "ext4"),
        ("/srv/share", "cifs"),
        ("/srv/share/desk/inbox", "cifs"),
        ("/srv/shared", "ext4"),
        ("/srv/my share/desk", "nfs4"),
        ("/srv/share/local/x", "xfs"),
    ],
)
def test_the_nearest_mount_tells_the_type(path: str, kind: str) -> None:
    assert type_of(path, MOUNTS) == kind


def test_without_mounts_nothing_is_known() -> None:
    assert type_of("/x", "") == ""


def test_a_local_folder_is_not_on_the_network(tmp_path: Path) -> None:
    assert not is_network(tmp_path)
    assert file_system(tmp_path) == file_system(tmp_path.parent)
