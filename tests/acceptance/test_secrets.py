"""A secret in a request: staff, the client's letter and the next system get it masked."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.acceptance.expected import findings_of
from tests.acceptance.triggers.trigger import with_answers
from tests.samples.bureau import new_bureau
from tests.viewers.blank import desk
from zenforms.desk.spool.folders import Folder

SECRET = "Tr0ub4dor&3"  # noqa: S105 - what must not be seen
STORY = f"L'export échoue depuis ce matin.\nMot de passe : {SECRET}\nMerci de regarder."


@pytest.mark.parametrize(
    ("summary", "outcome"),
    [("L'export des factures échoue", "accepted"), (None, "incomplete")],
)
def test_it_is_nowhere_but_in_the_archive(
    summary: str | None, outcome: str, tmp_path: Path
) -> None:
    drop = tmp_path / "demande.pdf"
    drop.write_bytes(with_answers(summary=summary, description=STORY)())
    bureau = new_bureau(tmp_path / "bureau")
    filed = bureau.receive(drop, desk().clock.now())
    assert findings_of(filed)["outcome"] == outcome
    assert "ZF530" in [finding["code"] for finding in findings_of(filed)["findings"]]
    told = [path for path in (tmp_path / "bureau").rglob("*") if path.is_file()]
    archived = {path for path in told if Folder.ARCHIVE in path.parts}
    assert archived
    assert not [path.name for path in told if path not in archived and _holds(path)]


def _holds(path: Path) -> bool:
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        fields = PdfReader(BytesIO(data)).get_fields() or {}
        return any(SECRET in str(field.get("/V")) for field in fields.values())
    return b"Tr0ub4dor" in data


def test_a_request_without_one_says_nothing_of_it(tmp_path: Path) -> None:
    drop = tmp_path / "demande.pdf"
    drop.write_bytes(with_answers(description="L'export échoue depuis ce matin, merci.")())
    bureau = new_bureau(tmp_path / "bureau")
    filed = bureau.receive(drop, desk().clock.now())
    assert "ZF530" not in [finding["code"] for finding in findings_of(filed)["findings"]]
