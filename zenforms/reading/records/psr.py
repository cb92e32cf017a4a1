"""PSR, the report of the Windows Steps Recorder, in all its shapes → a `Recording`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PureWindowsPath

from zenforms.reading.evidence import Recording, RecordingKind, Step
from zenforms.reading.formats.media import is_image, media_type
from zenforms.reading.formats.textcode import decode
from zenforms.reading.formats.xmltree import ForbiddenXmlError, Node, parse_xml
from zenforms.reading.limits import Limits
from zenforms.reading.mail.mht import looks_like_mht, web_parts
from zenforms.reading.records.psrpage import comments, day_in_name, day_in_page, embedded_xml
from zenforms.reading.records.psrxml import is_psr_report, recording_of

_MARKS = (b"recordeddata", b"_NextPart_SMP_", b"main.htm", b"UserActionData")
_XML_START = re.compile(rb"^[\s\xef\xbb\xbf\xff\xfe\0]*<")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Report:
    """A recording and its pictures by name; `damaged` when some of it could not be read."""

    recording: Recording
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    damaged: bool = False


def looks_like_psr(head: bytes) -> bool:
    """Whether a file that begins with `head` is a report: a web archive, or the XML alone."""
    if looks_like_mht(head):
        return any(mark in head for mark in _MARKS)
    plain = head.replace(b"\0", b"")
    return bool(_XML_START.match(head)) and b"<UserActionData" in plain and b"<Report" in plain


def read_psr(data: bytes, name: str, limits: Limits) -> Report:
    """The report in `data`, called `name`; never raises, at worst it is empty and damaged."""
    try:
        if looks_like_mht(data[:65_536]):
            return _from_archive(data, name, limits)
        return _from_xml(decode(data), name, limits)
    except ForbiddenXmlError:
        return Report(Recording(RecordingKind.PSR), damaged=True)


def _from_xml(text: str, name: str, limits: Limits) -> Report:
    root, damaged = _root(text)
    if root is None:
        return Report(Recording(RecordingKind.PSR_XML), damaged=True)
    kind = RecordingKind.PSR_XML
    recording = recording_of(root, limits, kind=kind, day=day_in_name(name))
    return Report(replace(recording, steps=_without_screenshots(recording)), damaged=damaged)


def _from_archive(data: bytes, name: str, limits: Limits) -> Report:
    page = ""
    pictures: dict[str, bytes] = {}
    for part in web_parts(data):
        location = PureWindowsPath(part.location).name
        if location.lower() == "main.htm":
            page = decode(part.data)
        elif is_image(media_type(part.data)) and len(pictures) < limits.recording_steps:
            pictures[location] = part.data
    xml = embedded_xml(page)
    root, damaged = _root(xml) if xml else (None, True)
    if root is None:
        return Report(Recording(RecordingKind.PSR), damaged=True)
    day = day_in_name(name) or day_in_page(page)
    recording = recording_of(root, limits, kind=RecordingKind.PSR, day=day)
    return Report(
        _with_pictures(_with_comments(recording, page), pictures), pictures, damaged=damaged
    )


def _root(xml: str) -> tuple[Node | None, bool]:
    plain = _DECLARATION.sub("", xml, count=1).encode("utf-8", "replace")
    parsed = parse_xml(plain, encoding="utf-8")
    return (parsed.root if is_psr_report(parsed.root) else None), parsed.damaged


def _with_comments(recording: Recording, page: str) -> Recording:
    said = comments(page)
    steps = tuple(
        replace(step, comment=step.comment or said.get(step.number, "")) for step in recording.steps
    )
    return replace(recording, steps=steps)


def _with_pictures(recording: Recording, pictures: Mapping[str, bytes]) -> Recording:
    wanted = [step.screenshot for step in recording.steps if step.screenshot]
    missing = tuple(name for name in wanted if name not in pictures)
    return replace(recording, screenshots=tuple(pictures), missing_screenshots=missing)


def _without_screenshots(recording: Recording) -> tuple[Step, ...]:
    """XML alone still names the screenshots that its other half held."""
    return tuple(replace(step, screenshot=None) for step in recording.steps)
