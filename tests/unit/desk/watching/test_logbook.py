import io
import json
import logging
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk
from zenforms.desk.setup.tomlfile import broken
from zenforms.desk.watching.happenings import LOG, Event, Happened, logbook
from zenforms.judging.case import OutcomeKind


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


SETTLED = Event(
    Happened.SETTLED,
    NOW,
    drop="d",
    number="ZF-260512-00000",
    outcome=OutcomeKind.INCOMPLETE,
    codes=("ZF101",),
    name="Demande de Camille.pdf",
)


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_news_become_json_lines_without_the_clients_file_name(root: Path) -> None:
    with logbook(root) as tell:
        tell(SETTLED)
    written = (root / "logs" / LOG).read_text()
    (line,) = lines(written)
    assert line["number"] == "ZF-260512-00000"
    assert (line["what"], line["outcome"], line["codes"]) == ("settled", "incomplete", ["ZF101"])
    assert "Camille" not in written


def test_what_is_refused_is_a_warning(root: Path) -> None:
    stream = io.StringIO()
    with logbook(root, stream) as tell:
        tell(Event(Happened.HELD, NOW, drop="d", reason="OSError ENOSPC"))
        tell(SETTLED)
    assert [line["level"] for line in lines(stream.getvalue())] == ["warning", "info"]


def test_a_broken_setting_is_told_by_its_file_alone(root: Path) -> None:
    stream = io.StringIO()
    error = broken(root / "clients.toml", "clients.0.contacts: camille@societe.example")
    with logbook(root, stream) as tell:
        tell(Event(Happened.SETTINGS_BROKEN, NOW, error=error))
    (line,) = lines(stream.getvalue())
    assert str(line["file"]).endswith("clients.toml")
    assert "camille" not in stream.getvalue()


def test_other_log_lines_of_the_house_are_kept_too(root: Path) -> None:
    with logbook(root):
        logging.getLogger("zenforms.reading.sandbox").error("reading failed\x1b[31m: %s", "é\n")
    (line,) = lines((root / "logs" / LOG).read_text())
    assert line["level"] == "error"
    assert "\x1b" not in (root / "logs" / LOG).read_text()


def test_afterwards_nothing_is_logged(root: Path) -> None:
    with logbook(root) as tell:
        pass
    logging.getLogger("zenforms").setLevel(logging.NOTSET)
    tell(SETTLED)
    assert not (root / "logs" / LOG).exists() or not (root / "logs" / LOG).read_text()


def test_a_log_that_cannot_be_written_stops_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "logs" / LOG).mkdir()
    stream = io.StringIO()
    with logbook(root, stream) as tell:
        stream.close()
        tell(SETTLED)
    assert capsys.readouterr().err == ""
