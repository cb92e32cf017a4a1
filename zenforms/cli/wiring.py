"""The top of the house: the parts that the desk orders but does not know, put together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from zenforms.cli.building import branding_of
from zenforms.console.report import account_of, report_text
from zenforms.desk.handling.apart import Apart, Written, read_apart, write_apart
from zenforms.desk.handling.glance import GLANCE_BYTES
from zenforms.desk.handling.hands import Hands
from zenforms.desk.handling.job import Job
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.handling.pack import Letters, Papers
from zenforms.desk.handling.readers import Readers, Sandboxes
from zenforms.desk.letters.write import letters_of
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome
from zenforms.language import Lang
from zenforms.reading.sandbox import preload


def hands_for(readers: Readers, root: Path, lang: Lang) -> Hands:
    """Who reads, judges and writes for the desk in `root`.

    What staff read is written in the desk's language; in `lang` when the desk has decided none.
    """
    papers = {one: _papers_in(one, root) for one in Lang}

    def pack(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
        decided = outcome.case.desk.policy.language
        used = papers[Lang(decided) if decided else lang]
        return used.pack(outcome, number, drop, override=override)

    return Hands(read=readers.read, judge=judge_drop, pack=pack)


@contextmanager
def hands_apart(root: Path, lang: Lang) -> Iterator[Hands]:
    """The same hands in bounded processes, which end with the block: what a real desk works with.

    They are started when they are first needed.
    """
    preload(__name__)
    with Readers(read_apart, GLANCE_BYTES) as readers, Sandboxes(confined=False) as writers:
        apart = Apart(readers, writers, partial(write_outcome, root=root, lang=lang))
        yield replace(hands_for(readers, root, lang), apart=apart)


def write_outcome(
    job: Job, *, root: Path, lang: Lang, key: int, desk: Desk | None
) -> Written | Problem | None:
    """Judge a drop and write what becomes of it, in the writer's process (see `write_apart`)."""
    hands = hands_for(Readers(), root, lang)
    return write_apart(job, root, key=key, desk=desk, judge=hands.judge, pack=hands.pack)


def _papers_in(lang: Lang, root: Path) -> Papers:
    return Papers(
        report=lambda name, outcome: report_text(account_of(name, outcome, lang), lang),
        letters=lambda outcome, number: _letters(outcome, number, root),
        lang=lang,
    )


def _letters(outcome: Outcome, number: str, root: Path) -> Letters:
    """What goes out because of an outcome, in the name of the desk as it was when it judged."""
    branding = branding_of(outcome.case.desk.policy, root)
    return letters_of(outcome, number, branding)
