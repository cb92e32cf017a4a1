"""What is said about a request: severities, wordings, findings, and the report they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import IntEnum

from zenforms.language import Lang, Text
from zenforms.words import Words

Argument = str | Text


class Severity(IntEnum):
    """How much a finding weighs; the verdict on a request is the maximum."""

    INFO = 0
    WARNING = 10
    ERROR = 20
    """The request is incomplete: it goes back to the client."""
    REFUSAL = 30
    """The channel or the contract does not allow it."""
    QUARANTINE = 40
    """A person must look at it first."""
    DANGER = 50
    """Held, and not to be opened."""

    @property
    def word(self) -> str:
        """The name used in policy files and in JSON: `info`, `warning`, `error`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed sentences of a code; only `message` takes arguments.

    `why` is the charter's own sentence where there is one; `remedy` says what to do next.
    """

    title: Text
    message: Text
    why: Text
    remedy: Text

    def in_words(self, words: Words, code: str = "") -> "Wording":
        """The same sentences in the words of a desk; those of a code may be its own altogether."""
        parts = ("title", "message", "why", "remedy")
        texts = (words.instead(f"{code}.{part}", getattr(self, part)) for part in parts)
        return Wording(*map(words.put, texts))


@dataclass(frozen=True, slots=True)
class Problem:
    """What reading found wrong with a document: a ZF0xx or ZF5xx code and its arguments.

    Its sentences live in `zenforms.problems`; its severity is given by the rules.
    Arguments may hold the document's own words: neutralise them before they are shown.
    """

    code: str
    arguments: Mapping[str, Argument] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a request, about one field or (None) about the whole."""

    code: str
    severity: Severity
    wording: Wording
    field: str | None = None
    arguments: Mapping[str, Argument] = made(default_factory=dict)

    def message(self, lang: Lang) -> str:
        """The sentence with its arguments; holds client text, so neutralise before printing."""
        return self.wording.message.fill(lang, self.arguments)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on one drop, in the order of the rules."""

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[str, ...] = ()
    """Codes of the rules that could not run, because the desk has no register, key or releases."""

    @property
    def verdict(self) -> Severity:
        """The highest severity found; INFO when there is nothing to say."""
        return max((f.severity for f in self.findings), default=Severity.INFO)

    def codes(self) -> tuple[str, ...]:
        """The codes found, in order, repeated as found."""
        return tuple(f.code for f in self.findings)

    def about(self, name: str | None) -> Iterable[Finding]:
        """The findings on one field, or with None those on the whole request."""
        return (f for f in self.findings if f.field == name)
