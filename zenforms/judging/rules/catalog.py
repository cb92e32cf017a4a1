"""The table of all rules, assembled by hand, in the order in which findings are told."""

from collections.abc import Mapping

from zenforms.judging.rules import (
    addresses,
    channel,
    completeness,
    consistency,
    contract,
    danger,
    document,
    doubts,
    earlier,
    evidence,
    formats,
    handling,
    integrity,
    logs,
    pictures,
    recordings,
    safety,
    senders,
    version,
    writers,
)
from zenforms.judging.rules.rule import Rule

DROP_RULES: tuple[Rule, ...] = (*document.RULES, *danger.RULES)
"""What is told of a drop before anybody looks at what a form says."""

RULES: tuple[Rule, ...] = (
    *DROP_RULES,
    *integrity.RULES,
    *addresses.RULES,
    *safety.RULES,
    *senders.RULES,
    *channel.RULES,
    *writers.RULES,
    *completeness.RULES,
    *formats.RULES,
    *doubts.RULES,
    *contract.RULES,
    *version.RULES,
    *consistency.RULES,
    *earlier.RULES,
    *evidence.RULES,
    *recordings.RULES,
    *logs.RULES,
    *pictures.RULES,
)

LISTED: tuple[Rule, ...] = (*RULES, *handling.RULES)
"""Every code that a finding may have; beside the rules, what the desk says by itself."""

RETIRED: Mapping[str, str] = {}
"""Codes that are no longer given, and what says the same today."""


def rule_with(code: str) -> Rule | None:
    """The rule with this code, or None."""
    return next((rule for rule in RULES if rule.code == code), None)


def explained(code: str) -> Rule | None:
    """What stands behind a code, be it a rule or a word of the desk's own; None: no such code."""
    return next((rule for rule in LISTED if rule.code == code), None)
