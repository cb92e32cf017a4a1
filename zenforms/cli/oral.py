"""A request that staff take by telephone: asked, judged at once, and written as a form."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zenforms.desk.handling.oral import Oral, marked_fields
from zenforms.form.answers import AnswerError, chosen, is_ticked, text_answer
from zenforms.form.definition import (
    TICKED,
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    LongTextField,
    RadioField,
    TextField,
    offered,
)
from zenforms.judging.case import Outcome
from zenforms.language import Lang, Text
from zenforms.present.report import build_report, report_lines
from zenforms.present.terminal import Line, Tone, paragraph, wrapped

# The editor that a person likes, for a longer text.

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")


def editor() -> list[str] | None:
    """The command of VISUAL or EDITOR, else a usual one; None when there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return shlex.split(named, posix=os.name != "nt")
    return next(([name] for name in _USUAL if shutil.which(name)), None)


def edited(text: str) -> str:
    """`text` after a person edited it; unchanged when there is no editor or it fails."""
    command = editor()
    if command is None:
        return text
    with tempfile.TemporaryDirectory(prefix="zenforms-") as folder:
        path = Path(folder) / "texte.txt"
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*command, str(path)], check=True)  # noqa: S603 - the person's own choice
        except (OSError, subprocess.CalledProcessError):
            return text
        return path.read_text(encoding="utf-8", errors="replace")


# Asks the questions of a form, one by one, as somebody does who takes a request by telephone.

Answers = Mapping[str, object]

BLANK = "-"
"""What is typed to empty a field that has an answer."""

_REQUIRED = Text(fr="{label} (obligatoire)", en="{label} (required)")
_NOW = Text(fr="Entrée garde : {value}", en="Enter keeps: {value}")
_TICK = Text(fr="o pour oui, n pour non", en="y for yes, n for no")
_PICK = Text(
    fr="Répondez par le numéro, ou par le libellé entier.",
    en="Answer with the number, or with the whole label.",
)
_LINES = Text(
    fr="Entrée ouvre un éditeur ; sinon tapez le texte, puis une ligne avec un seul point.",
    en="Enter opens an editor; else type the text, then a line with a single dot.",
)
_LINES_ONLY = Text(
    fr="Tapez le texte, puis une ligne avec un seul point.",
    en="Type the text, then a line with a single dot.",
)
_YES = frozenset({"o", "oui", "y", "yes"})
_NO = frozenset({"n", "non", "no"})
_END = "."


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who asks: reads what is typed, shows lines, and knows whether an editor can be opened.

    `read` gives one line for a prompt, and raises EOFError when nobody answers any more.
    """

    read: Callable[[str], str]
    show: Callable[[Iterable[Line]], None]
    lang: Lang
    has_editor: bool = False

    def ask(self, form: Form, known: Answers, *, only: frozenset[str] | None = None) -> Answers:
        """The answers to all questions, or to those in `only`; Enter keeps the known ones."""
        answers = dict(known)
        for section in form.sections:
            asked = [f for f in section.fields if _is_asked(f, only)]
            if asked:
                self.show((Line(), Line(section.title.to(self.lang), Tone.TITLE)))
            for field in asked:
                answers[field.name] = self._answer(field, answers)
        return {name: answer for name, answer in answers.items() if answer not in {None, ""}}

    def _answer(self, field: AnyField, answers: Answers) -> object:
        """Ask until the answer fits; what does not is told at once."""
        while True:
            self.show(self._question(field, answers))
            try:
                return self._typed(field, answers.get(field.name))
            except AnswerError as error:
                self.show(paragraph(self._refusal(field, error), first="  ✗ ", tone=Tone.BAD))

    def _refusal(self, field: AnyField, error: AnswerError) -> str:
        if isinstance(field, ChoiceField | RadioField):
            return _PICK.to(self.lang)
        if isinstance(field, CheckboxField):
            return _TICK.to(self.lang)
        return error.sentence(self.lang).replace("\n", " ")

    def _question(self, field: AnyField, answers: Answers) -> list[Line]:
        codes = {name: a if isinstance(a, str) else TICKED for name, a in answers.items() if a}
        label = field.label.to(self.lang)
        if field.is_required(codes):
            label = _REQUIRED.fill(self.lang, {"label": label})
        lines = [Line(), *paragraph(label)]
        if field.help:
            lines += paragraph(field.help.to(self.lang), first="  ", tone=Tone.QUIET)
        lines += [Line(line) for line in self._choices(field)]
        current = answers.get(field.name)
        if current not in {None, "", False}:
            said = TICKED if current is True else str(current).splitlines()[0]
            lines += paragraph(_NOW.fill(self.lang, {"value": said}), first="  ", tone=Tone.QUIET)
        return lines

    def _choices(self, field: AnyField) -> list[str]:
        if isinstance(field, ChoiceField | RadioField):
            numbered = enumerate(offered(field), 1)
            said = (f"{number}\u00a0{choice.label.to(self.lang)}" for number, choice in numbered)
            return wrapped(" · ".join(said), first="  ")
        if isinstance(field, CheckboxField):
            return [f"  {_TICK.to(self.lang)}"]
        if isinstance(field, LongTextField):
            return wrapped((_LINES if self.has_editor else _LINES_ONLY).to(self.lang), first="  ")
        return []

    def _typed(self, field: AnyField, current: object) -> object:
        line = self.read("> ").strip()
        if isinstance(field, LongTextField):
            return self._long(field, line, current)
        if not line:
            return current
        if line == BLANK:
            return None
        if isinstance(field, ChoiceField | RadioField):
            return _choice(field, line)
        if isinstance(field, CheckboxField):
            return _tick(field, line)
        return text_answer(field, line)

    def _long(self, field: LongTextField, line: str, current: object) -> object:
        if line == BLANK:
            return None
        if not line and self.has_editor:
            return text_answer(field, edited(str(current or "")).strip())
        if not line or line == _END:
            return current
        lines = [line]
        while (more := self.read("  ").rstrip()) != _END:
            lines.append(more)
        return text_answer(field, "\n".join(lines))


def _is_asked(field: AnyField, only: frozenset[str] | None) -> bool:
    printed = isinstance(field, TextField) and field.read_only
    return not printed and (only is None or field.name in only)


def _choice(field: ChoiceField | RadioField, line: str) -> str:
    if line.isdecimal() and 1 <= int(line) <= len(offered(field)):
        return offered(field)[int(line) - 1].code
    codes = {choice.code for choice in field.choices}
    if (word := line.casefold()) in _YES | _NO and {"yes", "no"} <= codes:
        return "yes" if word in _YES else "no"
    picked = chosen(field, line)
    return picked.code if picked else ""


def _tick(field: CheckboxField, line: str) -> bool:
    word = line.casefold()
    return word in _YES if word in _YES | _NO else is_ticked(field, line)


_AGAIN = Text(
    fr="Revoir les réponses marquées ? (o/N) ", en="Go over the answers that are marked? (y/N) "
)


def taken(oral: Oral, clerk: Clerk) -> bytes:
    """Ask everything, show what the rules say, ask again what they mark, until it is as wanted.

    Raises EOFError when nobody answers any more: nothing is kept then.
    """
    answers: Answers = {}
    only: frozenset[str] | None = None
    while True:
        answers = clerk.ask(oral.form, answers, only=only)
        content = oral.built(answers)
        outcome = oral.judged(content)
        _show(outcome, clerk, oral.form)
        only = marked_fields(outcome)
        if not only or not _again(clerk.read, clerk.lang):
            return content


def _show(outcome: Outcome, clerk: Clerk, form: Form) -> None:
    model = build_report(form.title.to(clerk.lang), outcome, clerk.lang)
    clerk.show((Line(), *report_lines(model, clerk.lang)))


def _again(read: Callable[[str], str], lang: Lang) -> bool:
    return read(_AGAIN.to(lang)).strip().casefold() in _YES
