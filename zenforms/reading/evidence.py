"""What recordings and logs tell: frozen values, and their summary as plain JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from zenforms.words import Words, speaks_of


class RecordingKind(StrEnum):
    """Which tool recorded the steps. All but `psr` and `psr_xml` are successors of PSR."""

    PSR = "psr"
    PSR_XML = "psr_xml"
    """The Steps Recorder's own XML output, without screenshots."""
    STEP_RECORDER = "step_recorder"
    """A “Support Step Recorder” zip; it records typed text too."""
    VIDEO = "video"
    SCREENSHOTS = "screenshots"

    @property
    def tells_steps(self) -> bool:
        """Whether such a recording tells its steps in writing; pictures and films do not."""
        return self not in {RecordingKind.VIDEO, RecordingKind.SCREENSHOTS}


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded action. `time` is the recording's own text: localised, often undated."""

    number: int
    time: str = ""
    description: str = ""
    action: str = ""
    program: str = ""
    """The program's description, else its file name; never its command line."""
    comment: str = ""
    """What the user wrote with “Add Comment”."""
    screenshot: str | None = None
    """The screenshot's name as the recording has it."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program seen in a recording, and in how many steps."""

    name: str
    version: str = ""
    company: str = ""
    file: str = ""
    steps: int = 0

    def is_of(self, words: Words) -> bool:
        """Whether it is the vendor's, by its file, description or company."""
        about = f"{self.name} {self.company}"
        return any(map(words.are_ours, (self.name, self.file))) or (
            words.product.replace(" ", "").lower() in about.replace(" ", "").lower()
            or bool(speaks_of(words.programs).search(about))
        )


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of steps, from PSR or from one of its successors.

    `declared_steps` is what the report says it holds; `started` and `stopped` are local times
    of the workstation, without zone, as the report writes them. `screenshots` are the names of
    the files written to the folder `screenshot_folder` beside the recording, in order.
    """

    kind: RecordingKind
    steps: tuple[Step, ...] = ()
    declared_steps: int | None = None
    missed_steps: int | None = None
    """None when the tool does not count them."""
    started: str = ""
    stopped: str = ""
    day: date | None = None
    """The day of the recording, from the report or its file's name; None when neither says."""
    programs: tuple[Program, ...] = ()
    windows_build: str = ""
    screenshots: tuple[str, ...] = ()
    screenshot_folder: str = ""
    missing_screenshots: tuple[str, ...] = ()
    """Named by a step, but not in the report, or not a picture."""
    records_typed_text: bool = False
    truncated: bool = False
    """More steps than the limit; the rest is left out."""

    def shows(self, words: Words) -> bool:
        """Whether a step was made in a program of the vendor's."""
        return any(program.is_of(words) for program in self.programs)


@dataclass(frozen=True, slots=True)
class LogError:
    """One of the last errors of a log, secrets masked. `line` counts from 1."""

    line: int
    text: str
    context: tuple[str, ...] = ()
    """The lines around it, in order: a few before, the stack after."""


@dataclass(frozen=True, slots=True)
class LogFacts:
    """What a log tells. Times are those of the machine that wrote it, without zone.

    For an archive of logs `members` holds the facts of each, and the figures are their sums.
    """

    encoding: str = ""
    lines: int = 0
    first: datetime | None = None
    last: datetime | None = None
    levels: Mapping[str, int] | None = None
    errors: tuple[LogError, ...] = ()
    secrets: int = 0
    """How many secrets the masked copy hides."""
    binary: bool = False
    truncated: bool = False
    from_zen: bool = False
    """Its folder, name or content says that a program of the vendor wrote it."""
    series: str = ""
    """The name that the logs of one rotated set share."""
    members: Mapping[str, "LogFacts"] | None = None

    def covers(self, day: date) -> bool:
        """Whether the log's period holds `day`; False when it has no time stamps."""
        if self.first is None or self.last is None:
            return False
        return self.first.date() <= day <= self.last.date()


def as_json(value: object) -> object:
    """`value` as plain JSON values; empty and unknown entries are left out of mappings."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value):
        return as_json({f.name: getattr(value, f.name) for f in fields(value)})
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items() if _tells(item)}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    return value


def summary_of(value: Recording | LogFacts) -> Mapping[str, object]:
    """The summary that a ticket keeps of a recording or a log."""
    plain = as_json(value)
    return plain if isinstance(plain, dict) else {}


def _tells(item: object) -> bool:
    return item is not None and item is not False and item not in ("", (), {}, [])
