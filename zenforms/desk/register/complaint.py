"""What is wrong with a file of clients, said with line and field in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

from pydantic_core import ErrorDetails

from zenforms.findings import Argument, Severity
from zenforms.language import Lang, Text
from zenforms.mistakes import mistake_in


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend, or with WARNING to look at. `line` counts from 1.

    Arguments may hold the file's own words: neutralise them before they are shown.
    """

    said: Text
    line: int | None = None
    field: str = ""
    severity: Severity = Severity.ERROR
    arguments: Mapping[str, Argument] = made(default_factory=dict)
    client: str = ""
    """The id of the client that it is about, where no line says it."""

    def message(self, lang: Lang) -> str:
        """The sentence in `lang`, its arguments in place."""
        return self.said.fill(lang, self.arguments)


_SAID = Text(fr="{said}", en="{said}")


def complaint_of(error: ErrorDetails, *, line: int | None, field: str) -> Complaint:
    """What a model says of a value, in our words."""
    return Complaint(_SAID, line, field, arguments={"said": mistake_in(error)})
