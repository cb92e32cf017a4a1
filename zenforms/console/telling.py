"""From an outcome to what is said about it: verdict, what to do, what is asked, what was found."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from zenforms.console.account import Account, Advice, Block, Note, Part, Quote, Row, Words
from zenforms.console.askedview import asked_blocks
from zenforms.console.contract import contract_blocks
from zenforms.console.escape import harmless
from zenforms.console.evidenceview import KINDS, log_blocks, recording_blocks
from zenforms.console.layout import Tone
from zenforms.console.verdict import severity_name, sign_of, verdict_on
from zenforms.findings import Finding, Report
from zenforms.judging.case import Case, Outcome, OutcomeKind
from zenforms.judging.examine import missing_needs
from zenforms.judging.rules.catalog import rule_with
from zenforms.judging.rules.rule import Need
from zenforms.language import Lang, Text
from zenforms.reading.submission import DropFile, Role

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
}
"""The families of codes, by their first three characters."""


def account_of(name: str, outcome: Outcome, lang: Lang) -> Account:
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
    return Account(name, Note(said.name.to(lang), said.sign, said.tone), said.todo.to(lang), blocks)


def message_of(finding: Finding, lang: Lang) -> str:
    """The sentence of a finding, its arguments made harmless."""
    return finding.wording.message.fill(lang, harmless(finding.arguments, lang))


def _files(case: Case, lang: Lang) -> Iterator[Block]:
    """What came beside the form."""
    files = [file for file in case.submission.files if file.role is not Role.FORM]
    rows = (Row(file.name, f"{_kind(file, lang)}, {size(file.size, lang)}") for file in files)
    if files:
        yield Block(_FILES.to(lang), tuple(rows))


def _kind(file: DropFile, lang: Lang) -> str:
    return (KINDS[file.recording.kind] if file.recording else ROLES[file.role]).to(lang)


def _evidence(case: Case, lang: Lang) -> Iterator[Block]:
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


def _findings(report: Report, lang: Lang) -> Iterator[Block]:
    for family, title in SECTIONS.items():
        findings = [f for f in report.findings if f.code.startswith(family)]
        findings.sort(key=lambda f: (-f.severity, f.code))
        alike = groupby(findings, key=lambda f: (f.severity, f.code))
        parts = [part for _, group in alike for part in _alike(list(group), lang)]
        if parts:
            yield Block(title.to(lang), tuple(parts))


def _alike(findings: list[Finding], lang: Lang) -> Iterator[Part]:
    """Findings of one code: the title once, each message under its reason, the remedy once."""
    first = findings[0]
    sign, tone = sign_of(first.severity)
    kind = severity_name(first.severity, lang)
    yield Note(f"{first.code} · {first.wording.title.to(lang)} ({kind})", sign, tone)
    for why, messages in _by_reason(findings, lang).items():
        yield from (Words(message) for message in messages)
        yield Quote(why)
    for remedy in dict.fromkeys(f.wording.remedy.to(lang) for f in findings):
        yield Advice(remedy)


def _by_reason(findings: list[Finding], lang: Lang) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for finding in findings:
        said.setdefault(finding.wording.why.to(lang), []).append(message_of(finding, lang))
    return said


def _not_checked(outcome: Outcome, lang: Lang) -> Iterator[Block]:
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
        yield Block(_NOT_CHECKED.to(lang), tuple(parts))
