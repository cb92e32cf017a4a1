"""What is proposed from the printed copies among the samples is what had been typed."""

from html import escape
from pathlib import Path

import pytest

from tests.places import SAMPLES
from tests.samples.bureau import new_bureau
from tests.viewers.blank import desk
from tests.viewers.printable import LONG, SHORT
from tests.viewers.typed import exported
from zenforms.desk.handling.copies import with_proposals
from zenforms.desk.setup.maps import form_maps
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Document, Flag

COPIES = tuple(sorted(SAMPLES.glob("quarantined-printed-*/demande.pdf")))
each_copy = pytest.mark.parametrize("copy", COPIES, ids=lambda path: path.parent.name)


def _proposed(copy: Path) -> Document:
    data = copy.read_bytes()
    document = read_document(data, name=copy.name, maps=form_maps())
    return with_proposals(document, data, ThisProcess(Limits()))


@each_copy
def test_every_answer_is_proposed_as_it_was_typed(copy: Path) -> None:
    proposed = _proposed(copy)
    wanted = {name: value for name, value in exported(SHORT).items() if name != LONG}
    assert {name: proposed.value(name) for name in wanted} == wanted
    told = str(proposed.value(LONG))
    assert "".join(told.split()) == "".join(str(SHORT[LONG]).split())


@each_copy
def test_every_proposed_answer_is_flagged(copy: Path) -> None:
    fields = _proposed(copy).fields
    assert fields
    assert all(Flag.RECOVERED in field.flags for field in fields)


def test_there_are_copies_of_several_printers() -> None:
    assert len(COPIES) >= 5


@each_copy
def test_in_quarantine_it_lies_as_a_page_to_compare(copy: Path, tmp_path: Path) -> None:
    filed = new_bureau(tmp_path / "bureau").receive(copy, desk().clock.now())
    page = (filed.place / "copy.html").read_text(encoding="utf-8")
    assert escape(str(exported(SHORT)["summary"]), quote=False) in page
    assert page.count("data:image/png;base64,") > 20


def test_any_other_drop_in_quarantine_has_no_such_page(tmp_path: Path) -> None:
    drop = SAMPLES / "quarantined-truncated" / "demande.pdf"
    filed = new_bureau(tmp_path / "bureau").receive(drop, desk().clock.now())
    assert not (filed.place / "copy.html").exists()
