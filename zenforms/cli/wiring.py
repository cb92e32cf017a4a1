"""The top of the house: the parts that the desk orders but does not know, put together."""

import threading
from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Self

from zenforms.console.report import report_text
from zenforms.console.telling import account_of
from zenforms.desk.intake import Hands
from zenforms.desk.maps import form_maps
from zenforms.desk.pack import Papers
from zenforms.desk.spool.drop import Digest, Drop
from zenforms.findings import Problem
from zenforms.form.definition import Form
from zenforms.form.library import shipped_form, shipped_names
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.judge import judge
from zenforms.judging.prepare import case_of
from zenforms.judging.ticket import ticket_of
from zenforms.language import Lang
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.submission import Document, Submission


def hands_for(readers: "Readers", lang: Lang) -> Hands:
    """Who reads, judges and writes for a desk whose staff read `lang`."""
    papers = Papers(
        report=lambda name, outcome: report_text(account_of(name, outcome, lang), lang),
        ticket=lambda outcome, number: _ticket(outcome, number, lang),
        lang=lang,
    )
    return Hands(read=readers.read, judge=judge_submission, pack=papers.pack)


class Readers:
    """One killable reader for each thread that asks; use it in a `with` block."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: list[Sandbox] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for sandbox in self._all:
            sandbox.close()

    def read(self, drop: Drop, content: Digest, limits: Limits) -> Submission:
        """What was dropped, read in a process that may be killed."""
        name = drop.receipt.name
        read = self._sandbox(limits).run(
            read_document, drop.original, name=name, maps=form_maps(), limits=limits
        )
        if isinstance(read, Problem):
            read = Document(name, content.size, content.sha256, problems=(read,))
        return Submission(name=name, sha256=content.sha256, documents=(read,))

    def _sandbox(self, limits: Limits) -> Sandbox:
        known: tuple[Limits, Sandbox] | None = getattr(self._own, "reader", None)
        if known and known[0] == limits:
            return known[1]
        if known:
            known[1].close()
        sandbox = Sandbox(limits)
        self._own.reader = (limits, sandbox)
        self._all.append(sandbox)
        return sandbox


def judge_submission(submission: Submission, desk: Desk, at: datetime) -> Outcome:
    """The verdict, by the forms that ship with zenforms."""
    return judge(case_of(submission, desk=desk, forms=known_forms(), received_at=at))


def known_forms() -> Mapping[str, Form]:
    """The definitions by form id."""
    return {name: shipped_form(name) for name in shipped_names()}


def _ticket(outcome: Outcome, number: str, lang: Lang) -> bytes:
    return ticket_of(outcome, number=number, lang=lang).model_dump_json(indent=2).encode()
