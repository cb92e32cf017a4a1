"""Reads the invented requests on which the text heuristics are measured."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zenforms.judging import heuristics

CORPUS = Path(__file__).parent / "corpus"
SETS = ("requests", "held-out", "unseen")
KINDS = {"A": "assistance", "S": "evolution", "D": "malfunction"}


@dataclass(frozen=True, slots=True)
class Told:
    """One invented request, and what a person would say is wrong with it."""

    kind: str
    labels: frozenset[str]
    summary: str
    description: str


Heuristic = Callable[[Told], bool]

HEURISTICS: Mapping[str, Heuristic] = {
    "vague": lambda told: heuristics.says_nothing(told.summary),
    "copy": lambda told: heuristics.is_copy(told.summary, told.description),
    "nosteps": lambda told: (
        told.kind == "malfunction" and heuristics.has_no_steps(told.summary, told.description)
    ),
    "several": lambda told: heuristics.has_several_subjects(told.summary, told.description),
    "solved": lambda told: heuristics.asks_nothing(f"{told.summary}\n{told.description}"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """How often a heuristic was right when it spoke, and how often it spoke when it should."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Right ones among all that were reported."""
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Right ones among all that should have been reported."""
        return self.right / (self.right + len(self.missed))


def told_in(name: str) -> Iterator[Told]:
    """The requests of one file of the corpus."""
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    block: list[str] = []
    for line in lines:
        if line.startswith("----"):
            yield _told(block)
            block = []
        elif not line.startswith("#"):
            block.append(line)


def _told(block: list[str]) -> Told:
    kind, *labels = block[0].split()
    return Told(KINDS[kind], frozenset(labels), block[1], "\n".join(block[2:]))


def measure(label: str, *names: str) -> Measured:
    """What a heuristic does on these files of the corpus, or on all of them."""
    everything = [told for name in names or SETS for told in told_in(name)]
    heuristic = HEURISTICS[label]
    hits = [told for told in everything if heuristic(told)]
    return Measured(
        right=sum(label in told.labels for told in hits),
        wrong=tuple(told.summary for told in hits if label not in told.labels),
        missed=tuple(t.summary for t in everything if label in t.labels and t not in hits),
    )
