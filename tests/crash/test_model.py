"""A desk against a model of it: anything may happen in any order, with deaths in between."""

import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.crash.extent import RUNS, STEPS
from tests.crash.failing_disk import Died, FailingDisk
from tests.unit.desk.bench import NOW, new_desk, put, restart
from zenforms.desk.decisions.decision_files import Order, OrderKind, put_order, waiting_orders
from zenforms.desk.papers.requests import filed_as, standing_of
from zenforms.desk.spool.catalogue import archived_numbers
from zenforms.desk.spool.folders import OUTCOMES, Folder, outcome_place
from zenforms.desk.spool.states import State, state_of

WORDS = ["accepted", "incomplete", "refused", "quarantined", "automatic", "bug", "restricted"]
BECOMES = {"bug": "quarantined", "restricted": "accepted"}
MAY_BE_ACCEPTED = {"incomplete", "refused", "quarantined"}
STEP = st.integers(0, 120)


class DeskMachine(RuleBasedStateMachine):
    """`sent` has no outcome yet; `settled` maps numbers to (text, outcome); `over` are closed."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.root = new_desk(Path(self._folder.name) / "desk")
        self.sent: list[str] = []
        self.settled: dict[str, tuple[str, str]] = {}
        self.over: set[str] = set()
        self.ordered: list[Order] = []
        self._count = 0

    def teardown(self) -> None:
        """Remove the desk."""
        self._folder.cleanup()

    @rule(word=st.sampled_from(WORDS), n=st.integers(0, 3))
    def send(self, word: str, n: int) -> None:
        """Drop a file; few contents, so that some come twice."""
        text = f"{word} {n}"
        put(self.root, f"{self._next()}.pdf", text)
        self.sent.append(text)

    @rule(word=st.sampled_from(WORDS))
    def send_folder(self, word: str) -> None:
        """Drop a folder that never came before."""
        number = self._next()
        folder = self.root / Folder.INBOX / f"envoi {number}"
        folder.mkdir()
        (folder / "a.pdf").write_text(f"{word} folder {number}")
        self.sent.append(f"{word} folder {number}")

    @precondition(lambda self: self.settled)
    @rule(
        kind=st.sampled_from([OrderKind.ACCEPT, OrderKind.RETRY, OrderKind.CLOSE]),
        chosen=st.integers(0, 10**6),
    )
    def order(self, kind: OrderKind, chosen: int) -> None:
        """Leave an order about a request."""
        number = sorted(self.settled)[chosen % len(self.settled)]
        order = Order(f"{self._next():08}", kind, number, NOW, "Camille", "vu")
        put_order(self.root, order)
        self.ordered.append(order)

    @rule(step=STEP, power_cut=st.booleans())
    def die(self, step: int, *, power_cut: bool) -> None:
        """Work, and die on the way."""
        disk = FailingDisk(self._attic(), die_at=step)
        try:
            restart(self.root, disk)
        except Died:
            if power_cut:
                disk.cut_power(self.root)

    @rule(step=STEP, lasting=st.integers(1, 5))
    def refuse(self, step: int, lasting: int) -> None:
        """Work on a disk that refuses for a while; what was refused is left for later."""
        full = OSError(28, "full")
        disk = FailingDisk(self._attic(), die_at=step, lasting=lasting, fail_with=full)
        with suppress(OSError):
            restart(self.root, disk)

    @rule()
    def settle(self) -> None:
        """Work on a sound disk, and compare with the model."""
        restart(self.root)
        self._carry_out_in_model()
        new = [n for n in archived_numbers(self.root) if n not in self.settled]
        texts = {number: self._text_of(number) for number in new}
        assert Counter(texts.values()) == Counter(self.sent)
        seen = Counter(text for text, outcome in self.settled.values() if outcome != "duplicate")
        for number, text in sorted(texts.items(), key=lambda item: len(item[0])):
            word = text.split()[0]
            is_first = seen[text] == 0
            self.settled[number] = (text, BECOMES.get(word, word) if is_first else "duplicate")
            seen[text] += 1
        self.sent.clear()
        self._compare()

    @precondition(lambda self: self.settled and not self.sent and not self.ordered)
    @rule(chosen=st.integers(0, 10**6), step=STEP, power_cut=st.booleans())
    def purge(self, chosen: int, step: int, *, power_cut: bool) -> None:
        """Remove a request for good, dying on the way."""
        number = sorted(self.settled)[chosen % len(self.settled)]
        put_order(self.root, Order(f"{self._next():08}", OrderKind.PURGE, number, NOW, "Camille"))
        self.die(step, power_cut=power_cut)
        restart(self.root)
        if self.settled[number][1] != "accepted" or number in self.over:
            del self.settled[number]
            self.over.discard(number)
        self._compare()

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every drop lies in the inbox, in work, or in the archive, and nowhere else."""
        inbox = list((self.root / Folder.INBOX).iterdir())
        work = list((self.root / Folder.WORK).iterdir())
        claimed = [f for f in work if state_of(f) in {State.CLAIMED, State.DECIDED}]
        archived = list(archived_numbers(self.root))
        assert len(inbox) + len(claimed) + len(archived) == len(self.sent) + len(self.settled)

    def _carry_out_in_model(self) -> None:
        for order in self.ordered:
            text, outcome = self.settled[order.number]
            if order.kind is OrderKind.ACCEPT and outcome in MAY_BE_ACCEPTED and text[:3] != "bug":
                self.settled[order.number] = (text, "accepted")
                self.over.discard(order.number)
            if order.kind is OrderKind.RETRY and outcome in MAY_BE_ACCEPTED and text[:3] != "bug":
                self.over.discard(order.number)
            if order.kind is OrderKind.CLOSE and outcome in {"accepted", *MAY_BE_ACCEPTED}:
                self.over.add(order.number)
        self.ordered.clear()
        assert waiting_orders(self.root) == []

    def _compare(self) -> None:
        lying = Counter(
            f"{folder}/{path.name}"
            for folder in OUTCOMES.values()
            for path in (self.root / folder).iterdir()
            if path.is_dir()
        )
        filed = {number: filed_as(self.root, number) for number in self.settled}
        assert lying == Counter(
            outcome_place(one.settlement.outcome, number) for number, one in filed.items() if one
        )
        found = {
            n: (self._text_of(n), one.settlement.outcome.value) for n, one in filed.items() if one
        }
        assert found == self.settled
        for number, one in filed.items():
            assert one
            assert (one.place / "report.txt").stat().st_size > 0
            assert (one.record is not None) == (one.settlement.outcome == "accepted")
            assert one.record is None or one.record.read_bytes().endswith(b"}")
            state = standing_of(self.root, one.settlement.place).state
            assert state.is_over == (number in self.over)

    def _text_of(self, number: str) -> str:
        filed = filed_as(self.root, number)
        assert filed
        path = filed.original
        return (path / "a.pdf" if path.is_dir() else path).read_text()

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _attic(self) -> Path:
        attic = Path(self._folder.name) / f"attic-{self._next()}"
        attic.mkdir()
        return attic


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
)
TestDesk.pytestmark = [pytest.mark.crash]  # type: ignore[attr-defined]  # as pytest reads it
