"""What can be told of a French text with some certainty: each a warning, never a verdict.

Their precision is measured on a set of invented requests that the tests keep.
"""

import re

from zenforms.judging.text import COMPLAINTS, GENERAL, GREETINGS, SMALL, likeness, plain, words

COPY_LIKENESS = 0.85
LEAST_WORDS = 4
FEW_FACTS = 5
LONGEST = 8_000
"""How many characters of a text are looked at; what is longer is no work of a person."""
_STEM = 5

_ACTIONS = re.compile(
    r"""
    \b(?:je|j'|on|nous|il\sfaut)\s?\w*\s?(?:clique|clic|ouvr|lanc|saisi|choisi|coch|decoch|imprim
        |selectionn|tap|enregistr|valid|import|export|cre|ferm|pos|redimensionn|branch|tri|vais?\b
        |modifi|ajout|supprim|envoi|relanc|demarr|reveill|gliss|depos|numeris|double|fais|change
        |cherch|termin|me\sconnect|utilis|remplac|copi|coll|essay|appu)
    | \b(?:cliqu|ouvr|lanc|choisi|coch|decoch|imprim|selectionn|enregistr|cre|ferm|redemarr|sais
        |import|export|modifi|gener|depos|branch|rouvr|relanc|tap|mett|attend|fusionn)(?:er|ir|re)\b
    | [«“"]
    | \b(?:a|dans|pendant|apres)\sl'(?:enregistrement|insertion|export|import|impression|envoi)\b
    | \b(?:double[\s-]clic|clic\sdroit|ctrl\s?[+-]|touche\b|bouton\b|onglet\b|menu\b)
    | \w\s?>\s?\w
    | \b(?:etapes?\b|pour\sreproduire|resultat\s(?:attendu|obtenu)|j'attends?\b|attendu\b)
    | \b(?:quand|lorsqu|des\squ|chaque\sfois) | \bsi\s(?:je|j'|on|nous)\b
    | (?:^|[.!?:;]\s|,\s)(?!(?:dernier|premier|particulier|messagerie|panier|dossier|fichier)\b)
      [a-z]{3,}(?:er|ir|dre|tre|aire)\s(?:l[aes]?\b|l'|un|des?\b|d'|dans|sur|au|n'|en)
    | \b(?:au\s(?:lancement|demarrage)|a\sl'ouverture|a\sla\sfermeture)\b
    | (?:^|\s)[1-9]\s?[.)/°-]\s?\w.{0,400}?\s[2-9]\s?[.)/°-]\s?\w
    """,
    re.VERBOSE | re.DOTALL,
)
_SOLVED = re.compile(
    r"""
    \b(?:est|c'est|maintenant|finalement|enfin)\s(?:maintenant\s|deja\s)?
      (?:resolu|regle)e?s?\b(?!\s(?:a|sur)\b)
    | ^probleme\s(?:resolu|regle)\b
    | \b(?:pouvez|merci\sde)\s(?:le\s|la\s)?(?:clotur|ferm|clor)\w*(?:\s(?:le|ce|ma|la)\b|\W|$)
    | \bannul\w+\s(?:de\s)?(?:ma|cette|notre|la)\s(?:demande|requete)
    | \b(?:ne\stenez\spas|sans\stenir)\scompte\b
    | \binutile\sd'intervenir\b | \btout\sest\srentre\sdans\sl'ordre\b
    | \bdemande\s\S+\sa\sannuler\b
    """,
    re.VERBOSE,
)
_THINGS = r"(?:probleme|souci|question|demande|sujet|anomalie|point|idee|bug|chose|requete)s?"
_SEVERAL = re.compile(
    rf"""
    \b(?:deux|trois|quatre|cinq|plusieurs|differentes?|diverses?)\s(?:autres\s)?{_THINGS}\b
    | \b(?:deuxieme|second|seconde|2e|2eme|troisieme)\s{_THINGS}\b
    | \b{_THINGS}\s(?:n°\s?|no\s?|numero\s)?2\s?[:.)]
    | \bun\sautre\s(?:probleme|souci|bug|sujet|point)\b
    | (?<!aucun\s)\bautre\s(?:probleme|souci|question|chose|point|sujet)\s?[:,]
    | \b(?:aussi|egalement)\sune?\sautre\s{_THINGS}\b
    | \brien\sa\svoir\b | \bsans\s(?:aucun\s)?(?:rapport|lien)\b
    | \bprofit\w+\sde\sce\s(?:message|mail|ticket|formulaire|courriel)\b
    | \b(?:par\sailleurs|d'autre\spart|de\splus|en\splus|egalement|et\ssinon|sinon)\b
      (?:(?!\.\s).){{0,200}}?\b(?:pouvez|pourriez|nous\sconstatons|merci\sde|nous\ssouhait|auriez)
    | \bmes\s{_THINGS}\s?:
    """,
    re.VERBOSE,
)
_ANOTHER = re.compile(
    rf"""
    \b(?:un|une|d')\s?autres?\s{_THINGS}\b | \b(?:nouvel(?:le)?|nouveau)x?\s{_THINGS}\b
    | \brien\sa\svoir\b | \bsans\s(?:aucun\s)?(?:rapport|lien)\b
    | \bautre\s(?:probleme|souci|question|chose|point|sujet)\s?[:,]
    | \bpar\sailleurs\b | \bj'en\sprofite\b | \bprofit\w+\sde\sce\b
    """,
    re.VERBOSE,
)
_ITEM = re.compile(r"(?:^|\n)[^\S\n]*(?:[1-9]\s?[.)/°-]|[-•*–])\s*(.+)")
_ASKING = re.compile(r"\?|\bmerci\sde\b|\bpouvez\b|\bpourriez\b|\bdevis\b|\b(?:on|nous)\svoudr")


def says_nothing(text: str) -> bool:
    """Whether a text has no word that says what it is about: “Problème”, “URGENT”, “bonjour”."""
    return not telling_words(text)


def telling_words(text: str) -> list[str]:
    """The words that say what a text is about."""
    empty = SMALL | GREETINGS | GENERAL
    return [word for word in words(text[:LONGEST]) if word not in empty and len(word) > 1]


def is_copy(summary: str, description: str) -> bool:
    """Whether the description says no more than the summary."""
    short, long = sorted((len(summary), len(description)))
    is_close = long < 2 * short + _STEM and long < LONGEST
    return is_close and likeness(summary, description) >= COPY_LIKENESS


def is_too_short(description: str) -> bool:
    """Whether a description is only a few words, or none that says anything."""
    return len(words(description[:LONGEST])) < LEAST_WORDS or says_nothing(description)


def has_no_steps(summary: str, description: str) -> bool:
    """Whether nobody could do again what is described: no action in the text, and few facts."""
    facts = set(telling_words(f"{summary} {description}")) - COMPLAINTS
    return len(facts) <= FEW_FACTS and _ACTIONS.search(plain(description[:LONGEST])) is None


def asks_nothing(text: str) -> bool:
    """Whether a text says that all is well and nothing needs to be done any more."""
    return _SOLVED.search(plain(text[:LONGEST])) is not None


def has_several_subjects(summary: str, description: str) -> bool:
    """Whether a text announces a second subject, or lists several things that it asks for."""
    if _SEVERAL.search(plain(f"{summary}\n{description}"[:LONGEST])):
        return True
    items = [plain(item) for item in _ITEM.findall(description[:LONGEST])]
    return sum(_ASKING.search(item) is not None for item in items) > 1


def names_another_matter(text: str) -> bool:
    """Whether a text says in so many words that it is about something else than before."""
    return _ANOTHER.search(plain(text[:LONGEST])) is not None


def is_other_subject(story: str, earlier: str) -> bool:
    """Whether two requests have too few words in common that say what they are about.

    One is enough only where one of them says hardly anything: most requests name an invoice.
    """
    mine, theirs = _stems(story), _stems(earlier)
    shorter = min(len(mine), len(theirs))
    needed = next(count for least, count in _IN_COMMON if shorter >= least)
    return bool(shorter) and len(mine & theirs) < needed


_IN_COMMON = ((12, 3), (3, 2), (0, 1))
"""From how many telling words on how many are the same when the subject is."""


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in telling_words(text)}
