"""The workshop of whoever brings an own pipeline: everything is done in this very process."""

from pathlib import Path

from zenforms.desk.handling.decide import decide
from zenforms.desk.handling.glance import glance_of
from zenforms.desk.handling.job import Decided, Glance, Job, Refused
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.judging.case import Desk
from zenforms.judging.policy import Policy
from zenforms.reading.submission import Submission


class Here:
    """Keeps what was read of one drop until it is judged."""

    def __init__(self, pipeline: Pipeline, root: Path) -> None:
        self._hands = pipeline
        self._root = root
        self._read: dict[Path, Submission] = {}

    def start(self, desk: Desk) -> None:
        """Everything is here."""

    def read(self, source: Source, policy: Policy) -> Glance:
        """Read a drop, or a round that it may complete."""
        read = self._hands.read(source, policy)
        self._read[source.scratch] = read
        return glance_of(read)

    def decide(self, job: Job, desk: Desk) -> Decided | Refused:
        """Judge and pack it."""
        pipeline = self._hands
        return decide(
            job, desk, self._root, load=self._load, judge=pipeline.judge, pack=pipeline.pack
        )

    def end(self) -> None:
        """Nobody can end what is done here."""

    def _load(self, scratch: Path) -> Submission:
        try:
            return self._read[scratch]
        except KeyError:
            raise FileNotFoundError from None
