"""What a policy says about rules and fields that there are not: a slip would go unnoticed."""

from collections.abc import Iterator
from dataclasses import dataclass

from zenforms.form.definition import Form, answers_of
from zenforms.judging.policy import FlatOperation, Policy
from zenforms.judging.rules.catalog import RETIRED, rule_with


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in the policy that means nothing. `place` is the way to it, as TOML keys."""

    place: tuple[str | int, ...]
    reason: str


def slips_in(policy: Policy, form: Form) -> Iterator[Slip]:
    """The slips of a policy; `form` is the one that requests are made on."""
    for code in policy.severity:
        if rule_with(code) is None:
            instead = f"; it is {RETIRED[code]} now" if code in RETIRED else ""
            yield Slip(("severity", code), f"no rule has the code {code}{instead}")
    for number, operation in enumerate(policy.flat_operations):
        yield from _in_operation(("flat_operations", number, "when"), operation, form)


def _in_operation(
    place: tuple[str | int, ...], operation: FlatOperation, form: Form
) -> Iterator[Slip]:
    for name, codes in operation.when.items():
        known = answers_of(form.field(name))
        if not known:
            yield Slip((*place, name), f"the form has no list called {name}")
        elif unknown := sorted(set(codes) - known):
            wrong = ", ".join(unknown)
            yield Slip((*place, name), f"{wrong} is none of {', '.join(sorted(known))}")
