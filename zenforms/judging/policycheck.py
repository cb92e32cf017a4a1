"""What a policy says about rules and fields that there are not: a slip would go unnoticed."""

from collections.abc import Iterator
from dataclasses import dataclass

from zenforms.form.definition import Form, answers_of
from zenforms.judging.calendar import unknown_holidays
from zenforms.judging.policy import FlatOperation, Policy
from zenforms.judging.rules.catalog import RETIRED, rule_with
from zenforms.language import Lang, Text

_NO_RULE = Text(fr="aucune règle ne porte le code {code}.", en="no rule has the code {code}.")
_RETIRED = Text(fr="la règle {code} s'appelle désormais {now}.", en="the rule {code} is {now} now.")
_NO_LIST = Text(
    fr="le formulaire n'a pas de liste {name}.", en="the form has no list called {name}."
)
_NO_CODE = Text(
    fr="« {unknown} » n'est pas possible ; possible : {known}.",
    en="“{unknown}” is not possible; possible: {known}.",
)

_NO_HOLIDAY = Text(
    fr="« {name} » n'est le nom d'aucun jour férié ; exemple : « Lundi de Pentecôte ».",
    en="“{name}” is the name of no public holiday; for example “Lundi de Pentecôte”.",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in the policy that means nothing. `place` is the way to it, as TOML keys."""

    place: tuple[str | int, ...]
    reason: Text


def slips_in(policy: Policy, form: Form) -> Iterator[Slip]:
    """The slips of a policy; `form` is the one that requests are made on."""
    for code in policy.severity:
        if rule_with(code) is None:
            said = _RETIRED if code in RETIRED else _NO_RULE
            yield Slip(("severity", code), _filled(said, code=code, now=RETIRED.get(code, "")))
    if policy.hours.worked_holidays:
        for name in unknown_holidays(policy.hours):
            yield Slip(("hours", "worked_holidays"), _filled(_NO_HOLIDAY, name=name))
    for number, operation in enumerate(policy.flat_operations):
        yield from _in_operation(("flat_operations", number, "when"), operation, form)


def _in_operation(
    place: tuple[str | int, ...], operation: FlatOperation, form: Form
) -> Iterator[Slip]:
    for name, codes in operation.when.items():
        known = answers_of(form.field(name))
        if not known:
            yield Slip((*place, name), _filled(_NO_LIST, name=name))
        elif unknown := sorted(set(codes) - known):
            words = {"unknown": ", ".join(unknown), "known": ", ".join(sorted(known))}
            yield Slip((*place, name), _filled(_NO_CODE, **words))


def _filled(said: Text, **words: str) -> Text:
    return Text(said.fill(Lang.FR, words), said.fill(Lang.EN, words))
