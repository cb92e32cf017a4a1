"""The table of all rules, assembled by hand, in the order in which findings are told."""

from collections.abc import Mapping
from dataclasses import replace

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

_BOXES = "psr_attached logs_attached document_attached"
_ASKS: Mapping[str, str] = {
    "ZF204": "earlier_ticket",
    "ZF310": "mode",
    "ZF311": "mode domain",
    "ZF312": "tma_service",
    **dict.fromkeys(("ZF313", "ZF314", "ZF315"), "domain"),
    "ZF319": "email",
    **dict.fromkeys(("ZF330", "ZF331", "ZF332", "ZF333", "ZF334"), "desk_version"),
    "ZF340": "type reproducible",
    "ZF341": "service_involved service_name",
    "ZF350": "summary",
    "ZF351": "summary description",
    "ZF352": "description",
    "ZF353": "type description",
    **dict.fromkeys(("ZF360", "ZF361", "ZF362"), "earlier_ticket"),
    **dict.fromkeys(("ZF380", "ZF381", "ZF382"), "request_number"),
    **dict.fromkeys(("ZF401", "ZF402"), "type psr_attached"),
    **dict.fromkeys(("ZF403", "ZF404"), "type service_involved logs_attached"),
    **dict.fromkeys(("ZF430", "ZF443"), "not_confidential"),
    **dict.fromkeys(("ZF440", "ZF441", "ZF442"), _BOXES),
}
"""The fields that a rule is about; all forms that ship have them."""


def _asking(rule: Rule) -> Rule:
    return replace(rule, asks=frozenset(_ASKS.get(rule.code, "").split()))


RULES: tuple[Rule, ...] = tuple(
    map(
        _asking,
        (
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
        ),
    )
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
