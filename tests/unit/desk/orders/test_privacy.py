import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, NOW, new_desk, pack, put, spool_at, take
from zenforms.desk.orders.privacy import export_traces, traces_of
from zenforms.desk.orders.slips import OrderKind, new_order
from zenforms.desk.orders.staff import obey_all
from zenforms.desk.papers.requests import filed_as
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.judging.case import Outcome

CAMILLE = "camille@client.example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def naming(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
    """Pack what the drop says into the findings too."""
    parcel = pack(outcome, number, drop, override=override)
    said = json.dumps({"request": {"email": drop.original.read_text()}}).encode()
    return replace(parcel, files={**parcel.files, "findings.json": said})


def settled(root: Path, text: str) -> str:
    return take(spool_at(root), put(root, "x.pdf", text), replace(HANDS, pack=naming)).number


def test_everything_about_a_person_is_found_case_aside(root: Path) -> None:
    hers = settled(root, "refused Camille@Client.example")
    settled(root, "refused dominique@client.example")
    found = traces_of(open_desk(root), f" {CAMILLE} ")
    assert [filed.number for filed in found.requests] == [hers]


def test_what_cannot_be_searched_is_told(root: Path) -> None:
    unread = take(spool_at(root), put(root, "x.pdf", "quarantined ?")).number
    assert traces_of(open_desk(root), CAMILLE).unread == (unread,)


def test_the_register_is_told_and_left_to_its_owner(root: Path) -> None:
    found = traces_of(open_desk(root), "referent@client.example")
    assert found.in_register == ("EXEMPLE-1",)


def test_an_export_holds_originals_and_outcomes(root: Path, tmp_path: Path) -> None:
    number = settled(root, f"refused {CAMILLE}")
    target = tmp_path / "export.zip"
    export_traces(open_desk(root), traces_of(open_desk(root), CAMILLE), target)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        original = next(name for name in names if name.endswith("original/x.pdf"))
        assert archive.read(original).decode() == f"refused {CAMILLE}"
        listed = json.loads(archive.read("requests.json"))
    assert any(name.endswith(f"refused/{number}/report.txt") for name in names)
    assert [one["number"] for one in listed] == [number]


def test_an_export_overwrites_nothing(root: Path, tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_text("kept")
    with pytest.raises(FileExistsError):
        export_traces(open_desk(root), traces_of(open_desk(root), CAMILLE), tmp_path / "export.zip")
    assert (tmp_path / "export.zip").read_text() == "kept"


def test_what_is_erased_is_gone_everywhere(root: Path) -> None:
    number = settled(root, f"refused {CAMILLE}")
    other = settled(root, "refused dominique@client.example")
    opened = open_desk(root)
    orders = [
        new_order(OrderKind.ERASE, filed.number, at=NOW, by="Sacha")
        for filed in traces_of(opened, CAMILLE).requests
    ]
    obey_all(opened, HANDS, orders)
    assert filed_as(root, number) is None
    assert filed_as(root, other)
    left = [path for path in root.rglob("*") if path.is_file() and CAMILLE in path.read_text()]
    assert left == []
