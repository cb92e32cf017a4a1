"""The words of one vendor: how the desk calls its product, its programs, its client area.

A sentence that needs one of them holds its mark: `{product}`, `{client_area}`. French articles
and contractions follow from the word itself: of `le Desk`, `{desktop}` is “Desk”, `{the_desktop}`
“le Desk” and `{of_the_desktop}` “du Desk”; a capital in the mark (`{The_desktop}`) is a capital in
the word. The words that ship are those of the charter; a desk writes its own into `words.toml`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from zenforms.language import Text

_MARK = re.compile(r"\{([A-Za-z_]+)\}")
_ARTICLE = re.compile(r"(?i)^(?:(le|la|les|the)\s+|(l['’]))")
_VOWEL = re.compile(r"(?i)^[aeiouyàâäéèêëîïôöùûüœæ]")
_CONTRACTED = {"le": "du", "les": "des"}

Labels = tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands for each mark. No word holds a brace: it would be a mark itself."""

    product: str = "ZenSolutions"
    desktop: Text = Text(fr="le Desk", en="the Desk")
    """The desktop client, with its article."""
    console: Text = Text(fr="le MOC", en="the MOC")
    """The administration console, with its article."""
    client_area: Text = Text(fr="l'espace client", en="the client area")
    """Where clients find their form, with its article."""
    suite: Text = Text(fr="suite ZenSolutions", en="ZenSolutions suite")
    template: Text = Text(fr="template LAD/RAD", en="capture template (LAD/RAD)")
    templates: Text = Text(fr="templates LAD/RAD", en="capture templates (LAD/RAD)")
    """What is made for a client with the product, and not covered by its licence."""
    log_folder: str = "[…]\\ZenSolutions\\Services\\log\\"
    log_names: tuple[str, ...] = ("Zen",)
    """How the names of the vendor's own logs and programs begin."""
    programs: tuple[str, ...] = (
        "ZenSolutions",
        "Zen Solutions",
        *(f"Zen{part}" for part in ("Desk", "Moc", "Service", "Scan", "Capture", "Server")),
    )
    """What in a log or a folder's name says that a program of the vendor's wrote it."""
    recorder: Text = Text(fr="Démarrer > Exécuter > psr", en="Start > Run > psr")
    """The way to the recorder of steps, in one line."""
    recorder_steps: tuple[Text, ...] = ()
    """How to make a recording, step by step, instead of the form's own."""
    controller: str = ""
    """Who answers for personal data, with the address; empty: the vendor."""
    signature: tuple[Text, ...] = (
        Text(fr="Cordialement,", en="Kind regards,"),
        Text(fr="L'équipe support", en="The support team"),
        Text(fr="{vendor}", en="{vendor}"),
        Text(fr="{contact}", en="{contact}"),
    )
    """The lines below a letter; `{vendor}` and `{contact}` are the policy's."""
    domains: Labels = ()
    """The form's domains under other labels, by code; an empty label takes one off."""
    tma_services: Labels = ()
    """The TMA services, likewise."""

    rules: tuple[tuple[str, Text], ...] = ()
    """Sentences of the desk's own for those of rules, by code and part: `ZF101.message`."""
    letters: tuple[tuple[Text, Text], ...] = ()
    """Sentences of the desk's own for those of letters, as they ship."""

    def instead(self, place: str, text: Text) -> Text:
        """What the desk says at this place of a rule; else the sentence that ships."""
        return dict(self.rules).get(place, text) if self.rules else text

    def put(self, text: Text) -> Text:
        """The sentence with the words in the places of their marks; arguments stay open."""
        if self.letters:
            text = dict(self.letters).get(text, text)
        if "{" not in text.fr and "{" not in text.en:
            return text
        french, english = _marks(self)
        return Text(fr=_put(text.fr, french), en=_put(text.en, english))

    def put_into(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """The same for the two spellings of a text that is not read yet (`fr`, `en`)."""
        french, english = _marks(self)
        return {"fr": _put(texts["fr"], french), "en": _put(texts["en"], english)}

    def are_ours(self, name: str) -> bool:
        """Whether a program or log called `name` is the vendor's own, by the way it begins."""
        return any(name.lower().startswith(start.lower()) for start in self.log_names)


OF_THE_CHARTER = Words()
"""The words that ship."""


def marks() -> frozenset[str]:
    """The names of all marks, without their capitals."""
    return frozenset(name for name in _marks(OF_THE_CHARTER)[0] if name.islower())


def speaks_of(programs: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a vendor's programs in a line or a path, at the beginning of a word."""
    return _pattern(programs)


@lru_cache(maxsize=16)
def _pattern(programs: tuple[str, ...]) -> re.Pattern[str]:
    spelled = "|".join(re.escape(one) for one in programs)
    return re.compile(rf"(?i)(?<![^\W_])(?:{spelled})" if spelled else r"(?!)")


@lru_cache(maxsize=16)
def _marks(words: Words) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What stands for each mark, in French and in English."""
    french, english = dict(_both(words, is_french=True)), dict(_both(words, is_french=False))
    return french, english


def _both(words: Words, *, is_french: bool) -> Iterator[tuple[str, str]]:
    for name, word in _all(words, is_french=is_french):
        yield name, word
        yield name[:1].upper() + name[1:], word[:1].upper() + word[1:]


def _all(words: Words, *, is_french: bool) -> Iterator[tuple[str, str]]:
    yield "product", words.product
    yield "of_product", _elided(words.product) if is_french else f"of {words.product}"
    yield "log_folder", words.log_folder
    recorder = words.recorder.fr if is_french else words.recorder.en
    yield "recorder", recorder
    yield "recorder_keys", recorder.replace(" > ", ">")
    for name in ("desktop", "console", "client_area", "suite", "template", "templates"):
        text: Text = getattr(words, name)
        word = text.fr if is_french else text.en
        yield name, _ARTICLE.sub("", word)
        yield f"the_{name}", word
        yield f"of_the_{name}", _contracted(word) if is_french else f"of {word}"


def _contracted(word: str) -> str:
    found = _ARTICLE.match(word)
    article = (found[1] or found[2]).lower() if found else ""
    if found and article in _CONTRACTED:
        return f"{_CONTRACTED[article]} {word[found.end() :]}"
    return f"de {word}" if found else _elided(word)


def _elided(word: str) -> str:
    return f"d’{word}" if _VOWEL.match(word) else f"de {word}"


def _put(said: str, words: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: words.get(mark[1], mark[0]), said)
