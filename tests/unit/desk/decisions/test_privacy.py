import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.making.zips import ENCRYPTED, Member, make_zip
from tests.unit.desk.bench import HANDS, NOW, new_desk, pack, put, spool_at, take
from zenforms.desk.decisions.decision_files import OrderKind, new_order
from zenforms.desk.decisions.privacy import Traces, export_traces, traces_of
from zenforms.desk.decisions.staff import obey_all
from zenforms.desk.handling.pipeline import Source
from zenforms.desk.papers.requests import filed_as
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.judging.case import Outcome
from zenforms.judging.policy import Policy
from zenforms.reading.search.piece import Why
from zenforms.reading.search.wanted import NobodyError
from zenforms.reading.submission import Submission

CAMILLE = "camille@client.example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def naming(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
    """Pack what the drop says into the findings too."""
    parcel = pack(outcome, number, drop, override=override)
    said = json.dumps({"request": {"email": drop.original.read_text()}}).encode()
    return replace(parcel, files={**parcel.files, "findings.json": said})


def unreadable(source: Source, policy: Policy) -> Submission:
    """Read as what nobody can read."""
    assert policy.limits.drop_bytes
    return Submission(name="quarantined", sha256=source.sha256)


def settled(root: Path, text: str) -> str:
    return take(spool_at(root), put(root, "x.pdf", text), replace(HANDS, pack=naming)).number


def test_everything_about_a_person_is_found_case_aside(root: Path) -> None:
    hers = settled(root, "refused Camille@Client.example")
    settled(root, "refused dominique@client.example")
    found = traces_of(open_desk(root), f" {CAMILLE} ")
    assert [filed.number for filed in found.requests] == [hers]


def test_what_cannot_be_searched_is_told_with_its_reason(root: Path) -> None:
    entry = put(root, "x.zip", "")
    entry.write_bytes(make_zip([Member("secret.txt", b"?", flags=ENCRYPTED)]))
    unread = take(spool_at(root), entry, replace(HANDS, read=unreadable)).number
    missed, beside = traces_of(open_desk(root), CAMILLE).unsearched
    assert (missed.number, missed.part, missed.why) == (unread, "secret.txt", Why.ENCRYPTED)
    assert missed.path.endswith("original/x.zip")
    assert beside.path == f"quarantine/{unread}/copy"  # the hands lay one there


def test_what_the_desk_itself_holds_outside_requests_is_told(root: Path) -> None:
    put(root, "waiting.txt", f"from {CAMILLE}")
    found = traces_of(open_desk(root), CAMILLE)
    assert found.elsewhere == ("inbox/waiting.txt",)


def test_what_was_ordered_about_an_erased_request_goes_with_it(root: Path) -> None:
    number = settled(root, f"refused {CAMILLE}")
    opened = open_desk(root)
    note = new_order(OrderKind.NOTE, number, at=NOW, by="Sacha", why=f"called {CAMILLE}")
    erase = new_order(OrderKind.ERASE, number, at=NOW, by="Sacha")
    obey_all(opened, HANDS, [note])
    assert traces_of(opened, CAMILLE).elsewhere == (f"orders/done/{note.id}.json",)
    obey_all(opened, HANDS, [erase])
    assert traces_of(opened, CAMILLE) == Traces((), (), (), ())


def test_a_client_of_the_register_is_found_by_what_was_settled(root: Path) -> None:
    found = traces_of(open_desk(root), "EXEMPLE-1")
    assert found.requests == ()


@pytest.mark.parametrize("said", ["", "@", "  ", "x", "@client.example", "…"])
def test_nobody_is_not_looked_for(root: Path, said: str) -> None:
    with pytest.raises(NobodyError):
        traces_of(open_desk(root), said)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_an_export_is_for_its_owner_alone(root: Path, tmp_path: Path) -> None:
    settled(root, f"refused {CAMILLE}")
    target = tmp_path / "export.zip"
    export_traces(open_desk(root), traces_of(open_desk(root), CAMILLE), target)
    assert target.stat().st_mode & 0o777 == 0o600


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
