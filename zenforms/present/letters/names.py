"""What each sentence of the letters is called, so that a desk can put its own in its place."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType

from zenforms.language import Text
from zenforms.present.letters import accepted, context, incomplete, refused, unproved

_LETTERS: Mapping[str, ModuleType] = {
    "accepted": accepted,
    "incomplete": incomplete,
    "refused": refused,
    "unproved": unproved,
    "common": context,
}


@cache
def letter_sentences() -> Mapping[str, Mapping[str, Text]]:
    """Letter → name of a sentence → the sentence as it ships."""
    return {letter: dict(_named(module)) for letter, module in _LETTERS.items()}


def _named(module: ModuleType) -> Iterator[tuple[str, Text]]:
    """The module's own constants in order; of several under one name each has its number or key."""
    for name, value in vars(module).items():
        plain = name.strip("_").lower()
        if not name.strip("_").isupper():
            continue
        if isinstance(value, Text):
            yield plain, value
        elif isinstance(value, tuple) and value and all(isinstance(v, Text) for v in value):
            yield from ((f"{plain}_{number}", text) for number, text in enumerate(value, 1))
        elif isinstance(value, dict) and value and all(isinstance(v, Text) for v in value.values()):
            yield from ((f"{plain}_{_key(key)}", text) for key, text in value.items())


def _key(key: object) -> str:
    return str(getattr(key, "value", key) or "none").lower()
