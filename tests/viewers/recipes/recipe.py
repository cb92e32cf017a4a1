"""How a sample is made, and what the desk must say of it: written down by hand, never measured."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.viewers.answers import Values, answers_for
from tests.viewers.blank import blank
from tests.viewers.engines.engine import Engine
from tests.viewers.typed import exported, requested

DROP = "demande.pdf"
EXPECTED = "expected.json"
EXITS = {
    "accepted": 0,
    "followup": 0,
    "cancelled": 0,
    "duplicate": 0,
    "automatic": 0,
    "incomplete": 1,
    "refused": 1,
    "quarantined": 3,
}
EXIT_DANGEROUS = 4

ASSISTANCE_CODES = ("ZF402",)
"""Told of every *Assistance* that comes without a PSR report: a warning."""

Make = Callable[[Path], None]
"""Writes the drop to the path given."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One folder of `samples/`: `name` begins with its outcome.

    `codes` are the findings in the order in which they are told; `request` what must be read
    (None: nothing is said of it); `saved_by` the program that saved the file. `drop` is what the
    file or folder is called; `more` whatever else `expected.json` declares.
    """

    name: str
    about: str
    make: Make
    codes: tuple[str, ...] = ()
    request: Mapping[str, str | bool] | None = None
    saved_by: str | None = None
    drop: str = DROP
    dangerous: bool = False
    more: Mapping[str, object] = field(default_factory=dict)

    def expected(self) -> str:
        """The text of `expected.json`."""
        outcome = self.name.partition("-")[0]
        told = {
            "about": self.about,
            "saved_by": self.saved_by,
            "outcome": outcome,
            "exit": EXIT_DANGEROUS if self.dangerous else EXITS[outcome],
            "findings": list(self.codes),
            "request": self.request,
            **self.more,
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def filled(engine: Engine, values: Values, client_id: str = "EXEMPLE") -> Make:
    """The client's form with `values`, as `engine` saves it."""

    def make(target: Path) -> None:
        source = target.with_name("blank.pdf")
        source.write_bytes(blank(client_id))
        engine.fill(source, answers_for(source, exported(values)), target)
        source.unlink()

    return make


def written(content: Callable[[], bytes]) -> Make:
    """Writes what `content` makes."""

    def make(target: Path) -> None:
        target.write_bytes(content())

    return make


def asked(values: Values, client: str) -> Mapping[str, str | bool]:
    """The request that `values` make on the form of the client of that name."""
    return {"client_name": client, **requested(values)}
