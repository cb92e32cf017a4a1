"""One exception tree: each error knows its exit code, its sentence and its advice.

Bad input is not an error: reading reports it as a `Problem`, judging as a `Finding`.
These exceptions are for what the person at the keyboard or the desk's owner must mend.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar

from zenforms.language import Lang, Text


class ExitCode(IntEnum):
    """With what a command leaves. No other number of an exit stands anywhere."""

    OK = 0
    NOT_ALL = 1
    """Done, but something is left for somebody: a request is incomplete or refused, say."""
    USAGE = 2
    SET_ASIDE = 3
    """A drop is in quarantine, or what was asked for is not in the file."""
    DANGEROUS = 4
    BROKEN = 5
    """The desk or a form's definition cannot be used."""
    BUG = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class ZenformsError(Exception):
    """The root: what happened, why, and what to do next, in both languages.

    Names and paths go into `arguments`, for `{name}` in either text: typesetting would alter
    them. They may be untrusted: whoever prints the sentence neutralises it.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(
        self, message: Text, *, advice: Text, arguments: Mapping[str, str | Text] | None = None
    ) -> None:
        self.message = message
        self.advice = advice
        self.arguments = arguments
        super().__init__(self._said(message, Lang.EN))

    def sentence(self, lang: Lang) -> str:
        """The message and the advice in `lang`, on one line each."""
        return f"{self._said(self.message, lang)}\n{self._said(self.advice, lang)}"

    def _said(self, text: Text, lang: Lang) -> str:
        return text.to(lang) if self.arguments is None else text.fill(lang, self.arguments)


class UsageError(ZenformsError):
    """The command was called in a way that cannot be carried out."""

    exit_code = ExitCode.USAGE


class DefinitionError(ZenformsError):
    """A form definition is broken; the message names file, field and key."""

    exit_code = ExitCode.BROKEN


class DeskError(ZenformsError):
    """The desk's folder, policy, register or key is missing or broken."""

    exit_code = ExitCode.BROKEN
