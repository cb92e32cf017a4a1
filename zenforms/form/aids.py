"""The widgets that only help on screen: the “Vérifier” button and the character counters.

They are not fields of the definition: never printed, never an answer, absent without scripts.
"""

from zenforms.form.definition import AID_PREFIX

VERIFY = f"{AID_PREFIX}verify"
"""The name of the button that lists what is missing."""


def counter_name(field: str) -> str:
    """The name of the counter that belongs to a field."""
    return f"{AID_PREFIX}count_{field}"
