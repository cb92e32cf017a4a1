"""Steps Recorder reports, in all their shapes and in three languages."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import steps
from tests.making.steps import ENGLISH, FRENCH, GERMAN, Report, Tongue, report_mht, report_xml
from zenforms.reading.evidence import RecordingKind, as_json
from zenforms.reading.limits import Limits
from zenforms.reading.records.psr import looks_like_psr, read_psr
from zenforms.words import OF_THE_CHARTER

LIMITS = Limits()
NAME = "Recording_20261124_1012.mht"
TONGUES = pytest.mark.parametrize(
    "tongue", [FRENCH, ENGLISH, GERMAN], ids=["French", "English", "German"]
)


@TONGUES
@pytest.mark.parametrize("older", [False, True], ids=["Windows 11", "older"])
def test_the_steps_are_read_in_any_language(tongue: Tongue, *, older: bool) -> None:
    report = read_psr(report_mht(Report(tongue=tongue, older=older)), NAME, LIMITS)
    recording = report.recording
    assert not report.damaged
    assert recording.kind is RecordingKind.PSR
    assert recording.day == date(2026, 11, 24)
    assert recording.started == tongue.time.format(s=0)
    assert recording.stopped == tongue.time.format(s=59)
    assert recording.declared_steps == len(recording.steps) == 4
    assert recording.missed_steps == 0
    assert recording.windows_build == "22621.1.amd64fre.ni_release.220506-1250"
    first, last = recording.steps[0], recording.steps[-1]
    assert first.description == tongue.click.format(what="Démarrer", where="Barre des tâches")
    assert first.time == tongue.time.format(s=1)
    assert first.program == "Windows Explorer"
    assert last.comment == "C’est ici que le Desk se ferme"
    assert [step.comment for step in recording.steps[:-1]] == ["", "", ""]


@pytest.mark.parametrize("older", [False, True], ids=["Windows 11", "older"])
def test_a_secret_that_somebody_wrote_down_is_masked(*, older: bool) -> None:
    action = steps.Action("token=abc123def", comment="le mot de passe est Tr0ub4dor")
    read = read_psr(report_mht(Report(actions=(action,), older=older)), NAME, LIMITS)
    (step,) = read.recording.steps
    assert step.comment == "le mot de passe est ***"
    assert "token=***" in step.description


@TONGUES
def test_without_a_telling_name_the_day_is_in_the_page(tongue: Tongue) -> None:
    report = read_psr(report_mht(Report(tongue=tongue)), "rapport.mht", LIMITS)
    assert report.recording.day == date(2026, 11, 24)


def test_programs_are_told_with_their_versions_most_used_first() -> None:
    recording = read_psr(report_mht(Report()), NAME, LIMITS).recording
    desk, explorer = recording.programs
    assert (desk.name, desk.version, desk.steps) == ("ZenSolutions Desk", "8.4.2.0", 3)
    assert (explorer.file, explorer.steps) == ("EXPLORER.EXE", 1)
    assert recording.shows(OF_THE_CHARTER)


def test_a_recording_of_other_programs_does_not_show_the_suite() -> None:
    report = Report(actions=steps.PRINTING[:1])
    assert not read_psr(report_mht(report), NAME, LIMITS).recording.shows(OF_THE_CHARTER)


def test_the_screenshots_come_out() -> None:
    report = read_psr(report_mht(Report()), NAME, LIMITS)
    assert report.recording.screenshots == tuple(f"screenshot000{n}.JPEG" for n in range(1, 5))
    assert report.pictures["screenshot0002.JPEG"] == steps.picture(2)
    assert report.recording.missing_screenshots == ()


def test_a_missing_screenshot_is_named() -> None:
    recording = read_psr(report_mht(Report(left_out=(2,))), NAME, LIMITS).recording
    assert recording.missing_screenshots == ("screenshot0002.JPEG",)


def test_a_screenshot_that_is_no_picture_is_missing() -> None:
    raw = report_mht(Report()).replace(b"/9j/", b"AAAA")
    assert len(read_psr(raw, NAME, LIMITS).recording.missing_screenshots) == 4


def test_a_recording_without_screenshots_misses_none() -> None:
    recording = read_psr(report_mht(Report().without_screenshots()), NAME, LIMITS).recording
    assert recording.screenshots == ()
    assert recording.missing_screenshots == ()
    assert len(recording.steps) == 4


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-8-sig"])
def test_the_xml_alone_is_a_report_too(codec: str) -> None:
    raw = report_xml(Report()).encode(codec)
    assert looks_like_psr(raw)
    recording = read_psr(raw, "x.xml", LIMITS).recording
    assert recording.kind is RecordingKind.PSR_XML
    assert len(recording.steps) == 4
    assert recording.missing_screenshots == ()


def test_the_counts_are_those_of_the_report() -> None:
    recording = read_psr(report_mht(Report(declared=9, missed=3)), NAME, LIMITS).recording
    assert (recording.declared_steps, recording.missed_steps) == (9, 3)


def test_a_recording_of_nothing_has_no_steps() -> None:
    recording = read_psr(report_mht(Report(actions=())), NAME, LIMITS).recording
    assert recording.steps == ()
    assert recording.declared_steps == 0


def test_the_command_line_is_never_told() -> None:
    report = read_psr(report_mht(Report()), NAME, LIMITS)
    assert "camille.exemple" not in repr(report.recording)
    assert "camille.exemple" not in str(as_json(report.recording))


def test_more_steps_than_the_limit_are_cut_and_said() -> None:
    recording = read_psr(report_mht(Report()), NAME, Limits(recording_steps=2)).recording
    assert len(recording.steps) == 2
    assert recording.truncated


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE r [<!ENTITY a "aaaa">]>', '<!DOCTYPE r SYSTEM "http://x.example/y.dtd">'],
)
def test_a_dtd_is_refused(declaration: str) -> None:
    xml = report_xml(Report()).replace("<Report>", f"{declaration}<Report>")
    report = read_psr(xml.encode(), "x.xml", LIMITS)
    assert report.damaged
    assert report.recording.steps == ()


def test_a_report_cut_short_keeps_its_first_steps() -> None:
    raw = report_mht(Report())
    report = read_psr(raw[: raw.index(b'ActionNumber="4"') + 40], NAME, LIMITS)
    assert report.damaged
    assert [step.number for step in report.recording.steps] == [1, 2, 3]


def test_a_report_is_known_by_content() -> None:
    assert looks_like_psr(report_mht(Report()))
    assert not looks_like_psr(b"From: a@x.example\r\nTo: b@x.example\r\nSubject: x\r\n\r\nmain.htm")
    assert not looks_like_psr(b"<Report><Other/></Report>")


def test_a_web_page_saved_by_a_browser_is_no_report() -> None:
    raw = (
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----M"\r\n\r\n'
        b"------M\r\nContent-Type: text/html\r\n\r\n<html></html>\r\n------M--\r\n"
    )
    assert not looks_like_psr(raw)


@settings(max_examples=60)
@given(st.data())
def test_no_damaged_report_makes_it_raise(data: st.DataObject) -> None:
    whole = report_mht(replace(Report(), screenshots=False))
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=30))
    report = read_psr(whole[:at] + junk + whole[at + len(junk) :], NAME, LIMITS)
    assert len(report.recording.steps) <= 5


@pytest.mark.hostile
def test_a_very_long_report_is_read_within_its_limits() -> None:
    actions = steps.PRINTING * 5_000
    report = read_psr(report_mht(Report(actions=actions, screenshots=False)), NAME, LIMITS)
    assert len(report.recording.steps) == LIMITS.recording_steps
    assert report.recording.truncated
