"""The desk's pipeline put together: who reads, who judges, who writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from zenforms.desk.handling.apart import Apart, Written, read_apart, write_apart
from zenforms.desk.handling.glance import GLANCE_BYTES
from zenforms.desk.handling.job import Job
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.handling.pack import OutcomeWriter
from zenforms.desk.handling.pipeline import Pipeline
from zenforms.desk.handling.readers import Readers, Sandboxes
from zenforms.desk.handling.rehearsal import rehearse
from zenforms.findings import Problem
from zenforms.judging.case import Desk
from zenforms.language import Lang
from zenforms.reading.sandbox import preload


def pipeline_for(readers: Readers, root: Path, lang: Lang) -> Pipeline:
    """Who reads, judges and writes for the desk in `root` (see `OutcomeWriter` for `lang`)."""
    return Pipeline(read=readers.read, judge=judge_drop, pack=OutcomeWriter(root, lang).pack)


@contextmanager
def bounded_pipeline(root: Path, lang: Lang) -> Iterator[Pipeline]:
    """The same in bounded processes, which end with the block: what a real desk works with.

    They are started when they are first needed.
    """
    preload(__name__)
    with (
        Readers(read_apart, GLANCE_BYTES, rehearse) as readers,
        Sandboxes(confined=False) as writers,
    ):
        apart = Apart(readers, writers, partial(write_outcome, root=root, lang=lang))
        yield replace(pipeline_for(readers, root, lang), apart=apart)


def write_outcome(
    job: Job, *, root: Path, lang: Lang, key: int, desk: Desk | None
) -> Written | Problem | None:
    """Judge a drop and write what becomes of it, in the writer's process (see `write_apart`)."""
    pack = OutcomeWriter(root, lang).pack
    return write_apart(job, root, key=key, desk=desk, judge=judge_drop, pack=pack)
