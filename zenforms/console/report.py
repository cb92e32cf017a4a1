"""The report of `validate` for people: the verdict, what to do, then the findings by section."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from zenforms.console.contract import contract_lines
from zenforms.console.escape import harmless, one_line
from zenforms.console.layout import WIDTH, Line, Tone, padded, paragraph, wrapped
from zenforms.console.verdict import severity_name, sign_of, verdict_on
from zenforms.findings import Finding, Report
from zenforms.judging.case import Case, Outcome, OutcomeKind
from zenforms.language import Lang, Text

_TODO = Text(fr="À faire : ", en="To do: ")
_WHY = Text(fr="Pourquoi : ", en="Why: ")
_REQUEST = Text(fr="La demande", en="The request")
_VERDICT = Text(fr="{sign} {file} : {name}", en="{sign} {file}: {name}")
_NOT_CHECKED = Text(fr="Non vérifié", en="Not checked")
_NOT_CHECKED_WHY = Text(
    fr="Faute de registre des clients, de versions ou de clé de sceau, ces règles n'ont pas été "
    "appliquées : {codes}. Indiquez le bureau avec --desk DOSSIER.",
    en="Without a client register, releases or seal key these rules were not applied: {codes}. "
    "Name the desk with --desk FOLDER.",
)
SECTIONS: Mapping[str, Text] = {
    "ZF0": Text(fr="Le document", en="The document"),
    "ZF1": Text(fr="Les réponses attendues", en="The answers needed"),
    "ZF2": Text(fr="La forme des réponses", en="The form of the answers"),
    "ZF3": Text(fr="Le contrat et la cohérence", en="Contract and consistency"),
    "ZF4": Text(fr="Les pièces jointes", en="The files sent"),
    "ZF5": Text(fr="L'identité et la sécurité", en="Identity and security"),
}
"""The families of codes, by their first three characters."""

_SHOWN = (
    "client_name",
    "contact_name",
    "email",
    "telephone",
    "type",
    "mode",
    "domain",
    "urgency",
    "desk_version",
    "summary",
)


def report_lines(name: str, outcome: Outcome, lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """The report on one drop called `name`. Every line is harmless."""
    yield from _opening(name, outcome, lang, width)
    yield from _request(outcome.case, lang, width)
    if outcome.kind is OutcomeKind.ACCEPTED:
        yield from contract_lines(outcome, lang, width)
    yield from _sections(outcome.report, lang, width)
    yield from _not_checked(outcome.report, lang, width)


def _opening(name: str, outcome: Outcome, lang: Lang, width: int) -> Iterator[Line]:
    said = verdict_on(outcome.kind, outcome.report.verdict)
    arguments: dict[str, str | Text] = {
        "sign": said.sign,
        "file": one_line(name),
        "name": said.name,
    }
    yield from paragraph(_VERDICT.fill(lang, arguments), tone=said.tone, width=width)
    todo = _TODO.to(lang) + said.todo.to(lang)
    yield from paragraph(todo, first="  ", width=width)


def _request(case: Case, lang: Lang, width: int) -> Iterator[Line]:
    given = [name for name in _SHOWN if case.request and case.answer(name).is_given]
    if not given:
        return
    yield from (Line(), Line(_REQUEST.to(lang), Tone.TITLE))
    for name in given:
        term = padded(f"  {case.label(name).to(lang)}", 28) + "  "
        value = one_line(case.spoken(name).to(lang), 160)
        yield from paragraph(value, first=term, width=width)


def _sections(report: Report, lang: Lang, width: int) -> Iterator[Line]:
    for family, title in SECTIONS.items():
        findings = [f for f in report.findings if f.code.startswith(family)]
        if findings:
            yield from (Line(), Line(title.to(lang), Tone.TITLE))
            findings.sort(key=lambda f: (-f.severity, f.code))
        for _, alike in groupby(findings, key=lambda f: (f.severity, f.code)):
            yield from _alike(list(alike), lang, width)


def _alike(findings: list[Finding], lang: Lang, width: int) -> Iterator[Line]:
    """Findings of one code: the title once, each message, the remedy once, the reasons."""
    first = findings[0]
    sign, tone = sign_of(first.severity)
    kind = severity_name(first.severity, lang)
    head = f"{sign} {first.code} · {first.wording.title.to(lang)} ({kind})"
    yield from paragraph(head, tone=tone, first="  ", width=width)
    for why, messages in _by_reason(findings, lang).items():
        for message in messages:
            yield from paragraph(message, first="    ", width=width)
        said = wrapped(_WHY.to(lang) + why, width=width, first="      ")
        yield from (Line(line, Tone.QUIET) for line in said)
    for remedy in dict.fromkeys(f.wording.remedy.to(lang) for f in findings):
        yield from paragraph(remedy, first="    → ", width=width)


def _by_reason(findings: list[Finding], lang: Lang) -> dict[str, list[str]]:
    """Each reason with the messages that it stands behind, in order."""
    said: dict[str, list[str]] = {}
    for finding in findings:
        said.setdefault(finding.wording.why.to(lang), []).append(message_of(finding, lang))
    return said


def _not_checked(report: Report, lang: Lang, width: int) -> Iterator[Line]:
    if not report.not_checked:
        return
    yield from (Line(), Line(_NOT_CHECKED.to(lang), Tone.TITLE))
    said = _NOT_CHECKED_WHY.fill(lang, {"codes": ", ".join(report.not_checked)})
    yield from paragraph(said, first="  ", tone=Tone.QUIET, width=width)


def message_of(finding: Finding, lang: Lang) -> str:
    """The sentence of a finding, its arguments made harmless."""
    return finding.wording.message.fill(lang, harmless(finding.arguments, lang))
