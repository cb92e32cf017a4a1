"""Writes `docs/viewers.md` from the committed samples: `python -m tests.viewers.page`.

No engine is needed: what each one saved lies in the samples, and the suite holds them to it.
A word in the table that is not explained below it raises KeyError.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from tests.acceptance.odd_writers import REWRITES
from tests.places import SAMPLES
from tests.viewers.blank import FORM
from tests.viewers.judged import document, judged
from tests.viewers.losses import DOUBTS, LOSSES
from tests.viewers.pagetexts import (
    CHANGES,
    EMOJI_WORDS,
    FLAGS,
    HEAD,
    INTRODUCTION,
    LIMITS,
    ODD,
    PICTURES,
    PRINTED,
)
from tests.viewers.pairs import THREE
from tests.viewers.printable import LONG, SHORT
from tests.viewers.recipes.recipe import DROP, EXPECTED
from tests.viewers.typed import EMOJI, REPERTOIRE, exported
from zenforms.desk.handling.copies import with_proposals
from zenforms.desk.setup.maps import form_maps
from zenforms.form.definition import ChoiceField, LongTextField, TextField
from zenforms.judging.case import Outcome
from zenforms.judging.rules.catalog import rule_with
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import ThisProcess

_DOCS = Path(__file__).parents[2] / "docs"
PAGE = _DOCS / "viewers.md"

Request = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One saved file. `said` are the codes of findings and the flags of values."""

    sample: str
    cells: tuple[str, ...]
    emoji: str
    said: tuple[str, ...]

    def __str__(self) -> str:
        """A line of the table."""
        said = ", ".join(self.said) or "nothing"
        return f"| `{self.sample}` | {' | '.join((*self.cells, self.emoji, said))} |"


def page() -> str:
    """The whole page."""
    rows = [_row(case) for case in _saved("accepted-*") if _is_of_a_viewer(case)]
    parts = (
        INTRODUCTION,
        "\n".join((*HEAD, *map(str, rows))),
        "\n".join(_explained(rows)),
        "\n".join((PRINTED, *map(_printed, _saved("quarantined-printed-*")))),
        CHANGES.format(orders=", ".join(f"{a} → {b}" for a in THREE for b in THREE)),
        "\n".join((ODD, *(f"- {(r.__doc__ or '').splitlines()[0]}" for r in REWRITES))),
        LIMITS,
        _pictures(),
    )
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _saved(pattern: str) -> Iterator[Path]:
    """The forms that a known program saved."""
    for case in sorted(SAMPLES.glob(pattern)):
        if (case / DROP).exists() and _expected(case).get("saved_by"):
            yield case


def _is_of_a_viewer(case: Path) -> bool:
    """Whether the whole repertoire was typed into it; the other samples show other things."""
    return REPERTOIRE in _expected(case)["request"]["description"]


def _expected(case: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads((case / EXPECTED).read_text(encoding="utf-8"))


def _row(case: Path) -> Row:
    outcome, expected = judged(case / DROP), _expected(case)
    read, wanted = _read(outcome), expected["request"]
    cells = (
        expected["saved_by"],
        "in place" if document(outcome).facts.revisions > 1 else "whole file",
        _line_ends(case / DROP),
        *(_right(read, wanted, names) for names in _kinds()),
        f"{len(str(read.get('description', ''))):,}",
    )
    return Row(case.name, cells, _emoji(wanted["summary"]), tuple(_said(outcome)))


def _read(outcome: Outcome) -> Request:
    request = outcome.case.request
    if request is None:
        return {}
    return request.model_dump(mode="json", exclude_defaults=True, exclude={"extra"})


def _kinds() -> tuple[set[str], set[str], set[str]]:
    """The names of texts, of lists, and of radio buttons and boxes."""
    texts = {f.name for f in FORM.fields() if isinstance(f, TextField | LongTextField)}
    lists = {f.name for f in FORM.fields() if isinstance(f, ChoiceField)}
    return texts, lists, {f.name for f in FORM.fields()} - texts - lists


def _right(read: Request, wanted: Request, names: set[str]) -> str:
    """How many of the values arrived as typed."""
    typed = names & wanted.keys()
    return f"{sum(read.get(name) == wanted[name] for name in typed)} of {len(typed)}"


def _line_ends(drop: Path) -> str:
    with PdfReader(drop) as reader:
        value = str((reader.get_fields() or {})["description"]["/V"])
    names = {"\r\n": "CR LF", "\r": "CR", "\n": "LF"}
    return next(name for end, name in names.items() if end in value)


def _emoji(summary: str) -> str:
    if EMOJI in summary:
        return "kept"
    return "lost" if chr(ord(EMOJI) & 0xFFFF) in summary else "not typed"


def _said(outcome: Outcome) -> Iterator[str]:
    yield from outcome.report.codes()
    yield from sorted({flag.value for f in document(outcome).fields for flag in f.flags})


def _explained(rows: Iterable[Row]) -> Iterator[str]:
    """What each word of the table means; raises KeyError for one that nobody explained."""
    rows = tuple(rows)
    for word in dict.fromkeys(row.emoji for row in rows):
        losses = " ".join(dict.fromkeys(loss.why for loss in LOSSES.values()))
        yield f"- **{word}**: {EMOJI_WORDS[word].format(losses=losses)}"
    for word in dict.fromkeys(word for row in rows for word in row.said):
        rule = rule_with(word)
        if rule:
            yield f"- **{word}**: {rule.wording.title.en} ({rule.severity.word})."
        else:
            reasons = (d.why for d in DOUBTS.values() if word in d.flags)
            yield f"- **{word}**: {' '.join((FLAGS[word], *dict.fromkeys(reasons)))}"


def _printed(case: Path) -> str:
    """A line of the table of printed copies."""
    data, typed = (case / DROP).read_bytes(), exported(SHORT)
    read = read_document(data, name=DROP, maps=form_maps())
    proposed = with_proposals(read, data, ThisProcess(Limits()))
    right = sum(proposed.value(name) == value for name, value in typed.items())
    words = "".join(str(proposed.value(LONG)).split()) == "".join(str(typed[LONG]).split())
    told = "every character" if words else "differs"
    return f"| `{case.name}` | {_expected(case)['saved_by']} | {right} of {len(typed)} | {told} |"


def _pictures() -> str:
    names = sorted(path.name for path in (_DOCS / "images").glob("form-*-*.png"))
    shown = (f"![{_caption(name)}](images/{name})" for name in names)
    return "\n\n".join((PICTURES, *shown)) if names else ""


def _caption(name: str) -> str:
    _, program, state = name.removesuffix(".png").split("-")
    return f"The {state} form in {program.capitalize()}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
