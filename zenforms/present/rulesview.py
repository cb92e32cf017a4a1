"""The rules as people read them: a list, or one rule in full."""

import re
from collections.abc import Iterable, Iterator

from zenforms.judging.examples import example_of
from zenforms.judging.rules.rule import Rule
from zenforms.language import Lang, Text
from zenforms.present.report import NEEDS, SECTIONS, family_of
from zenforms.present.terminal import WIDTH, Line, Tone, columns, padded, paragraph
from zenforms.present.verdicts import severity_name, sign_of
from zenforms.words import OF_THE_CHARTER, Words

_PLACEHOLDER = re.compile(r"\{\w+\}")
_WHAT = Text(fr="Ce qui est dit", en="What is said")
_WHY = Text(fr="Pourquoi", en="Why")
_REMEDY = Text(fr="Que faire", en="What to do")
_EXAMPLE = Text(fr="Exemple", en="Example")
_WEIGHT = Text(fr="Poids", en="Weight")
_SINCE = Text(fr="Depuis la version", en="Since version")
_NEEDS = Text(fr="Il y faut", en="It needs")
_AFTER = Text(fr="Se tait si l'on a déjà dit", en="Silent after")
_SWITCH = Text(
    fr='Un bureau change ce poids dans son fichier policy.toml, table [severity] : {code} = "off", '
    '"info", "warning", "error", "refusal" ou "quarantine".',
    en='A desk changes this weight in its policy.toml, table [severity]: {code} = "off", "info", '
    '"warning", "error", "refusal" or "quarantine".',
)


def rules_lines(rules: Iterable[Rule], lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """All rules, by family: sign, code, title and weight."""
    known = list(rules)
    first = True
    for family, title in SECTIONS.items():
        if mine := [rule for rule in known if family_of(rule.code) == family]:
            yield from () if first else (Line(),)
            first = False
            yield Line(title.to(lang), Tone.TITLE)
        for rule in mine:
            yield from _row(rule, lang, width)


def rule_lines(
    rule: Rule, lang: Lang, width: int = WIDTH, *, words: Words = OF_THE_CHARTER
) -> Iterator[Line]:
    """One rule in full."""
    said_so = rule.wording.in_words(words, rule.code)
    yield from paragraph(f"{rule.code} · {said_so.title.to(lang)}", tone=Tone.TITLE, width=width)
    parts = (
        (_WHAT, _PLACEHOLDER.sub("…", said_so.message.to(lang))),
        (_WHY, said_so.why.to(lang)),
        (_REMEDY, said_so.remedy.to(lang)),
        (_EXAMPLE, example_of(rule, words).to(lang)),
        (_WEIGHT, severity_name(rule.severity, lang)),
        (_NEEDS, ", ".join(NEEDS[need].to(lang) for need in sorted(rule.needs))),
        (_AFTER, ", ".join(rule.requires)),
        (_SINCE, rule.since),
    )
    for title, said in parts:
        if said:
            yield from (Line(), Line(f"  {title.to(lang)}", Tone.TITLE))
            yield from paragraph(said, first="    ", width=width)
    if not rule.is_fixed:
        yield Line()
        yield from paragraph(_SWITCH.fill(lang, {"code": rule.code}), first="  ", tone=Tone.QUIET)


def rule_data(rule: Rule, words: Words = OF_THE_CHARTER) -> dict[str, object]:
    """One rule as JSON data, its sentences in both languages."""
    wording = rule.wording.in_words(words, rule.code)
    said = {
        name: {"fr": text.fr, "en": text.en}
        for name, text in (
            ("title", wording.title),
            ("message", wording.message),
            ("why", wording.why),
            ("remedy", wording.remedy),
            ("example", example_of(rule, words)),
        )
    }
    return {
        "code": rule.code,
        "severity": rule.severity.word,
        **said,
        "since": rule.since,
        "requires": list(rule.requires),
        "needs": sorted(need.value for need in rule.needs),
    }


def _row(rule: Rule, lang: Lang, width: int) -> Iterator[Line]:
    sign, tone = sign_of(rule.severity)
    weight = severity_name(rule.severity, lang)
    head = f"  {sign} {rule.code}  "
    room = width - columns(weight) - 2
    lines = list(paragraph(rule.wording.title.to(lang), first=head, width=room, tone=tone))
    for number, line in enumerate(lines):
        yield Line(f"{padded(line.text, room)}  {weight}", tone) if number == 0 else line
