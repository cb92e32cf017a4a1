"""PSR, the report of the Windows Steps Recorder, in all its shapes → a `Recording`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from pathlib import PureWindowsPath

from zenforms.reading.evidence import Program, Recording, RecordingKind, Step
from zenforms.reading.formats.media import is_image, media_type
from zenforms.reading.formats.textcode import decode
from zenforms.reading.formats.xmltree import ForbiddenXmlError, Node, parse_xml
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import looks_like_mht, looks_like_recording
from zenforms.reading.mail.mbox import web_parts
from zenforms.reading.records.masking import Masker

# The Steps Recorder's own XML → a `Recording`: tags and attributes only, never words.
#
# All words in it are in the language of the workstation. The command line is never taken over:
# it tells users' names and folders.

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_TEXT_CHARS = 2_000
_SHORT_CHARS = 200


def is_psr_report(root: Node | None) -> bool:
    """Whether the XML is a Steps Recorder report."""
    return root is not None and bool(root.find("UserActionData") or root.find("RecordSession"))


def recording_of(root: Node, limits: Limits, *, kind: RecordingKind, day: date | None) -> Recording:
    """What the report says, bounded; screenshots are still only named."""
    sessions = root.find("RecordSession")
    actions = root.find("EachAction")
    kept = actions[: limits.recording_steps]
    first = sessions[0].attributes if sessions else {}
    last = sessions[-1].attributes if sessions else {}
    system = next(iter(root.find("System")), Node("System")).attributes
    counts = (_number(session.attributes.get("ActionCount")) for session in sessions)
    declared = [count for count in counts if count is not None]
    return Recording(
        kind=kind,
        steps=tuple(_step(action, place) for place, action in enumerate(kept, start=1)),
        declared_steps=sum(declared) if declared else None,
        missed_steps=sum(_number(s.attributes.get("MissedActionCount")) or 0 for s in sessions),
        started=clean(first.get("StartTime", ""), _SHORT_CHARS),
        stopped=clean(last.get("StopTime", ""), _SHORT_CHARS),
        day=day,
        programs=_programs(kept),
        windows_build=clean(system.get("BuildNumber", ""), _SHORT_CHARS),
        truncated=len(actions) > len(kept),
    )


def clean(text: str, most: int = _TEXT_CHARS) -> str:
    """One line without the direction marks that Windows strews into dates."""
    return " ".join(text[: 4 * most].translate(_MARKS).split())[:most]


def told(text: str, most: int = _TEXT_CHARS) -> str:
    """What somebody wrote or clicked, as one line with its secrets masked."""
    return Masker().line(clean(text, most))


def _step(action: Node, place: int) -> Step:
    shot = PureWindowsPath(action.words("ScreenshotFileName")).name
    return Step(
        number=_number(action.attributes.get("ActionNumber")) or place,
        time=clean(action.attributes.get("Time", ""), _SHORT_CHARS),
        description=told(action.words("Description")),
        action=told(action.words("Action"), _SHORT_CHARS),
        program=_program_name(action),
        comment=told(action.words("UserComment")),
        screenshot=clean(shot, _SHORT_CHARS) or None,
    )


def _programs(actions: Iterable[Node]) -> tuple[Program, ...]:
    """Each program once, the most used first."""
    steps: Counter[tuple[str, str, str, str]] = Counter()
    for action in actions:
        about = action.attributes
        name = _program_name(action)
        if name:
            version = clean(about.get("FileVersion", ""), _SHORT_CHARS)
            company = clean(about.get("FileCompany", ""), _SHORT_CHARS)
            steps[name, version, company, _file(action)] += 1
    return tuple(
        Program(name, version=version, company=company, file=file, steps=count)
        for (name, version, company, file), count in steps.most_common(50)
    )


def _program_name(action: Node) -> str:
    return clean(action.attributes.get("FileDescription", ""), _SHORT_CHARS) or _file(action)


def _file(action: Node) -> str:
    raw = action.attributes.get("FileName", "") or action.attributes.get("ProgramId", "")
    return clean(PureWindowsPath(raw).name, _SHORT_CHARS)


def _number(raw: str | None) -> int | None:
    text = (raw or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - nobody clicks a billion times


# What the Steps Recorder's HTML page tells beyond its XML: the day, and users' comments.
#
# Windows 11 writes comments only here. The page is read by its tags: its words are localised.

_DATE = re.compile(r"(?<![\d.])(\d{1,4})[./-]\s?(\d{1,2})[./-]\s?(\d{1,4})(?![\d.])(.{0,14})")
_FILE_DATE = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_STEP = re.compile(r"""(?i)<[a-z0-9]+\s[^>]*?\b(?:name|id)\s*=\s*["']?Step(\d{1,6})["'\s>]""")
_BOLD = re.compile(r"(?is)<b>([^<]{1,80}?)[:\uff1a]\s*</b>([^<]{1,4000})")
_TAGS = re.compile(r"<[^<>]*>")
_XML = re.compile(r"(?is)<script\b[^>]*>.*?</script>|<xml\b[^>]*>.*?</xml>|<style\b.*?</style>")
_PSRPAGE_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PAGE_CHARS = 5_000_000
_YEARS = range(2009, 2100)  # the first Windows with a Steps Recorder is of 2009
_MONTHS = 12


def embedded_xml(page: str) -> str | None:
    """The report's XML in `main.htm`; older builds have it without the script element."""
    for start, end in (
        (r'<script\b[^>]*\bid\s*=\s*["\']?myXML\b[^>]*>', "</script"),
        (r'<xml\b[^>]*\bid\s*=\s*["\']?recordeddata\b[^>]*>', "</xml"),
    ):
        found = re.search(start, page, re.IGNORECASE)
        if found:
            stop = page.lower().find(end, found.end())
            return page[found.end() : stop if stop > 0 else None].strip()
    return None


def day_in_name(name: str) -> date | None:
    """The day in a name such as `Recording_20261124_1012.mht`."""
    return next(
        (day for found in _FILE_DATE.findall(name) if (day := _day(*map(int, found)))), None
    )


def day_in_page(page: str) -> date | None:
    """The first day that the page tells, in whatever order its language writes it."""
    words = _PSRPAGE_MARKS.sub("", unescape(_TAGS.sub(" ", _XML.sub(" ", page[:_PAGE_CHARS]))))
    for first, second, third, after in _DATE.findall(words):
        a, b, c = int(first), int(second), int(third)
        american = "AM" in after.upper() or "PM" in after.upper()
        orders = ((c, a, b), (c, b, a)) if american else ((c, b, a), (c, a, b))
        day = next((d for order in ((a, b, c), *orders) if (d := _day(*order))), None)
        if day:
            return day
    return None


def comments(page: str) -> Mapping[int, str]:
    """Users' comments by step number: what follows a bold label inside a step."""
    page = _XML.sub(" ", page[:_PAGE_CHARS])
    marks = list(_STEP.finditer(page))
    found: dict[int, list[str]] = {}
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(page)
        for label, words in _BOLD.findall(page, mark.end(), end):
            comment = told(unescape(words)).strip('"“”«» ')
            if comment and not re.search(r"\d", label):  # the step's own heading has its number
                found.setdefault(int(mark[1]), []).append(comment)
    return {number: " ".join(words) for number, words in found.items()}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS and month <= _MONTHS else None
    except ValueError:
        return None


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
        return looks_like_recording(head)
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
