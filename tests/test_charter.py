from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

from tests.unit.judging.told import heuristics_page
from tools.rulebook import charter_page, rules_page, sentences_in
from zenforms.form.definition import Form
from zenforms.form.library import shipped_form, shipped_names
from zenforms.judging import charter
from zenforms.judging.calendar import Commitments
from zenforms.judging.case import OutcomeKind
from zenforms.judging.contract import Charge
from zenforms.judging.coverage import CoveredBy
from zenforms.judging.policy import Client, Policy
from zenforms.judging.rules.catalog import rule_with
from zenforms.words import OF_THE_CHARTER

DOCS = Path(__file__).parent.parent / "docs"
CHARTER = DOCS / "charter" / "charter.txt"
SENTENCES = sentences_in(DOCS / "charter" / "charter.toml")
POINTERS = sorted({pointer for sentence in SENTENCES for pointer in sentence.becomes})
FORMS = [shipped_form(name) for name in shipped_names()]


KNOWN: Mapping[str, Callable[[str], bool]] = {
    "information": lambda name: not name,
    "rule": lambda name: rule_with(name) is not None,
    "field": lambda name: any(form.field(name) for form in FORMS),
    "form": lambda name: any(_has_line(form, name) for form in FORMS),
    "date": lambda name: name == "release" or name in Commitments.__dataclass_fields__,
    "coverage": lambda name: name in set(CoveredBy),
    "decompte": lambda name: name in set(Charge),
    "outcome": lambda name: name in set(OutcomeKind),
    "policy": lambda name: _has_entry(Policy, name),
    "register": lambda name: _has_entry(Client, name),
}
"""How to tell whether what a pointer names exists, by its kind."""


def _flat(text: str) -> str:
    plain = " ".join(text.replace("’", "'").replace("\u00a0", " ").split())
    for slip in ("Zen Solutions", "Zensolutions"):  # the product is called one way
        plain = plain.replace(slip, OF_THE_CHARTER.product)
    return plain


def test_no_sentence_of_the_charter_is_missing() -> None:
    whole = _flat(CHARTER.read_text(encoding="utf-8"))
    assert _flat(" ".join(sentence.text for sentence in SENTENCES)) == whole


def test_every_sentence_of_the_charter_is_quoted_as_it_is_written() -> None:
    whole = _flat(CHARTER.read_text(encoding="utf-8"))
    for sentence in charter.SENTENCES:
        assert _flat(OF_THE_CHARTER.put(sentence).fr) in whole


def test_every_sentence_becomes_something_or_is_marked_information() -> None:
    assert all(sentence.becomes for sentence in SENTENCES)
    mixed = [s for s in SENTENCES if "information" in s.becomes and len(s.becomes) > 1]
    assert mixed == []


@pytest.mark.parametrize("pointer", POINTERS)
def test_everything_that_the_table_names_exists(pointer: str) -> None:
    kind, _, name = pointer.partition(":")
    assert KNOWN[kind](name)


def test_every_field_that_a_client_fills_in_comes_from_the_charter_or_from_asking_back() -> None:
    """Name, address and telephone are how a reply reaches the client."""
    named = {p.removeprefix("field:") for p in POINTERS if p.startswith("field:")}
    request = {field.name for field in shipped_form("assistance-request").fields()}
    assert request - named == {"contact_name", "email", "telephone"}


def test_the_pages_about_the_rules_are_up_to_date() -> None:
    pages = {
        "rules.md": rules_page(),
        "charter.md": charter_page(SENTENCES),
        "heuristics.md": heuristics_page(),
    }
    for name, page in pages.items():
        assert (DOCS / name).read_text(encoding="utf-8") == page


def _has_line(form: Form, name: str) -> bool:
    kind, _, place = name.partition("/")
    if kind == "guide":
        return any(guide.name == place for guide in form.guides)
    if kind == "section":
        return any(section.name == place and section.note for section in form.sections)
    field = form.field(place)
    return kind == "help" and field is not None and field.help is not None


def _has_entry(model: type[BaseModel], path: str) -> bool:
    first, _, rest = path.partition(".")
    field = model.model_fields.get(first)
    if field is None or not rest:
        return field is not None
    inner = field.annotation
    return isinstance(inner, type) and issubclass(inner, BaseModel) and _has_entry(inner, rest)
