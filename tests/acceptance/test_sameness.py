"""What is one message, by however many ways it came, and what only looks like one."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acceptance.triggers.trigger import filled, with_answers
from tests.making.mails import attachment, multipart
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.photos import window
from tests.making.writers import CAMILLE, LISTS, WORDS, message
from tests.samples.bureau import Bureau, new_bureau
from tests.viewers.blank import desk
from zenforms.desk.papers.requests import Filed
from zenforms.judging.case import OutcomeKind

FORM = "demande.pdf"
ID = "1@societe.example"


def _mail(*heads: str, form: bytes, more: Mapping[str, bytes] | None = None, id: str = ID) -> bytes:  # noqa: A002
    text = message("Demande", *heads).replace(ID.encode(), id.encode())
    parts = [attachment(name, data) for name, data in {FORM: form, **(more or {})}.items()]
    words = b"Content-Type: text/plain\r\n\r\nVoici.\r\n"
    return text.partition(b"Content-Type")[0] + multipart([words, *parts])


def _outlook(form: bytes) -> bytes:
    files = [MsgFile(FORM, form)]
    return make_msg(Msg(sender=CAMILLE, files=files, extra={0x1035: f"<{ID}>"}))


def _received(bureau: Bureau, folder: Path, drops: Mapping[str, bytes]) -> list[Filed]:
    """Each drop an hour after the one before."""
    found, at = [], desk().clock.now()
    for name, content in drops.items():
        path = folder / name
        path.write_bytes(content)
        at += timedelta(hours=1)
        found.append(bureau.receive(path, at))
    return found


WAYS: Mapping[str, bytes] = {
    "again.eml": _mail("Received: from a by b; Tue, 12 May 2026 09:00:01 +0200", form=filled()),
    "list.eml": _mail(*LISTS["google"], form=filled()),
    "decorated.eml": _mail(form=filled(), more={"image001.png": window(120, 40)}),
    "outlook.msg": _outlook(filled()),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_message_by_another_way_is_one_request(way: str, tmp_path: Path) -> None:
    drops = {"first.eml": _mail(form=filled()), way: WAYS[way]}
    first, second = _received(new_bureau(tmp_path / "bureau"), tmp_path, drops)
    assert first.settlement.outcome is OutcomeKind.ACCEPTED
    assert second.settlement.outcome is OutcomeKind.DUPLICATE
    assert second.settlement.first == first.number


def test_all_ways_together_are_one_request(tmp_path: Path) -> None:
    drops = {"first.eml": _mail(form=filled()), **WAYS}
    kinds = [f.settlement.outcome for f in _received(new_bureau(tmp_path / "b"), tmp_path, drops)]
    assert kinds == [OutcomeKind.ACCEPTED] + [OutcomeKind.DUPLICATE] * len(WAYS)


@pytest.mark.parametrize(
    "other",
    [
        _mail(form=with_answers(summary="L’export des avoirs coupe la dernière colonne")()),
        _mail(form=filled(), more={"notes.log": b"2026-05-12 09:00:00 ERROR x\r\n"}),
        _mail(form=filled(), id="2@societe.example"),
    ],
    ids=["other answers", "another file", "another id"],
)
def test_what_differs_is_no_duplicate(other: bytes, tmp_path: Path) -> None:
    drops = {"first.eml": _mail(form=filled()), "other.eml": other}
    _, second = _received(new_bureau(tmp_path / "bureau"), tmp_path, drops)
    assert second.settlement.outcome is not OutcomeKind.DUPLICATE


def test_a_mail_without_files_is_the_same_when_its_words_are(tmp_path: Path) -> None:
    wrapped = message("Demande", *LISTS["google"], body=WORDS.replace(" sur ", "\r\nsur "))
    other = message("Demande", body=WORDS + "Et sur tous les postes.\r\n")
    drops = {"first.eml": message("Demande"), "list.eml": wrapped, "other.eml": other}
    kinds = [f.settlement.outcome for f in _received(new_bureau(tmp_path / "b"), tmp_path, drops)]
    assert kinds == [OutcomeKind.ACCEPTED, OutcomeKind.DUPLICATE, OutcomeKind.ACCEPTED]


def test_the_same_message_is_known_after_a_restart(tmp_path: Path) -> None:
    from tests.samples.bureau import bureau_at  # noqa: PLC0415

    root = tmp_path / "bureau"
    _received(new_bureau(root), tmp_path, {"first.eml": _mail(form=filled())})
    (again,) = _received(bureau_at(root), tmp_path, {"outlook.msg": _outlook(filled())})
    assert again.settlement.outcome is OutcomeKind.DUPLICATE


@pytest.mark.parametrize("names", [("trace.log", "demande-atelier.pdf"), ("a.eml", "a.eml")])
def test_an_empty_file_is_never_a_duplicate(names: tuple[str, str], tmp_path: Path) -> None:
    bureau = new_bureau(tmp_path / "bureau")
    found = [_received(bureau, tmp_path, {name: b""})[0] for name in names]
    assert [one.settlement.outcome for one in found] == [OutcomeKind.QUARANTINED] * 2
    assert found[0].number != found[1].number


def test_folders_of_empty_files_are_no_duplicates_either(tmp_path: Path) -> None:
    bureau, at = new_bureau(tmp_path / "bureau"), desk().clock.now()
    folder = tmp_path / "envoi"
    folder.mkdir()
    (folder / FORM).touch()
    kinds = [bureau.receive(folder, at).settlement.outcome for _ in range(2)]
    assert kinds == [OutcomeKind.QUARANTINED] * 2
