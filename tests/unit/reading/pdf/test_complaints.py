"""What the library complains about is noticed, and never printed."""

import logging
import threading

import pytest

from zenforms.reading.pdf.complaints import complaints

LOGGER = logging.getLogger("pypdf._reader")


def test_a_warning_is_kept_as_its_template() -> None:
    with complaints() as found:
        LOGGER.warning("Object %(idnum)d not defined", {"idnum": 7})
    assert found == ["Object %(idnum)d not defined"]


def test_harmless_warnings_are_not() -> None:
    with complaints() as found:
        LOGGER.warning("Overwriting cache for %(generation)d", {"generation": 0})
        LOGGER.warning("/Prev=0 in the trailer - assuming there is no previous xref table")
        LOGGER.info("nothing wrong")
    assert found == []


def test_nothing_reaches_another_log_meanwhile(caplog: pytest.LogCaptureFixture) -> None:
    with complaints():
        LOGGER.warning("secret")
    assert caplog.text == ""
    LOGGER.warning("after")
    assert "after" in caplog.text


def test_it_may_be_nested() -> None:
    with complaints() as outer:
        with complaints() as inner:
            LOGGER.warning("in")
        LOGGER.warning("out")
    assert (inner, outer) == (["in"], ["out"])


def test_the_first_to_leave_does_not_expose_the_others(caplog: pytest.LogCaptureFixture) -> None:
    first, second = complaints(), complaints()
    first.__enter__()
    with second:
        first.__exit__(None, None, None)
        LOGGER.warning("secret")
    assert caplog.text == ""


def test_each_thread_has_its_own() -> None:
    seen: list[list[str]] = []

    def other() -> None:
        with complaints() as found:
            LOGGER.warning("other")
            seen.append(found)

    with complaints() as mine:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        LOGGER.warning("mine")
    assert (mine, seen) == (["mine"], [["other"]])
