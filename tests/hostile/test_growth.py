"""What four times the text costs: about four times as much, whatever the text says."""

import time
from collections.abc import Callable

import pytest

from zenforms.judging import heuristics
from zenforms.judging.evidence import announced_names
from zenforms.judging.mailaddress import is_email
from zenforms.judging.numbers import numbers_in, parse_number
from zenforms.judging.rules.formats import is_telephone
from zenforms.judging.text import is_empty, likeness, mentions, plain, quoted, words
from zenforms.judging.versions import parse_version
from zenforms.language import Lang, typeset
from zenforms.present.document import Paragraph
from zenforms.present.html import tag
from zenforms.present.letters.letter import Letter, plain_text
from zenforms.present.terminal import ending, one_line, several_lines, wrapped
from zenforms.reading.mail.htmltext import html_text
from zenforms.reading.names import safe_name, sent_name
from zenforms.sanitize import plain_line, visible

pytestmark = pytest.mark.hostile

LENGTH = 20_000
LARGEST = 10.0
"""Four times the text may cost ten times as much, for the machine's sake; a square is sixteen."""
NOTHING = 0.03
"""Seconds below which nobody waits, and a ratio says nothing."""

TEXT = {
    "plain": plain,
    "words": words,
    "is_empty": is_empty,
    "quoted": quoted,
    "mentions": lambda text: mentions(text, "a a a b"),
    "likeness": lambda text: likeness(text, "a x " * (len(text) // 4)),
    "likeness to itself": lambda text: likeness(text, text),
    "is_copy": lambda text: heuristics.is_copy(text, f"{text} x"),
    "has_no_steps": lambda text: heuristics.has_no_steps(text, text),
    "asks_nothing": heuristics.asks_nothing,
    "has_several_subjects": lambda text: heuristics.has_several_subjects(text, text),
    "is_other_subject": lambda text: heuristics.is_other_subject(text, text),
    "is_too_short": heuristics.is_too_short,
    "numbers_in": numbers_in,
    "parse_number": parse_number,
    "announced_names": announced_names,
    "is_email": is_email,
    "is_telephone": is_telephone,
    "parse_version": parse_version,
    "wrapped": wrapped,
    "ending": lambda text: ending(text, 40),
    "one_line": lambda text: one_line(text, len(text)),
    "several_lines": several_lines,
    "visible": visible,
    "plain_line": plain_line,
    "typeset": typeset,
    "html_text": html_text,
    "safe_name": safe_name,
    "sent_name": sent_name,
    "tag": lambda text: str(tag("p", text)),
    "letter": lambda text: plain_text(Letter("x", Lang.FR, (Paragraph(text),), ("x",))),
}
"""Everything that a client's text is given to, by name."""

FAMILIES = {
    "one word": "a ",
    "two words": "a x ",
    "no space": "a",
    "spaces": " ",
    "lines": "\n",
    "lines and spaces": "\n ",
    "items": "\n1. a ",
    "numbers": "ZF-260512-00000 ",
    "half a number": "ZF-26051",
    "verbs": "je clique j'",
    "also": "par ailleurs egalement ",
    "second": "1. a 2",
    "tags": "<a ",
    "comments": "<!--",
    "entities": "&amp",
    "dots": "a.",
    "file names": "a.bb;",
    "addresses": "a@",
    "domains": "a@a.a-",
    "telephones": "+1 (",
    "accents": "e\u0301",
    "marks": "\u0301",
    "invisible": "\u200b",
    "ligatures": "\ufb03\ufdfa",
    "wide": "漢",
    "quotes": "« ' ",
    "versions": "1.",
    "escapes": "\x1b[",
}
"""What hostile texts are made of."""


def cost(run: Callable[[str], object], text: str) -> float:
    """The processor seconds of one call, the better of two."""
    spent = []
    for _ in range(2):
        began = time.process_time()
        run(text)
        spent.append(time.process_time() - began)
        if spent[-1] < NOTHING:
            break
    return min(spent)


@pytest.mark.parametrize("name", TEXT)
def test_a_longer_text_costs_in_proportion(name: str) -> None:
    run = TEXT[name]
    for family, said in (*FAMILIES.items(), ("all", "".join(FAMILIES.values()))):
        longer = cost(run, said * (4 * LENGTH // len(said)))
        if longer > NOTHING:
            assert longer < LARGEST * cost(run, said * (LENGTH // len(said))), family
