"""One request as the board shows it: what was asked, what came, what was found, what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from zenforms.desk.decisions.decision_files import (
    REMOVES,
    TAKES_UP_AGAIN,
    Order,
    OrderKind,
    new_order,
)
from zenforms.desk.decisions.rework import check_rework
from zenforms.desk.decisions.staff import check_event
from zenforms.desk.papers.letters import letter_in
from zenforms.desk.papers.memory import (
    FINDINGS,
    REPORT,
    concerned_by_event,
    concerned_by_order,
    drops_known_to,
    mark_of,
    request_in,
    standing_for,
    thread_of,
)
from zenforms.desk.papers.requests import Filed, Standing, find_request, standing_of
from zenforms.desk.papers.waiting import due_in, letter_state
from zenforms.desk.queries.history import HistoryEntry, history_of_request
from zenforms.desk.queries.rows import COMMITMENTS, due_in_words
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.catalogue import Kin
from zenforms.desk.spool.drop import members
from zenforms.desk.spool.small import read_json, read_own
from zenforms.errors import DeskError
from zenforms.findings import Severity
from zenforms.form.definition import CheckboxField, ChoiceField, Form, LongTextField, RadioField
from zenforms.form.library import form_called
from zenforms.judging.prepare import REQUEST_FORM
from zenforms.judging.request import Request
from zenforms.judging.rules.catalog import explained
from zenforms.language import Lang, Text
from zenforms.present.document import Fact
from zenforms.present.letters.redraft import Draft, read_draft
from zenforms.present.report import ROLES, size
from zenforms.present.verdicts import sign_of, verdict_on
from zenforms.reading.submission import Role

MOST_FINDINGS, MOST_FILES, MOST_HISTORY = 200, 200, 300
"""How many of each one page shows; the report and the folder hold all."""

_OWN = frozenset({REPORT, FINDINGS})
_STEPS = Text(fr="{count} étapes", en="{count} steps")
_LINES = Text(
    fr="{count} lignes, {errors} erreurs citées", en="{count} lines, {errors} errors told"
)
_PAGES = Text(fr="{count} pages", en="{count} pages")
_HELD = Text(fr="gardé dans l'archive seule", en="kept in the archive alone")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as it is shown; `severity` is its word."""

    severity: str
    sign: str
    title: str
    message: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file that came. `copy` is its name beside the outcome, if one lies there."""

    name: str
    what: str
    size: str
    copy: str
    is_page: bool
    """Whether the copy is a page of ours that tells what is in the file."""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything that a page says of a request. Texts are raw: the templates escape them."""

    number: str
    filed: Filed
    verdict: str
    sign: str
    todo: str
    mark: str
    """What tells whether it went on since."""
    is_dangerous: bool
    subject: str
    client: str
    request: Request | None
    description: str
    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    findings: tuple[FindingRow, ...]
    more_findings: int
    files: tuple[FileRow, ...]
    more_files: int
    history: tuple[HistoryEntry, ...]
    drops: tuple[Filed, ...]
    standing: Standing
    letter: Draft | None
    letter_state: str | None
    deeds: frozenset[OrderKind]
    """What can be ordered now."""
    report: str


def page_of(opened: OpenDesk, kin: Kin, said: str, lang: Lang) -> RequestPage:
    """The request that somebody names; raises DeskError when there is none, or it is damaged."""
    root, now = opened.root, opened.clock.now()
    named = find_request(root, said)
    drops = drops_known_to(kin, root, named)
    filed = standing_for(named, drops)
    settlement = filed.settlement
    standing = standing_of(root, settlement.place)
    findings = tuple(_findings(filed, lang))
    worst = max((Severity[one.severity.upper()] for one in findings), default=Severity.INFO)
    verdict = verdict_on(settlement.outcome, worst)
    letter = letter_in(filed)
    request = request_in(filed.place)
    files = tuple(_files(filed, lang))
    form = form_called(REQUEST_FORM, opened.desk.policy.forms)
    register = opened.desk.register
    known = register.client(settlement.client or "") if register else None
    state = letter_state(filed, standing)
    return RequestPage(
        number=settlement.request,
        filed=filed,
        verdict=verdict.name.to(lang),
        sign=verdict.sign,
        todo=verdict.todo.to(lang),
        mark=mark_of(root, drops),
        is_dangerous=is_dangerous(filed),
        subject=(request.summary if request else None) or filed.receipt.name,
        client=known.name if known else (settlement.client or ""),
        request=request,
        description=(request.description if request else None) or "",
        facts=tuple(_dates(opened, filed, standing, lang)),
        answers=tuple(_answers(request, form, lang)) if request else (),
        findings=findings[:MOST_FINDINGS],
        more_findings=max(0, len(findings) - MOST_FINDINGS),
        files=files[:MOST_FILES],
        more_files=max(0, len(files) - MOST_FILES),
        history=history_of_request(root, drops, lang)[-MOST_HISTORY:],
        drops=drops,
        standing=standing,
        letter=read_draft(letter) if letter else None,
        letter_state=state.value if state else None,
        deeds=frozenset(_deeds(opened, named, drops, kin, at=now)),
        report=_report(filed),
    )


def is_dangerous(filed: Filed) -> bool:
    """Whether something in it must not be opened: only an administrator releases it."""
    rules = map(explained, filed.settlement.codes)
    return any(rule is not None and rule.severity >= Severity.DANGER for rule in rules)


def meant_by(root: Path, kin: Kin, said: str, kind: OrderKind) -> Filed:
    """The drop that an order is about, whichever number of its request was said."""
    filed = find_request(root, said)
    look = concerned_by_order if kind in TAKES_UP_AGAIN else concerned_by_event
    return look(filed, drops_known_to(kin, root, filed))


def _deeds(
    opened: OpenDesk, named: Filed, drops: tuple[Filed, ...], kin: Kin, *, at: datetime
) -> Iterator[OrderKind]:
    """What the desk would carry out now: it is asked by the checks of the decisions themselves."""
    by_event, by_order = concerned_by_event(named, drops), concerned_by_order(named, drops)
    standing = standing_of(opened.root, by_event.settlement.place)
    settlement = by_order.settlement
    thread = thread_of(opened.root, kin, settlement.thread or settlement.number)
    for kind in OrderKind:
        try:
            if kind in TAKES_UP_AGAIN:
                check_rework(kind, settlement, thread)
            elif kind not in REMOVES:
                check_event(_order(kind, by_event.number, at), by_event, standing)
        except DeskError:
            continue
        if kind is OrderKind.READ and not _has_unread(opened, drops):
            continue
        yield kind


def _order(kind: OrderKind, number: str, at: datetime) -> Order:
    to = "…" if kind is OrderKind.GIVE else ""
    return new_order(kind, number, at=at, by="…", why="…", to=to)


def _has_unread(opened: OpenDesk, drops: tuple[Filed, ...]) -> bool:
    return any(standing_of(opened.root, one.settlement.place).unread for one in drops)


def _dates(opened: OpenDesk, filed: Filed, standing: Standing, lang: Lang) -> Iterator[Fact]:
    if filed.record and not standing.state.is_over and (due := due_in(filed.record, standing)):
        day = due_in_words(due[1], opened.clock.now().date()).to(lang)
        yield Fact(COMMITMENTS[due[0]].to(lang).capitalize(), day)


def _answers(request: Request, form: Form, lang: Lang) -> Iterator[Fact]:
    """Each answer in the order of the form, but for long texts; boxes that are ticked."""
    values = {**request.extra, **request.model_dump(mode="json", exclude={"extra"})}
    for section in form.sections:
        for field in section.fields:
            value = values.get(field.name)
            if not value or isinstance(field, CheckboxField):
                continue
            if isinstance(field, LongTextField) or field.name == "summary":
                continue
            said = str(value)
            if isinstance(field, ChoiceField | RadioField):
                said = next((c.label.to(lang) for c in field.choices if c.code == said), said)
            yield Fact(field.label.to(lang), said)


def _findings(filed: Filed, lang: Lang) -> Iterator[FindingRow]:
    found = _json(filed.place / FINDINGS).get("findings")
    told = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    weights = {one.word: one for one in Severity}
    told.sort(key=lambda one: -weights.get(str(one.get("severity")), Severity.INFO))
    for one in told:
        severity = weights.get(str(one.get("severity")), Severity.INFO)
        rule = explained(str(one.get("code")))
        yield FindingRow(
            severity=severity.word,
            sign=sign_of(severity)[0],
            title=rule.wording.title.to(lang) if rule else str(one.get("code")),
            message=str(one.get("message") or ""),
            why=str(one.get("why") or ""),
            remedy=str(one.get("remedy") or ""),
        )


def _files(filed: Filed, lang: Lang) -> Iterator[FileRow]:
    """What came, as the ticket tells it; without a ticket what lies beside the outcome."""
    told = _json(filed.record).get("files") if filed.record else None
    if isinstance(told, list):
        for one in told:
            if isinstance(one, dict):
                yield _file(one, lang)
        return
    if not filed.place.is_dir() or filed.place.is_symlink():
        return
    for path in islice(members(filed.place), MOST_FILES + 1):
        name = path.relative_to(filed.place).as_posix()
        is_ours = name in _OWN or name.endswith((".eml", ".html")) or name == "correction.pdf"
        if path.is_file() and not path.is_symlink() and not is_ours:
            yield FileRow(path.name, "", size(path.stat().st_size, lang), name, is_page=False)
    for path in sorted(filed.place.glob("copy*.html")):
        yield FileRow(path.name, "", size(path.stat().st_size, lang), path.name, is_page=True)


def _file(one: Mapping[str, Any], lang: Lang) -> FileRow:
    beside = one.get("copy_beside")
    copy = str(beside.get("name") or "") if isinstance(beside, dict) else ""
    summary = one.get("summary")
    said = summary if isinstance(summary, dict) else {}
    folder = str(said.get("screenshot_folder") or "")
    shots = said.get("screenshots")
    names = [str(name) for name in shots] if isinstance(shots, list) and folder else []
    what = [_role(one, lang), *_read_in(said, lang)]
    if one.get("held_back"):
        what.append(_HELD.to(lang))
    count = one.get("size")
    return FileRow(
        name=str(one.get("name") or ROLES[Role.OTHER].to(lang)),
        what=", ".join(filter(None, what)),
        size=size(count, lang) if isinstance(count, int) else "",
        copy=copy,
        is_page=isinstance(beside, dict) and beside.get("kind") == "page",
        pictures=tuple(f"{folder}/{name}" for name in names[:60]),
    )


def _role(one: Mapping[str, Any], lang: Lang) -> str:
    try:
        return ROLES[Role(str(one.get("role")))].to(lang)
    except ValueError:
        return ""


def _read_in(summary: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """What was read in a file, in a few words."""
    steps, lines, errors = (summary.get(name) for name in ("steps", "lines", "errors"))
    if isinstance(steps, list) and steps:
        yield _STEPS.fill(lang, {"count": str(len(steps))})
    if isinstance(lines, int):
        count = len(errors) if isinstance(errors, list) else 0
        yield _LINES.fill(lang, {"count": str(lines), "errors": str(count)})
    if isinstance(pages := summary.get("pages"), int):
        yield _PAGES.fill(lang, {"count": str(pages)})


def _report(filed: Filed) -> str:
    try:
        return read_own(filed.place / REPORT).decode("utf-8", "replace")
    except OSError:
        return ""


def _json(path: Path | None) -> Mapping[str, Any]:
    try:
        found = read_json(path) if path else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
