"""The report for a terminal or a text file: the verdict, what to do, then section by section."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from zenforms.findings import Finding, Report
from zenforms.judging.case import Case, Outcome, OutcomeKind
from zenforms.judging.judge import missing_needs
from zenforms.judging.rules.catalog import rule_with
from zenforms.judging.rules.rule import Need
from zenforms.language import Lang, Text
from zenforms.present.askedview import asked_blocks
from zenforms.present.coverageview import contract_blocks
from zenforms.present.document import (
    Advice,
    Chapter,
    Fact,
    Note,
    Paragraph,
    Part,
    Passage,
    Quotation,
    ReportModel,
)
from zenforms.present.evidenceview import KINDS, log_blocks, recording_blocks
from zenforms.present.terminal import (
    WIDTH,
    Line,
    Tone,
    columns,
    ending,
    harmless,
    one_line,
    padded,
    paragraph,
    shortened,
)
from zenforms.present.verdicts import (
    VERDICTS,
    severity_name,
    sign_of,
    verdict_on,
)
from zenforms.reading.submission import DropFile, Role

_VERDICT = Text(fr="{sign} {file} : {name}", en="{sign} {file}: {name}")
_TODO = Text(fr="À faire : {todo}", en="To do: {todo}")
_WHY = Text(fr="Pourquoi : {why}", en="Why: {why}")
_TERM = 28
_VALUE = 160


def report_lines(model: ReportModel, lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """The lines of a report. Every one is harmless."""
    yield _verdict(model, lang, width)
    todo = _TODO.fill(lang, {"todo": model.todo})
    yield from paragraph(todo, first="  ", width=width)
    yield from block_lines(model.chapters, lang, width)


def block_lines(blocks: Iterable[Chapter], lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """Blocks under their headings, an empty line before each."""
    for block in blocks:
        yield from (Line(), Line(one_line(block.title), Tone.TITLE))
        for part in block.parts:
            yield from _part(part, lang, width)


def _verdict(model: ReportModel, lang: Lang, width: int) -> Line:
    verdict = model.verdict
    said = {"sign": verdict.sign, "name": verdict.text}
    room = width - columns(_VERDICT.fill(lang, {**said, "file": ""}))
    file = ending(one_line(model.file), room)
    return Line(_VERDICT.fill(lang, {**said, "file": file}), verdict.tone)


def report_text(model: ReportModel, lang: Lang) -> str:
    """The same as one text, for a file."""
    return "".join(f"{line.text}\n" for line in report_lines(model, lang))


def _part(part: Part, lang: Lang, width: int) -> list[Line]:
    if isinstance(part, Fact):
        return _row(part, width)
    if isinstance(part, Passage):
        return [line for text in part.lines for line in _spoken(text, width)]
    text = one_line(part.text, 2_000)
    if isinstance(part, Note):
        sign = f"{part.sign} " if part.sign else ""
        return paragraph(sign + text, tone=part.tone, first="  ", width=width)
    if isinstance(part, Quotation):
        why = _WHY.fill(lang, {"why": text})
        return paragraph(why, tone=Tone.QUIET, first="      ", width=width)
    arrow = "→ " if isinstance(part, Advice) else ""
    return paragraph(text, first=f"    {arrow}", width=width)


def _row(row: Fact, width: int) -> list[Line]:
    """A term and its value beside it; below it where the term is long."""
    term = padded(f"  {one_line(row.term)}", _TERM)
    above = [Line(term)] if columns(term) > _TERM else []
    first = " " * _TERM if above else term
    return above + paragraph(one_line(row.value, _VALUE), first=f"{first}  ", width=width)


def _spoken(text: str, width: int) -> list[Line]:
    return paragraph(one_line(text, 10_000), first="  ", width=width) or [Line()]


# From an outcome to what is said about it: verdict, what to do, what is asked, what was found.

_NOT_CHECKED = Text(fr="Non vérifié", en="Not checked")
_WITHOUT = Text(fr="Sans {need} : {codes}.", en="Without {need}: {codes}.")
_NAME_DESK = Text(
    fr="Indiquez le bureau avec --desk DOSSIER.", en="Name the desk with --desk FOLDER."
)
NEEDS: Mapping[Need, Text] = {
    Need.REGISTER: Text(fr="le registre des clients", en="the client register"),
    Need.RELEASES: Text(fr="la liste des versions", en="the list of releases"),
    Need.KEY: Text(fr="la clé des sceaux", en="the seal key"),
    Need.HISTORY: Text(fr="les demandes déjà reçues", en="the requests received before"),
}
"""What rules cannot do without, as people call it."""

_FILES = Text(fr="Les fichiers reçus", en="The files received")
ROLES: Mapping[Role, Text] = {
    Role.FORM: Text(fr="formulaire", en="form"),
    Role.PSR: Text(fr="rapport PSR", en="PSR report"),
    Role.LOG: Text(fr="journal", en="log"),
    Role.DOCUMENT: Text(fr="document", en="document"),
    Role.OTHER: Text(fr="autre fichier", en="other file"),
}
"""What a file of a drop is to the request."""

SECTIONS: Mapping[str, Text] = {
    "ZF0": Text(fr="Le document", en="The document"),
    "ZF1": Text(fr="Les réponses attendues", en="The answers needed"),
    "ZF2": Text(fr="La forme des réponses", en="The form of the answers"),
    "ZF3": Text(fr="Le contrat et la cohérence", en="Contract and consistency"),
    "ZF4": Text(fr="Les pièces jointes", en="The files sent"),
    "ZF5": Text(fr="L'identité et la sécurité", en="Identity and security"),
    "ZF6": Text(fr="Le poste de support, et ce qui arrive", en="The desk, and what arrives"),
}
"""The families of codes, by their first three characters."""


def build_report(name: str, outcome: Outcome, lang: Lang) -> ReportModel:
    """All there is to say about the drop called `name`.

    A ticket tells first what is asked; anything else first why it is none.
    """
    said = verdict_on(outcome.kind, outcome.report.verdict)
    accepted = outcome.kind is OutcomeKind.ACCEPTED
    asked = (*asked_blocks(outcome.case, lang), *_files(outcome.case, lang))
    found = tuple(_findings(outcome.report, lang))
    contract = contract_blocks(outcome, lang) if accepted else ()
    blocks = (
        *((*asked, *contract, *found) if accepted else (*found, *asked)),
        *_not_checked(outcome, lang),
        *(_evidence(outcome.case, lang) if accepted else ()),
    )
    return ReportModel(
        name, Note(said.name.to(lang), said.sign, said.tone), said.todo.to(lang), blocks
    )


def message_of(finding: Finding, lang: Lang) -> str:
    """The sentence of a finding, its arguments made harmless."""
    return finding.wording.message.fill(lang, harmless(finding.arguments, lang))


def _files(case: Case, lang: Lang) -> Iterator[Chapter]:
    """What came beside the form."""
    files = [file for file in case.submission.files if file.role is not Role.FORM]
    rows = (Fact(file.name, f"{_kind(file, lang)}, {size(file.size, lang)}") for file in files)
    if files:
        yield Chapter(_FILES.to(lang), tuple(rows))


def _kind(file: DropFile, lang: Lang) -> str:
    return (KINDS[file.recording.kind] if file.recording else ROLES[file.role]).to(lang)


def _evidence(case: Case, lang: Lang) -> Iterator[Chapter]:
    """What the recordings and logs tell, so that the steps can be followed from here alone."""
    for file in case.submission.files:
        if file.recording:
            yield from recording_blocks(file.recording, lang, name=file.name)
        if file.log:
            yield from log_blocks(file.log, lang, name=file.name)


def size(count: int, lang: Lang) -> str:
    """A number of bytes as people say it."""
    units = ("o", "ko", "Mo", "Go") if lang is Lang.FR else ("B", "kB", "MB", "GB")
    scale = min(len(units) - 1, (len(str(count)) - 1) // 3)
    said = f"{count / 1000**scale:.3g}"
    return f"{said.replace('.', ',') if lang is Lang.FR else said}\u00a0{units[scale]}"


def _findings(report: Report, lang: Lang) -> Iterator[Chapter]:
    for family, title in SECTIONS.items():
        findings = [f for f in report.findings if f.code.startswith(family)]
        findings.sort(key=lambda f: (-f.severity, f.code))
        alike = groupby(findings, key=lambda f: (f.severity, f.code))
        parts = [part for _, group in alike for part in _alike(list(group), lang)]
        if parts:
            yield Chapter(title.to(lang), tuple(parts))


def _alike(findings: list[Finding], lang: Lang) -> Iterator[Part]:
    """Findings of one code: the title once, each message under its reason, the remedy once."""
    first = findings[0]
    sign, tone = sign_of(first.severity)
    kind = severity_name(first.severity, lang)
    yield Note(f"{first.code} · {first.wording.title.to(lang)} ({kind})", sign, tone)
    for why, messages in _by_reason(findings, lang).items():
        yield from (Paragraph(message) for message in messages)
        yield Quotation(why)
    for remedy in dict.fromkeys(f.wording.remedy.to(lang) for f in findings):
        yield Advice(remedy)


def _by_reason(findings: list[Finding], lang: Lang) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for finding in findings:
        said.setdefault(finding.wording.why.to(lang), []).append(message_of(finding, lang))
    return said


def _not_checked(outcome: Outcome, lang: Lang) -> Iterator[Chapter]:
    """The rules that could not run, under what they lacked."""
    lacking: dict[Need, list[str]] = {}
    for rule in filter(None, map(rule_with, outcome.report.not_checked)):
        for need in sorted(missing_needs(rule, outcome.case)):
            lacking.setdefault(need, []).append(rule.code)
    parts: list[Part] = [
        Note(_WITHOUT.fill(lang, {"need": NEEDS[need], "codes": ", ".join(codes)}), tone=Tone.QUIET)
        for need, codes in lacking.items()
    ]
    if Need.REGISTER in lacking:
        parts.append(Advice(_NAME_DESK.to(lang)))
    if parts:
        yield Chapter(_NOT_CHECKED.to(lang), tuple(parts))


# A table of outcomes for people: what came in, what became of it, where it lies.

_HEADS = (
    Text(fr="Envoi", en="Drop"),
    Text(fr="Issue", en="Outcome"),
    Text(fr="Où", en="Where"),
)
_WIDTHS = (30, 14)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One drop: its name as sent, its outcome, and its place in the desk."""

    name: str
    outcome: OutcomeKind
    place: str


def outcome_table(rows: Iterable[OutcomeRow], lang: Lang) -> Iterator[Line]:
    """The rows under their heads, at most 80 columns wide."""
    heads = [head.to(lang) for head in _HEADS]
    yield Line(_laid(heads), Tone.TITLE)
    for row in rows:
        said = VERDICTS[row.outcome]
        cells = [one_line(row.name, 200), f"{said.sign} {said.short.to(lang)}", row.place]
        yield Line(_laid(cells), said.tone)


def _laid(cells: list[str]) -> str:
    fitted = [_fitted(cell, width) for cell, width in zip(cells, _WIDTHS, strict=False)]
    return "  ".join([*fitted, cells[-1]])


def _fitted(cell: str, width: int) -> str:
    while columns(cell) > width:
        cell = shortened(cell, len(cell) - 1)
    return padded(cell, width)
