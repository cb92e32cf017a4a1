"""Stories: several drops in order, with the day of each, at one desk.

A recipe makes each drop when its turn comes, because it may answer a letter of the desk. What
must become of it is written down by hand, as for single samples; steps name each other by their
place, since numbers follow from the bytes that came in.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.samples.bureau import Bureau, new_bureau
from tests.viewers.recipes.recipe import EXPECTED
from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.desk.papers.requests import Filed

POLICY = "policy.toml"
"""A story may have a policy of its own, which replaces that of the samples' desk."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the steps before became, by their place from 1."""

    filed: Sequence[Filed]

    def number(self, step: int) -> str:
        """The number that a drop was given."""
        return self.filed[step - 1].number

    def letter_id(self, step: int) -> str:
        """The message id of the letter that was written about a drop."""
        return self.filed[step - 1].settlement.letters[0]

    def correction(self, step: int) -> bytes:
        """The correction form that went out with it."""
        return (self.filed[step - 1].place / "correction.pdf").read_bytes()


Content = Callable[[Past], bytes]


@dataclass(frozen=True, slots=True)
class Drop:
    """Something comes in. `codes` are told of it; `more` is what else is expected of it."""

    name: str
    at: str
    outcome: str
    content: Content
    codes: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)

    def expected(self) -> Mapping[str, object]:
        """What `expected.json` says of the step."""
        told = {"outcome": self.outcome, "findings": list(self.codes)}
        return {"drop": self.name, "at": self.at, **told, **self.more}

    def play(self, bureau: Bureau, home: Path, past: Past) -> Filed:
        """Make the file, and let it come in."""
        path = home / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.content(past))
        return bureau.receive(path, datetime.fromisoformat(self.at))


@dataclass(frozen=True, slots=True)
class Again:
    """The file of an earlier step comes in once more."""

    step: int
    name: str
    at: str
    more: Mapping[str, object] = field(default_factory=dict)

    def expected(self) -> Mapping[str, object]:
        """What `expected.json` says of the step."""
        told = {"outcome": "duplicate", "findings": ["ZF083"], "first": self.step}
        return {"drop": self.name, "at": self.at, **told, **self.more}

    def play(self, bureau: Bureau, home: Path, past: Past) -> Filed:
        """Let it come in."""
        del past
        return bureau.receive(home / self.name, datetime.fromisoformat(self.at))


@dataclass(frozen=True, slots=True)
class Deed:
    """Staff do something to the request of an earlier step."""

    order: OrderKind
    of: int
    at: str
    why: str
    by: str = "Léa Support"
    more: Mapping[str, object] = field(default_factory=dict)

    def expected(self) -> Mapping[str, object]:
        """What `expected.json` says of the step."""
        told = {"of": self.of, "at": self.at, "by": self.by, "why": self.why}
        return {"order": self.order.value, **told, **self.more}

    def play(self, bureau: Bureau, home: Path, past: Past) -> Filed:
        """Have it done."""
        del home
        at = datetime.fromisoformat(self.at)
        return bureau.order(self.order, past.number(self.of), at, by=self.by, why=self.why)


Step = Drop | Again | Deed


@dataclass(frozen=True, slots=True)
class Story:
    """One folder `samples/story-<name>`."""

    name: str
    about: str
    steps: tuple[Step, ...]
    policy: str | None = None

    def expected(self) -> str:
        """The text of `expected.json`."""
        told = {"about": self.about, "steps": [step.expected() for step in self.steps]}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def make(self, folder: Path) -> Path:
        """Write the story afresh into `folder`; its own folder comes back."""
        home = folder / self.name
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        if self.policy is not None:
            (home / POLICY).write_text(self.policy, encoding="utf-8")
        with tempfile.TemporaryDirectory() as desk:
            bureau = bureau_of(home, Path(desk) / "bureau")
            past: list[Filed] = []
            for step in self.steps:
                past.append(step.play(bureau, home, Past(past)))
        (home / EXPECTED).write_text(self.expected(), encoding="utf-8")
        return home


def bureau_of(home: Path, root: Path) -> Bureau:
    """The desk at which the story in `home` takes place."""
    policy = home / POLICY
    return new_bureau(root, policy=policy if policy.exists() else None)
