"""Answers that do not fit together, or say too little."""

from tests.acceptance.triggers.trigger import Trigger, with_answers
from tests.viewers.answers import Values

_COPIED = "L’export des factures en PDF coupe la dernière colonne du tableau"
_MALFUNCTION: Values = {
    "type": "malfunction",
    "workstations": "tous",
    "reproducible": "yes",
    "summary": "La messagerie fonctionne mal",
    "description": "La messagerie fonctionne mal depuis quelque temps sur certains postes.",
}

ANSWERS = (
    Trigger("ZF330", "A version that is behind.", with_answers(desk_version="12.1")),
    Trigger("ZF332", "A version that was never out.", with_answers(desk_version="11.7")),
    Trigger("ZF333", "A version that is not out yet.", with_answers(desk_version="12.9")),
    Trigger("ZF341", "A service that is named and not involved.", with_answers(service_name="Zen")),
    Trigger(
        "ZF351",
        "A description that is the summary.",
        with_answers(summary=_COPIED, description=_COPIED),
    ),
    Trigger("ZF353", "A malfunction without steps.", with_answers(**_MALFUNCTION)),
)
