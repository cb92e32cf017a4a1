"""Traffic for a desk, and the check that every drop of it has exactly one outcome, whole."""

from collections import Counter
from pathlib import Path

from tests.unit.desk.bench import new_desk
from zenforms.desk.papers.requests import filed_as
from zenforms.desk.spool.catalogue import archived_numbers
from zenforms.desk.spool.folders import OUTCOMES, Folder, outcome_place
from zenforms.judging.case import OutcomeKind

WORDS = ["accepted", "incomplete", "refused", "quarantined", "cancelled", "bug", "restricted"]
BECOMES = {"bug": "quarantined", "restricted": "accepted"}


def quick_desk(tmp_path: Path) -> Path:
    root = new_desk(tmp_path / "desk")
    (root / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nworkers = 3\n")
    return root


def drop_some(root: Path, sent: dict[str, str], count: int) -> None:
    """Drop files by rename, as a careful sender does; every tenth one twice."""
    for _ in range(count):
        n = len(sent)
        name = f"{n}.pdf"
        text = f"{WORDS[n % len(WORDS)]} {n - 1 if n % 10 == 9 else n}"
        if n % 10 == 9:
            text = sent[f"{n - 1}.pdf"]
        sent[name] = text
        part = root / Folder.INBOX / f"{name}.part"
        part.write_text(text)
        part.rename(part.with_suffix(""))


def check(root: Path, sent: dict[str, str]) -> None:
    """Every drop has exactly one outcome, whole, and its original in the archive."""
    assert not list((root / Folder.INBOX).iterdir())
    assert not list((root / Folder.WORK).iterdir())
    filed = [filed_as(root, number) for number in archived_numbers(root)]
    found = {f.receipt.name: f for f in filed if f}
    assert len(found) == len(filed) == len(sent)
    places = []
    for name, text in sent.items():
        one = found[name]
        assert one.original.read_text() == text
        word = text.split()[0]
        if (
            one.settlement.outcome is not OutcomeKind.DUPLICATE
            and "ZF081" not in one.settlement.codes
        ):
            assert one.settlement.outcome == BECOMES.get(word, word)
        assert (one.place / "report.txt").stat().st_size > 0
        if one.record:
            assert one.record.read_bytes().endswith(b"}")
        places.append(outcome_place(one.settlement.outcome, one.number))
    lying = [
        f"{folder}/{path.name}"
        for folder in OUTCOMES.values()
        for path in (root / folder).iterdir()
        if path.is_dir()
    ]
    assert Counter(lying) == Counter(places)
    twins = Counter(sent.values())
    firsts = Counter(f.settlement.first for f in filed if f and f.settlement.first)
    assert sum(firsts.values()) == sum(count - 1 for count in twins.values())
