"""What a rule is: a code, a sentence and a small check."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from zenforms.findings import Argument, Severity, Wording
from zenforms.judging.case import Case
from zenforms.judging.request import Request
from zenforms.language import Text
from zenforms.words import Words


class Need(StrEnum):
    """What a rule cannot do without; where the desk lacks it, the rule is named as not checked."""

    REGISTER = "register"
    RELEASES = "releases"
    KEY = "key"
    HISTORY = "history"


class About(StrEnum):
    """What a rule is about; elsewhere it neither runs nor is named as not checked."""

    ANYTHING = "anything"
    REQUEST = "request"
    CANCELLATION = "cancellation"


class Found(NamedTuple):
    """One hit of a rule, on a field or (None) on the whole.

    `why` replaces the rule's own where the charter has a sentence for this very field.
    """

    field: str | None = None
    arguments: Mapping[str, Argument] = {}
    why: Text | None = None


Check = Callable[[Case], Iterable[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the charter or of the house.

    `requires` names rules that come first: what they found on a field (or on the whole)
    silences this one there, because it would only be an echo.
    """

    code: str
    severity: Severity
    wording: Wording
    check: Check
    since: str = "0.1"
    requires: tuple[str, ...] = ()
    needs: frozenset[Need] = field(default_factory=frozenset)
    about: About = About.ANYTHING
    asks: frozenset[str] = field(default_factory=frozenset)
    """The fields that it is about: on a form without one of them it cannot run."""
    is_fixed: bool = False
    """Whether no policy may weigh it otherwise."""

    def in_words(self, words: Words) -> "Rule":
        """The same rule, its sentences in the words of a desk."""
        return replace(self, wording=self.wording.in_words(words, self.code))

    def concerns(self, case: Case) -> bool:
        """Whether the rule is about what lies before the judge."""
        if self.about is About.REQUEST:
            return case.request is not None
        return self.about is not About.CANCELLATION or case.is_cancellation


def on_request(check: Callable[[Case, Request], Iterable[Found]]) -> Check:
    """A check that runs only where there is a request."""

    def run(case: Case) -> Iterable[Found]:
        return check(case, case.request) if case.request else ()

    return run


def when(condition: bool, found: Found | None = None) -> Iterable[Found]:  # noqa: FBT001 - it reads “when(a < b)”
    """One hit when the condition holds, else none."""
    return (found or Found(),) if condition else ()
