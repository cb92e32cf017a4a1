"""The pages about the rules, for maintainers: made from the rules themselves.

`python -m tools.rulebook DIR` writes `rules.md` and `charter.md` into DIR, which holds
`charter/charter.toml`: every sentence of the support charter and what it becomes.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from zenforms.findings import Severity
from zenforms.judging import charter
from zenforms.judging.examples import example_of
from zenforms.judging.rules.catalog import LISTED, RETIRED, rule_with
from zenforms.judging.rules.rule import Rule
from zenforms.language import Lang

FAMILIES = {
    "ZF0": "The document",
    "ZF1": "Completeness",
    "ZF2": "Format",
    "ZF3": "Channel, contract and consistency",
    "ZF4": "Evidence",
    "ZF5": "Integrity and security",
    "ZF6": "The desk, and what arrives",
}
_OUTCOMES = {
    Severity.INFO: "changes nothing",
    Severity.WARNING: "changes nothing, staff see it",
    Severity.ERROR: "goes back to the client as `incomplete`",
    Severity.REFUSAL: "is `refused`",
    Severity.QUARANTINE: "is `quarantined` for a person to look at",
    Severity.DANGER: "is `quarantined` and not to be opened",
}


class Sentence(BaseModel):
    """A sentence of the charter, and what it becomes: `rule:ZF101`, `field:mode` and so on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    becomes: tuple[str, ...]


def sentences_in(path: Path) -> tuple[Sentence, ...]:
    """The sentences of the charter, in order."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Sentence.model_validate(entry) for entry in read["sentence"])


def rules_page() -> str:
    """All rules with what they say, why, what to do about it, and an example."""
    return "\n".join(_rules()) + "\n"


def charter_page(sentences: tuple[Sentence, ...]) -> str:
    """The table of the charter's sentences."""
    return "\n".join(_charter(sentences)) + "\n"


_RULES_HEAD = """\
# The rules

Made from the rules themselves (`make docs`): do not mend it here.

The verdict on a drop is the highest severity found. A desk raises, lowers or switches off a rule
by its code in `policy.toml`, table `[severity]`. What clients and staff read is French or English;
this page quotes the English. A code is never given twice.

| severity | what the drop becomes |
|---|---|"""
_CHARTER_HEAD = """\
# The charter, sentence by sentence

Made from `charter/charter.toml` (`make docs`): do not mend it here. A test holds it to
`charter/charter.txt`, so that no sentence is missing, and to the code, so that everything named
here exists.

| sentence of the charter | becomes |
|---|---|"""


def _rules() -> Iterator[str]:
    yield _RULES_HEAD
    yield from (f"| {severity.word} | {said} |" for severity, said in _OUTCOMES.items())
    for family, title in FAMILIES.items():
        yield from ("", f"## {family}xx: {title}")
        for rule in sorted(LISTED, key=lambda rule: rule.code):
            if rule.code.startswith(family):
                yield from _rule(rule)
    yield from ("", "## Retired codes", "")
    yield from (f"- {old} → {new}" for old, new in RETIRED.items()) if RETIRED else ("None.",)


def _rule(rule: Rule) -> Iterator[str]:
    words = rule.wording
    yield from ("", f"### {rule.code} {words.title.en}", "")
    yield f"*{words.title.fr}* · {rule.severity.word}{_conditions(rule)}"
    yield ""
    yield f"- **says** {_code(words.message.en)}"
    yield f"- **why** {_why(rule)}"
    yield f"- **what to do** {words.remedy.en}"
    yield f"- **example** {example_of(rule).en}"


def _conditions(rule: Rule) -> str:
    needs = f" · needs {', '.join(sorted(rule.needs))}" if rule.needs else ""
    after = f" · silent after {', '.join(rule.requires)}" if rule.requires else ""
    return f"{needs}{after} · since {rule.since}"


def _why(rule: Rule) -> str:
    why = rule.wording.why
    return f"{why.en} (the charter: « {why.fr} »)" if why in charter.SENTENCES else why.en


def _code(message: str) -> str:
    return message.replace("{", "`{").replace("}", "}`")


def _charter(sentences: tuple[Sentence, ...]) -> Iterator[str]:
    yield _CHARTER_HEAD
    for sentence in sentences:
        becomes = "<br>".join(_pointer(pointer) for pointer in sentence.becomes)
        yield f"| {sentence.text.replace('|', '&#124;')} | {becomes} |"


def _pointer(pointer: str) -> str:
    kind, _, name = pointer.partition(":")
    if kind == "rule" and (rule := rule_with(name)):
        return f"[{name}](rules.md) {rule.wording.title.to(Lang.EN)}"
    return f"{kind} `{name}`" if name else f"*{kind}*"


def main(folder: Path) -> None:
    """Write both pages into `folder`."""
    pages = {
        "rules.md": rules_page(),
        "charter.md": charter_page(sentences_in(folder / "charter" / "charter.toml")),
    }
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
